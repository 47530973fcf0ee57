/** What the holder of a stream has to do after a segment or a timer, as bits. */
export const EFFECT_NONE = 0;
/** Answer the segment with RST (RFC 9293 §3.10.7.1). */
export const EFFECT_RESET = 1;
/** The stream is CLOSED: out of the table with it. */
export const EFFECT_ENDED = 2;
/** The stream is in TIME-WAIT: a small record takes its place. */
export const EFFECT_TIME_WAIT = 4;
