/** What all connections of a stack share: pools, queues, counters, the time of the turn, the frame in work. */
import type { u32 } from "../../sys/types.ts";
import type { NetCounters } from "../counters.ts";
import type { DeadlineHeap } from "../deadlines.ts";
import type { Ipv4 } from "../ipv4.ts";
import type { ReadyQueue } from "../ready.ts";
import type { HalfSipHash } from "../half-sip-hash.ts";
import { TcpSegment } from "../wire/tcp.ts";
import { BlockPool } from "./block-ring.ts";
import { SentPool } from "./sent-queue.ts";
import type { TcpStream } from "./stream.ts";

/** What buffers of connections may take together at least and at most, however much memory there is. */
const MEMORY_BYTES_MIN = 512 << 10;
const MEMORY_BYTES_MAX = 64 << 20;

export class TcpLimits {
  /** All buffered bytes of all connections. */
  readonly memoryBytes: number;
  /** A connection's buffers grow from the first to the last of these as its throughput asks for it. */
  readonly receiveBytesFirst: u32 = 256 << 10;
  readonly receiveBytesMax: u32;
  readonly sendBytesFirst: u32 = 256 << 10;
  readonly sendBytesMax: u32;

  /** For a program that may use `memoryBytes` for buffers. */
  constructor(memoryBytes: number = MEMORY_BYTES_MAX) {
    this.memoryBytes = Math.max(MEMORY_BYTES_MIN, Math.min(memoryBytes, MEMORY_BYTES_MAX));
    const most = Math.max(256 << 10, Math.floor(this.memoryBytes / 16));
    this.receiveBytesMax = most;
    this.sendBytesMax = most;
  }
}

export class TcpContext {
  readonly limits: TcpLimits;
  readonly counters: NetCounters;
  readonly ready: ReadyQueue;
  readonly deadlines: DeadlineHeap;
  /** Where segments go. */
  readonly sink: Ipv4;
  /** Keyed, for RFC 6528 sequence numbers, RFC 7323 §7.1 timestamp offsets and RFC 6056 ports. */
  readonly hash: HalfSipHash;
  readonly blocks: BlockPool;
  readonly sentPool: SentPool = new SentPool();
  /** Filled and sent, one at a time. */
  readonly out: TcpSegment = new TcpSegment();
  readonly output: OutputQueue = new OutputQueue();
  /** Time of the turn, ms. */
  now: number = 0;
  /** The frame that is being received. */
  bytes: Uint8Array = new Uint8Array(0);

  constructor(limits: TcpLimits, counters: NetCounters, ready: ReadyQueue, deadlines: DeadlineHeap, sink: Ipv4, hash: HalfSipHash) {
    this.limits = limits;
    this.counters = counters;
    this.ready = ready;
    this.deadlines = deadlines;
    this.sink = sink;
    this.hash = hash;
    this.blocks = new BlockPool(limits.memoryBytes);
  }

  /** The shift with which a window of `receiveBytesMax` can be told. */
  windowShift(): u32 {
    let shift: u32 = 0;
    while (shift < 14 && this.limits.receiveBytesMax > (65535 << shift)) shift++;
    return shift;
  }
}

/** Connections that may have something to send, each once. */
export class OutputQueue {
  private first: TcpStream | undefined = undefined;
  private last: TcpStream | undefined = undefined;
  count: u32 = 0;

  push(stream: TcpStream): void {
    if (stream.inOutputQueue) return;
    stream.inOutputQueue = true;
    stream.nextOutput = undefined;
    if (this.last === undefined) this.first = stream;
    else this.last.nextOutput = stream;
    this.last = stream;
    this.count++;
  }

  shift(): TcpStream | undefined {
    const stream = this.first;
    if (stream === undefined) return undefined;
    this.first = stream.nextOutput;
    if (this.first === undefined) this.last = undefined;
    stream.nextOutput = undefined;
    stream.inOutputQueue = false;
    this.count--;
    return stream;
  }
}
