/**
 * node:events. Listeners of an event are kept in one array, replaced (never changed) while an emit may be walking
 * over it, as in Node: what is added or removed during an emit takes part from the next one on.
 */
import { onUncaughtReport } from "../runtime/uncaught-report.ts";
import { AbortError, NodeError, invalidArgumentType } from "./errors.ts";
import { emitProcessWarning } from "./warning.ts";

// Listener arguments are `any`, as in Node's own types: an event's name decides them, not the type system.
type AnyListener = (...args: any[]) => void;
export type DefaultEventMap = [never];
export type EventMap<T> = Record<keyof T, any[]> | DefaultEventMap;
export type EventKey<K, T> = T extends DefaultEventMap ? string | symbol : K | keyof T;
export type EventArgs<K, T> = T extends DefaultEventMap ? any[] : K extends keyof T ? (T[K] extends unknown[] ? T[K] : never) : any[];
export type EventListenerOf<K, T> = T extends DefaultEventMap ? AnyListener : K extends keyof T ? (T[K] extends unknown[] ? (...args: T[K]) => void : never) : AnyListener;

export interface EventEmitterOptions { captureRejections?: boolean | undefined }
/** What a listener registered by `once` is wrapped in until it runs. */
class OnceListener {
  readonly listener: AnyListener;
  constructor(listener: AnyListener) { this.listener = listener; }
}
type Entry = AnyListener | OnceListener;

export const errorMonitor: unique symbol = Symbol("events.errorMonitor") as never;
export const captureRejectionSymbol: unique symbol = Symbol.for("nodejs.rejection") as never;
export let defaultMaxListeners = 10;

export class EventEmitter<T extends EventMap<T> = DefaultEventMap> {
  static readonly errorMonitor: typeof errorMonitor = errorMonitor;
  static readonly captureRejectionSymbol: typeof captureRejectionSymbol = captureRejectionSymbol;
  static get defaultMaxListeners(): number { return defaultMaxListeners; }
  static set defaultMaxListeners(count: number) { checkMaxListeners("defaultMaxListeners", count); defaultMaxListeners = count; }
  static once(emitter: EventEmitter, eventName: string | symbol, options?: { signal?: AbortSignal }): Promise<any[]> { return once(emitter, eventName, options); }
  static on(emitter: EventEmitter, eventName: string | symbol, options?: { signal?: AbortSignal }): AsyncIterableIterator<any[]> { return on(emitter, eventName, options); }
  static listenerCount(emitter: EventEmitter, eventName: string | symbol): number { return emitter.listenerCount(eventName); }
  static getEventListeners(emitter: EventEmitter, name: string | symbol): Function[] { return getEventListeners(emitter, name); }

  /** Undefined until the first listener comes. */
  _events: Map<unknown, readonly Entry[]> | undefined = undefined;
  _maxListeners: number | undefined = undefined;
  _capture: boolean = false;

  constructor(options?: EventEmitterOptions) {
    if (options !== undefined && options.captureRejections === true) this._capture = true;
  }

  on<K>(eventName: EventKey<K, T>, listener: EventListenerOf<K, T>): this { return this._add(eventName, listener, false, false); }
  addListener<K>(eventName: EventKey<K, T>, listener: EventListenerOf<K, T>): this { return this._add(eventName, listener, false, false); }
  prependListener<K>(eventName: EventKey<K, T>, listener: EventListenerOf<K, T>): this { return this._add(eventName, listener, false, true); }
  once<K>(eventName: EventKey<K, T>, listener: EventListenerOf<K, T>): this { return this._add(eventName, listener, true, false); }
  prependOnceListener<K>(eventName: EventKey<K, T>, listener: EventListenerOf<K, T>): this { return this._add(eventName, listener, true, true); }
  removeListener<K>(eventName: EventKey<K, T>, listener: EventListenerOf<K, T>): this { return this._remove(eventName, listener); }
  off<K>(eventName: EventKey<K, T>, listener: EventListenerOf<K, T>): this { return this._remove(eventName, listener); }

