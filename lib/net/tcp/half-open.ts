/** Connections whose SYN has come and whose handshake is not complete: little memory each, bounded for each listener. */
import type { u32 } from "../../sys/types.ts";
import { Timed } from "../deadlines.ts";
import type { Route } from "../route.ts";
import type { TcpSegment } from "../wire/tcp.ts";
import { ACK, SYN } from "../wire/tcp.ts";
import type { TcpContext } from "./context.ts";
import { Flow } from "./flow.ts";
import type { Listening } from "./listening.ts";

/** RFC 6298 §2.1. */
const FIRST_RTO_MS = 1000;
/** SYN-ACKs in all: over 30 s. */
const ATTEMPTS = 5;

export class HalfOpen extends Flow {
  readonly listening: Listening;
  readonly iss: u32;
  readonly irs: u32;
  readonly tsOffset: u32;
  readonly timestamps: boolean;
  readonly sackPermitted: boolean;
  readonly windowScaling: boolean;
  readonly peerShift: u32;
  readonly peerMss: u32;
  readonly window: u32;
  tsRecent: u32;
  attempts: u32 = 0;
  sentAt: number = 0;
  readonly timer: HalfOpenTimer;
  // The listener's queue.
  older: HalfOpen | undefined = undefined;
  newer: HalfOpen | undefined = undefined;

  constructor(listening: Listening, keeper: HalfOpenKeeper, localAddress: u32, remoteAddress: u32, route: Route, segment: TcpSegment, iss: u32, tsOffset: u32, window: u32) {
    super(localAddress, segment.destinationPort, remoteAddress, segment.sourcePort, route);
    this.listening = listening;
    this.iss = iss;
    this.irs = segment.seq;
    this.tsOffset = tsOffset;
    this.timestamps = segment.hasTimestamps;
    this.tsRecent = segment.tsValue;
    this.sackPermitted = segment.sackPermitted;
    this.windowScaling = segment.hasWindowShift;
    this.peerShift = segment.windowShift;
    this.peerMss = segment.mss;
    this.window = window < 65535 ? window : 65535;
    this.timer = new HalfOpenTimer(this, keeper);
  }

  /** Sends SYN-ACK, for the first time or again. */
  answer(context: TcpContext): void {
    const stamp: u32 = (Math.floor(context.now) + this.tsOffset) >>> 0;
    sendSynAck(context, this, this.iss, (this.irs + 1) >>> 0, this.window, this.timestamps, stamp, this.tsRecent, this.sackPermitted, this.windowScaling);
  }

  /** The first answer, and when to try again. */
  begin(context: TcpContext): void {
    this.attempts = 1;
    this.sentAt = context.now;
    this.answer(context);
    context.deadlines.set(this.timer, context.now + FIRST_RTO_MS);
  }

  /** The timer is due: another answer, or false when there were enough. */
  retry(context: TcpContext): boolean {
    if (this.attempts >= ATTEMPTS) return false;
    context.counters.tcpRetransmits++;
    this.answer(context);
    context.deadlines.set(this.timer, context.now + FIRST_RTO_MS * 2 ** this.attempts);
    this.attempts++;
    return true;
  }
}

/** Answers a SYN. */
export function sendSynAck(context: TcpContext, flow: Flow, iss: u32, ack: u32, window: u32, timestamps: boolean, stamp: u32, echo: u32, sackPermitted: boolean, windowScaling: boolean): void {
  const out = context.out;
  out.sourcePort = flow.localPort;
  out.destinationPort = flow.remotePort;
  out.seq = iss;
  out.ack = ack;
  out.flags = SYN | ACK;
  out.window = window;
  out.mss = (flow.route.mtu - 40) >>> 0;
  out.hasWindowShift = windowScaling;
  out.windowShift = context.windowShift();
  out.sackPermitted = sackPermitted;
  out.hasTimestamps = timestamps;
  out.tsValue = stamp;
  out.tsEcho = echo;
  out.sackCount = 0;
  if (context.sink.send(flow, out, undefined, 0, 0, 0)) context.counters.tcpSegmentsSent++;
  else context.counters.tcpTransmitFull++;
}

export interface HalfOpenKeeper {
  halfOpenTimer(halfOpen: HalfOpen, now: number): void;
}

export class HalfOpenTimer extends Timed {
  private readonly halfOpen: HalfOpen;
  private readonly keeper: HalfOpenKeeper;

  constructor(halfOpen: HalfOpen, keeper: HalfOpenKeeper) {
    super();
    this.halfOpen = halfOpen;
    this.keeper = keeper;
  }

  override expire(now: number): void {
    this.keeper.halfOpenTimer(this.halfOpen, now);
  }
}
