/**
 * TCP as a layer: finds the connection of a segment, opens and ends connections, answers what belongs to none.
 * What happens inside of a connection is segment-arrives.ts and its neighbours.
 */
import type { u32 } from "../../sys/types.ts";
import type { NetError, TcpOptions } from "../contract.ts";
import type { EphemeralPorts } from "../ephemeral-ports.ts";
import type { IcmpListener } from "../icmp.ts";
import type { Ipv4 } from "../ipv4.ts";
import { ICMP_UNREACHABLE, UNREACHABLE_FRAGMENTATION } from "../wire/icmp.ts";
import { PROTOCOL_TCP } from "../wire/ipv4.ts";
import type { Ipv4Packet } from "../wire/ipv4.ts";
import { pseudoHeaderSum, readU16, readU32 } from "../wire/bytes.ts";
import { ACK, RST, SYN, TcpSegment } from "../wire/tcp.ts";
import type { TcpContext } from "./context.ts";
import { EFFECT_ENDED, EFFECT_NONE, EFFECT_RESET, EFFECT_TIME_WAIT } from "./effects.ts";
import { Flow, FlowTable } from "./flow.ts";
import { HalfOpen } from "./half-open.ts";
import { Listening } from "./listening.ts";
import type { ListeningKeeper } from "./listening.ts";
import { LiveFlow } from "./live-flow.ts";
import { updateMss } from "./options.ts";
import { sendPending } from "./output.ts";
import { MAX_FLOWS, PassiveOpens } from "./passive-opens.ts";
import type { OpensKeeper } from "./passive-opens.ts";
import { segmentArrives } from "./segment-arrives.ts";
import { seqAfter, seqBefore } from "./sequence.ts";
import { CLOSED, ON_OPEN, SYN_SENT } from "./state.ts";
import type { TcpStream } from "./stream.ts";
import { TimeWait, TimeWaitQueue } from "./time-wait.ts";
import { timersDue } from "./timers.ts";

/** RSTs for segments of no connection: at most so many a second. */
const RESETS_PER_SECOND = 1000;
/** RFC 6528 §3: the clock of sequence numbers ticks every 4 microseconds. */
const ISN_TICKS_PER_MS = 250;

export class Tcp implements OpensKeeper, ListeningKeeper, IcmpListener {
  private readonly context: TcpContext;
  private readonly ip: Ipv4;
  private readonly ports: EphemeralPorts;
  private readonly flows: FlowTable;
  private readonly timeWaits: TimeWaitQueue;
  private readonly listeners: Map<number, Listening> = new Map<number, Listening>();
  private readonly segment: TcpSegment = new TcpSegment();
  private readonly opens: PassiveOpens;
  private resetTokens: number = RESETS_PER_SECOND;
  private resetTokensAt: number = 0;

  constructor(context: TcpContext, ip: Ipv4, ports: EphemeralPorts, tableKey: u32) {
    this.context = context;
    this.ip = ip;
    this.ports = ports;
    this.flows = new FlowTable(tableKey);
    this.opens = new PassiveOpens(context, ip, this.flows, this);
    this.timeWaits = new TimeWaitQueue(this.flows, context.deadlines, context);
  }

  // ---- opening

  connect(address: u32, port: u32, options: TcpOptions): TcpStream | NetError {
    if (port === 0 || port > 65535) return "EINVAL";
    const route = this.ip.routeTo(address);
    if (route === undefined) return "ENETUNREACH";
    const local = options.localAddress === 0 ? this.ip.sourceFor(route) : options.localAddress;
    if (!this.ip.isOwn(local)) return "EADDRNOTAVAIL";
    const localPort = options.localPort === 0 ? this.freePort(local, address, port) : options.localPort;
    if (localPort === 0) return "EADDRNOTAVAIL";
    if (this.flows.find(local, localPort, address, port) !== undefined) return "EADDRINUSE";
    if (this.flows.count >= MAX_FLOWS) return "ENOBUFS";
    const flow = new LiveFlow(this.context, this, local, localPort, address, port, route);
    const stream = flow.stream;
    stream.noDelay = options.noDelay;
    stream.keepAliveMs = options.keepAliveMs;
    stream.timestamps = true;
    stream.sackPermitted = true;
    stream.windowScaling = true;
    stream.rcvShift = this.context.windowShift();
    stream.tsOffset = this.timestampOffset(local, address);
    stream.beginSending(this.initialSequence(local, localPort, address, port));
    stream.rack.forwardAck = stream.iss;
    stream.transition(ON_OPEN);
    updateMss(stream);
    this.flows.add(flow);
    this.context.counters.tcpActiveOpens++;
    stream.wantOutput();
    return stream;
  }