  removeAllListeners(eventName?: EventKey<unknown, T>): this {
    const events = this._events;
    if (events === undefined) return this;
    if (!events.has("removeListener")) {
      if (eventName === undefined) this._events = undefined; else events.delete(eventName);
      return this;
    }
    if (eventName === undefined) {
      for (const name of [...events.keys()]) if (name !== "removeListener") this._removeAll(name);
      this._removeAll("removeListener");
    } else {
      this._removeAll(eventName);
    }
    return this;
  }

  emit<K>(eventName: EventKey<K, T>, ...args: EventArgs<K, T>): boolean {
    const events = this._events;
    const entries = events === undefined ? undefined : events.get(eventName);
    if (eventName === "error") {
      if (events !== undefined) {
        const monitors = events.get(errorMonitor);
        if (monitors !== undefined) this._dispatch(errorMonitor, monitors, args);
      }
      if (entries === undefined) throw unhandledError(args[0]);
    }
    if (entries === undefined) return false;
    this._dispatch(eventName, entries, args);
    return true;
  }

  eventNames(): (string | symbol)[] {
    return this._events === undefined ? [] : ([...this._events.keys()] as (string | symbol)[]);
  }

  listenerCount(eventName: EventKey<unknown, T>, listener?: Function): number {
    const entries = this._events === undefined ? undefined : this._events.get(eventName);
    if (entries === undefined) return 0;
    if (listener === undefined) return entries.length;
    let count = 0;
    for (const entry of entries) if (listenerOf(entry) === listener) count++;
    return count;
  }

  listeners(eventName: EventKey<unknown, T>): Function[] {
    const entries = this._events === undefined ? undefined : this._events.get(eventName);
    return entries === undefined ? [] : entries.map(listenerOf);
  }

  /** As `listeners`, but what `once` added is a function that also removes itself. */
  rawListeners(eventName: EventKey<unknown, T>): Function[] {
    const entries = this._events === undefined ? undefined : this._events.get(eventName);
    if (entries === undefined) return [];
    return entries.map((entry): Function => {
      if (!(entry instanceof OnceListener)) return entry;
      return (...args: unknown[]): void => { if (this._removeEntry(eventName, entry)) entry.listener.apply(this, args); };
    });
  }

  setMaxListeners(n: number): this {
    checkMaxListeners("setMaxListeners", n);
    this._maxListeners = n;
    return this;
  }
  getMaxListeners(): number { return this._maxListeners ?? defaultMaxListeners; }

  _add(name: unknown, listener: unknown, isOnce: boolean, first: boolean): this {
    if (typeof listener !== "function") throw invalidArgumentType("listener", "of type function", listener);
    const callable = listener as AnyListener;
    let events = this._events;
    if (events === undefined) this._events = events = new Map();
    else if (events.has("newListener")) {
      this.emit("newListener" as never, ...([name, callable] as never));
      events = this._events ?? new Map();
      this._events = events;
    }
    const entry: Entry = isOnce ? new OnceListener(callable) : callable;
    const old = events.get(name);
    if (old === undefined) {
      events.set(name, [entry]);
      return this;
    }
    events.set(name, first ? [entry, ...old] : [...old, entry]);
    const limit = this.getMaxListeners();
    if (limit > 0 && old.length === limit) this._warnLeak(name, old.length + 1);
    return this;
  }

  _remove(name: unknown, listener: unknown): this {
    if (typeof listener !== "function") throw invalidArgumentType("listener", "of type function", listener);
    const entries = this._events === undefined ? undefined : this._events.get(name);
    if (entries === undefined) return this;
    for (let i = entries.length - 1; i >= 0; i--) {
      const entry = entries[i];
      if (entry !== undefined && listenerOf(entry) === listener) {
        this._removeEntry(name, entry);
        break;
      }
    }
    return this;
  }

