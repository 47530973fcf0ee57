/** When things are due on a connection, and what happens then. */
import type { u32 } from "../../sys/types.ts";
import type { NetError } from "../contract.ts";
import type { TcpContext } from "./context.ts";
import { detectLosses } from "./rack.ts";
import { seqAfter } from "./sequence.ts";
import { CLOSE_WAIT, CLOSED, CLOSING, ESTABLISHED, FIN_WAIT_1, FIN_WAIT_2, SYN_RECEIVED, SYN_SENT } from "./state.ts";
import { RECOVERY_NONE, RECOVERY_TIMEOUT, TIMER_OFF, TIMER_PERSIST, TIMER_REORDER, TIMER_RETRANSMIT, TIMER_TAIL_PROBE, UNDO_NONE } from "./stream.ts";
import type { TcpStream } from "./stream.ts";

/** RFC 9293 §3.8.6.3 allows 500. */
export const DELAYED_ACK_MS = 40;
/** RFC 9293 §3.8.3 R2: timeouts in a row before giving up, and of a SYN; over 100 s and over 60 s. */
const MAX_TIMEOUTS = 12;
const MAX_SYN_TIMEOUTS = 6;
/** RFC 8985 §7.2: the peer's delayed ACK. */
const TAIL_PROBE_ACK_DELAY_MS = 200;
const TAIL_PROBE_MS_MIN = 2;
/** As libuv sets them. */
const KEEP_ALIVE_INTERVAL_MS = 1000;
const KEEP_ALIVE_PROBES = 10;
/** How long a connection that nobody holds waits for the peer's FIN. */
const ORPHAN_FIN_WAIT_MS = 60_000;

/** Has the stream data or FIN that was never sent? */
export function hasUnsent(stream: TcpStream): boolean {
  return seqAfter(stream.sendRing.high, stream.sndNxt) || (stream.finWanted && !stream.finSent);
}

/** Arms the timer of what is in flight, from now. */
export function armRetransmit(stream: TcpStream, now: number): void {
  if (stream.sent.first === undefined) {
    stream.timerKind = TIMER_OFF;
    stream.retransmitAt = Infinity;
    return;
  }
  const rto = now + stream.rtt.rtoMs();
  stream.timerKind = TIMER_RETRANSMIT;
  stream.retransmitAt = rto;
  if (!mayProbeTail(stream)) return;
  let probe = stream.rtt.smoothedMs * 2 + TAIL_PROBE_MS_MIN;
  if (stream.sent.pipe <= stream.mss) probe += TAIL_PROBE_ACK_DELAY_MS;
  if (now + probe >= rto) return;
  stream.timerKind = TIMER_TAIL_PROBE;
  stream.retransmitAt = now + probe;
}

/** RFC 8985 §7.2. */
function mayProbeTail(stream: TcpStream): boolean {
  return stream.recovery === RECOVERY_NONE && stream.sackPermitted && stream.rtt.sampled && !stream.rack.probeOut && stream.sent.sackedSegments === 0 && stream.rtt.backoffs === 0 && stream.state >= ESTABLISHED;
}

/** The window does not let anything out and nothing is in flight that would be answered. */
export function armPersist(stream: TcpStream, now: number): void {
  if (stream.timerKind === TIMER_PERSIST) return;
  stream.timerKind = TIMER_PERSIST;
  stream.retransmitAt = now + stream.rtt.rtoMs();
}

/** RFC 6298 §5.2 and §5.3; a reordering timer that was set for this ACK stays. */
export function acknowledgmentArmsTimer(stream: TcpStream, advanced: boolean, now: number): void {
  const kind = stream.timerKind;
  if (stream.sent.first === undefined) {
    if (kind !== TIMER_PERSIST) armRetransmit(stream, now);
  } else if (kind === TIMER_REORDER && stream.retransmitAt > now) return;
  else if (advanced || kind === TIMER_OFF || kind === TIMER_PERSIST || kind === TIMER_REORDER || (kind === TIMER_TAIL_PROBE && !mayProbeTail(stream))) armRetransmit(stream, now);
}

/** Enters the earliest deadline in the stack's heap. */
export function updateTimer(stream: TcpStream): void {
  let due = stream.retransmitAt;
  if (stream.ackAt < due) due = stream.ackAt;
  if (stream.idleAt < due) due = stream.idleAt;
  if (due !== stream.timer.deadline) stream.context.deadlines.set(stream.timer, due);
}

/** What the idle timer is for, in this state: keep-alive, or the end of an abandoned FIN-WAIT-2. */
export function armIdle(stream: TcpStream, now: number): void {
  if (stream.orphaned && stream.state === FIN_WAIT_2) {
    if (stream.idleAt === Infinity || stream.idleAt > now + ORPHAN_FIN_WAIT_MS) stream.idleAt = now + ORPHAN_FIN_WAIT_MS;
  } else if (stream.keepAliveMs > 0 && stream.state >= ESTABLISHED) {
    stream.idleAt = stream.lastReceivedAt + stream.keepAliveMs + stream.keepAliveProbes * KEEP_ALIVE_INTERVAL_MS;
  } else stream.idleAt = Infinity;
}

