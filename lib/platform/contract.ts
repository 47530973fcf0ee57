/**
 * The platform contract: all that the library OS asks of the machine below it. Each target has the same files
 * in lib/platform/<vm|process|node>/, with the same exports; code imports them as "#platform/clock.ts" and the
 * build's target decides. Nothing else is platform-specific.
 *
 *   start.ts    the entry: `export function start(info: usize): void` — set up, run the program, never return
 *   memory.ts   heapStart(): usize; heapLimit(): usize (largest end); commit(end: usize): boolean (make [start,end) usable); stackBase(): usize (highest address, for conservative scans)
 *   console.ts  writeConsole(stream: 1 | 2, address: usize, bytes: usize): void  (no-alloc, works in a panic)
 *               writeText(stream: 1 | 2, text: string): void  (UTF-8)
 *               readConsole(into: Uint8Array): number (bytes read; 0 nothing yet; -1 end)
 *   clock.ts    monotonicMs(): number (fractional, never back); monotonicNs(): number; wallClockMs(): number (since 1970 UTC)
 *   entropy.ts  fillRandom(bytes: Uint8Array): void, throws when there is no source
 *   net.ts      openNetPort(): NetPort | string   (the string says why there is none, and what to do)
 *               networkOptions(): { ip?: string; gateway?: string; dns?: string }  (from the command line)
 *   wait.ts     waitForEvent(deadlineMs: number): void   sleeps until a device has something or monotonicMs() reaches the deadline (Infinity: none)
 *   exit.ts     exit(code: number): never
 *   args.ts     programArguments(): string[]; environment(): Map<string, string>
 *   files.ts    (process and node only at first; vm answers "no files")
 *
 * Non-goals: threads, signals, users, paths, dynamic memory maps of others.
 */

import type { u32 } from "../sys/types.ts";

/** What a network device can do for the stack; only what is negotiated and implemented. */
export interface NetFeatures {
  /** The device fills in TCP/UDP checksums of frames with `checksumStart` (pseudo-header sum already in the field). */
  readonly txChecksum: boolean;
  /** The device vouches for checksums of received frames (`checksumGood`). */
  readonly rxChecksum: boolean;
  /** The device cuts TCP/IPv4 super-segments (`segmentBytes`) up to 64 KiB. */
  readonly txSegmentation: boolean;
}

/**
 * A frame and its buffer, owned by exactly one side at a time and reused for ever: no allocation per packet.
 * The Ethernet frame is buffer.bytes[start, end). A class, so that compiled code reads its fields directly; ports extend it.
 */
export class Frame {
  readonly bytes: Uint8Array;
  start: u32 = 0;
  end: u32 = 0;
  /** Receive: the device checked the transport checksum (or it never left this host). */
  checksumGood: boolean = false;
  /** Transmit: offset from `start` at which the device sums to the end of the frame; 0: nothing to do. */
  checksumStart: u32 = 0;
  /** Transmit: offset from checksumStart of the 16-bit field. */
  checksumOffset: u32 = 0;
  /** Transmit: TCP payload bytes of each segment that the device shall make; 0: the frame is one segment. */
  segmentBytes: u32 = 0;
  /** Transmit with segmentBytes: bytes of all headers from `start`. */
  headerBytes: u32 = 0;

  constructor(bytes: Uint8Array) { this.bytes = bytes; }
}

/** A network device: rings of frames. Nothing blocks; nothing allocates. */
export interface NetPort {
  readonly mac: Uint8Array;
  readonly mtu: number;
  readonly features: NetFeatures;
  /** The next received frame, borrowed until `recycle`; undefined: none now. Frames may be longer than the MTU (merged segments). */
  receive(): Frame | undefined;
  recycle(frame: Frame): void;
  /** A frame to fill with at least `bytes` room; undefined: transmit ring full, try again after an event. */
  reserve(bytes: number): Frame | undefined;
  /** Queues a reserved frame; the port takes it back. */
  transmit(frame: Frame): void;
  /** Gives a reserved frame back unsent. */
  cancel(frame: Frame): void;
  /** Tells the device about all queued frames: once a turn of the event loop. */
  flush(): void;
  /** Before sleep: arms interrupts; false if frames are already there (don't sleep). */
  arm(): boolean;
  readonly counters: { rxFrames: number; rxBytes: number; txFrames: number; txBytes: number; rxDropped: number; txFull: number; deviceErrors: number };
}
