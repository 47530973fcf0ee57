/** A program that does what must fault, by its first argument: the image of protection.test.ts. */
import { programArguments } from "../../lib/platform/vm/args.ts";
import { heapStart } from "../../lib/platform/vm/memory.ts";
import { callAddress, load8, stackAllocate, store8, symbolAddress, trap } from "../../lib/sys/intrinsics.ts";
import type { usize } from "../../lib/sys/types.ts";

function recurse(depth: usize): usize {
  const block = stackAllocate(256);
  store8(block, 1);
  const below = recurse(depth + 1);
  return below + load8(block) + depth;
}

function fault(kind: string): void {
  switch (kind) {
    case "null": store8(8, load8(8)); return;
    case "text": store8(symbolAddress("__text_start"), 0); return;
    case "rodata": store8(symbolAddress("__rodata_start"), 0); return;
    case "heap-code": callAddress(heapStart(), 0); return;
    case "data-code": callAddress(symbolAddress("__data_start"), 0); return;
    case "guard": store8(symbolAddress("__fault_guard"), 0); return;
    case "stack": store8(8, recurse(1) === 0 ? 1 : 0); return;
    case "trap": trap();
    case "none": return;
  }
}

fault(programArguments()[0]);
console.log("survived");