/** Does what is due; an error when that ends the connection. */
export function timersDue(context: TcpContext, stream: TcpStream): NetError {
  const now = context.now;
  if (stream.ackAt <= now) {
    stream.ackAt = Infinity;
    stream.ackNow = true;
    stream.wantOutput();
  }
  if (stream.retransmitAt <= now) {
    const error = retransmitDue(context, stream, now);
    if (error !== "") return error;
  }
  if (stream.idleAt <= now) {
    const error = idleDue(context, stream, now);
    if (error !== "") return error;
  }
  updateTimer(stream);
  return "";
}

function retransmitDue(context: TcpContext, stream: TcpStream, now: number): NetError {
  stream.wantOutput();
  if (stream.timerKind === TIMER_REORDER) {
    stream.timerKind = TIMER_OFF;
    detectLosses(context, stream);
    if (stream.timerKind === TIMER_OFF) armRetransmit(stream, now);
    return "";
  }
  if (stream.timerKind === TIMER_TAIL_PROBE) {
    probeTail(context, stream, now);
    return "";
  }
  if (stream.timerKind === TIMER_PERSIST) return persistDue(context, stream, now);
  return timeout(context, stream, now);
}

/** RFC 8985 §7.3: new data if there is and may go, else the last segment again. Output does the sending. */
function probeTail(context: TcpContext, stream: TcpStream, now: number): void {
  const rack = stream.rack;
  const last = stream.sent.last;
  if (last === undefined) return;
  rack.probeOut = true;
  rack.probeEnd = stream.sndNxt;
  rack.probeRetransmitted = false;
  context.counters.tcpTailProbes++;
  const room = (stream.sndUna + stream.sndWnd - stream.sndNxt) | 0;
  if (seqAfter(stream.sendRing.high, stream.sndNxt) && room >= stream.mss) {
    stream.sendSmall = true;
    stream.probeBeyondWindow = true;
  } else {
    rack.probeRetransmitted = true;
    if (((last.end - last.start) >>> 0) > stream.mss) stream.sent.split(last, (last.end - stream.mss) >>> 0);
    const tail = stream.sent.last;
    if (tail !== undefined) stream.sent.markLost(tail);
    stream.retransmitOne = true;
  }
  stream.timerKind = TIMER_RETRANSMIT;
  stream.retransmitAt = now + stream.rtt.rtoMs();
}

/** RFC 9293 §3.8.6.1: never gives up while the peer answers. */
function persistDue(context: TcpContext, stream: TcpStream, now: number): NetError {
  stream.timerKind = TIMER_OFF;
  stream.retransmitAt = Infinity;
  if (!hasUnsent(stream)) return "";
  if (stream.windowProbes >= MAX_TIMEOUTS) return "ETIMEDOUT";
  if (stream.sndWnd > 0) stream.sendSmall = true;
  else {
    stream.windowProbes++;
    stream.probeNow = true;
    context.counters.tcpZeroWindowProbes++;
  }
  stream.rtt.backoffs++;
  armPersist(stream, now);
  return "";
}

/** RFC 6298 §5.4 to §5.7. */
function timeout(context: TcpContext, stream: TcpStream, now: number): NetError {
  if (stream.sent.first === undefined) {
    armRetransmit(stream, now);
    return "";
  }
  const opening = stream.state === SYN_SENT || stream.state === SYN_RECEIVED;
  if (stream.rtt.backoffs >= (opening ? MAX_SYN_TIMEOUTS : MAX_TIMEOUTS)) return "ETIMEDOUT";
  context.counters.tcpTimeouts++;
  if (stream.recovery !== RECOVERY_TIMEOUT || stream.rtt.backoffs === 0) {
    if (!opening) stream.congestion.collapse((stream.sndNxt - stream.sndUna) >>> 0);
    stream.undoState = UNDO_NONE;
  }
  stream.recovery = opening ? RECOVERY_NONE : RECOVERY_TIMEOUT;
  stream.recoverSeq = stream.sndNxt;
  stream.sent.markAllLost();
  stream.rack.probeOut = false;
  stream.retransmitOne = true;
  if (stream.rtt.backoffs > 0 && !opening) stream.flow.route.neighbor?.doubt(); // openings have their own end
  stream.rtt.backoffs++;
  armRetransmit(stream, now);
  return "";
}

function idleDue(context: TcpContext, stream: TcpStream, now: number): NetError {
  stream.idleAt = Infinity;
  if (stream.state === CLOSED) return "";
  if (stream.orphaned && stream.state === FIN_WAIT_2) return "ETIMEDOUT";
  const due = stream.lastReceivedAt + stream.keepAliveMs + stream.keepAliveProbes * KEEP_ALIVE_INTERVAL_MS;
  if (stream.keepAliveMs > 0 && due <= now && stream.sent.first === undefined && !isClosing(stream.state)) {
    if (stream.keepAliveProbes >= KEEP_ALIVE_PROBES) return "ETIMEDOUT";
    stream.keepAliveProbes++;
    stream.probeNow = true;
    context.counters.tcpKeepAliveProbes++;
    stream.wantOutput();
  } else if (due <= now) {
    stream.idleAt = now + stream.keepAliveMs;
    return "";
  }
  armIdle(stream, now);
  return "";
}

function isClosing(state: u32): boolean {
  return state > CLOSE_WAIT || state === FIN_WAIT_1 || state === CLOSING;
}