  /** RFC 6056 §3.3.4; 0: none is free. */
  private freePort(local: u32, remote: u32, remotePort: u32): u32 {
    const start = this.ports.startFor(local, remote, remotePort);
    for (let i: u32 = 0; i < this.ports.count(); i++) {
      const port = this.ports.portAt(start + i);
      if (this.flows.find(local, port, remote, remotePort) === undefined && this.listeners.get(port) === undefined) return port;
    }
    return 0;
  }

  listen(address: u32, port: u32, backlog: u32): Listening | NetError {
    if (address !== 0 && !this.ip.isOwn(address)) return "EADDRNOTAVAIL";
    let chosen = port;
    for (let attempt = 0; chosen === 0 && attempt < 256; attempt++) {
      const candidate = this.ports.random();
      if (this.listeners.get(candidate) === undefined) chosen = candidate;
    }
    if (chosen === 0) return "EADDRINUSE";
    for (let other = this.listeners.get(chosen); other !== undefined; other = other.nextOnPort) {
      if (other.localAddress === address || other.localAddress === 0 || address === 0) return "EADDRINUSE";
    }
    const listening = new Listening(address, chosen, backlog, this, this.context.ready);
    listening.nextOnPort = this.listeners.get(chosen);
    this.listeners.set(chosen, listening);
    return listening;
  }

  /** RFC 6528 §3. */
  initialSequence(local: u32, localPort: u32, remote: u32, remotePort: u32): u32 {
    const hash = this.context.hash;
    hash.begin();
    hash.add(local);
    hash.add(remote);
    hash.add(((localPort << 16) | remotePort) >>> 0);
    return (Math.floor(this.context.now * ISN_TICKS_PER_MS) + hash.end()) >>> 0;
  }

  /** RFC 7323 §7.1: one clock for all connections to a host, and not that of the machine. */
  timestampOffset(local: u32, remote: u32): u32 {
    const hash = this.context.hash;
    hash.begin();
    hash.add(local);
    hash.add(remote);
    return hash.end();
  }

  // ---- receiving

  receive(packet: Ipv4Packet, bytes: Uint8Array, checksumGood: boolean): void {
    const segment = this.segment;
    const context = this.context;
    const counters = context.counters;
    const error = segment.parse(bytes, packet.payloadStart, packet.payloadEnd, pseudoHeaderSum(packet.source, packet.destination, PROTOCOL_TCP, packet.payloadEnd - packet.payloadStart), checksumGood);
    if (error !== "") {
      if (error === "bad-checksum") counters.tcpBadChecksum++;
      else if (error === "bad-flags") counters.tcpBadFlags++;
      else if (error === "bad-options") counters.tcpBadOptions++;
      else counters.tcpBad++;
      return;
    }
    counters.tcpSegmentsReceived++;
    context.bytes = bytes;
    const flow = this.flows.find(packet.destination, segment.destinationPort, packet.source, segment.sourcePort);
    if (flow instanceof LiveFlow) this.receiveLive(flow, segment);
    else if (flow instanceof HalfOpen) this.opens.receiveHalfOpen(flow, segment);
    else if (flow instanceof TimeWait) this.receiveTimeWait(flow, segment);
    else this.receiveNew(packet.destination, packet.source, segment);
  }

  receiveLive(flow: LiveFlow, segment: TcpSegment): void {
    const effects = segmentArrives(this.context, flow.stream, segment);
    if (effects !== EFFECT_NONE) this.apply(flow, effects, segment);
  }

