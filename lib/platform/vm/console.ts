/**
 * The serial console: a 16550 at COM1 carries standard output and standard error, in order, unbuffered. Works in
 * a panic. Input is polled.
 * @spec National Semiconductor PC16550D, §8
 */
import { encodedBytes, encodeText } from "../../kernel/text.ts";
import { addressOf, inb, keepAlive, load8, loadSize, outb, readTsc, sizeOf64, staticAllocate, store8 } from "../../sys/intrinsics.ts";
import { VIEW_ADDRESS } from "../../runtime/layout.ts";
import type { u32, usize } from "../../sys/types.ts";

const PORT = 0x3f8;
const DATA = PORT;
const INTERRUPT_ENABLE = PORT + 1;
const FIFO_CONTROL = PORT + 2;
const LINE_CONTROL = PORT + 3;
const MODEM_CONTROL = PORT + 4;
const LINE_STATUS = PORT + 5;
const FIFO_BYTES = 16;
const RECEIVED = 0x01;
const TRANSMIT_EMPTY = 0x20;
const END_OF_TEXT = 0x04; // control-D on an empty line

const BUFFER_BYTES = 4096;
/**
 * Ticks of the processor's counter (some ten seconds) until the bytes of a busy line are given up: a host that never
 * reads is no reason to hang, but one that is busy for a while gets all of it.
 */
const PATIENCE_TICKS: usize = 30_000_000_000;

let watched = false;
let ended = false;
let present = false;
/** The line was given up, and has not moved since. */
let stuck = false;

/** 115200 baud, 8 data bits, FIFOs; 16550s of hypervisors ignore most of it. */
export function openConsole(): void {
  "use no-alloc";
  outb(INTERRUPT_ENABLE, 0);
  outb(LINE_CONTROL, 0x80);
  outb(DATA, 1);
  outb(INTERRUPT_ENABLE, 0);
  outb(LINE_CONTROL, 0x03);
  outb(FIFO_CONTROL, 0x07);
  outb(MODEM_CONTROL, 0x0b);
  present = inb(LINE_STATUS) !== 0xff;
}

export function writeConsole(_stream: 1 | 2, address: usize, bytes: usize): void {
  "use no-alloc";
  if (!present) return;
  let at: usize = address;
  const end: usize = address + bytes;
  while (at < end) {
    stuck = !waitForLine();
    for (let room: u32 = FIFO_BYTES; room !== 0 && at < end; room = room - 1) {
      outb(DATA, load8(at));
      at = at + 1;
    }
  }
}

/** True when the line takes bytes. */
function waitForLine(): boolean {
  "use no-alloc";
  if ((inb(LINE_STATUS) & TRANSMIT_EMPTY) !== 0) return true;
  if (stuck) return false;
  const start = sizeOf64(readTsc());
  while (sizeOf64(readTsc()) - start < PATIENCE_TICKS) if ((inb(LINE_STATUS) & TRANSMIT_EMPTY) !== 0) return true;
  return false;
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

/** Nothing is held back. */
export function flushConsole(): void {
  "use no-alloc";
}

/** Whether waitForEvent() ends when input arrives. */
export function watchConsole(on: boolean): void { watched = on; }
export function consoleIsWatched(): boolean {
  "use no-alloc";
  return watched;
}
export function hasConsoleInput(): boolean {
  "use no-alloc";
  return present && (inb(LINE_STATUS) & RECEIVED) !== 0;
}

/** Reads what has arrived: bytes read, 0 nothing yet, -1 end (control-D). */
export function readConsole(into: Uint8Array): number {
  if (ended || !present) return -1;
  const start: usize = loadSize(addressOf(into), VIEW_ADDRESS);
  const capacity: usize = into.byteLength;
  let count: usize = 0;
  while (count < capacity && (inb(LINE_STATUS) & RECEIVED) !== 0) {
    const byte = inb(DATA);
    if (byte === END_OF_TEXT) {
      ended = true;
      break;
    }
    store8(start + count, byte);
    count = count + 1;
  }
  keepAlive(into);
  return count === 0 && ended ? -1 : count;
}