  /** Removes the entry's last occurrence; false when it is not there (any more). */
  _removeEntry(name: unknown, entry: Entry): boolean {
    const events = this._events;
    const entries = events === undefined ? undefined : events.get(name);
    if (events === undefined || entries === undefined) return false;
    const index = entries.lastIndexOf(entry);
    if (index < 0) return false;
    if (entries.length === 1) events.delete(name);
    else events.set(name, entries.filter((_, i) => i !== index));
    if (events.has("removeListener")) this.emit("removeListener" as never, ...([name, listenerOf(entry)] as never));
    return true;
  }

  _removeAll(name: unknown): void {
    for (;;) {
      const entries = this._events === undefined ? undefined : this._events.get(name);
      const last = entries === undefined ? undefined : entries[entries.length - 1];
      if (last === undefined) return;
      this._removeEntry(name, last);
    }
  }

  _dispatch(name: unknown, entries: readonly Entry[], args: unknown[]): void {
    for (const entry of entries) {
      let listener: AnyListener;
      if (entry instanceof OnceListener) {
        if (!this._removeEntry(name, entry)) continue;
        listener = entry.listener;
      } else {
        listener = entry;
      }
      const result: unknown = listener.apply(this, args);
      if (this._capture && result instanceof Promise) this._captureRejection(result);
    }
  }

  _captureRejection(result: Promise<unknown>): void {
    result.then(undefined, (error: unknown) => {
      this._capture = false; // an error handler that fails must not come back here
      try { this.emit("error" as never, ...([error] as never)); } finally { this._capture = true; }
    });
  }

  _warnLeak(name: unknown, count: number): void {
    emitProcessWarning(
      "MaxListenersExceededWarning",
      `Possible EventEmitter memory leak detected. ${count} ${String(name)} listeners added to [${this.constructor.name}]. MaxListeners is ${this.getMaxListeners()}. Use emitter.setMaxListeners() to increase limit`,
    );
  }
}
export { EventEmitter as default };

function listenerOf(entry: Entry): AnyListener { return entry instanceof OnceListener ? entry.listener : entry; }

function checkMaxListeners(name: string, n: number): void {
  if (typeof n !== "number" || Number.isNaN(n) || n < 0) {
    throw new RangeError(`The value of "${name}" is out of range. It must be a non-negative number. Received ${String(n)}`);
  }
}

function unhandledError(error: unknown): unknown {
  if (error instanceof Error) {
    const frames = new Error().stack ?? "";
    onUncaughtReport((reported) => {
      if (reported === error) error.stack = `${error.stack}\nEmitted 'error' event at:${frames.slice(frames.indexOf("\n"))}`;
    });
    return error;
  }
  const shown = typeof error === "string" ? `'${error}'` : String(error);
  return new NodeError("ERR_UNHANDLED_ERROR", `Unhandled error. (${shown})`);
}

/** The listeners of an event, as functions. */
export function getEventListeners(emitter: EventEmitter, name: string | symbol): Function[] { return emitter.listeners(name); }
export function getMaxListeners(emitter: EventEmitter): number { return emitter.getMaxListeners(); }
export function setMaxListeners(n: number, ...emitters: EventEmitter[]): void {
  checkMaxListeners("n", n);
  if (emitters.length === 0) defaultMaxListeners = n;
  for (const emitter of emitters) emitter.setMaxListeners(n);
}
export function listenerCount(emitter: EventEmitter, eventName: string | symbol): number { return emitter.listenerCount(eventName); }

