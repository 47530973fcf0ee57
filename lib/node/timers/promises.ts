/** node:timers/promises. */
import { AbortError } from "../errors.ts";
import { Immediate, Timeout } from "../timers.ts";

export interface TimerOptions { ref?: boolean | undefined; signal?: AbortSignal | undefined }

/** Resolves with `value` after `delay` milliseconds; rejects on abort. */
export function setTimeout<T = void>(delay?: number, value?: T, options?: TimerOptions): Promise<T> {
  const signal = options?.signal;
  return new Promise<T>((resolve, reject) => {
    if (signal !== undefined && signal.aborted) { reject(new AbortError(signal.reason)); return; }
    const onAbort = (): void => {
      timeout.cancel();
      reject(new AbortError(signal === undefined ? undefined : signal.reason));
    };
    const timeout = new Timeout(() => {
      if (signal !== undefined) signal.removeEventListener("abort", onAbort);
      resolve(value as T);
    }, Number(delay ?? 1), false, undefined);
    if (options?.ref === false) timeout.unref();
    timeout.start();
    if (signal !== undefined) signal.addEventListener("abort", onAbort, { once: true });
  });
}

/** Resolves with `value` in the next round of the event loop. */
export function setImmediate<T = void>(value?: T, options?: TimerOptions): Promise<T> {
  const signal = options?.signal;
  return new Promise<T>((resolve, reject) => {
    if (signal !== undefined && signal.aborted) { reject(new AbortError(signal.reason)); return; }
    const onAbort = (): void => {
      immediate.stop();
      reject(new AbortError(signal === undefined ? undefined : signal.reason));
    };
    const immediate = new Immediate(() => {
      if (signal !== undefined) signal.removeEventListener("abort", onAbort);
      resolve(value as T);
    }, undefined);
    if (options?.ref === false) immediate.unref();
    immediate.start();
    if (signal !== undefined) signal.addEventListener("abort", onAbort, { once: true });
  });
}

/** Yields `value` every `delay` milliseconds, as often as the time has passed, until the loop over it ends. */
export async function* setInterval<T = void>(delay?: number, value?: T, options?: TimerOptions): AsyncGenerator<T, void, unknown> {
  const signal = options?.signal;
  if (signal !== undefined && signal.aborted) throw new AbortError(signal.reason);
  let due = 0;
  let wake: (() => void) | undefined;
  const tell = (): void => {
    const waiting = wake;
    wake = undefined;
    if (waiting !== undefined) waiting();
  };
  const timeout = new Timeout(() => { due++; tell(); }, Number(delay ?? 1), true, undefined);
  if (options?.ref === false) timeout.unref();
  timeout.start();
  if (signal !== undefined) signal.addEventListener("abort", tell, { once: true });
  try {
    for (;;) {
      if (signal !== undefined && signal.aborted) throw new AbortError(signal.reason);
      if (due === 0) await new Promise<void>((resolve) => { wake = resolve; });
      else {
        due--;
        yield value as T;
      }
    }
  } finally {
    timeout.cancel();
    if (signal !== undefined) signal.removeEventListener("abort", tell);
  }
}

/** Scheduling APIs under their own name. */
export const scheduler = {
  wait(delay: number, options?: TimerOptions): Promise<void> { return setTimeout(delay, undefined, options); },
  yield(): Promise<void> { return setImmediate(); },
};
export * as default from "./promises.ts";
