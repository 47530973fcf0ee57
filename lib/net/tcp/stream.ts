/**
 * A connection: the RFC's transmission control block, and what the program does with it (contract.ts, TcpSocket).
 * The rules are elsewhere and work on this: input.ts and segment-arrives.ts (what arrives), acknowledge.ts and
 * rack.ts (what the peer has), output.ts (what goes out), timers.ts. Names are the RFCs': snd.una is sndUna.
 */
import type { u32 } from "../../sys/types.ts";
import type { TcpSocket } from "../contract.ts";
import type { NetError } from "../contract.ts";
import { EVENT_CLOSED } from "../contract.ts";
import { Timed } from "../deadlines.ts";
import { ReadyEndpoint } from "../ready.ts";
import { BlockRing } from "./block-ring.ts";
import type { TcpContext } from "./context.ts";
import { Cubic } from "./cubic.ts";
import type { Flow } from "./flow.ts";
import { RackState } from "./rack-state.ts";
import { ReceivedRanges } from "./ranges.ts";
import { RttEstimator } from "./rtt.ts";
import { SentQueue } from "./sent-queue.ts";
import { seqDistance } from "./sequence.ts";
import { CLOSED, CLOSE_WAIT, ESTABLISHED, hasArrow, nameOfState, nextState, ON_END, ON_SHUTDOWN, SYN_RECEIVED, SYN_SENT } from "./state.ts";

/** What the retransmission timer waits for. */
export const TIMER_OFF = 0;
export const TIMER_RETRANSMIT = 1;
export const TIMER_TAIL_PROBE = 2;
export const TIMER_REORDER = 3;
export const TIMER_PERSIST = 4;

/** Loss recovery: none, by acknowledgments, after a timeout. */
export const RECOVERY_NONE = 0;
export const RECOVERY_FAST = 1;
export const RECOVERY_TIMEOUT = 2;

/** Nothing retransmitted in this recovery yet; waiting for the first acknowledgment after it; decided. */
export const UNDO_NONE = 0;
export const UNDO_WAITING = 1;
export const UNDO_DECIDED = 2;

/** Segments acknowledged at once when a connection is new or data is missing. */
export const QUICK_ACKS = 16;
/** Largest array that `receive` gives. */
const RECEIVE_BYTES_MAX = 65536;

/** What a connection asks of the layer that holds it. */
export interface StreamKeeper {
  /** A timer of the stream is due. */
  streamTimer(stream: TcpStream, now: number): void;
  /** The program wants the connection gone at once: RST if it stands. */
  streamAborted(stream: TcpStream): void;
}

export class StreamTimer extends Timed {
  private readonly stream: TcpStream;
  private readonly keeper: StreamKeeper;

  constructor(stream: TcpStream, keeper: StreamKeeper) {
    super();
    this.stream = stream;
    this.keeper = keeper;
  }

  override expire(now: number): void {
    this.keeper.streamTimer(this.stream, now);
  }
}

export class TcpStream extends ReadyEndpoint implements TcpSocket {
  readonly context: TcpContext;
  readonly keeper: StreamKeeper;
  readonly flow: Flow;
  readonly localAddress: u32;
  readonly localPort: u32;
  readonly remoteAddress: u32;
  readonly remotePort: u32;
  state: u32 = CLOSED;

  // Send sequence space. snd.nxt never goes back: what is to be sent again is marked in `sent`.
  iss: u32 = 0;
  sndUna: u32 = 0;
  sndNxt: u32 = 0;
  sndWnd: u32 = 0;
  sndWl1: u32 = 0;
  sndWl2: u32 = 0;
  sndShift: u32 = 0;
  /** Largest window that the peer ever offered. */
  sndWndMax: u32 = 0;
  /** MSS option of the peer. */
  peerMss: u32 = 536;
  /** Payload of a full segment, after options (RFC 6691). */
  mss: u32 = 536;
  readonly sendRing: BlockRing;
  sendLimit: u32;
  /** `shutdown` was called: FIN follows the byte before sendRing.high. */
  finWanted: boolean = false;
  finSent: boolean = false;
  /** A `send` took less than it was given. */
  sendShort: boolean = false;
  readonly sent: SentQueue;
  noDelay: boolean = false;

  // Receive sequence space.
  irs: u32 = 0;
  rcvNxt: u32 = 0;
  rcvShift: u32 = 0;
  /** Right edge of the window as the peer knows it. */
  rcvEdge: u32 = 0;
  readonly receiveRing: BlockRing;
  receiveLimit: u32;
  readonly ranges: ReceivedRanges = new ReceivedRanges();
  /** FIN has been received and everything before it. */
  finReceived: boolean = false;
  /** FIN has come before what precedes it; its sequence number. */
  finAhead: boolean = false;
  finAheadAt: u32 = 0;

