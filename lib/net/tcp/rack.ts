/** RACK loss detection (RFC 8985 §6) and, for peers without SACK, duplicate ACKs (RFC 6582). */
import type { u32 } from "../../sys/types.ts";
import type { TcpContext } from "./context.ts";
import { LOST, RETRANSMITTED, SACKED } from "./sent-queue.ts";
import type { SentSegment } from "./sent-queue.ts";
import { seqAfter, seqBefore } from "./sequence.ts";
import { RECOVERY_FAST, RECOVERY_NONE, UNDO_NONE } from "./stream.ts";
import type { TcpStream } from "./stream.ts";

/** RFC 5681 §3.2. */
const DUPLICATE_THRESHOLD = 3;

/** The peer has newly told that it has `segment` up to `end`: §6.2 steps 1 to 3. */
export function segmentDelivered(stream: TcpStream, segment: SentSegment, end: u32, echoIsOlder: boolean, now: number): void {
  const rack = stream.rack;
  const rtt = now - segment.sentAt;
  const retransmitted = (segment.flags & RETRANSMITTED) !== 0;
  if (retransmitted) {
    if (echoIsOlder || rtt < stream.rtt.minimumMs) return; // it was the first transmission that arrived
  } else if (seqBefore(end, rack.forwardAck)) rack.reorderingSeen = true;
  if (seqAfter(end, rack.forwardAck)) rack.forwardAck = end;
  rack.rttMs = rtt;
  if (segment.sentAt > rack.sentAt || (segment.sentAt === rack.sentAt && seqAfter(end, rack.end))) {
    rack.sentAt = segment.sentAt;
    rack.end = end;
  }
}

/** §6.2 step 4: how much later than a delivered segment an earlier one may come, ms. */
function reorderingWindow(stream: TcpStream): number {
  const rack = stream.rack;
  if (!rack.reorderingSeen && (stream.recovery !== RECOVERY_NONE || stream.sent.sackedBytes >= DUPLICATE_THRESHOLD * stream.mss)) return 0;
  const window = (rack.windowFactor * stream.rtt.minimumMs) / 4;
  return window < stream.rtt.smoothedMs ? window : stream.rtt.smoothedMs;
}

/** §6.2 step 5: takes for lost what was sent sufficiently long before something that was delivered. */
export function detectLosses(context: TcpContext, stream: TcpStream): void {
  const sent = stream.sent;
  const rack = stream.rack;
  if (rack.sentAt < 0 || !stream.sackPermitted || (sent.sackedSegments === 0 && stream.recovery === RECOVERY_NONE)) return;
  const now = context.now;
  const window = reorderingWindow(stream);
  const lostBefore = sent.lostBytes;
  let waitMs = 0;
  for (let segment = sent.first; segment !== undefined; segment = segment.next) {
    if ((segment.flags & (SACKED | LOST)) !== 0) continue;
    if (segment.sentAt > rack.sentAt || (segment.sentAt === rack.sentAt && !seqBefore(segment.end, rack.end))) continue;
    const remaining = segment.sentAt + rack.rttMs + window - now;
    if (remaining <= 0) sent.markLost(segment);
    else if (remaining > waitMs) waitMs = remaining;
  }
  if (sent.lostBytes > lostBefore) lossFound(context, stream);
  if (waitMs > 0) stream.armReorder(now + waitMs);
}

/** Without SACK: the third duplicate ACK, or an ACK in recovery that does not end it, means that the first segment is lost. */
export function countDuplicateAck(context: TcpContext, stream: TcpStream): void {
  stream.duplicateAcks++;
  if (stream.duplicateAcks !== DUPLICATE_THRESHOLD || stream.recovery !== RECOVERY_NONE) return;
  loseFirst(context, stream);
}

export function loseFirst(context: TcpContext, stream: TcpStream): void {
  const first = stream.sent.first;
  if (first === undefined || (first.flags & LOST) !== 0) return;
  stream.sent.markLost(first);
  stream.retransmitOne = true;
  lossFound(context, stream);
}

function lossFound(context: TcpContext, stream: TcpStream): void {
  stream.wantOutput();
  if (stream.recovery !== RECOVERY_NONE) return;
  stream.recovery = RECOVERY_FAST;
  stream.recoverSeq = stream.sndNxt;
  stream.retransmitOne = true;
  stream.undoState = UNDO_NONE;
  stream.congestion.reduce((stream.sndNxt - stream.sndUna) >>> 0);
  context.counters.tcpFastRecoveries++;
}
