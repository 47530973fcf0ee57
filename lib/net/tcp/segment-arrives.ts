/**
 * A segment for a connection: RFC 9293 §3.10.7.3 (SYN-SENT) and §3.10.7.4 (all later states), with RFC 5961
 * against blind attacks and RFC 7323 §5 against old duplicates. The checks are a list in the RFC's order; what
 * nearly every segment is, the next in order on an established connection, goes past them.
 */
import type { u32 } from "../../sys/types.ts";
import { EVENT_CONNECTED } from "../contract.ts";
import type { TcpSegment } from "../wire/tcp.ts";
import { ACK, FIN, PSH, RST, SYN, URG } from "../wire/tcp.ts";
import { acknowledge, updateWindow } from "./acknowledge.ts";
import type { TcpContext } from "./context.ts";
import { EFFECT_ENDED, EFFECT_NONE, EFFECT_RESET, EFFECT_TIME_WAIT } from "./effects.ts";
import { negotiate } from "./options.ts";
import { receiveFin, receiveText } from "./receive.ts";
import { seqAfter, seqBefore, seqDistance } from "./sequence.ts";
import { CLOSED, CLOSING, ESTABLISHED, FIN_WAIT_1, LAST_ACK, ON_ACK_OF_FIN, ON_ACK_OF_SYN, ON_SYN, SYN_RECEIVED, SYN_SENT, TIME_WAIT } from "./state.ts";
import { TIMER_PERSIST } from "./stream.ts";
import type { TcpStream } from "./stream.ts";
import { DELAYED_ACK_MS, hasUnsent, updateTimer } from "./timers.ts";

/** Not an effect: the next check goes on. */
const CONTINUE = 0x100;
type Check = (context: TcpContext, stream: TcpStream, segment: TcpSegment) => u32;

/** RFC 9293 §3.10.7.4, first to eighth; security and precedence don't exist any more, urgent data is just data. */
const CHECKS: readonly Check[] = [checkTimestamp, checkSequence, checkReset, checkSyn, checkAck, checkText, checkFin];

/** A challenge ACK at most this often for a connection (RFC 5961 §7). */
const CHALLENGE_INTERVAL_MS = 250;
/** A peer's timestamps say nothing after so long a silence (RFC 7323 §5.5). */
const TIMESTAMP_LIFE_MS = 24 * 24 * 3600 * 1000;

export function segmentArrives(context: TcpContext, stream: TcpStream, segment: TcpSegment): u32 {
  stream.lastReceivedAt = context.now;
  stream.keepAliveProbes = 0;
  stream.windowProbes = 0;
  let effects: u32 = EFFECT_NONE;
  if (stream.state === SYN_SENT) effects = synSent(context, stream, segment);
  else if (isNextInOrder(stream, segment)) {
    context.counters.tcpFastPath++;
    if (stream.timestamps) noteTimestamp(context, stream, segment);
    acknowledge(context, stream, segment);
    effects = segment.payloadEnd > segment.payloadStart ? receiveText(context, stream, segment) : EFFECT_NONE;
    if (stream.finAhead && effects === EFFECT_NONE) effects = receiveFin(context, stream, segment);
  } else effects = runChecks(context, stream, segment);
  if (stream.state === CLOSED) return effects;
  if (stream.ackNow) stream.wantOutput();
  else if (stream.unackedBytes > 0 && stream.ackAt === Infinity) stream.ackAt = context.now + DELAYED_ACK_MS;
  updateTimer(stream);
  return effects;
}

function isNextInOrder(stream: TcpStream, segment: TcpSegment): boolean {
  return stream.state === ESTABLISHED && (segment.flags & ~PSH) === ACK && segment.seq === stream.rcvNxt
    && !seqBefore(segment.ack, stream.sndUna) && !seqAfter(segment.ack, stream.sndNxt)
    && stream.timestamps === segment.hasTimestamps && (!stream.timestamps || seqDistance(segment.tsValue, stream.tsRecent) >= 0)
    && segment.payloadEnd - segment.payloadStart <= seqDistance(stream.rcvEdge, stream.rcvNxt);
}

function runChecks(context: TcpContext, stream: TcpStream, segment: TcpSegment): u32 {
  for (let i = 0; i < CHECKS.length; i++) {
    const effects = CHECKS[i](context, stream, segment);
    if (effects !== CONTINUE) return effects;
  }
  return EFFECT_NONE;
}