  // Options.
  timestamps: boolean = false;
  sackPermitted: boolean = false;
  windowScaling: boolean = false;
  tsRecent: u32 = 0;
  tsRecentAt: number = 0;
  tsOffset: u32 = 0;

  // Acknowledgments to send.
  lastAckSent: u32 = 0;
  ackNow: boolean = false;
  /** Payload bytes that came since the last acknowledgment. */
  unackedBytes: u32 = 0;
  quickAcks: u32 = QUICK_ACKS;
  /** Duplicate range to report (RFC 2883); empty: none. */
  dsackFrom: u32 = 0;
  dsackTo: u32 = 0;
  challengeAt: number = -Infinity;

  // Loss recovery and congestion.
  readonly rtt: RttEstimator = new RttEstimator();
  readonly congestion: Cubic = new Cubic();
  readonly rack: RackState = new RackState();
  recovery: u32 = RECOVERY_NONE;
  /** Recovery ends when this is acknowledged. */
  recoverSeq: u32 = 0;
  /** One lost segment may go out although the window is full. */
  retransmitOne: boolean = false;
  /** Duplicate ACKs in a row (without SACK). */
  duplicateAcks: u32 = 0;
  /** RFC 3522: the timestamp of the first retransmission of this recovery, while no acknowledgment has shown what it answers. */
  undoState: u32 = UNDO_NONE;
  undoTimestamp: u32 = 0;
  windowLimited: boolean = false;
  lastSendAt: number = 0;

  // Timers: what each waits for; `timer` has the earliest.
  readonly timer: StreamTimer;
  timerKind: u32 = TIMER_OFF;
  retransmitAt: number = Infinity;
  ackAt: number = Infinity;
  idleAt: number = Infinity;
  lastReceivedAt: number = 0;
  keepAliveMs: u32 = 0;
  keepAliveProbes: u32 = 0;
  /** Zero-window probes since the peer was heard last. */
  windowProbes: u32 = 0;
  /** A keep-alive probe or window probe is to go out. */
  probeNow: boolean = false;
  /** The timer says: send what the window takes, be it small (RFC 9293 §3.8.6.2.1). */
  sendSmall: boolean = false;
  /** One segment may go out although the congestion window is full (tail loss probe). */
  probeBeyondWindow: boolean = false;

  // Receive buffer tuning.
  tuneAt: number = 0;
  tuneSeq: u32 = 0;

  // The program.
  /** `close` was called: nobody reads any more. */
  orphaned: boolean = false;
  inOutputQueue: boolean = false;
  nextOutput: TcpStream | undefined = undefined;
  bytesReceived: number = 0;
  bytesSent: number = 0;

  constructor(context: TcpContext, keeper: StreamKeeper, flow: Flow) {
    super(context.ready);
    this.context = context;
    this.keeper = keeper;
    this.flow = flow;
    this.localAddress = flow.localAddress;
    this.localPort = flow.localPort;
    this.remoteAddress = flow.remoteAddress;
    this.remotePort = flow.remotePort;
    this.sendRing = new BlockRing(context.blocks);
    this.receiveRing = new BlockRing(context.blocks);
    this.sendLimit = context.limits.sendBytesFirst;
    this.receiveLimit = context.limits.receiveBytesFirst;
    this.sent = new SentQueue(context.sentPool);
    this.timer = new StreamTimer(this, keeper);
  }

  stateName(): string {
    return nameOfState(this.state);
  }

  /** Moves along the arrow of `event`. */
  transition(event: u32): void {
    this.state = nextState(this.state, event);
  }

  /** Sets the sequence numbers of an opening; data follows the SYN. */
  beginSending(iss: u32): void {
    this.iss = iss;
    this.sndUna = iss;
    this.sndNxt = iss;
    this.recoverSeq = iss;
    this.sendRing.reset((iss + 1) >>> 0);
  }

  beginReceiving(irs: u32): void {
    this.irs = irs;
    this.rcvNxt = (irs + 1) >>> 0;
    this.rcvEdge = this.rcvNxt;
    this.lastAckSent = this.rcvNxt;
    this.tuneSeq = this.rcvNxt;
    this.receiveRing.reset(this.rcvNxt);
  }

  /** One past the last byte of received data in order (FIN does not count). */
  receivedEnd(): u32 {
    return this.finReceived ? (this.rcvNxt - 1) >>> 0 : this.rcvNxt;
  }

  receivable(): u32 {
    if (this.orphaned) return 0;
    return (this.receivedEnd() - this.receiveRing.low) >>> 0;
  }

