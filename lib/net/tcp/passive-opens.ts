/** Openings by peers: SYN to accept queue, by way of the SYN queue or, when that is full, of a cookie. */
import type { u32 } from "../../sys/types.ts";
import type { Ipv4 } from "../ipv4.ts";
import type { Route } from "../route.ts";
import { ACK, RST, SYN, TcpSegment } from "../wire/tcp.ts";
import type { TcpContext } from "./context.ts";
import { Flow } from "./flow.ts";
import type { FlowTable } from "./flow.ts";
import { HalfOpen, sendSynAck } from "./half-open.ts";
import type { HalfOpenKeeper } from "./half-open.ts";
import type { Listening } from "./listening.ts";
import { LiveFlow } from "./live-flow.ts";
import { updateMss, usableMss } from "./options.ts";
import { seqBefore, seqDistance } from "./sequence.ts";
import { ON_ACK_OF_SYN } from "./state.ts";
import type { StreamKeeper } from "./stream.ts";
import { cookieSackPermitted, cookieTimestamp, cookieWindowShift, SynCookies } from "./syn-cookies.ts";

/** Connections of every kind, at most. */
export const MAX_FLOWS = 65536;

/** What openings ask of the layer. */
export interface OpensKeeper extends StreamKeeper {
  initialSequence(local: u32, localPort: u32, remote: u32, remotePort: u32): u32;
  timestampOffset(local: u32, remote: u32): u32;
  /** A segment for a standing connection. */
  receiveLive(flow: LiveFlow, segment: TcpSegment): void;
  reset(flow: Flow, segment: TcpSegment): void;
}

export class PassiveOpens implements HalfOpenKeeper {
  private readonly context: TcpContext;
  private readonly ip: Ipv4;
  private readonly flows: FlowTable;
  private readonly keeper: OpensKeeper;
  private readonly cookies: SynCookies;
  /** Stands for the SYN that a cookie remembers. */
  private readonly cookieSyn: TcpSegment = new TcpSegment();

  constructor(context: TcpContext, ip: Ipv4, flows: FlowTable, keeper: OpensKeeper) {
    this.context = context;
    this.ip = ip;
    this.flows = flows;
    this.keeper = keeper;
    this.cookies = new SynCookies(context.hash);
  }

  cookiesAreOut(): boolean {
    return this.cookies.areOut(this.context.now);
  }

  /** A SYN for a listener. */
  receiveSyn(listening: Listening, local: u32, remote: u32, segment: TcpSegment): void {
    const context = this.context;
    if (listening.acceptQueueIsFull() || this.flows.count >= MAX_FLOWS) {
      context.counters.tcpAcceptQueueFull++;
      return;
    }
    const route = this.ip.routeTo(remote);
    if (route === undefined) {
      context.counters.ipv4NoRoute++;
      return;
    }
    if (listening.halfOpenCount >= listening.backlog) {
      this.sendCookie(local, remote, route, segment);
      return;
    }
    const iss = this.keeper.initialSequence(local, segment.destinationPort, remote, segment.sourcePort);
    const halfOpen = new HalfOpen(listening, this, local, remote, route, segment, iss, this.keeper.timestampOffset(local, remote), context.limits.receiveBytesFirst);
    listening.addHalfOpen(halfOpen);
    this.flows.add(halfOpen);
    halfOpen.begin(context);
  }

  /** The queue is full: answers without keeping anything. */
  private sendCookie(local: u32, remote: u32, route: Route, segment: TcpSegment): void {
    const context = this.context;
    const mss = usableMss(segment.mss);
    const flow = new Flow(local, segment.destinationPort, remote, segment.sourcePort, route);
    const iss = this.cookies.make(local, segment.destinationPort, remote, segment.sourcePort, segment.seq, mss, context.now);
    const clock: u32 = (Math.floor(context.now) + this.keeper.timestampOffset(local, remote)) >>> 0;
    const stamp = cookieTimestamp(clock, segment.sackPermitted, segment.hasWindowShift, segment.windowShift);
    context.counters.tcpSynCookiesSent++;
    const window = context.limits.receiveBytesFirst < 65535 ? context.limits.receiveBytesFirst : 65535;
    sendSynAck(context, flow, iss, (segment.seq + 1) >>> 0, window, segment.hasTimestamps, stamp, segment.tsValue, segment.hasTimestamps && segment.sackPermitted, segment.hasTimestamps && segment.hasWindowShift);
  }

