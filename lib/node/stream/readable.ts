/** Readable: paused and flowing mode, `read`, 'readable', pipes and iteration, in Node's order of events. */
import { bufferOfText, bufferView, sizeOf } from "../buffer.ts";
import { AbortError, NodeError, invalidArgumentType } from "../errors.ts";
import { StringDecoder } from "../string_decoder.ts";
import { nextTickCall } from "../tick.ts";
import { ReadableState } from "./readable-state.ts";
import { Stream, type StreamCallback } from "./stream.ts";

export interface StreamOptions {
  autoDestroy?: boolean | undefined;
  emitClose?: boolean | undefined;
  highWaterMark?: number | undefined;
  objectMode?: boolean | undefined;
  signal?: AbortSignal | undefined;
  captureRejections?: boolean | undefined;
}
export interface ReadableOptions extends StreamOptions {
  encoding?: BufferEncoding | undefined;
  read?(this: Readable, size: number): void;
  destroy?(this: Readable, error: Error | null, callback: StreamCallback): void;
}

// Listener arguments and chunks are `any`, as in Node's types: an event's name and the object mode decide them.
type AnyListener = (...args: any[]) => void;

/** What a pipe writes to: Writable, Duplex, ServerResponse, process.stdout. */
export interface PipeDestination {
  write(chunk: any): boolean;
  end(): unknown;
  on(event: string | symbol, listener: AnyListener): unknown;
  once(event: string | symbol, listener: AnyListener): unknown;
  removeListener(event: string | symbol, listener: AnyListener): unknown;
  emit(event: string | symbol, ...args: any[]): boolean;
  listenerCount(event: string | symbol): number;
}

export class Readable extends Stream implements AsyncIterable<any> {
  declare _readableState: ReadableState;
  readonly #read: ((this: Readable, size: number) => void) | undefined;
  readonly #destroy: ((this: Readable, error: Error | null, callback: StreamCallback) => void) | undefined;

  constructor(options?: ReadableOptions) {
    super(options);
    this._readableState = new ReadableState(options?.objectMode === true, options?.highWaterMark, options?.autoDestroy !== false, options?.emitClose !== false);
    if (options === undefined) return;
    this.#read = options.read;
    this.#destroy = options.destroy;
    if (options.encoding !== undefined) this.setEncoding(options.encoding);
    const signal = options.signal;
    if (signal !== undefined) abortOn(this, signal);
  }

  static from(iterable: Iterable<any> | AsyncIterable<any>, options?: ReadableOptions): Readable {
    return readableFrom(iterable, options);
  }

  get readable(): boolean { const state = this._readableState; return state.readable && !state.destroyed && !state.endEmitted && state.errored === null; }
  set readable(on: boolean) { this._readableState.readable = on; }
  get readableEnded(): boolean { return this._readableState.endEmitted; }
  get readableFlowing(): boolean | null { return this._readableState.flowing; }
  get readableLength(): number { return this._readableState.length; }
  get readableHighWaterMark(): number { return this._readableState.highWaterMark; }
  get readableObjectMode(): boolean { return this._readableState.objectMode; }
  get readableEncoding(): BufferEncoding | null { return this._readableState.encoding ?? null; }
  get readableAborted(): boolean { const state = this._readableState; return state.readable && (state.destroyed || state.errored !== null) && !state.endEmitted; }
  get readableDidRead(): boolean { return this._readableState.dataEmitted; }

  _read(size: number): void {
    const read = this.#read;
    if (read === undefined) throw new NodeError("ERR_METHOD_NOT_IMPLEMENTED", "The _read() method is not implemented");
    read.call(this, size);
  }
  override _destroy(error: Error | null, callback: StreamCallback): void {
    const destroy = this.#destroy;
    if (destroy === undefined) callback(error); else destroy.call(this, error, callback);
  }

  /** Gives data to the consumer; null is the end. True: more is wanted. */
  push(chunk: any, encoding?: BufferEncoding): boolean { return this._take(chunk, encoding, false); }
  /** Puts data back to the front. */
  unshift(chunk: any, encoding?: BufferEncoding): void { this._take(chunk, encoding, true); }

