/**
 * What a connection sends when it has its turn, in this order: what was lost, new data, FIN, a probe, an
 * acknowledgment that nothing else carried. Everything is cut here for windows; super-segments up to what the
 * sink takes.
 */
import type { u32 } from "../../sys/types.ts";
import type { TcpSegment } from "../wire/tcp.ts";
import { ACK, FIN, PSH, RST, SYN } from "../wire/tcp.ts";
import type { TcpContext } from "./context.ts";
import { LOST } from "./sent-queue.ts";
import type { SentSegment } from "./sent-queue.ts";
import { seqAfter, seqDistance, seqEarlier } from "./sequence.ts";
import { CLOSED, SYN_RECEIVED, SYN_SENT } from "./state.ts";
import { RECOVERY_NONE, TIMER_OFF, TIMER_PERSIST, TIMER_TAIL_PROBE, UNDO_NONE, UNDO_WAITING } from "./stream.ts";
import type { TcpStream } from "./stream.ts";
import { armIdle, armPersist, armRetransmit, hasUnsent, updateTimer } from "./timers.ts";

const SACK_BLOCKS_MAX = 4;
const SACK_BLOCKS_WITH_TIMESTAMPS = 3;

/** Sends what may go now; false: the sink had no room, and the stream waits for it. */
export function sendPending(context: TcpContext, stream: TcpStream): boolean {
  if (stream.state === CLOSED) return true;
  const done = stream.state === SYN_SENT || stream.state === SYN_RECEIVED ? sendSyn(context, stream) : sendInOrder(context, stream);
  armIdle(stream, context.now);
  updateTimer(stream);
  return done;
}

function sendInOrder(context: TcpContext, stream: TcpStream): boolean {
  if (stream.sent.lostBytes !== 0 && !sendLost(context, stream)) return false;
  if (hasUnsent(stream) && !sendNew(context, stream)) return false;
  if (stream.probeNow) {
    // Before the window: the peer answers with what it expects and what it takes.
    const out = beginSegment(context, stream, (stream.sndUna - 1) >>> 0, ACK);
    if (!emit(context, stream, out, 0, 0)) return false;
    stream.probeNow = false;
  }
  if (stream.ackNow) {
    const out = beginSegment(context, stream, stream.sndNxt, ACK);
    if (!emit(context, stream, out, 0, 0)) return false;
  }
  return true;
}

function sendSyn(context: TcpContext, stream: TcpStream): boolean {
  const first = stream.sent.first;
  const fresh = stream.sndNxt === stream.iss;
  const again = first !== undefined && (first.flags & LOST) !== 0;
  if (!fresh && !again && !stream.ackNow) return true;
  const out = beginSegment(context, stream, stream.iss, stream.state === SYN_SENT ? SYN : SYN | ACK);
  out.mss = (stream.flow.route.mtu - 40) >>> 0;
  out.hasWindowShift = stream.windowScaling;
  out.windowShift = stream.rcvShift;
  out.sackPermitted = stream.sackPermitted;
  out.sackCount = 0;
  out.window = stream.receiveLimit < 65535 ? stream.receiveLimit : 65535; // never shifted in a SYN
  if (!emit(context, stream, out, 0, 0)) return false;
  if (stream.state === SYN_RECEIVED) stream.rcvEdge = (stream.rcvNxt + out.window) >>> 0;
  if (fresh) {
    stream.sndNxt = (stream.iss + 1) >>> 0;
    stream.sent.push(stream.iss, stream.sndNxt, context.now);
    armRetransmit(stream, context.now);
  } else if (first !== undefined && again) {
    stream.sent.markRetransmitted(first, context.now);
    context.counters.tcpRetransmits++;
  }
  return true;
}

/** Sends again what is marked lost, as far as the congestion window goes. */
function sendLost(context: TcpContext, stream: TcpStream): boolean {
  const sent = stream.sent;
  let segment: SentSegment | undefined = sent.firstLost();
  while (segment !== undefined) {
    if ((segment.flags & LOST) !== 0) {
      const room = stream.congestion.windowBytes - sent.pipe;
      if (room < stream.mss && !stream.retransmitOne && sent.pipe > 0) {
        stream.windowLimited = true;
        return true;
      }
      if (!sendAgain(context, stream, segment, room)) return false;
      stream.retransmitOne = false;
    }
    segment = segment.next;
  }
  return true;
}

