/** Duplex, Transform and PassThrough. */
import { NodeError } from "../errors.ts";
import { nextTickCall } from "../tick.ts";
import { Readable, type ReadableOptions } from "./readable.ts";
import type { StreamCallback } from "./stream.ts";
import { WritableState } from "./writable-state.ts";

export interface DuplexOptions extends Omit<ReadableOptions, "read" | "destroy"> {
  allowHalfOpen?: boolean | undefined;
  readable?: boolean | undefined;
  writable?: boolean | undefined;
  readableObjectMode?: boolean | undefined;
  writableObjectMode?: boolean | undefined;
  readableHighWaterMark?: number | undefined;
  writableHighWaterMark?: number | undefined;
  decodeStrings?: boolean | undefined;
  defaultEncoding?: BufferEncoding | undefined;
  read?(this: Duplex, size: number): void;
  write?(this: Duplex, chunk: any, encoding: BufferEncoding, callback: StreamCallback): void;
  writev?(this: Duplex, chunks: { chunk: any; encoding: BufferEncoding }[], callback: StreamCallback): void;
  final?(this: Duplex, callback: StreamCallback): void;
  destroy?(this: Duplex, error: Error | null, callback: StreamCallback): void;
}

function readableSide(options: DuplexOptions | undefined): ReadableOptions | undefined {
  if (options === undefined) return undefined;
  return {
    autoDestroy: options.autoDestroy,
    emitClose: options.emitClose,
    highWaterMark: options.readableHighWaterMark ?? options.highWaterMark,
    objectMode: options.objectMode === true || options.readableObjectMode === true,
    signal: options.signal,
    encoding: options.encoding,
  };
}

export class Duplex extends Readable {
  declare _writableState: WritableState;
  allowHalfOpen = true;
  readonly #options: DuplexOptions | undefined;

  constructor(options?: DuplexOptions) {
    super(readableSide(options));
    this.#options = options;
    this._writableState = new WritableState(
      this, options?.objectMode === true || options?.writableObjectMode === true, options?.writableHighWaterMark ?? options?.highWaterMark,
      options?.decodeStrings !== false, options?.autoDestroy !== false, options?.emitClose !== false, options?.defaultEncoding ?? "utf8",
    );
    if (options === undefined) return;
    if (options.writev !== undefined) this._writableState.writevIsDefault = false;
    if (options.allowHalfOpen === false) this.allowHalfOpen = false;
    if (options.readable === false) {
      const state = this._readableState;
      state.readable = false;
      state.ended = true;
      state.endEmitted = true;
    }
    if (options.writable === false) {
      const state = this._writableState;
      state.writable = false;
      state.ending = true;
      state.ended = true;
      state.finished = true;
    }
  }

  override get destroyed(): boolean { return this._readableState.destroyed && this._writableState.destroyed; }
  get writable(): boolean { const state = this._writableState; return state.writable && !state.destroyed && state.errored === null && !state.ending && !state.ended; }
  get writableEnded(): boolean { return this._writableState.ending; }
  get writableFinished(): boolean { return this._writableState.finished; }
  get writableLength(): number { return this._writableState.length; }
  get writableHighWaterMark(): number { return this._writableState.highWaterMark; }
  get writableObjectMode(): boolean { return this._writableState.objectMode; }
  get writableCorked(): number { return this._writableState.corked; }
  get writableNeedDrain(): boolean { const state = this._writableState; return !state.destroyed && !state.ending && state.needDrain; }
  get writableAborted(): boolean { const state = this._writableState; return state.writable && (state.destroyed || state.errored !== null) && !state.finished; }

  write(chunk: any, callback?: StreamCallback): boolean;
  write(chunk: any, encoding?: BufferEncoding, callback?: StreamCallback): boolean;
  write(chunk: any, encodingOrCallback?: BufferEncoding | StreamCallback, callback?: StreamCallback): boolean {
    return this._writableState.write(chunk, encodingOrCallback, callback);
  }
  end(callback?: () => void): this;
  end(chunk: any, callback?: () => void): this;
  end(chunk: any, encoding?: BufferEncoding, callback?: () => void): this;
  end(chunk?: any, encodingOrCallback?: BufferEncoding | (() => void), callback?: () => void): this {
    this._writableState.end(chunk, encodingOrCallback, callback);
    return this;
  }
  cork(): void { this._writableState.cork(); }
  uncork(): void { this._writableState.uncork(); }
  setDefaultEncoding(encoding: BufferEncoding): this {
    this._writableState.defaultEncoding = encoding;
    return this;
  }

