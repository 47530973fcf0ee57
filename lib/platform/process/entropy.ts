/** Randomness of the process: Linux's generator. */
import { VIEW_ADDRESS } from "../../runtime/layout.ts";
import { EINTR, SYS_GETRANDOM } from "./linux.ts";
import { addressOf, keepAlive, loadSize, syscall } from "../../sys/intrinsics.ts";
import type { usize } from "../../sys/types.ts";

/** Fills all bytes with cryptographic randomness; throws when Linux has none. */
export function fillRandom(bytes: Uint8Array): void {
  let at: usize = loadSize(addressOf(bytes), VIEW_ADDRESS);
  const end: usize = at + bytes.byteLength;
  while (at < end) {
    const n = syscall(SYS_GETRANDOM, at, end - at, 0);
    if (n > 0) at = at + n;
    else if (n !== EINTR) throw new Error("no source of randomness: getrandom() failed");
  }
  keepAlive(bytes);
}