/** Sends the first part of `segment` that the congestion window (`room` bytes, at least one segment) and the sink take at once. */
function sendAgain(context: TcpContext, stream: TcpStream, segment: SentSegment, room: number): boolean {
  const segmentBytes = payloadPerSegment(stream);
  let most: u32 = context.sink.burstBytes(stream.flow, segmentBytes);
  if (room < most) most = room < segmentBytes ? segmentBytes : wholeSegments(Math.floor(room), segmentBytes);
  if (((segment.end - segment.start) >>> 0) > most + 1) stream.sent.split(segment, (segment.start + most) >>> 0);
  const dataEnd = seqEarlier(segment.end, stream.sendRing.high);
  let count: u32 = seqAfter(dataEnd, segment.start) ? (dataEnd - segment.start) >>> 0 : 0;
  if (count > most) {
    stream.sent.split(segment, (segment.start + most) >>> 0);
    count = most;
  }
  const fin = seqAfter(segment.end, stream.sendRing.high);
  const out = beginSegment(context, stream, segment.start, ACK | (fin ? FIN : 0) | (count > 0 ? PSH : 0));
  if (!emit(context, stream, out, count, segmentBytes)) return false;
  stream.sent.markRetransmitted(segment, context.now);
  context.counters.tcpRetransmits++;
  if (stream.undoState === UNDO_NONE && stream.timestamps && stream.recovery !== RECOVERY_NONE) {
    stream.undoState = UNDO_WAITING;
    stream.undoTimestamp = out.tsValue;
  }
  if (stream.timerKind === TIMER_OFF) armRetransmit(stream, context.now);
  return true;
}

/** Sends data for the first time, and FIN after the last of it. */
function sendNew(context: TcpContext, stream: TcpStream): boolean {
  stream.windowLimited = false;
  let sentAny = false;
  for (;;) {
    const queued: u32 = (stream.sendRing.high - stream.sndNxt) >>> 0;
    if (stream.finSent) break;
    const count = queued === 0 ? 0 : allowedNow(context, stream, queued);
    if (count === 0 && (queued !== 0 || !stream.finWanted)) break;
    const fin = stream.finWanted && count === queued;
    const out = beginSegment(context, stream, stream.sndNxt, ACK | (fin ? FIN : 0) | (count > 0 && count === queued ? PSH : 0));
    if (!emit(context, stream, out, count, payloadPerSegment(stream))) return false;
    const end: u32 = (stream.sndNxt + count + (fin ? 1 : 0)) >>> 0;
    if (stream.sent.first === undefined && context.now - stream.lastSendAt > stream.rtt.rtoMs()) stream.congestion.restart();
    stream.sent.push(stream.sndNxt, end, context.now);
    stream.sndNxt = end;
    stream.lastSendAt = context.now;
    if (fin) stream.finSent = true;
    context.counters.tcpBytesSent += count;
    stream.sendSmall = false;
    stream.probeBeyondWindow = false;
    sentAny = true;
  }
  if (sentAny && (stream.timerKind === TIMER_OFF || stream.timerKind === TIMER_PERSIST || stream.timerKind === TIMER_TAIL_PROBE)) armRetransmit(stream, context.now);
  return true;
}

/** How many of `queued` bytes may go in one burst: windows, congestion, Nagle, silly windows (RFC 9293 §3.8.6.2.1, RFC 1122 §4.2.3.4). 0: wait. */
function allowedNow(context: TcpContext, stream: TcpStream, queued: u32): u32 {
  const segmentBytes = payloadPerSegment(stream);
  const offered = seqDistance((stream.sndUna + stream.sndWnd) >>> 0, stream.sndNxt);
  const window: u32 = offered > 0 ? offered >>> 0 : 0;
  let count: u32 = queued < window ? queued : window;
  let room = stream.congestion.windowBytes - stream.sent.pipe;
  if (stream.probeBeyondWindow && room < segmentBytes) room = segmentBytes;
  if (room < count) {
    stream.windowLimited = true;
    if (room < segmentBytes) return 0;
    count = Math.floor(room);
  }
  const burst = context.sink.burstBytes(stream.flow, segmentBytes);
  if (count > burst) return burst;
  const whole = wholeSegments(count, segmentBytes);
  if (count === whole && whole !== 0) return whole;
  // The last piece is short: it goes if it is the end of the data and need not wait, or if the window is to blame.
  const nothingOut = stream.sndNxt === stream.sndUna;
  const isEnd = count === queued;
  if (isEnd && (stream.noDelay || nothingOut || stream.finWanted)) return count;
  if (whole !== 0) return whole;
  if (stream.sendSmall && count > 0) return count;
  if (!isEnd && count > 0 && count >= stream.sndWndMax / 2) return count;
  if (nothingOut && window < queued) armPersist(stream, context.now);
  return 0;
}