  /**
   * An ACK for a listener: perhaps it brings back a cookie. If not, it may be a later segment of an opening whose
   * first one was lost, so that there is no RST for it while cookies are out.
   */
  takeCookie(listening: Listening, local: u32, remote: u32, segment: TcpSegment): void {
    const context = this.context;
    const irs: u32 = (segment.seq - 1) >>> 0;
    const iss: u32 = (segment.ack - 1) >>> 0;
    const mss = this.cookies.check(iss, local, segment.destinationPort, remote, segment.sourcePort, irs, context.now);
    if (mss === 0) {
      context.counters.tcpSynCookiesBad++;
      return;
    }
    const route = this.ip.routeTo(remote);
    if (listening.acceptQueueIsFull() || route === undefined) {
      context.counters.tcpAcceptQueueFull++;
      return; // the ACK or data comes again
    }
    const syn = this.cookieSyn;
    syn.sourcePort = segment.sourcePort;
    syn.destinationPort = segment.destinationPort;
    syn.seq = irs;
    syn.mss = mss;
    syn.hasTimestamps = segment.hasTimestamps;
    syn.tsValue = segment.tsValue;
    syn.sackPermitted = segment.hasTimestamps && cookieSackPermitted(segment.tsEcho);
    const shift = segment.hasTimestamps ? cookieWindowShift(segment.tsEcho) : -1;
    syn.hasWindowShift = shift >= 0;
    syn.windowShift = shift >= 0 ? shift : 0;
    const halfOpen = new HalfOpen(listening, this, local, remote, route, syn, iss, this.keeper.timestampOffset(local, remote), context.limits.receiveBytesFirst);
    context.counters.tcpSynCookiesTaken++;
    const flow = this.establish(halfOpen, segment);
    this.keeper.receiveLive(flow, segment);
    listening.push(flow.stream);
  }

  remove(halfOpen: HalfOpen): void {
    halfOpen.listening.removeHalfOpen(halfOpen);
    this.flows.remove(halfOpen);
    this.context.deadlines.remove(halfOpen.timer);
  }

  halfOpenTimer(halfOpen: HalfOpen, now: number): void {
    this.context.now = now;
    if (halfOpen.retry(this.context)) return;
    this.context.counters.tcpSynTimeouts++;
    this.remove(halfOpen);
  }

  /** RFC 9293 §3.10.7.4 in SYN-RECEIVED after a passive open. */
  receiveHalfOpen(halfOpen: HalfOpen, segment: TcpSegment): void {
    const context = this.context;
    const expected: u32 = (halfOpen.irs + 1) >>> 0;
    if ((segment.flags & RST) !== 0) {
      if (segment.seq !== expected) return;
      context.counters.tcpResetsReceived++;
      this.remove(halfOpen);
      return;
    }
    if ((segment.flags & SYN) !== 0) {
      if (segment.seq === halfOpen.irs && (segment.flags & ACK) === 0) halfOpen.answer(context); // it did not get our answer
      else context.counters.tcpChallengeAcksLimited++;
      return;
    }
    if ((segment.flags & ACK) === 0) return;
    if (segment.ack !== ((halfOpen.iss + 1) >>> 0)) {
      this.keeper.reset(halfOpen, segment);
      return;
    }
    const offset = seqDistance(segment.seq, expected);
    if (offset < 0 || offset > halfOpen.window) {
      context.counters.tcpOutOfWindow++;
      return;
    }
    if (halfOpen.timestamps && (!segment.hasTimestamps || seqBefore(segment.tsValue, halfOpen.tsRecent))) {
      context.counters.tcpOldTimestamp++;
      return;
    }
    if (halfOpen.listening.acceptQueueIsFull()) {
      context.counters.tcpAcceptQueueFull++; // the peer's data or our next SYN-ACK brings it up again
      return;
    }
    this.remove(halfOpen);
    const flow = this.establish(halfOpen, segment);
    this.keeper.receiveLive(flow, segment);
    halfOpen.listening.push(flow.stream);
  }

  /** The handshake is complete: a real connection takes the place of the record. */
  private establish(halfOpen: HalfOpen, segment: TcpSegment): LiveFlow {
    const context = this.context;
    const flow = new LiveFlow(context, this.keeper, halfOpen.localAddress, halfOpen.localPort, halfOpen.remoteAddress, halfOpen.remotePort, halfOpen.route);
    const stream = flow.stream;
    stream.beginSending(halfOpen.iss);
    stream.sndUna = (halfOpen.iss + 1) >>> 0;
    stream.sndNxt = stream.sndUna;
    stream.recoverSeq = stream.sndUna;
    stream.rack.forwardAck = stream.sndUna;
    stream.beginReceiving(halfOpen.irs);
    stream.rcvEdge = (stream.rcvNxt + halfOpen.window) >>> 0;
    stream.timestamps = halfOpen.timestamps;
    stream.tsRecent = halfOpen.tsRecent;
    stream.tsRecentAt = context.now;
    stream.tsOffset = halfOpen.tsOffset;
    stream.sackPermitted = halfOpen.sackPermitted;
    stream.windowScaling = halfOpen.windowScaling;
    stream.sndShift = halfOpen.windowScaling ? halfOpen.peerShift : 0;
    stream.rcvShift = halfOpen.windowScaling ? context.windowShift() : 0;
    stream.peerMss = usableMss(halfOpen.peerMss);
    updateMss(stream);
    stream.congestion.start(stream.mss);
    if (halfOpen.attempts <= 1 && halfOpen.sentAt > 0) stream.rtt.sample(context.now - halfOpen.sentAt, context.now);
    stream.sndWnd = segment.window << stream.sndShift;
    stream.sndWndMax = stream.sndWnd;
    stream.sndWl1 = segment.seq;
    stream.sndWl2 = segment.ack;
    stream.tuneAt = context.now;
    stream.lastReceivedAt = context.now;
    stream.transition(ON_ACK_OF_SYN);
    this.flows.add(flow);
    context.counters.tcpPassiveOpens++;
    return flow;
  }
}
