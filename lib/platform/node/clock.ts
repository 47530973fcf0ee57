/** Clocks over Node's. */
export function monotonicMs(): number { return performance.now(); }
export function monotonicNs(): number { return Number(process.hrtime.bigint()); }
export function wallClockMs(): number { return performance.timeOrigin + performance.now(); }