  ended(): boolean {
    return this.finReceived && this.receivable() === 0;
  }

  receive(limit: u32 = RECEIVE_BYTES_MAX): Uint8Array | undefined {
    const waiting = this.receivable();
    if (waiting === 0 || limit === 0) return undefined;
    let count: u32 = waiting < limit ? waiting : limit;
    if (count > RECEIVE_BYTES_MAX) count = RECEIVE_BYTES_MAX;
    const bytes = new Uint8Array(count);
    this.receiveInto(bytes, 0, count);
    return bytes;
  }

  receiveInto(into: Uint8Array, from: u32, to: u32): u32 {
    const waiting = this.receivable();
    const room: u32 = to > from ? to - from : 0;
    const count: u32 = waiting < room ? waiting : room;
    if (count === 0) return 0;
    const at: u32 = this.receiveRing.low;
    this.receiveRing.read(at, into, from, count);
    this.receiveRing.release((at + count) >>> 0);
    if (this.state !== CLOSED && !this.finReceived && this.windowIsWorthTelling()) {
      this.ackNow = true;
      this.wantOutput();
    }
    return count;
  }

  /** Has reading made so much room that the peer should hear of it (RFC 9293 §3.8.6.2.2)? */
  private windowIsWorthTelling(): boolean {
    const known = seqDistance(this.rcvEdge, this.rcvNxt);
    const free = this.receiveLimit - this.receivable();
    const sayable = 65535 << this.rcvShift;
    const gain = (free < sayable ? free : sayable) - known;
    return gain >= 2 * this.mss && gain >= this.receiveLimit >>> 2 && known < this.receiveLimit >>> 1;
  }

  sendRoom(): u32 {
    if (this.finWanted || !(this.state === ESTABLISHED || this.state === CLOSE_WAIT || this.state === SYN_SENT || this.state === SYN_RECEIVED)) return 0;
    const queued: u32 = (this.sendRing.high - this.sendRing.low) >>> 0;
    return queued < this.sendLimit ? this.sendLimit - queued : 0;
  }

  send(bytes: Uint8Array, from: u32, to: u32): u32 {
    const room = this.sendRoom();
    const given: u32 = to > from ? to - from : 0;
    let count: u32 = given < room ? given : room;
    if (count > 0 && !this.sendRing.write(this.sendRing.high, bytes, from, count)) count = 0;
    if (count < given) this.sendShort = true;
    if (count > 0) {
      this.bytesSent += count;
      this.wantOutput();
    }
    return count;
  }

  unacknowledged(): u32 {
    return (this.sendRing.high - this.sendRing.low) >>> 0;
  }

  shutdown(): void {
    if (this.finWanted || !hasArrow(this.state, ON_SHUTDOWN)) return;
    this.finWanted = true;
    this.transition(ON_SHUTDOWN);
    this.wantOutput();
  }

  close(): void {
    if (this.orphaned) return;
    this.silence();
    if (this.state === CLOSED) {
      this.orphaned = true;
      this.dropReceived();
      return;
    }
    const unread = this.receivable() > 0;
    this.orphaned = true;
    this.dropReceived();
    if (unread || this.state === SYN_SENT) {
      this.keeper.streamAborted(this);
      return;
    }
    this.shutdown();
    this.wantOutput();
  }

  abort(): void {
    this.silence();
    this.orphaned = true;
    if (this.state !== CLOSED) this.keeper.streamAborted(this);
    this.dropReceived();
  }

  setNoDelay(on: boolean): void {
    this.noDelay = on;
    if (on) this.wantOutput();
  }

  setKeepAlive(idleMs: u32): void {
    this.keepAliveMs = idleMs;
    this.keepAliveProbes = 0;
    this.wantOutput(); // which sets the timers
  }

  /** RFC 8985 §6.2 step 5: looks again for losses at `at`. */
  armReorder(at: number): void {
    this.timerKind = TIMER_REORDER;
    this.retransmitAt = at;
  }

  wantOutput(): void {
    this.context.output.push(this);
  }

  /** Over: the last event, and everything that can be given back is. Data already received stays readable. */
  finish(error: NetError): void {
    this.state = nextState(this.state, ON_END);
    this.error = error;
    this.sent.clear();
    this.sendRing.clear();
    this.ranges.clear();
    if (this.orphaned) this.dropReceived();
    this.timerKind = TIMER_OFF;
    this.retransmitAt = Infinity;
    this.ackAt = Infinity;
    this.idleAt = Infinity;
    this.context.deadlines.remove(this.timer);
    this.raise(EVENT_CLOSED);
  }

  private dropReceived(): void {
    this.receiveRing.clear();
  }
}