  private apply(flow: LiveFlow, effects: u32, segment: TcpSegment): void {
    if ((effects & EFFECT_RESET) !== 0) this.reset(flow, segment);
    if ((effects & EFFECT_ENDED) !== 0) this.flows.remove(flow);
    if ((effects & EFFECT_TIME_WAIT) !== 0) {
      this.flows.remove(flow);
      const timeWait = new TimeWait(flow.stream);
      this.flows.add(timeWait);
      this.timeWaits.add(timeWait, this.context.now);
      timeWait.acknowledge(this.context);
      flow.stream.finish("");
    }
  }

  private receiveTimeWait(timeWait: TimeWait, segment: TcpSegment): void {
    if (timeWait.mayReopen(segment) && this.listenerFor(timeWait.localAddress, timeWait.localPort) !== undefined) {
      this.context.counters.tcpTimeWaitReused++;
      this.timeWaits.remove(timeWait);
      this.receiveNew(timeWait.localAddress, timeWait.remoteAddress, segment);
    } else this.timeWaits.receive(timeWait, segment, this.context.now);
  }

  private listenerFor(address: u32, port: u32): Listening | undefined {
    let any: Listening | undefined = undefined;
    for (let at = this.listeners.get(port); at !== undefined; at = at.nextOnPort) {
      if (at.localAddress === address) return at;
      if (at.localAddress === 0) any = at;
    }
    return any;
  }

  /** RFC 9293 §3.10.7.1 (CLOSED) and §3.10.7.2 (LISTEN). */
  private receiveNew(local: u32, remote: u32, segment: TcpSegment): void {
    if ((segment.flags & RST) !== 0) return;
    const listening = this.listenerFor(local, segment.destinationPort);
    if (listening !== undefined && (segment.flags & (ACK | SYN)) === ACK && this.opens.cookiesAreOut()) {
      this.opens.takeCookie(listening, local, remote, segment);
      return;
    }
    if (listening === undefined || (segment.flags & ACK) !== 0) {
      if (listening === undefined) this.context.counters.tcpNoListener++;
      this.resetUnknown(local, remote, segment);
      return;
    }
    if ((segment.flags & SYN) === 0) return;
    this.opens.receiveSyn(listening, local, remote, segment);
  }

  // ---- resets

  /** RFC 9293 §3.10.7.1: the answer to a segment that no connection wants. */
  reset(flow: Flow, segment: TcpSegment): void {
    if ((segment.flags & ACK) !== 0) this.sendReset(flow, segment.ack, 0, RST);
    else this.sendReset(flow, 0, (segment.seq + segment.sequenceLength()) >>> 0, RST | ACK);
  }

  private resetUnknown(local: u32, remote: u32, segment: TcpSegment): void {
    const now = this.context.now;
    this.resetTokens = Math.min(RESETS_PER_SECOND, this.resetTokens + ((now - this.resetTokensAt) * RESETS_PER_SECOND) / 1000);
    this.resetTokensAt = now;
    if (this.resetTokens < 1) {
      this.context.counters.tcpResetsLimited++;
      return;
    }
    this.resetTokens -= 1;
    const route = this.ip.routeTo(remote);
    if (route === undefined) return;
    this.reset(new Flow(local, segment.destinationPort, remote, segment.sourcePort, route), segment);
  }

  private sendReset(flow: Flow, seq: u32, ack: u32, flags: u32): void {
    const out = this.context.out;
    out.sourcePort = flow.localPort;
    out.destinationPort = flow.remotePort;
    out.seq = seq;
    out.ack = ack;
    out.flags = flags;
    out.window = 0;
    out.mss = 0;
    out.hasWindowShift = false;
    out.sackPermitted = false;
    out.hasTimestamps = false;
    out.sackCount = 0;
    if (!this.context.sink.send(flow, out, undefined, 0, 0, 0)) {
      this.context.counters.tcpTransmitFull++;
      return;
    }
    this.context.counters.tcpResetsSent++;
    this.context.counters.tcpSegmentsSent++;
  }

  // ---- what streams and listeners ask for

  streamTimer(stream: TcpStream, now: number): void {
    this.context.now = now;
    if (stream.state === CLOSED) return;
    const error = timersDue(this.context, stream);
    if (error === "") return;
    this.context.counters.tcpConnectionTimeouts++;
    this.end(stream, stream.orphaned ? "" : error);
  }

  streamAborted(stream: TcpStream): void {
    this.context.counters.tcpAborted++;
    this.end(stream, "");
  }