/** RFC 7323 §3.2 and §5.3 R1. */
function checkTimestamp(context: TcpContext, stream: TcpStream, segment: TcpSegment): u32 {
  if (!stream.timestamps || (segment.flags & RST) !== 0) return CONTINUE;
  if (!segment.hasTimestamps) {
    context.counters.tcpMissingTimestamp++;
    return EFFECT_NONE;
  }
  if (seqDistance(segment.tsValue, stream.tsRecent) < 0 && context.now - stream.tsRecentAt < TIMESTAMP_LIFE_MS) {
    context.counters.tcpOldTimestamp++;
    if (segment.sequenceLength() > 0) stream.ackNow = true;
    else challenge(context, stream);
    return EFFECT_NONE;
  }
  return CONTINUE;
}

/** First: is any of it in the window? Text is cut to the window later. */
function checkSequence(context: TcpContext, stream: TcpStream, segment: TcpSegment): u32 {
  const length = segment.sequenceLength();
  const end: u32 = (segment.seq + length) >>> 0;
  const oldest = seqBefore(stream.lastAckSent, stream.rcvNxt) ? stream.lastAckSent : stream.rcvNxt;
  const inWindow = !seqAfter(segment.seq, stream.rcvEdge) && (length === 0 ? !seqBefore(segment.seq, oldest) : seqAfter(end, stream.rcvNxt));
  if (inWindow || segment.seq === stream.rcvNxt) {
    if (stream.timestamps && segment.hasTimestamps) noteTimestamp(context, stream, segment);
    return CONTINUE;
  }
  context.counters.tcpOutOfWindow++;
  if ((segment.flags & RST) !== 0) return EFFECT_NONE;
  if (segment.payloadEnd > segment.payloadStart || (segment.flags & FIN) !== 0) {
    // A retransmission whose acknowledgment was lost: say so at once, and what came twice (RFC 2883).
    if (stream.sackPermitted && segment.payloadEnd > segment.payloadStart && !seqAfter(end, stream.rcvNxt)) {
      stream.dsackFrom = segment.seq;
      stream.dsackTo = (segment.seq + segment.payloadBytes()) >>> 0;
      context.counters.tcpDuplicateData++;
    }
    stream.ackNow = true;
    if ((segment.flags & (SYN | ACK)) === ACK && seqBefore(segment.seq, stream.rcvNxt)) return acceptableAck(stream, segment) ? applyAck(context, stream, segment) & ~CONTINUE : EFFECT_NONE;
  } else challenge(context, stream);
  return EFFECT_NONE;
}

function noteTimestamp(context: TcpContext, stream: TcpStream, segment: TcpSegment): void {
  // RFC 7323 §4.3: of a segment that begins where the last acknowledgment ended, or before.
  if (seqAfter(segment.seq, stream.lastAckSent)) return;
  stream.tsRecent = segment.tsValue;
  stream.tsRecentAt = context.now;
}

/** Second: RFC 5961 §3.2, exactly the next sequence number or a challenge. */
function checkReset(context: TcpContext, stream: TcpStream, segment: TcpSegment): u32 {
  if ((segment.flags & RST) === 0) return CONTINUE;
  if (segment.seq !== stream.rcvNxt) {
    challenge(context, stream);
    return EFFECT_NONE;
  }
  context.counters.tcpResetsReceived++;
  const refused = stream.state === SYN_RECEIVED;
  stream.finish(refused ? "ECONNREFUSED" : stream.state === TIME_WAIT || stream.state === LAST_ACK || stream.state === CLOSING ? "" : "ECONNRESET");
  return EFFECT_ENDED;
}

/** Fourth: RFC 5961 §4.2, a challenge whatever its sequence number. */
function checkSyn(context: TcpContext, stream: TcpStream, segment: TcpSegment): u32 {
  if ((segment.flags & SYN) === 0) return CONTINUE;
  if (stream.state === SYN_RECEIVED && (segment.flags & ACK) !== 0 && segment.seq === stream.irs) return CONTINUE; // the other half of a simultaneous open
  challenge(context, stream);
  return EFFECT_NONE;
}

function acceptableAck(stream: TcpStream, segment: TcpSegment): boolean {
  return !seqAfter(segment.ack, stream.sndNxt) && seqDistance(stream.sndUna, segment.ack) <= stream.sndWndMax;
}