  _take(given: unknown, encoding: BufferEncoding | undefined, front: boolean): boolean {
    const state = this._readableState;
    let chunk = given;
    if (chunk === null) {
      state.reading = false;
      this._endOfData();
      return false;
    }
    if (!state.objectMode) {
      if (typeof chunk === "string") {
        if (state.encoding === undefined || state.encoding !== (encoding ?? "utf8")) {
          const bytes = bufferOfText(chunk, encoding);
          chunk = state.decoder === undefined ? bytes : front ? state.decoder.write(bytes) : bytes;
        }
      } else if (chunk instanceof Uint8Array) {
        chunk = bufferView(chunk);
      } else if (chunk !== undefined) {
        this._fail(invalidArgumentType("chunk", "of type string or an instance of Buffer, TypedArray, or DataView", chunk));
        return false;
      }
      if (chunk === undefined || sizeOf(chunk) === 0) {
        if (!front) {
          state.reading = false;
          this._maybeReadMore();
        }
        return !state.ended && (state.length < state.highWaterMark || state.length === 0);
      }
    }
    if (front) {
      if (state.endEmitted) this._fail(new NodeError("ERR_STREAM_UNSHIFT_AFTER_END_EVENT", "stream.unshift() after end event"));
      else if (state.destroyed || state.errored !== null) return false;
      else this._addChunk(chunk, true);
    } else if (state.ended) {
      this._fail(new NodeError("ERR_STREAM_PUSH_AFTER_EOF", "stream.push() after EOF"));
    } else if (state.destroyed || state.errored !== null) {
      return false;
    } else {
      state.reading = false;
      if (state.decoder !== undefined && chunk instanceof Uint8Array) {
        chunk = state.decoder.write(chunk);
        if ((chunk as string).length === 0) this._maybeReadMore(); else this._addChunk(chunk, false);
      } else {
        this._addChunk(chunk, false);
      }
    }
    return !state.ended && (state.length < state.highWaterMark || state.length === 0);
  }

  _addChunk(chunk: unknown, front: boolean): void {
    const state = this._readableState;
    if (state.flowing === true && state.length === 0 && !state.sync && this.listenerCount("data") > 0) {
      state.awaitDrain = 0;
      state.dataEmitted = true;
      this.emit("data", chunk);
    } else {
      if (front) state.prepend(chunk); else state.append(chunk);
      if (state.needReadable) this._emitReadable();
    }
    this._maybeReadMore();
  }

  _endOfData(): void {
    const state = this._readableState;
    if (state.ended) return;
    if (state.decoder !== undefined) {
      const rest = state.decoder.end();
      if (rest.length > 0) state.append(rest);
    }
    state.ended = true;
    if (state.sync) {
      this._emitReadable();
    } else {
      state.needReadable = false;
      state.emittedReadable = true;
      this._emitReadableNow();
    }
  }

  _emitReadable(): void {
    const state = this._readableState;
    state.needReadable = false;
    if (state.emittedReadable) return;
    state.emittedReadable = true;
    nextTickCall(() => { this._emitReadableNow(); });
  }
  _emitReadableNow(): void {
    const state = this._readableState;
    if (!state.destroyed && state.errored === null && (state.length > 0 || state.ended)) {
      this.emit("readable");
      state.emittedReadable = false;
    }
    state.needReadable = state.flowing !== true && !state.ended && state.length <= state.highWaterMark;
    this._flow();
  }

  _maybeReadMore(): void {
    const state = this._readableState;
    if (state.readingMore) return;
    state.readingMore = true;
    nextTickCall(() => {
      while (!state.reading && !state.ended && (state.length < state.highWaterMark || (state.flowing === true && state.length === 0))) {
        const before = state.length;
        this.read(0);
        if (before === state.length) break;
      }
      state.readingMore = false;
    });
  }

