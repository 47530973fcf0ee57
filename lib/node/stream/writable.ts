/** Writable: the face of WritableState. */
import { AbortError, NodeError } from "../errors.ts";
import type { StreamOptions } from "./readable.ts";
import { Stream, type StreamCallback } from "./stream.ts";
import { WritableState } from "./writable-state.ts";

type AnyListener = (...args: any[]) => void; // as in Node's types

export interface WritableOptions extends StreamOptions {
  decodeStrings?: boolean | undefined;
  defaultEncoding?: BufferEncoding | undefined;
  write?(this: Writable, chunk: any, encoding: BufferEncoding, callback: StreamCallback): void;
  writev?(this: Writable, chunks: { chunk: any; encoding: BufferEncoding }[], callback: StreamCallback): void;
  final?(this: Writable, callback: StreamCallback): void;
  destroy?(this: Writable, error: Error | null, callback: StreamCallback): void;
}

export class Writable extends Stream {
  declare _writableState: WritableState;
  readonly #options: WritableOptions | undefined;

  constructor(options?: WritableOptions) {
    super(options);
    this.#options = options;
    this._writableState = new WritableState(
      this, options?.objectMode === true, options?.highWaterMark, options?.decodeStrings !== false, options?.autoDestroy !== false, options?.emitClose !== false, options?.defaultEncoding ?? "utf8",
    );
    if (options?.writev !== undefined) this._writableState.writevIsDefault = false;
    const signal = options?.signal;
    if (signal !== undefined) {
      const abort = (): void => {
        const error = new AbortError(signal.reason);
        this.destroy(error);
      };
      if (signal.aborted) abort(); else signal.addEventListener("abort", abort, { once: true });
    }
  }

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
  write(chunk: any, encoding: BufferEncoding, callback?: StreamCallback): boolean;
  write(chunk: any, encodingOrCallback?: BufferEncoding | StreamCallback, callback?: StreamCallback): boolean {
    return this._writableState.write(chunk, encodingOrCallback, callback);
  }
  end(callback?: () => void): this;
  end(chunk: any, callback?: () => void): this;
  end(chunk: any, encoding: BufferEncoding, callback?: () => void): this;
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

  override _write(chunk: any, encoding: BufferEncoding, callback: StreamCallback): void {
    const options = this.#options;
    const write = options === undefined ? undefined : options.write;
    if (write !== undefined) { write.call(this, chunk, encoding, callback); return; }
    const writev = options === undefined ? undefined : options.writev;
    if (writev === undefined) throw new NodeError("ERR_METHOD_NOT_IMPLEMENTED", "The _write() method is not implemented");
    writev.call(this, [{ chunk, encoding }], callback);
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

  override on(event: "drain" | "finish" | "close", listener: () => void): this;
  override on(event: "error", listener: (error: Error) => void): this;
  override on(event: string | symbol, listener: AnyListener): this;
  override on(event: string | symbol, listener: AnyListener): this { return super.on(event, listener); }
}
