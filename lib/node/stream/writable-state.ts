/** The writable side of a stream, as a machine that Writable and Duplex own. */
import { bufferOfText, bufferView, sizeOf } from "../buffer.ts";
import { NodeError, NodeTypeError, invalidArgumentType } from "../errors.ts";
import { nextTickCall } from "../tick.ts";
import { getDefaultHighWaterMark, type Stream, type StreamCallback } from "./stream.ts";

interface Waiting { readonly chunk: unknown; readonly encoding: BufferEncoding; readonly callback: StreamCallback | undefined }

export class WritableState {
  readonly stream: Stream;
  highWaterMark: number;
  readonly objectMode: boolean;
  readonly decodeStrings: boolean;
  defaultEncoding: BufferEncoding;
  autoDestroy: boolean;
  emitClose: boolean;
  /** Bytes (objects) given and not yet written. */
  length = 0;
  writing = false;
  /** `_write` has been called and has not returned. */
  #sync = false;
  corked = 0;
  needDrain = false;
  ending = false;
  ended = false;
  finished = false;
  prefinished = false;
  #finalCalled = false;
  /** Set by the default `_final`: there is nothing to wait for. */
  finalIsDefault = false;
  writevIsDefault = true;
  destroyed = false;
  closed = false;
  closeEmitted = false;
  errored: Error | null = null;
  errorEmitted = false;
  /** False: a Duplex whose writable side was switched off. */
  writable = true;
  #pending = 0;
  #waiting: Waiting[] = [];
  #first = 0;
  #clearing = false;
  #writeLength = 0;
  #writeCallback: StreamCallback | undefined = undefined;
  #afterTicks = 0;
  #afterScheduled = false;
  #finishCallbacks: StreamCallback[] | undefined = undefined;
  readonly #onwrite: StreamCallback;

  constructor(stream: Stream, objectMode: boolean, highWaterMark: number | undefined, decodeStrings: boolean, autoDestroy: boolean, emitClose: boolean, defaultEncoding: BufferEncoding) {
    this.stream = stream;
    this.objectMode = objectMode;
    this.highWaterMark = highWaterMark ?? getDefaultHighWaterMark(objectMode);
    this.decodeStrings = decodeStrings;
    this.autoDestroy = autoDestroy;
    this.emitClose = emitClose;
    this.defaultEncoding = defaultEncoding;
    this.#onwrite = (error) => { this.#written(error ?? null); };
  }

  get waitingCount(): number { return this.#waiting.length - this.#first; }

  /** True: go on; false: wait for 'drain'. */
  write(given: unknown, encodingOrCallback: BufferEncoding | StreamCallback | null | undefined, last: StreamCallback | undefined): boolean {
    return this.#write(given, encodingOrCallback, last) === true;
  }

  #write(given: unknown, encodingOrCallback: BufferEncoding | StreamCallback | null | undefined, last: StreamCallback | undefined): boolean | Error {
    const callback = typeof encodingOrCallback === "function" ? encodingOrCallback : last;
    let encoding: BufferEncoding = typeof encodingOrCallback === "string" ? encodingOrCallback : this.defaultEncoding;
    let chunk = given;
    if (chunk === null) throw new NodeTypeError("ERR_STREAM_NULL_VALUES", "May not write null values to stream");
    if (!this.objectMode) {
      if (typeof chunk === "string") {
        if (this.decodeStrings) {
          chunk = bufferOfText(chunk, encoding);
          encoding = "buffer" as BufferEncoding;
        }
      } else if (chunk instanceof Uint8Array) {
        chunk = bufferView(chunk);
        encoding = "buffer" as BufferEncoding;
      } else {
        throw invalidArgumentType("chunk", "of type string or an instance of Buffer, TypedArray, or DataView", chunk);
      }
    }
    let failure: Error | undefined;
    if (this.ending) failure = new NodeError("ERR_STREAM_WRITE_AFTER_END", "write after end");
    else if (this.destroyed) failure = new NodeError("ERR_STREAM_DESTROYED", "Cannot call write after a stream was destroyed");
    if (failure !== undefined) {
      const told = failure;
      if (callback !== undefined) nextTickCall(() => { callback(told); });
      this.stream._fail(failure);
      return failure;
    }
    this.#pending++;
    const length = this.objectMode ? 1 : sizeOf(chunk);
    this.length += length;
    if (this.writing || this.corked > 0 || this.errored !== null) {
      this.#waiting.push({ chunk, encoding, callback });
    } else {
      this.#hand(chunk, encoding, length, callback);
    }
    const more = this.length < this.highWaterMark; // a write done at once does not count
    if (!more) this.needDrain = true;
    return more && this.errored === null && !this.destroyed;
  }