  _amount(n: number): number {
    const state = this._readableState;
    if (n <= 0 || (state.length === 0 && state.ended)) return 0;
    if (state.objectMode) return 1;
    if (Number.isNaN(n)) return state.flowing === true && state.length > 0 ? state.firstLength() : state.length;
    if (n <= state.length) return n;
    return state.ended ? state.length : 0;
  }

  read(size?: number): any {
    const state = this._readableState;
    const asked = size === undefined ? NaN : Math.trunc(size);
    let n = asked;
    if (n > state.highWaterMark) state.highWaterMark = n;
    if (n !== 0) state.emittedReadable = false;
    if (n === 0 && state.needReadable && ((state.highWaterMark !== 0 ? state.length >= state.highWaterMark : state.length > 0) || state.ended)) {
      if (state.length === 0 && state.ended) this._endReadable(); else this._emitReadable();
      return null;
    }
    n = this._amount(n);
    if (n === 0 && state.ended) {
      if (state.length === 0) this._endReadable();
      return null;
    }
    const wanted = state.needReadable || state.length === 0 || state.length - n < state.highWaterMark;
    if (wanted && !state.ended && !state.reading && !state.destroyed && state.errored === null) {
      state.reading = true;
      state.sync = true;
      if (state.length === 0) state.needReadable = true;
      try {
        this._read(state.highWaterMark);
      } catch (error) {
        this._fail(error as Error);
      }
      state.sync = false;
      if (!state.reading) n = this._amount(asked);
    }
    const chunk = n > 0 ? state.take(n) : null;
    if (chunk === null) {
      state.needReadable = state.length <= state.highWaterMark;
      n = 0;
    } else {
      state.awaitDrain = 0;
    }
    if (state.length === 0) {
      if (!state.ended) state.needReadable = true;
      if (asked !== n && state.ended) this._endReadable();
    }
    if (chunk !== null && state.errored === null && !state.closeEmitted) {
      state.dataEmitted = true;
      this.emit("data", chunk);
    }
    return chunk;
  }

  _endReadable(): void {
    const state = this._readableState;
    if (state.endEmitted) return;
    state.ended = true;
    nextTickCall(() => {
      if (state.errored !== null || state.closeEmitted || state.endEmitted || state.length !== 0) return;
      state.endEmitted = true;
      this.emit("end");
      this._afterEnd();
    });
  }
  /** After 'end'; Duplex ends its other side here. */
  _afterEnd(): void {
    if (this._readableState.autoDestroy) this.destroy();
  }

  pause(): this {
    const state = this._readableState;
    if (state.flowing !== false) {
      state.flowing = false;
      this.emit("pause");
    }
    return this;
  }
  resume(): this {
    const state = this._readableState;
    if (state.flowing !== true) {
      state.flowing = !state.readableListening;
      if (!state.resumeScheduled) {
        state.resumeScheduled = true;
        nextTickCall(() => {
          if (!state.reading) this.read(0);
          state.resumeScheduled = false;
          this.emit("resume");
          this._flow();
          if (state.flowing === true && !state.reading) this.read(0);
        });
      }
    }
    return this;
  }
  isPaused(): boolean { return this._readableState.flowing === false; }
  _flow(): void {
    const state = this._readableState;
    while (state.flowing === true && this.read() !== null);
  }

  setEncoding(encoding: BufferEncoding): this {
    const state = this._readableState;
    const decoder = new StringDecoder(encoding);
    const chunks = state.chunks();
    state.decoder = decoder;
    state.encoding = decoder.encoding;
    if (chunks.length > 0) {
      state.clear();
      let text = "";
      for (const chunk of chunks) text += decoder.write(chunk as Uint8Array);
      if (text.length > 0) state.append(text);
    }
    return this;
  }