function wholeSegments(count: u32, segmentBytes: u32): u32 {
  return count < segmentBytes ? 0 : count - (count % segmentBytes);
}

function sackBlocks(stream: TcpStream): u32 {
  if (!stream.sackPermitted) return 0;
  const limit = stream.timestamps ? SACK_BLOCKS_WITH_TIMESTAMPS : SACK_BLOCKS_MAX;
  const blocks = stream.ranges.count + (stream.dsackFrom !== stream.dsackTo ? 1 : 0);
  return blocks < limit ? blocks : limit;
}

/** Payload of a full segment with the options of now. */
function payloadPerSegment(stream: TcpStream): u32 {
  const blocks = sackBlocks(stream);
  return blocks === 0 ? stream.mss : stream.mss - 4 - blocks * 8;
}

/** Fills the common parts of a segment. */
function beginSegment(context: TcpContext, stream: TcpStream, seq: u32, flags: u32): TcpSegment {
  const out = context.out;
  out.sourcePort = stream.localPort;
  out.destinationPort = stream.remotePort;
  out.seq = seq;
  out.ack = stream.rcvNxt;
  out.flags = flags;
  out.mss = 0;
  out.hasWindowShift = false;
  out.sackPermitted = false;
  out.hasTimestamps = stream.timestamps;
  if (stream.timestamps) {
    out.tsValue = (Math.floor(context.now) + stream.tsOffset) >>> 0;
    out.tsEcho = (flags & ACK) !== 0 ? stream.tsRecent : 0;
  }
  out.sackCount = 0;
  if ((flags & SYN) !== 0) return out;
  out.window = window(context, stream);
  const blocks = sackBlocks(stream);
  if (blocks === 0) return out;
  let at: u32 = 0;
  if (stream.dsackFrom !== stream.dsackTo) {
    out.sackEdges[0] = stream.dsackFrom;
    out.sackEdges[1] = stream.dsackTo;
    at = 1;
  }
  out.sackCount = at + stream.ranges.report(out.sackEdges, at * 2, blocks - at);
  return out;
}

/** The window field; the right edge never goes back and moves on in worthwhile steps (RFC 9293 §3.8.6.2.2, RFC 7323 §2.4). */
function window(context: TcpContext, stream: TcpStream): u32 {
  if (stream.finReceived) return 0;
  const waiting = stream.receivable();
  let free: u32 = waiting < stream.receiveLimit ? stream.receiveLimit - waiting : 0;
  if (context.blocks.underPressure() && free > 4 * stream.mss) free = 4 * stream.mss;
  const shift = stream.rcvShift;
  const edge: u32 = (stream.rcvNxt + ((free >>> shift) << shift)) >>> 0;
  const step = stream.receiveLimit >>> 1 < stream.mss ? stream.receiveLimit >>> 1 : stream.mss;
  if (seqDistance(edge, stream.rcvEdge) >= step) stream.rcvEdge = edge;
  const open = seqDistance(stream.rcvEdge, stream.rcvNxt);
  if (open <= 0) return 0;
  let field: u32 = (open + (1 << shift) - 1) >>> shift;
  if (field > 65535) field = 65535;
  stream.rcvEdge = (stream.rcvNxt + (field << shift)) >>> 0;
  return field;
}

/** Hands the segment to the sink; whatever it carries, it acknowledges. */
function emit(context: TcpContext, stream: TcpStream, out: TcpSegment, count: u32, segmentBytes: u32): boolean {
  if (!context.sink.send(stream.flow, out, count > 0 ? stream.sendRing : undefined, out.seq, count, segmentBytes)) {
    context.counters.tcpTransmitFull++;
    return false;
  }
  context.counters.tcpSegmentsSent++;
  if ((out.flags & RST) === 0) {
    stream.ackNow = false;
    stream.ackAt = Infinity;
    stream.unackedBytes = 0;
    stream.lastAckSent = stream.rcvNxt;
    stream.dsackFrom = stream.dsackTo;
    if (stream.quickAcks > 0) stream.quickAcks = count > 0 ? 0 : stream.quickAcks - 1;
  }
  return true;
}