  #hand(chunk: unknown, encoding: BufferEncoding, length: number, callback: StreamCallback | undefined): void {
    this.#writeLength = length;
    this.#writeCallback = callback;
    this.writing = true;
    this.#sync = true;
    this.stream._write(chunk, encoding, this.#onwrite);
    this.#sync = false;
  }

  #written(error: Error | null): void {
    if (!this.writing) {
      this.stream._fail(new NodeError("ERR_MULTIPLE_CALLBACK", "Callback called multiple times"));
      return;
    }
    const callback = this.#writeCallback;
    this.writing = false;
    this.#writeCallback = undefined;
    this.length -= this.#writeLength;
    this.#writeLength = 0;
    if (error !== null) {
      this.stream._setErrored(error);
      const tell = (): void => {
        this.#pending--;
        if (callback !== undefined) callback(error);
        this.#failWaiting();
        this.stream._fail(error);
      };
      if (this.#sync) nextTickCall(tell); else tell();
      return;
    }
    if (this.#waiting.length > this.#first) this.#clearWaiting();
    if (!this.#sync) {
      this.#afterWrite(1, callback);
    } else if (callback !== undefined) {
      nextTickCall(() => { this.#afterWrite(1, callback); });
    } else {
      this.#afterTicks++;
      if (!this.#afterScheduled) {
        this.#afterScheduled = true;
        nextTickCall(() => {
          const count = this.#afterTicks;
          this.#afterTicks = 0;
          this.#afterScheduled = false;
          this.#afterWrite(count, undefined);
        });
      }
    }
  }

  #afterWrite(count: number, callback: StreamCallback | undefined): void {
    if (this.needDrain && !this.ending && !this.destroyed && this.length === 0) {
      this.needDrain = false;
      this.stream.emit("drain");
    }
    this.#pending -= count;
    if (callback !== undefined) callback(null);
    if (this.destroyed) this.#failWaiting();
    this.#finishMaybe(false);
  }

  /** Tells everybody who still waits that it won't be written. */
  #failWaiting(): void {
    if (this.writing) return;
    const waiting = this.#waiting;
    for (let i = this.#first; i < waiting.length; i++) {
      const entry = waiting[i] as Waiting;
      this.length -= this.objectMode ? 1 : sizeOf(entry.chunk);
      if (entry.callback !== undefined) entry.callback(this.errored ?? new NodeError("ERR_STREAM_DESTROYED", "Cannot call write after a stream was destroyed"));
    }
    this.#waiting = [];
    this.#first = 0;
    const callbacks = this.#finishCallbacks;
    this.#finishCallbacks = undefined;
    if (callbacks !== undefined) for (const callback of callbacks) callback(this.errored ?? new NodeError("ERR_STREAM_DESTROYED", "Cannot call end after a stream was destroyed"));
  }

  #clearWaiting(): void {
    if (this.corked > 0 || this.#clearing || this.destroyed) return;
    this.#clearing = true;
    const count = this.#waiting.length - this.#first;
    if (count > 1 && !this.writevIsDefault) {
      const batch = this.#waiting.slice(this.#first);
      this.#waiting = [];
      this.#first = 0;
      this.#pending -= count - 1;
      this.#writeLength = this.length;
      this.#writeCallback = (error) => { for (const entry of batch) if (entry.callback !== undefined) entry.callback(error); };
      this.writing = true;
      this.#sync = true;
      this.stream._writev(batch, this.#onwrite);
      this.#sync = false;
    } else {
      do {
        const entry = this.#waiting[this.#first++] as Waiting;
        this.#hand(entry.chunk, entry.encoding, this.objectMode ? 1 : sizeOf(entry.chunk), entry.callback);
      } while (this.#first < this.#waiting.length && !this.writing);
      if (this.#first === this.#waiting.length) {
        this.#waiting = [];
        this.#first = 0;
      } else if (this.#first > 256) {
        this.#waiting.splice(0, this.#first);
        this.#first = 0;
      }
    }
    this.#clearing = false;
  }

  cork(): void { this.corked++; }
  uncork(): void {
    if (this.corked === 0) return;
    this.corked--;
    if (!this.writing && this.waitingCount > 0) this.#clearWaiting();
  }

  end(chunkOrCallback: unknown, encodingOrCallback: BufferEncoding | StreamCallback | null | undefined, last: StreamCallback | undefined): void {
    let chunk = chunkOrCallback;
    let encoding: BufferEncoding | undefined;
    let callback = last;
    if (typeof chunk === "function") {
      callback = chunk as StreamCallback;
      chunk = undefined;
    } else if (typeof encodingOrCallback === "function") {
      callback = encodingOrCallback;
    } else if (typeof encodingOrCallback === "string") {
      encoding = encodingOrCallback;
    }
    let failure: Error | undefined;
    if (chunk !== undefined && chunk !== null) {
      const result = this.#write(chunk, encoding, undefined);
      if (typeof result !== "boolean") failure = result;
    }
    if (this.corked > 0) {
      this.corked = 1;
      this.uncork();
    }
    if (failure === undefined) {
      if (this.errored === null && !this.ending) {
        this.ending = true;
        this.#finishMaybe(true);
        this.ended = true;
      } else if (this.finished) failure = new NodeError("ERR_STREAM_ALREADY_FINISHED", "Cannot call end after a stream was finished");
      else if (this.destroyed) failure = new NodeError("ERR_STREAM_DESTROYED", "Cannot call end after a stream was destroyed");
    }
    if (callback === undefined) return;
    const told = callback;
    if (failure !== undefined) nextTickCall(() => { told(failure); });
    else if (this.finished) nextTickCall(() => { told(); });
    else (this.#finishCallbacks ??= []).push(told);
  }

  #needsFinish(): boolean {
    return this.ending && !this.destroyed && this.length === 0 && this.errored === null && this.waitingCount === 0 && !this.finished && !this.writing && !this.errorEmitted && !this.closeEmitted;
  }

  #finishMaybe(sync: boolean): void {
    if (!this.#needsFinish()) return;
    this.#prefinish();
    if (this.#pending !== 0) return;
    if (sync) {
      this.#pending++;
      nextTickCall(() => { if (this.#needsFinish()) this.#finish(); else this.#pending--; });
    } else if (this.#needsFinish()) {
      this.#pending++;
      this.#finish();
    }
  }

  #prefinish(): void {
    if (this.prefinished || this.#finalCalled || this.destroyed) return;
    this.#finalCalled = true;
    this.finalIsDefault = false;
    this.#pending++;
    let called = false;
    const done = (error?: Error | null): void => {
      if (this.finalIsDefault) return;
      if (called) {
        this.stream._fail(error ?? new NodeError("ERR_MULTIPLE_CALLBACK", "Callback called multiple times"));
        return;
      }
      called = true;
      this.#pending--;
      if (error !== undefined && error !== null) {
        const callbacks = this.#finishCallbacks;
        this.#finishCallbacks = undefined;
        if (callbacks !== undefined) for (const callback of callbacks) callback(error);
        this.stream._fail(error);
      } else if (this.#needsFinish()) {
        this.prefinished = true;
        this.stream.emit("prefinish");
        this.#pending++;
        nextTickCall(() => { this.#finish(); });
      }
    };
    try {
      this.stream._final(done);
    } catch (thrown) {
      done(thrown as Error);
    }
    if (this.finalIsDefault) {
      this.#pending--;
      this.prefinished = true;
      this.stream.emit("prefinish");
    }
  }

  #finish(): void {
    this.#pending--;
    this.finished = true;
    const callbacks = this.#finishCallbacks;
    this.#finishCallbacks = undefined;
    if (callbacks !== undefined) for (const callback of callbacks) callback();
    this.stream.emit("finish");
    if (!this.autoDestroy) return;
    const readable = this.stream._readableState;
    if (readable === undefined || (readable.autoDestroy && (readable.endEmitted || !readable.readable))) this.stream.destroy();
  }
}