  override on(event: "data", listener: (chunk: any) => void): this;
  override on(event: "end" | "close" | "readable" | "pause" | "resume", listener: () => void): this;
  override on(event: "error", listener: (error: Error) => void): this;
  override on(event: string | symbol, listener: AnyListener): this;
  override on(event: string | symbol, listener: AnyListener): this {
    super.on(event, listener);
    if (event === "data") this._dataWanted(); else if (event === "readable") this._readableWanted();
    return this;
  }
  override addListener(event: string | symbol, listener: AnyListener): this { return this.on(event, listener); }
  _dataWanted(): void {
    const state = this._readableState;
    state.readableListening = this.listenerCount("readable") > 0;
    if (state.flowing !== false) this.resume();
  }
  _readableWanted(): void {
    const state = this._readableState;
    if (state.endEmitted || state.readableListening) return;
    state.readableListening = true;
    state.needReadable = true;
    state.flowing = false;
    state.emittedReadable = false;
    if (state.length > 0) this._emitReadable();
    else if (!state.reading) nextTickCall(() => { this.read(0); });
  }
  override removeListener(event: string | symbol, listener: AnyListener): this {
    super.removeListener(event, listener);
    if (event === "readable") nextTickCall(() => { this._updateListening(); });
    return this;
  }
  override off(event: string | symbol, listener: AnyListener): this { return this.removeListener(event, listener); }
  _updateListening(): void {
    const state = this._readableState;
    state.readableListening = this.listenerCount("readable") > 0;
    if (state.resumeScheduled && state.flowing !== false) state.flowing = true;
    else if (this.listenerCount("data") > 0) this.resume();
    else if (!state.readableListening) state.flowing = null;
  }

