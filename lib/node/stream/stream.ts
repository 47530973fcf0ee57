/**
 * What all streams share: the two states, and how a stream is destroyed. The order of events is Node's: a failure
 * is told in a tick after it happened, 'error' before 'close', each at most once.
 */
import { EventEmitter, type EventEmitterOptions } from "../events.ts";
import { nextTickCall } from "../tick.ts";
import type { ReadableState } from "./readable-state.ts";
import type { WritableState } from "./writable-state.ts";

export type StreamCallback = (error?: Error | null) => void;

/** Default of `highWaterMark`, bytes and objects; as in Node. */
let bytesHighWaterMark = 65536;
let objectsHighWaterMark = 16;
export function getDefaultHighWaterMark(objectMode: boolean): number { return objectMode ? objectsHighWaterMark : bytesHighWaterMark; }
export function setDefaultHighWaterMark(objectMode: boolean, value: number): void {
  if (objectMode) objectsHighWaterMark = value; else bytesHighWaterMark = value;
}

export class Stream extends EventEmitter {
  _readableState: ReadableState | undefined = undefined;
  _writableState: WritableState | undefined = undefined;

  constructor(options?: EventEmitterOptions) { super(options); }

  get destroyed(): boolean {
    const readable = this._readableState;
    const writable = this._writableState;
    return (readable !== undefined && readable.destroyed) || (readable === undefined && writable !== undefined && writable.destroyed);
  }
  get closed(): boolean {
    const state = this._readableState ?? this._writableState;
    return state !== undefined && state.closed;
  }
  get errored(): Error | null {
    const state = this._readableState ?? this._writableState;
    return state === undefined ? null : state.errored;
  }

  /** Whether it has a side to write to: that of a WritableState, or one of its own, as messages of HTTP have. */
  get _takesWrites(): boolean { return this._writableState !== undefined && this._writableState.writable; }
  /** Whether all that was written is with who takes it, and 'finish' has said so. */
  get _writesFinished(): boolean { return this._writableState !== undefined && this._writableState.finished; }

  /** Ends the stream at once; with an error 'error' follows, then 'close'. */
  destroy(error?: Error | null): this {
    const readable = this._readableState;
    const writable = this._writableState;
    if ((readable !== undefined && readable.destroyed) || (writable !== undefined && writable.destroyed)) return this;
    const reason = error ?? null;
    this._setErrored(reason);
    if (readable !== undefined) readable.destroyed = true;
    if (writable !== undefined) writable.destroyed = true;
    let called = false;
    const done = (late?: Error | null): void => {
      if (called) return;
      called = true;
      const failure = late ?? null;
      this._setErrored(failure);
      if (readable !== undefined) readable.closed = true;
      if (writable !== undefined) writable.closed = true;
      nextTickCall(() => {
        if (failure !== null) this._emitError(failure);
        this._emitClose();
      });
    };
    try {
      this._destroy(reason, done);
    } catch (thrown) {
      done(thrown as Error);
    }
    return this;
  }

  /** What a kind of stream does when it is destroyed; must call back. */
  _destroy(error: Error | null, callback: StreamCallback): void { callback(error); }
  // What a writable side does; see writable.ts.
  _write(_chunk: unknown, _encoding: BufferEncoding, callback: StreamCallback): void { callback(); }
  _writev(_chunks: readonly { chunk: unknown; encoding: BufferEncoding }[], _callback: StreamCallback): void {}
  _final(callback: StreamCallback): void {
    const state = this._writableState;
    if (state !== undefined) state.finalIsDefault = true;
    callback();
  }

  _setErrored(error: Error | null): void {
    if (error === null) return;
    const readable = this._readableState;
    const writable = this._writableState;
    if (writable !== undefined && writable.errored === null) writable.errored = error;
    if (readable !== undefined && readable.errored === null) readable.errored = error;
  }

  _emitError(error: Error): void {
    const readable = this._readableState;
    const writable = this._writableState;
    if ((writable !== undefined && writable.errorEmitted) || (readable !== undefined && readable.errorEmitted)) return;
    if (writable !== undefined) writable.errorEmitted = true;
    if (readable !== undefined) readable.errorEmitted = true;
    this.emit("error", error);
  }

  _emitClose(): void {
    const readable = this._readableState;
    const writable = this._writableState;
    if (writable !== undefined) writable.closeEmitted = true;
    if (readable !== undefined) readable.closeEmitted = true;
    if ((writable !== undefined && writable.emitClose) || (readable !== undefined && readable.emitClose)) this.emit("close");
  }

  /** A failure of the stream itself: destroys it, or only tells if it isn't to be destroyed by itself. */
  _fail(error: Error): void {
    const readable = this._readableState;
    const writable = this._writableState;
    if ((writable !== undefined && writable.destroyed) || (readable !== undefined && readable.destroyed)) return;
    if ((readable !== undefined && readable.autoDestroy) || (writable !== undefined && writable.autoDestroy)) {
      this.destroy(error);
      return;
    }
    this._setErrored(error);
    nextTickCall(() => { this._emitError(error); });
  }
}