/** The arguments of the next such event; rejects on 'error' (unless that is what was asked for) and on abort. */
export function once(emitter: EventEmitter, eventName: string | symbol, options?: { signal?: AbortSignal | undefined }): Promise<any[]> {
  const signal = options?.signal;
  return new Promise<any[]>((resolve, reject) => {
    if (signal !== undefined && signal.aborted) {
      reject(new AbortError(signal.reason));
      return;
    }
    const onAbort = (): void => {
      emitter.removeListener(eventName, onEvent);
      emitter.removeListener("error", onError);
      reject(new AbortError(signal === undefined ? undefined : signal.reason));
    };
    const onError = (error: unknown): void => {
      emitter.removeListener(eventName, onEvent);
      if (signal !== undefined) signal.removeEventListener("abort", onAbort);
      reject(error);
    };
    const onEvent = (...args: unknown[]): void => {
      emitter.removeListener("error", onError);
      if (signal !== undefined) signal.removeEventListener("abort", onAbort);
      resolve(args);
    };
    emitter.once(eventName, onEvent);
    if (eventName !== "error") emitter.once("error", onError);
    if (signal !== undefined) signal.addEventListener("abort", onAbort, { once: true });
  });
}

/** All such events from now on, as an async iterator; ends by `return()`, abort or 'error'. */
export function on(emitter: EventEmitter, eventName: string | symbol, options?: { signal?: AbortSignal | undefined }): AsyncIterableIterator<any[]> {
  return new EventIterator(emitter, eventName, options?.signal);
}

interface Waiter { readonly resolve: (result: IteratorResult<any[]>) => void; readonly reject: (reason: unknown) => void }

class EventIterator implements AsyncIterableIterator<any[]> {
  readonly #emitter: EventEmitter;
  readonly #eventName: string | symbol;
  readonly #signal: AbortSignal | undefined;
  readonly #arrived: unknown[][] = [];
  readonly #waiters: Waiter[] = [];
  #failure: { readonly reason: unknown } | undefined = undefined;
  #finished = false;
  readonly #onEvent = (...args: unknown[]): void => {
    const waiter = this.#waiters.shift();
    if (waiter === undefined) this.#arrived.push(args); else waiter.resolve({ value: args, done: false });
  };
  readonly #onError = (error: unknown): void => { this.#fail(error); };
  readonly #onAbort = (): void => { this.#fail(new AbortError(this.#signal === undefined ? undefined : this.#signal.reason)); };

  constructor(emitter: EventEmitter, eventName: string | symbol, signal: AbortSignal | undefined) {
    this.#emitter = emitter;
    this.#eventName = eventName;
    this.#signal = signal;
    if (signal !== undefined && signal.aborted) throw new AbortError(signal.reason);
    emitter.on(eventName, this.#onEvent);
    if (eventName !== "error") emitter.on("error", this.#onError);
    if (signal !== undefined) signal.addEventListener("abort", this.#onAbort, { once: true });
  }

  next(): Promise<IteratorResult<any[]>> {
    const args = this.#arrived.shift();
    if (args !== undefined) return Promise.resolve({ value: args, done: false });
    const failure = this.#failure;
    if (failure !== undefined) {
      this.#failure = undefined;
      return Promise.reject(failure.reason);
    }
    if (this.#finished) return Promise.resolve({ value: undefined, done: true });
    return new Promise((resolve, reject) => { this.#waiters.push({ resolve, reject }); });
  }

  return(): Promise<IteratorResult<any[]>> {
    this.#close();
    for (const waiter of this.#waiters.splice(0)) waiter.resolve({ value: undefined, done: true });
    return Promise.resolve({ value: undefined, done: true });
  }

  throw(reason: unknown): Promise<IteratorResult<any[]>> {
    this.#fail(reason);
    return Promise.resolve({ value: undefined, done: true });
  }

  [Symbol.asyncIterator](): this { return this; }

  #fail(reason: unknown): void {
    const waiter = this.#waiters.shift();
    if (waiter === undefined) this.#failure = { reason }; else waiter.reject(reason);
    this.#close();
  }

  #close(): void {
    this.#finished = true;
    this.#emitter.removeListener(this.#eventName, this.#onEvent);
    this.#emitter.removeListener("error", this.#onError);
    if (this.#signal !== undefined) this.#signal.removeEventListener("abort", this.#onAbort);
  }
}
