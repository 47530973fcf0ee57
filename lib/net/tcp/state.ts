/**
 * The states of a connection and the arrows between them: figure 5 of RFC 9293 §3.3.2 as a table. LISTEN is not
 * among them: a listener is its own object, and half-open connections live in its SYN queue.
 */
import type { u32 } from "../../sys/types.ts";

export const CLOSED = 0;
export const SYN_SENT = 1;
export const SYN_RECEIVED = 2;
export const ESTABLISHED = 3;
export const FIN_WAIT_1 = 4;
export const FIN_WAIT_2 = 5;
export const CLOSE_WAIT = 6;
export const CLOSING = 7;
export const LAST_ACK = 8;
export const TIME_WAIT = 9;

/** What moves a connection along. */
export const ON_OPEN = 0;
export const ON_SYN = 1;
export const ON_ACK_OF_SYN = 2;
export const ON_SHUTDOWN = 3;
export const ON_FIN = 4;
export const ON_ACK_OF_FIN = 5;
/** Reset, timeout or abort. */
export const ON_END = 6;
const EVENTS = 7;

const NONE = 255;

/** Rows: states; columns: events; NONE: no such arrow, which is our own mistake. A crossing SYN (ON_SYN) opens simultaneously. */
const ARROWS: Uint8Array = new Uint8Array([
  //                  ON_OPEN   ON_SYN        ON_ACK_OF_SYN ON_SHUTDOWN ON_FIN      ON_ACK_OF_FIN ON_END
  /* CLOSED       */  SYN_SENT, NONE,         ESTABLISHED,  NONE,       NONE,       NONE,         CLOSED,
  /* SYN_SENT     */  NONE,     SYN_RECEIVED, ESTABLISHED,  SYN_SENT,   NONE,       NONE,         CLOSED,
  /* SYN_RECEIVED */  NONE,     SYN_RECEIVED, ESTABLISHED,  SYN_RECEIVED, NONE,     NONE,         CLOSED,
  /* ESTABLISHED  */  NONE,     NONE,         NONE,         FIN_WAIT_1, CLOSE_WAIT, NONE,         CLOSED,
  /* FIN_WAIT_1   */  NONE,     NONE,         NONE,         NONE,       CLOSING,    FIN_WAIT_2,   CLOSED,
  /* FIN_WAIT_2   */  NONE,     NONE,         NONE,         NONE,       TIME_WAIT,  NONE,         CLOSED,
  /* CLOSE_WAIT   */  NONE,     NONE,         NONE,         LAST_ACK,   NONE,       NONE,         CLOSED,
  /* CLOSING      */  NONE,     NONE,         NONE,         NONE,       NONE,       TIME_WAIT,    CLOSED,
  /* LAST_ACK     */  NONE,     NONE,         NONE,         NONE,       NONE,       CLOSED,       CLOSED,
  /* TIME_WAIT    */  NONE,     NONE,         NONE,         NONE,       NONE,       NONE,         CLOSED,
]);

const NAMES: readonly string[] = [
  "closed", "syn-sent", "syn-received", "established", "fin-wait-1", "fin-wait-2", "close-wait", "closing", "last-ack", "time-wait",
];

/** The state after `event`; throws for an arrow that the figure does not have. */
export function nextState(state: u32, event: u32): u32 {
  const next = ARROWS[state * EVENTS + event];
  if (next === NONE) throw new Error(`tcp: no arrow from ${NAMES[state]} for event ${event}`);
  return next;
}

/** Would `nextState` throw? */
export function hasArrow(state: u32, event: u32): boolean {
  return ARROWS[state * EVENTS + event] !== NONE;
}

export function nameOfState(state: u32): string {
  return NAMES[state];
}

/** May new data or FIN still be sent? */
export function canSend(state: u32): boolean {
  return state === ESTABLISHED || state === CLOSE_WAIT;
}

/** Is the peer's FIN still to come? */
export function canReceive(state: u32): boolean {
  return state === ESTABLISHED || state === FIN_WAIT_1 || state === FIN_WAIT_2;
}