  pipe<T extends PipeDestination>(destination: T, options?: { end?: boolean | undefined }): T {
    pipeTo(this, destination, options?.end !== false);
    return destination;
  }
  unpipe(destination?: PipeDestination): this {
    const pipes = this._readableState.pipes;
    if (pipes === undefined) return this;
    for (const pipe of [...pipes] as Pipe[]) if (destination === undefined || pipe.destination === destination) pipe.end();
    if (pipes.length === 0) this.pause();
    return this;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<any, void, unknown> {
    let wake: (() => void) | undefined;
    let failure: Error | undefined;
    let over = false;
    const tell = (): void => {
      const waiting = wake;
      wake = undefined;
      if (waiting !== undefined) waiting();
    };
    const onError = (error: Error): void => { failure ??= error; tell(); };
    const onEnd = (): void => { over = true; tell(); };
    const onClose = (): void => {
      if (!over && failure === undefined && !this._readableState.endEmitted) failure = new NodeError("ERR_STREAM_PREMATURE_CLOSE", "Premature close");
      over = true;
      tell();
    };
    if (this._readableState.errored !== null) failure = this._readableState.errored;
    else if (this._readableState.endEmitted) over = true;
    else if (this._readableState.closeEmitted) failure = new NodeError("ERR_STREAM_PREMATURE_CLOSE", "Premature close");
    this.on("readable", tell);
    this.on("error", onError);
    this.on("end", onEnd);
    this.on("close", onClose);
    try {
      for (;;) {
        const chunk: unknown = this.destroyed ? null : this.read();
        if (chunk !== null) yield chunk;
        else if (failure !== undefined) throw failure;
        else if (over) return;
        else await new Promise<void>((resolve) => { wake = resolve; });
      }
    } finally {
      this.removeListener("readable", tell);
      this.removeListener("end", onEnd);
      this.removeListener("close", onClose);
      if (failure === undefined && !over) {
        this.destroy(new AbortError()); // onError stays: nobody else need listen
      } else {
        this.removeListener("error", onError);
        if (this._readableState.autoDestroy) this.destroy();
      }
    }
  }
}

/** One `pipe()`: forwards data, waits for 'drain', ends the destination. */
class Pipe {
  readonly destination: PipeDestination;
  readonly #source: Readable;
  readonly #onData: (chunk: unknown) => void;
  readonly #onEnd: () => void;
  readonly #onGone: () => void;
  #onDrain: (() => void) | undefined = undefined;
  constructor(source: Readable, destination: PipeDestination, end: "end" | "keep") {
    this.#source = source;
    this.destination = destination;
    this.#onData = (chunk) => { if (!destination.write(chunk)) this.#wait(); };
    this.#onEnd = end === "end" ? () => { destination.end(); } : () => { source.unpipe(destination); };
    this.#onGone = () => { source.unpipe(destination); };
    if (source._readableState.endEmitted) nextTickCall(this.#onEnd); else source.once("end", this.#onEnd);
    source.on("data", this.#onData);
    destination.on("close", this.#onGone);
    destination.on("finish", this.#onGone);
    destination.on("error", this.#onGone);
    destination.emit("pipe", source);
  }
  #wait(): void {
    const state = this.#source._readableState;
    state.awaitDrain++;
    this.#source.pause();
    if (this.#onDrain !== undefined) return;
    this.#onDrain = () => {
      if (state.awaitDrain > 0) state.awaitDrain--;
      if (state.awaitDrain === 0 && this.#source.listenerCount("data") > 0) this.#source.resume();
    };
    this.destination.on("drain", this.#onDrain);
  }
  /** Takes everything off again. */
  end(): void {
    const pipes = this.#source._readableState.pipes;
    const index = pipes === undefined ? -1 : pipes.indexOf(this);
    if (pipes === undefined || index < 0) return;
    pipes.splice(index, 1);
    const source = this.#source;
    const destination = this.destination;
    source.removeListener("data", this.#onData);
    source.removeListener("end", this.#onEnd);
    destination.removeListener("close", this.#onGone);
    destination.removeListener("finish", this.#onGone);
    destination.removeListener("error", this.#onGone);
    const onDrain = this.#onDrain;
    if (onDrain !== undefined) {
      destination.removeListener("drain", onDrain);
      if (source._readableState.awaitDrain > 0) onDrain();
    }
    destination.emit("unpipe", source);
  }
}

function pipeTo(source: Readable, destination: PipeDestination, end: boolean): void {
  const state = source._readableState;
  (state.pipes ??= []).push(new Pipe(source, destination, end ? "end" : "keep"));
  if (state.flowing !== true) source.resume();
}

function abortOn(stream: Stream, signal: AbortSignal): void {
  const abort = (): void => {
    stream.destroy(new AbortError(signal.reason));
  };
  if (signal.aborted) abort(); else signal.addEventListener("abort", abort, { once: true });
}

function isThenable(value: unknown): boolean {
  return typeof value === "object" && value !== null && typeof (value as { then?: unknown }).then === "function";
}

function readableFrom(iterable: Iterable<unknown> | AsyncIterable<unknown>, options: ReadableOptions | undefined): Readable {
  if (typeof iterable === "string" || iterable instanceof Uint8Array) {
    const text = iterable;
    return new Readable({ objectMode: true, ...options, read() { this.push(text); this.push(null); } });
  }
  let reading = false;
  const isAsync = Symbol.asyncIterator in iterable;
  const source = Symbol.asyncIterator in iterable ? iterable[Symbol.asyncIterator]() : (iterable as Iterable<unknown>)[Symbol.iterator]();
  const next = async (stream: Readable): Promise<void> => {
    try {
      for (;;) {
        const pending = source.next();
        const step = isAsync ? await pending : (pending as IteratorResult<unknown>);
        if (step.done === true) { stream.push(null); return; }
        const value: unknown = isThenable(step.value) ? await step.value : step.value;
        if (value === null) throw new NodeError("ERR_STREAM_NULL_VALUES", "May not write null values to stream");
        if (!stream.push(value)) { reading = false; return; }
      }
    } catch (error) {
      stream.destroy(error as Error);
    }
  };
  return new Readable({
    objectMode: true,
    highWaterMark: 1,
    ...options,
    read() {
      if (reading) return;
      reading = true;
      void next(this);
    },
    destroy(error, callback) {
      const iterator: { return?(): unknown } = source;
      Promise.resolve(iterator.return === undefined ? undefined : iterator.return()).then(() => { nextTickCall(() => { callback(error); }); }, (thrown: Error) => { nextTickCall(() => { callback(thrown); }); });
    },
  });
}
