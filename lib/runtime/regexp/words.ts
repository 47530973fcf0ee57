/** Integers of 32 bits at indices that the caller vouches for: compiled, no access tests the bounds. */
import { isCompiled, load32, store32 } from "../../sys/intrinsics.ts";
import type { i32, u32, usize } from "../../sys/types.ts";
import { typedAddress } from "../typed-array.ts";

export class Words {
  readonly length: u32;
  /** Keeps the memory alive. */
  readonly list: Int32Array;
  private readonly address: usize;

  constructor(list: Int32Array) {
    this.list = list;
    this.length = list.length;
    this.address = isCompiled() ? typedAddress(list) : 0;
  }

  at(index: usize): i32 { return isCompiled() ? load32(this.address + index * 4) | 0 : this.list[index]! | 0; }
  set(index: usize, value: i32): void {
    if (isCompiled()) store32(this.address + index * 4, value >>> 0);
    else this.list[index] = value;
  }
}
