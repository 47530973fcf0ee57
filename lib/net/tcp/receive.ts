/** Payload and FIN of acceptable segments: reassembly, acknowledgment strategy, window tuning. */
import type { u32 } from "../../sys/types.ts";
import { EVENT_END, EVENT_READABLE } from "../contract.ts";
import type { TcpSegment } from "../wire/tcp.ts";
import { FIN } from "../wire/tcp.ts";
import type { TcpContext } from "./context.ts";
import { EFFECT_ENDED, EFFECT_NONE, EFFECT_RESET, EFFECT_TIME_WAIT } from "./effects.ts";
import { seqAfter, seqBefore, seqDistance } from "./sequence.ts";
import { canReceive, FIN_WAIT_1, nextState, ON_FIN, TIME_WAIT } from "./state.ts";
import { QUICK_ACKS } from "./stream.ts";
import type { TcpStream } from "./stream.ts";

/** RFC 9293 §3.10.7.4, seventh. */
export function receiveText(context: TcpContext, stream: TcpStream, segment: TcpSegment): u32 {
  if (!canReceive(stream.state)) return EFFECT_NONE; // after the peer's FIN: there cannot be any
  if (stream.orphaned) {
    // Nobody will read it, and the peer should know (RFC 9293 §3.6.1, RFC 2525 §2.17).
    context.counters.tcpAborted++;
    stream.finish("");
    return EFFECT_RESET | EFFECT_ENDED;
  }
  let from: u32 = segment.payloadStart;
  let seq: u32 = segment.seq;
  let count: u32 = segment.payloadEnd - from;
  const old = seqDistance(stream.rcvNxt, seq);
  if (old > 0) {
    if (old >= count) {
      reportDuplicate(context, stream, seq, count);
      return EFFECT_NONE;
    }
    reportDuplicate(context, stream, seq, old >>> 0);
    from += old;
    seq = stream.rcvNxt;
    count -= old;
  }
  const room = seqDistance(stream.rcvEdge, seq);
  if (room < count) {
    context.counters.tcpBeyondWindow++;
    stream.ackNow = true;
    if (room <= 0) return EFFECT_NONE;
    count = room >>> 0;
  }
  if (seq === stream.rcvNxt && stream.ranges.count === 0) {
    if (!stream.receiveRing.write(seq, context.bytes, from, count)) return noMemory(context, stream);
    stream.rcvNxt = (seq + count) >>> 0;
    decideAck(stream, count);
  } else {
    const end: u32 = (seq + count) >>> 0;
    stream.ackNow = true; // a gap or the end of one: the sender waits for news (RFC 5681 §4.2)
    if (stream.ranges.covers(seq, end)) {
      reportDuplicate(context, stream, seq, count);
      return EFFECT_NONE;
    }
    if (seq !== stream.rcvNxt) {
      context.counters.tcpOutOfOrder++;
      stream.quickAcks = QUICK_ACKS;
    }
    if (!stream.ranges.fits(seq, end)) {
      context.counters.tcpRangesFull++;
      return EFFECT_NONE;
    }
    if (!stream.receiveRing.write(seq, context.bytes, from, count)) return noMemory(context, stream);
    stream.ranges.add(seq, end);
    const complete = stream.ranges.advance(stream.rcvNxt);
    if (complete === stream.rcvNxt) return EFFECT_NONE;
    count = (complete - stream.rcvNxt) >>> 0;
    stream.rcvNxt = complete;
  }
  stream.bytesReceived += count;
  context.counters.tcpBytesReceived += count;
  tuneWindow(context, stream);
  stream.raise(EVENT_READABLE);
  return EFFECT_NONE;
}

function reportDuplicate(context: TcpContext, stream: TcpStream, seq: u32, count: u32): void {
  context.counters.tcpDuplicateData++;
  stream.ackNow = true;
  if (!stream.sackPermitted) return;
  stream.dsackFrom = seq;
  stream.dsackTo = (seq + count) >>> 0;
}

function noMemory(context: TcpContext, stream: TcpStream): u32 {
  context.counters.tcpReceiveNoMemory++;
  stream.ackNow = true;
  return EFFECT_NONE;
}

/** At least every second full segment, at once while the connection is young, else delayed (RFC 9293 §3.8.6.3). */
function decideAck(stream: TcpStream, count: u32): void {
  stream.unackedBytes += count;
  if (stream.quickAcks > 0 || stream.unackedBytes >= 2 * stream.mss) stream.ackNow = true;
}

/** Eighth: FIN, if everything before it is there; otherwise it is remembered. */
export function receiveFin(context: TcpContext, stream: TcpStream, segment: TcpSegment): u32 {
  if ((segment.flags & FIN) !== 0 && !stream.finReceived) {
    const at: u32 = (segment.seq + segment.payloadBytes()) >>> 0;
    if (!stream.finAhead && !seqBefore(at, stream.rcvNxt) && !seqAfter(at, stream.rcvEdge)) {
      stream.finAhead = true;
      stream.finAheadAt = at;
    }
    stream.ackNow = true;
  }
  if (!stream.finAhead || stream.finReceived || stream.rcvNxt !== stream.finAheadAt) return EFFECT_NONE;
  if (!canReceive(stream.state)) return EFFECT_NONE;
  stream.finReceived = true;
  stream.rcvNxt = (stream.rcvNxt + 1) >>> 0;
  stream.ackNow = true;
  const before = stream.state;
  stream.state = nextState(before, ON_FIN);
  stream.raise(EVENT_END);
  if (before === FIN_WAIT_1) return EFFECT_NONE; // CLOSING: waits for the ACK of our FIN
  return stream.state === TIME_WAIT ? EFFECT_TIME_WAIT : EFFECT_NONE;
}

/** Doubles the buffer when more than half of it passes through in a round trip. */
function tuneWindow(context: TcpContext, stream: TcpStream): void {
  const passed: u32 = (stream.receiveRing.low - stream.tuneSeq) >>> 0;
  const rtt = stream.rtt.smoothedMs;
  if (context.now - stream.tuneAt < rtt) return;
  const max = context.limits.receiveBytesMax;
  if (passed > stream.receiveLimit >>> 1 && stream.receiveLimit < max && stream.windowScaling && !context.blocks.underPressure()) {
    stream.receiveLimit = stream.receiveLimit * 2 < max ? stream.receiveLimit * 2 : max;
  }
  stream.tuneAt = context.now;
  stream.tuneSeq = stream.receiveRing.low;
}
