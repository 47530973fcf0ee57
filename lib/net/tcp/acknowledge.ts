/** What an acceptable acknowledgment does: RFC 9293 §3.10.7.4 fifth, RFC 2018 §5, RFC 6298 §5, RFC 8985, RFC 3522. */
import type { u32 } from "../../sys/types.ts";
import { EVENT_DRAINED, EVENT_WRITABLE } from "../contract.ts";
import type { TcpSegment } from "../wire/tcp.ts";
import { FIN } from "../wire/tcp.ts";
import type { TcpContext } from "./context.ts";
import { countDuplicateAck, detectLosses, loseFirst, segmentDelivered } from "./rack.ts";
import { LOST, RETRANSMITTED, SACKED } from "./sent-queue.ts";
import type { SentSegment } from "./sent-queue.ts";
import { seqAfter, seqBefore, seqEarlier } from "./sequence.ts";
import { RECOVERY_FAST, RECOVERY_NONE, RECOVERY_TIMEOUT, UNDO_DECIDED, UNDO_WAITING } from "./stream.ts";
import type { TcpStream } from "./stream.ts";
import { acknowledgmentArmsTimer } from "./timers.ts";

/** Send buffers grow to this many congestion windows. */
const SEND_WINDOWS = 2;

/** `segment.ack` lies in (snd.una - max window, snd.nxt]. */
export function acknowledge(context: TcpContext, stream: TcpStream, segment: TcpSegment): void {
  const una = stream.sndUna;
  const advanced = seqAfter(segment.ack, una);
  const windowBefore = stream.sndWnd;
  updateWindow(stream, segment);
  const dsack = segment.sackCount > 0 && stream.sackPermitted ? takeSacks(context, stream, segment) : false;
  if (advanced) {
    takeAcknowledged(context, stream, segment);
    const bytes: u32 = (segment.ack - una) >>> 0;
    endTailProbe(stream, segment.ack, dsack);
    if (stream.recovery !== RECOVERY_NONE) progressInRecovery(context, stream, segment);
    if (stream.recovery !== RECOVERY_FAST && stream.windowLimited) stream.congestion.acknowledged(bytes, stream.rtt.smoothedMs, context.now);
    stream.duplicateAcks = 0;
    stream.rtt.backoffs = 0;
    growSendBuffer(stream);
    stream.wantOutput();
  } else if (!stream.sackPermitted && segment.ack === una && stream.sent.first !== undefined && segment.payloadEnd === segment.payloadStart && (segment.flags & FIN) === 0 && stream.sndWnd === windowBefore) {
    countDuplicateAck(context, stream);
  }
  if (stream.sndWnd > windowBefore) stream.wantOutput();
  if (windowBefore === 0 && stream.sndWnd > 0) stream.rtt.backoffs = 0; // they were of the persist timer
  detectLosses(context, stream);
  if (stream.sent.pipe + stream.mss < stream.congestion.windowBytes && stream.sent.lostBytes !== 0) stream.wantOutput();
  acknowledgmentArmsTimer(stream, advanced, context.now);
}

/** RFC 9293 §3.10.7.4: only from segments that are not older than the last that set it. */
export function updateWindow(stream: TcpStream, segment: TcpSegment): void {
  if (seqBefore(segment.seq, stream.sndWl1)) return;
  if (segment.seq === stream.sndWl1 && seqBefore(segment.ack, stream.sndWl2)) return;
  stream.sndWnd = segment.window << stream.sndShift;
  stream.sndWl1 = segment.seq;
  stream.sndWl2 = segment.ack;
  if (stream.sndWnd > stream.sndWndMax) stream.sndWndMax = stream.sndWnd;
}

/** Does the echoed timestamp show that the peer answered something sent before `at`? */
function echoesBefore(stream: TcpStream, segment: TcpSegment, at: number): boolean {
  if (!stream.timestamps || !segment.hasTimestamps) return false;
  const sentStamp = (Math.floor(at) + stream.tsOffset) >>> 0;
  return seqBefore(segment.tsEcho, sentStamp);
}

