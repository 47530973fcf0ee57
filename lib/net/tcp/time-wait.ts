/**
 * Connections in TIME-WAIT (RFC 9293 §3.6.1): a small record each, in order of expiry, bounded; the oldest goes
 * first. RST does not end it (RFC 1337); a SYN beyond it may begin the next connection (RFC 6191, RFC 9293 §3.6.1).
 */
import type { u32 } from "../../sys/types.ts";
import type { DeadlineHeap } from "../deadlines.ts";
import { Timed } from "../deadlines.ts";
import type { TcpSegment } from "../wire/tcp.ts";
import { ACK, FIN, RST, SYN } from "../wire/tcp.ts";
import type { TcpContext } from "./context.ts";
import { Flow } from "./flow.ts";
import type { FlowTable } from "./flow.ts";
import { seqAfter, seqDistance } from "./sequence.ts";
import type { TcpStream } from "./stream.ts";

/** Twice the lifetime of a segment; the RFC's four minutes are from another age. */
const TIME_WAIT_MS = 60_000;
const MAX_TIME_WAITS = 4096;

export class TimeWait extends Flow {
  readonly sndNxt: u32;
  readonly rcvNxt: u32;
  readonly timestamps: boolean;
  readonly tsOffset: u32;
  tsRecent: u32;
  expiresAt: number = 0;
  older: TimeWait | undefined = undefined;
  newer: TimeWait | undefined = undefined;

  constructor(stream: TcpStream) {
    super(stream.localAddress, stream.localPort, stream.remoteAddress, stream.remotePort, stream.flow.route);
    this.sndNxt = stream.sndNxt;
    this.rcvNxt = stream.rcvNxt;
    this.timestamps = stream.timestamps;
    this.tsOffset = stream.tsOffset;
    this.tsRecent = stream.tsRecent;
  }

  /** Says again that everything has arrived. */
  acknowledge(context: TcpContext): void {
    const out = context.out;
    out.sourcePort = this.localPort;
    out.destinationPort = this.remotePort;
    out.seq = this.sndNxt;
    out.ack = this.rcvNxt;
    out.flags = ACK;
    out.window = 0;
    out.mss = 0;
    out.hasWindowShift = false;
    out.sackPermitted = false;
    out.hasTimestamps = this.timestamps;
    out.tsValue = (Math.floor(context.now) + this.tsOffset) >>> 0;
    out.tsEcho = this.tsRecent;
    out.sackCount = 0;
    if (context.sink.send(this, out, undefined, 0, 0, 0)) context.counters.tcpSegmentsSent++;
    else context.counters.tcpTransmitFull++;
  }

  /** May this SYN begin a new connection between the same ends? */
  mayReopen(segment: TcpSegment): boolean {
    if ((segment.flags & (SYN | ACK | RST)) !== SYN) return false;
    if (this.timestamps && segment.hasTimestamps && seqDistance(segment.tsValue, this.tsRecent) > 0) return true;
    return seqAfter(segment.seq, this.rcvNxt);
  }
}

export class TimeWaitQueue extends Timed {
  private readonly flows: FlowTable;
  private readonly deadlines: DeadlineHeap;
  private readonly context: TcpContext;
  private oldest: TimeWait | undefined = undefined;
  private newest: TimeWait | undefined = undefined;
  count: u32 = 0;

  constructor(flows: FlowTable, deadlines: DeadlineHeap, context: TcpContext) {
    super();
    this.flows = flows;
    this.deadlines = deadlines;
    this.context = context;
  }

  /** Takes a record, whose flow is in the table. */
  add(timeWait: TimeWait, now: number): void {
    if (this.count >= MAX_TIME_WAITS && this.oldest !== undefined) {
      this.context.counters.tcpTimeWaitFull++;
      this.remove(this.oldest);
    }
    timeWait.expiresAt = now + TIME_WAIT_MS;
    this.link(timeWait);
    if (this.oldest === timeWait) this.deadlines.set(this, timeWait.expiresAt);
  }

  remove(timeWait: TimeWait): void {
    this.unlink(timeWait);
    this.flows.remove(timeWait);
  }

  /** A segment for a connection in TIME-WAIT. */
  receive(timeWait: TimeWait, segment: TcpSegment, now: number): void {
    if ((segment.flags & RST) !== 0) return;
    if (segment.sequenceLength() === 0 && segment.seq === timeWait.rcvNxt) return;
    timeWait.acknowledge(this.context);
    if ((segment.flags & FIN) === 0) return;
    this.unlink(timeWait); // the peer has not seen our last ACK: the wait begins anew
    timeWait.expiresAt = now + TIME_WAIT_MS;
    this.link(timeWait);
  }

  override expire(now: number): void {
    while (this.oldest !== undefined && this.oldest.expiresAt <= now) this.remove(this.oldest);
    if (this.oldest !== undefined) this.deadlines.set(this, this.oldest.expiresAt);
  }

  private link(timeWait: TimeWait): void {
    timeWait.older = this.newest;
    timeWait.newer = undefined;
    if (this.newest === undefined) this.oldest = timeWait;
    else this.newest.newer = timeWait;
    this.newest = timeWait;
    this.count++;
  }

  private unlink(timeWait: TimeWait): void {
    if (timeWait.older === undefined) this.oldest = timeWait.newer;
    else timeWait.older.newer = timeWait.newer;
    if (timeWait.newer === undefined) this.newest = timeWait.older;
    else timeWait.newer.older = timeWait.older;
    timeWait.older = undefined;
    timeWait.newer = undefined;
    this.count--;
  }
}
