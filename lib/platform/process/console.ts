/** Standard output, error and input of the process, as system calls: nothing is buffered here. */
import { encodedBytes, encodeText } from "../../kernel/text.ts";
import { EAGAIN, EINTR, POLLIN, POLLOUT, SYS_PPOLL, SYS_READ, SYS_WRITE } from "./linux.ts";
import { addressOf, keepAlive, load16, loadSize, stackAllocate, staticAllocate, store16, store32, syscall } from "../../sys/intrinsics.ts";
import { VIEW_ADDRESS } from "../../runtime/layout.ts";
import type { i32, u16, u32, usize } from "../../sys/types.ts";

const BUFFER_BYTES = 8192;
let watched = false;

/** Writes all bytes. Lost output (closed pipe) is dropped: there is nobody to tell. */
export function writeConsole(stream: 1 | 2, address: usize, bytes: usize): void {
  "use no-alloc";
  let at: usize = address;
  const end: usize = address + bytes;
  while (at < end) {
    const n = syscall(SYS_WRITE, stream, at, end - at);
    if (n > 0) at = at + n;
    else if (n === EAGAIN) pollOne(stream, POLLOUT, 0);
    else if (n !== EINTR) return;
  }
}

/** Writes text as UTF-8; a lone surrogate becomes U+FFFD. */
export function writeText(stream: 1 | 2, text: string): void {
  const buffer = staticAllocate(BUFFER_BYTES, 16);
  let index: u32 = 0;
  const length: u32 = text.length;
  while (index < length) {
    index = encodeText(text, index, buffer, BUFFER_BYTES);
    writeConsole(stream, buffer, encodedBytes());
  }
}

/** Nothing is held back: for the contract's sake of targets that buffer. */
export function flushConsole(): void {
  "use no-alloc";
}

/** Whether waitForEvent() ends when standard input has something. */
export function watchConsole(on: boolean): void { watched = on; }
export function consoleIsWatched(): boolean { return watched; }

/** Reads what standard input has: bytes read, 0 nothing yet, -1 end. */
export function readConsole(into: Uint8Array): number {
  if (into.length === 0) return 0;
  if (!pollOne(0, POLLIN, -1)) return 0;
  const n = syscall(SYS_READ, 0, loadSize(addressOf(into), VIEW_ADDRESS), into.length);
  keepAlive(into);
  if (n > 0) return n;
  return n === EAGAIN || n === EINTR ? 0 : -1;
}

/** Waits for one descriptor. timeout 0: for ever; -1: not at all. True if it is ready. */
function pollOne(descriptor: u32, events: u16, timeout: i32): boolean {
  "use no-alloc";
  const poll = stackAllocate(16);
  const none = stackAllocate(16);
  store32(poll, descriptor);
  store16(poll, events, 4);
  const n = syscall(SYS_PPOLL, poll, 1, timeout === 0 ? 0 : none, 0, 8);
  return n > 0 && load16(poll, 6) !== 0;
}
