/** The content hash of a string. Compiled: computed once and kept in the string's header. */
import { isCompiled } from "../sys/intrinsics.ts";
import type { u32 } from "../sys/types.ts";
import { hashString } from "./string.ts";

export function stringHash(text: string): u32 {
  if (isCompiled()) return hashString(text);
  let hash: u32 = 0x811c9dc5;
  for (let i: u32 = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193) >>> 0;
  return hash;
}