/** Fifth, with RFC 5961 §5.2. */
function checkAck(context: TcpContext, stream: TcpStream, segment: TcpSegment): u32 {
  if ((segment.flags & ACK) === 0) return EFFECT_NONE;
  if (stream.state === SYN_RECEIVED) {
    if (!seqAfter(segment.ack, stream.sndUna) || seqAfter(segment.ack, stream.sndNxt)) return EFFECT_RESET;
    establish(stream, segment);
  } else if (!acceptableAck(stream, segment)) {
    context.counters.tcpBadAcks++;
    challenge(context, stream);
    return EFFECT_NONE;
  }
  return applyAck(context, stream, segment);
}

function applyAck(context: TcpContext, stream: TcpStream, segment: TcpSegment): u32 {
  if (stream.state === SYN_RECEIVED) return CONTINUE;
  acknowledge(context, stream, segment);
  if (!stream.finSent || stream.sndUna !== stream.sndNxt) return CONTINUE;
  if (stream.state === FIN_WAIT_1) stream.transition(ON_ACK_OF_FIN);
  else if (stream.state === CLOSING) {
    stream.transition(ON_ACK_OF_FIN);
    return EFFECT_TIME_WAIT;
  } else if (stream.state === LAST_ACK) {
    stream.finish("");
    return EFFECT_ENDED;
  }
  stream.wantOutput(); // sets the idle timer of FIN-WAIT-2
  return CONTINUE;
}

/** The opening is over on this side. */
function establish(stream: TcpStream, segment: TcpSegment): void {
  stream.transition(ON_ACK_OF_SYN);
  stream.sndWl1 = segment.seq;
  stream.sndWl2 = segment.ack;
  stream.sndWnd = (segment.flags & SYN) !== 0 ? segment.window : segment.window << stream.sndShift;
  stream.sndWndMax = stream.sndWnd;
  stream.congestion.start(stream.mss);
  stream.raise(EVENT_CONNECTED);
  if (stream.finWanted) finAfterOpening(stream);
  stream.wantOutput();
}

/** `shutdown` came while the connection was being opened: now it counts. */
function finAfterOpening(stream: TcpStream): void {
  stream.finWanted = false;
  stream.shutdown();
}

/** Sixth and seventh. */
function checkText(context: TcpContext, stream: TcpStream, segment: TcpSegment): u32 {
  if ((segment.flags & URG) !== 0) context.counters.tcpUrgentIgnored++;
  if (segment.payloadEnd === segment.payloadStart) return CONTINUE;
  const effects = receiveText(context, stream, segment);
  return effects === EFFECT_NONE ? CONTINUE : effects;
}

/** Eighth. */
function checkFin(context: TcpContext, stream: TcpStream, segment: TcpSegment): u32 {
  return receiveFin(context, stream, segment);
}

/** RFC 5961 §7: tells where we are, not too often. */
function challenge(context: TcpContext, stream: TcpStream): void {
  if (context.now - stream.challengeAt < CHALLENGE_INTERVAL_MS) {
    context.counters.tcpChallengeAcksLimited++;
    return;
  }
  stream.challengeAt = context.now;
  context.counters.tcpChallengeAcks++;
  stream.ackNow = true;
}

/** RFC 9293 §3.10.7.3. */
function synSent(context: TcpContext, stream: TcpStream, segment: TcpSegment): u32 {
  const hasAck = (segment.flags & ACK) !== 0;
  if (hasAck && (!seqAfter(segment.ack, stream.iss) || seqAfter(segment.ack, stream.sndNxt))) {
    return (segment.flags & RST) !== 0 ? EFFECT_NONE : EFFECT_RESET;
  }
  if ((segment.flags & RST) !== 0) {
    if (!hasAck) return EFFECT_NONE;
    context.counters.tcpResetsReceived++;
    stream.finish("ECONNREFUSED");
    return EFFECT_ENDED;
  }
  if ((segment.flags & SYN) === 0) return EFFECT_NONE;
  stream.beginReceiving(segment.seq);
  negotiate(context, stream, segment);
  stream.tuneAt = context.now;
  stream.ackNow = true;
  if (!hasAck) {
    // The two SYNs crossed: ours goes again, as SYN-ACK.
    stream.transition(ON_SYN);
    updateWindow(stream, segment);
    return EFFECT_NONE;
  }
  establish(stream, segment);
  acknowledge(context, stream, segment);
  if (stream.timerKind === TIMER_PERSIST || hasUnsent(stream)) stream.wantOutput();
  stream.sndWnd = segment.window; // acknowledge() shifted it; SYN windows aren't
  stream.sndWndMax = segment.window;
  if (segment.payloadEnd > segment.payloadStart) context.counters.tcpBeyondWindow++; // data in a SYN: the peer sends it again
  return EFFECT_NONE;
}