function takeAcknowledged(context: TcpContext, stream: TcpStream, segment: TcpSegment): void {
  const sent = stream.sent;
  const ack = segment.ack;
  const now = context.now;
  let sampleAt = -1;
  let first = sent.first;
  while (first !== undefined && seqBefore(first.start, ack)) {
    const end = seqEarlier(first.end, ack);
    if ((first.flags & SACKED) === 0) {
      if ((first.flags & (RETRANSMITTED | LOST)) === 0) sampleAt = first.sentAt;
      segmentDelivered(stream, first, end, (first.flags & RETRANSMITTED) !== 0 && echoesBefore(stream, segment, first.sentAt), now);
    }
    if (end === first.end) sent.shift();
    else sent.trim(first, ack);
    first = sent.first;
    if (first !== undefined && !seqBefore(first.start, ack)) break;
  }
  if (sampleAt >= 0) stream.rtt.sample(now - sampleAt, now);
  const ring = stream.sendRing;
  if (seqAfter(ack, ring.low)) ring.release(seqEarlier(ack, ring.high));
  stream.sndUna = ack;
  if (stream.sendShort && stream.sendRoom() >= stream.sendLimit >>> 2) {
    stream.sendShort = false;
    stream.raise(EVENT_WRITABLE);
  }
  if (ring.low === ring.high && ack === stream.sndNxt && ack !== ((stream.iss + 1) >>> 0) && stream.finSent === stream.finWanted) stream.raise(EVENT_DRAINED);
}

/** Marks what the blocks cover; true when one of them reports a duplicate (RFC 2883 §4). */
function takeSacks(context: TcpContext, stream: TcpStream, segment: TcpSegment): boolean {
  const edges = segment.sackEdges;
  let duplicate = false;
  for (let i: u32 = 0; i < segment.sackCount; i++) {
    let left: u32 = edges[i * 2];
    const right: u32 = edges[i * 2 + 1];
    if (!seqBefore(left, right)) continue;
    const insideNext = i === 0 && segment.sackCount > 1 && !seqBefore(left, edges[2]) && !seqAfter(right, edges[3]);
    if (!seqAfter(right, segment.ack) || insideNext) {
      duplicate = true;
      stream.rack.widen();
      continue;
    }
    if (seqAfter(right, stream.sndNxt)) continue; // of data never sent: a lie or a mistake
    if (seqBefore(left, segment.ack)) left = segment.ack;
    markBlock(context, stream, segment, left, right);
  }
  return duplicate;
}

function markBlock(context: TcpContext, stream: TcpStream, segment: TcpSegment, left: u32, right: u32): void {
  const sent = stream.sent;
  let at: SentSegment | undefined = sent.first;
  while (at !== undefined && !seqAfter(at.end, left)) at = at.next;
  while (at !== undefined && seqBefore(at.start, right)) {
    if ((at.flags & SACKED) === 0) {
      if (seqBefore(at.start, left)) sent.split(at, left);
      else {
        if (seqAfter(at.end, right)) sent.split(at, right);
        segmentDelivered(stream, at, at.end, (at.flags & RETRANSMITTED) !== 0 && echoesBefore(stream, segment, at.sentAt), context.now);
        sent.markSacked(at);
      }
    }
    at = at.next;
  }
}

/** RFC 8985 §7.4. */
function endTailProbe(stream: TcpStream, ack: u32, dsack: boolean): void {
  const rack = stream.rack;
  if (!rack.probeOut || seqBefore(ack, rack.probeEnd)) return;
  rack.probeOut = false;
  if (rack.probeRetransmitted && !dsack && seqAfter(ack, rack.probeEnd) && stream.recovery === RECOVERY_NONE) {
    stream.congestion.reduce((stream.sndNxt - stream.sndUna) >>> 0); // the probe repaired a loss
  }
}

function progressInRecovery(context: TcpContext, stream: TcpStream, segment: TcpSegment): void {
  if (stream.undoState === UNDO_WAITING) {
    stream.undoState = UNDO_DECIDED;
    if (segment.hasTimestamps && seqBefore(segment.tsEcho, stream.undoTimestamp)) {
      context.counters.tcpSpurious++;
      stream.congestion.undo();
      stream.sent.unmarkLost();
      stream.rack.widen();
      stream.recovery = RECOVERY_NONE;
      return;
    }
  }
  if (!seqBefore(segment.ack, stream.recoverSeq)) {
    stream.recovery = RECOVERY_NONE;
    stream.rack.recoveryEnded();
  } else if (!stream.sackPermitted && stream.recovery !== RECOVERY_TIMEOUT) loseFirst(context, stream);
}

function growSendBuffer(stream: TcpStream): void {
  const wanted = stream.congestion.windowBytes * SEND_WINDOWS;
  const max = stream.context.limits.sendBytesMax;
  if (wanted > stream.sendLimit && !stream.context.blocks.underPressure()) stream.sendLimit = wanted < max ? Math.floor(wanted) : max;
}