  /** RST, if the peer knows of the connection, and out. */
  private end(stream: TcpStream, error: NetError): void {
    if (stream.state !== SYN_SENT && stream.state !== CLOSED) this.sendReset(stream.flow, stream.sndNxt, stream.rcvNxt, RST | ACK);
    this.flows.remove(stream.flow);
    stream.finish(error);
  }

  listeningClosed(listening: Listening): void {
    const first = this.listeners.get(listening.localPort);
    if (first === listening) {
      if (listening.nextOnPort === undefined) this.listeners.delete(listening.localPort);
      else this.listeners.set(listening.localPort, listening.nextOnPort);
    } else {
      for (let at = first; at !== undefined; at = at.nextOnPort) if (at.nextOnPort === listening) at.nextOnPort = listening.nextOnPort;
    }
    for (let halfOpen = listening.oldestHalfOpen(); halfOpen !== undefined; halfOpen = listening.oldestHalfOpen()) this.opens.remove(halfOpen);
    for (let stream = listening.take(); stream !== undefined; stream = listening.take()) stream.abort();
  }

  // ---- sending

  /** Gives every connection that wants it one turn to send. */
  sendAll(): void {
    const output = this.context.output;
    for (let turns = output.count; turns > 0; turns--) {
      const stream = output.shift();
      if (stream === undefined) return;
      if (!sendPending(this.context, stream)) output.push(stream);
    }
  }

  /** Is somebody waiting for room in a device's ring? */
  isBlocked(): boolean {
    return this.context.output.count > 0;
  }

  // ---- news from below

  /** RFC 1122 §4.2.3.9, RFC 5927: only about what is in flight. */
  icmpError(type: u32, code: u32, local: u32, remote: u32, bytes: Uint8Array, at: u32): void {
    const flow = this.flows.find(local, readU16(bytes, at), remote, readU16(bytes, at + 2));
    if (!(flow instanceof LiveFlow)) {
      this.context.counters.icmpErrorsIgnored++;
      return;
    }
    const stream = flow.stream;
    const seq = readU32(bytes, at + 4);
    if (seqBefore(seq, stream.sndUna) || seqAfter(seq, stream.sndNxt)) {
      this.context.counters.icmpErrorsIgnored++;
      return;
    }
    if (type === ICMP_UNREACHABLE && code === UNREACHABLE_FRAGMENTATION) this.pathShrank(stream);
    else if (stream.state === SYN_SENT && type === ICMP_UNREACHABLE) {
      this.flows.remove(flow);
      stream.finish(code === 0 ? "ENETUNREACH" : code === 1 ? "EHOSTUNREACH" : "ECONNREFUSED");
    }
    // In later states an error is a hint, and retransmission finds out (RFC 5461).
  }

  private pathShrank(stream: TcpStream): void {
    const mtu = this.ip.mtuTo(stream.remoteAddress);
    if (mtu === 0 || mtu >= stream.flow.route.mtu) return;
    stream.flow.route.mtu = mtu;
    updateMss(stream);
    if (stream.state === SYN_SENT) return;
    stream.sent.markAllLost();
    stream.retransmitOne = true;
    stream.wantOutput();
  }

  /** No neighbour answers for `nextHop`: openings fail now, standing connections go on trying. */
  unreachable(nextHop: u32): void {
    const flows = this.flows.all();
    for (let i = 0; i < flows.length; i++) {
      const flow = flows[i];
      if (flow instanceof LiveFlow && flow.stream.state === SYN_SENT && flow.route.nextHop === nextHop) {
        this.flows.remove(flow);
        flow.stream.finish("EHOSTUNREACH");
      }
    }
  }

  /** An own address is gone: nothing can come to its connections any more. */
  addressGone(address: u32): void {
    const flows = this.flows.all();
    for (let i = 0; i < flows.length; i++) {
      const flow = flows[i];
      if (flow.localAddress !== address) continue;
      if (flow instanceof LiveFlow) {
        this.flows.remove(flow);
        flow.stream.finish("ENETDOWN");
      } else if (flow instanceof HalfOpen) this.opens.remove(flow);
      else if (flow instanceof TimeWait) this.timeWaits.remove(flow);
    }
  }
}