  override _read(size: number): void {
    const read = this.#options === undefined ? undefined : this.#options.read;
    if (read === undefined) throw new NodeError("ERR_METHOD_NOT_IMPLEMENTED", "The _read() method is not implemented");
    read.call(this, size);
  }
  override _write(chunk: any, encoding: BufferEncoding, callback: StreamCallback): void {
    const write = this.#options === undefined ? undefined : this.#options.write;
    if (write === undefined) throw new NodeError("ERR_METHOD_NOT_IMPLEMENTED", "The _write() method is not implemented");
    write.call(this, chunk, encoding, callback);
  }
  override _writev(chunks: { chunk: any; encoding: BufferEncoding }[], callback: StreamCallback): void {
    const writev = this.#options === undefined ? undefined : this.#options.writev;
    if (writev !== undefined) writev.call(this, chunks, callback);
  }
  override _final(callback: StreamCallback): void {
    const final = this.#options === undefined ? undefined : this.#options.final;
    if (final === undefined) super._final(callback); else final.call(this, callback);
  }
  override _destroy(error: Error | null, callback: StreamCallback): void {
    const destroy = this.#options === undefined ? undefined : this.#options.destroy;
    if (destroy === undefined) callback(error); else destroy.call(this, error, callback);
  }

  override _afterEnd(): void {
    const writable = this._writableState;
    if (this.writable && !this.allowHalfOpen) {
      nextTickCall(() => { if (this.writable) this.end(); });
    } else if (this._readableState.autoDestroy && (!writable.writable || (writable.autoDestroy && writable.finished))) {
      this.destroy();
    }
  }
}

export interface TransformOptions extends DuplexOptions {
  transform?(this: Transform, chunk: any, encoding: BufferEncoding, callback: TransformCallback): void;
  flush?(this: Transform, callback: TransformCallback): void;
}
export type TransformCallback = (error?: Error | null, data?: any) => void;

export class Transform extends Duplex {
  readonly #transform: TransformOptions | undefined;
  /** The writer's callback while the readable side is full. */
  #held: StreamCallback | undefined = undefined;

  constructor(options?: TransformOptions) {
    super(options);
    this.#transform = options;
    this._readableState.sync = false;
  }

  _transform(chunk: any, encoding: BufferEncoding, callback: TransformCallback): void {
    const transform = this.#transform === undefined ? undefined : this.#transform.transform;
    if (transform === undefined) throw new NodeError("ERR_METHOD_NOT_IMPLEMENTED", "The _transform() method is not implemented");
    transform.call(this, chunk, encoding, callback);
  }
  _flush(callback: TransformCallback): void {
    const flush = this.#transform === undefined ? undefined : this.#transform.flush;
    if (flush === undefined) callback(); else flush.call(this, callback);
  }

  override _final(callback: StreamCallback): void {
    if (this.destroyed) { callback(); return; }
    this._flush((error, data) => {
      if (error !== undefined && error !== null) { callback(error); return; }
      if (data !== undefined && data !== null) this.push(data);
      this.push(null);
      callback();
    });
  }
  override _write(chunk: any, encoding: BufferEncoding, callback: StreamCallback): void {
    const readable = this._readableState;
    const before = readable.length;
    this._transform(chunk, encoding, (error, data) => {
      if (error !== undefined && error !== null) { callback(error); return; }
      if (data !== undefined && data !== null) this.push(data);
      if (this._writableState.ended || before === readable.length || readable.length < readable.highWaterMark) callback();
      else this.#held = callback;
    });
  }
  override _read(_size: number): void {
    const held = this.#held;
    if (held === undefined) return;
    this.#held = undefined;
    held();
  }
}

export class PassThrough extends Transform {
  override _transform(chunk: any, _encoding: BufferEncoding, callback: TransformCallback): void { callback(null, chunk); }
}
