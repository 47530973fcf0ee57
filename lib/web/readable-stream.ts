/** ReadableStream with a default reader (Streams Standard §4): a queue, pull when there is room. No byte streams, tee or pipes. */
export interface UnderlyingSource<R = unknown> {
  start?(controller: ReadableStreamDefaultController<R>): void | Promise<void>;
  pull?(controller: ReadableStreamDefaultController<R>): void | Promise<void>;
  cancel?(reason?: unknown): void | Promise<void>;
}
interface Waiter<R> { readonly resolve: (result: { done: boolean; value: R | undefined }) => void; readonly reject: (reason: unknown) => void }

export class ReadableStreamDefaultController<R = unknown> {
  readonly #stream: ReadableStream<R>;
  constructor(stream: ReadableStream<R>) { this.#stream = stream; }
  get desiredSize(): number | null { return this.#stream._desiredSize(); }
  enqueue(chunk: R): void { this.#stream._enqueue(chunk); }
  close(): void { this.#stream._close(); }
  error(reason?: unknown): void { this.#stream._error(reason); }
}

export class ReadableStream<R = unknown> {
  readonly #source: UnderlyingSource<R> | undefined;
  readonly #highWaterMark: number;
  readonly #controller: ReadableStreamDefaultController<R>;
  #queue: R[] = [];
  #waiters: Waiter<R>[] = [];
  #state: "readable" | "closed" | "errored" = "readable";
  #closing = false;
  #reason: unknown = undefined;
  #started = false;
  #pulling = false;
  #pullAgain = false;
  _reader: ReadableStreamDefaultReader<R> | undefined = undefined;
  /** Somebody has read from it or cancelled it. */
  _disturbed = false;

  constructor(source?: UnderlyingSource<R>, strategy?: { highWaterMark?: number }) {
    this.#source = source;
    this.#highWaterMark = strategy?.highWaterMark ?? 1;
    this.#controller = new ReadableStreamDefaultController<R>(this);
    const started = source?.start === undefined ? undefined : source.start(this.#controller);
    Promise.resolve(started).then(() => {
      this.#started = true;
      this.#pull();
    }, (reason: unknown) => { this._error(reason); });
  }

  get locked(): boolean { return this._reader !== undefined; }
  getReader(): ReadableStreamDefaultReader<R> { return new ReadableStreamDefaultReader<R>(this); }
  cancel(reason?: unknown): Promise<void> {
    if (this.locked) return Promise.reject(new TypeError("Invalid state: ReadableStream is locked"));
    return this._cancel(reason);
  }
  async *[Symbol.asyncIterator](): AsyncGenerator<R, void, unknown> {
    const reader = this.getReader();
    let over = false;
    try {
      for (;;) {
        const step = await reader.read();
        if (step.done) { over = true; return; }
        yield step.value as R;
      }
    } finally {
      if (!over) await reader.cancel();
      reader.releaseLock();
    }
  }

  _desiredSize(): number | null { return this.#state === "errored" ? null : this.#state === "closed" ? 0 : this.#highWaterMark - this.#queue.length; }
  _enqueue(chunk: R): void {
    if (this.#state !== "readable" || this.#closing) throw new TypeError("Invalid state: Controller is already closed");
    const waiter = this.#waiters.shift();
    if (waiter === undefined) this.#queue.push(chunk); else waiter.resolve({ done: false, value: chunk });
    this.#pull();
  }
  _close(): void {
    if (this.#state !== "readable" || this.#closing) throw new TypeError("Invalid state: Controller is already closed");
    this.#closing = true;
    if (this.#queue.length === 0) this.#finish();
  }
  #finish(): void {
    this.#state = "closed";
    for (const waiter of this.#waiters.splice(0)) waiter.resolve({ done: true, value: undefined });
    this._reader?._settle(undefined);
  }
  _error(reason: unknown): void {
    if (this.#state !== "readable") return;
    this.#state = "errored";
    this.#reason = reason;
    this.#queue = [];
    for (const waiter of this.#waiters.splice(0)) waiter.reject(reason);
    this._reader?._settle({ reason });
  }
  _read(): Promise<{ done: boolean; value: R | undefined }> {
    this._disturbed = true;
    if (this.#state === "errored") return Promise.reject(this.#reason);
    if (this.#queue.length > 0) {
      const chunk = this.#queue.shift() as R;
      if (this.#closing && this.#queue.length === 0) this.#finish(); else this.#pull();
      return Promise.resolve({ done: false, value: chunk });
    }
    if (this.#state === "closed") return Promise.resolve({ done: true, value: undefined });
    const result = new Promise<{ done: boolean; value: R | undefined }>((resolve, reject) => { this.#waiters.push({ resolve, reject }); });
    this.#pull();
    return result;
  }
  async _cancel(reason: unknown): Promise<void> {
    this._disturbed = true;
    if (this.#state === "closed") return;
    if (this.#state === "errored") throw this.#reason;
    this.#queue = [];
    this.#finish();
    const source = this.#source;
    if (source !== undefined && source.cancel !== undefined) await source.cancel(reason);
  }
  #pull(): void {
    const source = this.#source;
    if (!this.#started || this.#state !== "readable" || this.#closing || source === undefined || source.pull === undefined) return;
    if (this.#waiters.length === 0 && this.#queue.length >= this.#highWaterMark) return;
    if (this.#pulling) { this.#pullAgain = true; return; }
    this.#pulling = true;
    Promise.resolve(source.pull(this.#controller)).then(() => {
      this.#pulling = false;
      if (!this.#pullAgain) return;
      this.#pullAgain = false;
      this.#pull();
    }, (reason: unknown) => { this._error(reason); });
  }
}

export class ReadableStreamDefaultReader<R = unknown> {
  #stream: ReadableStream<R> | undefined;
  readonly closed: Promise<void>;
  #settle: ((failure: { readonly reason: unknown } | undefined) => void) | undefined = undefined;
  constructor(stream: ReadableStream<R>) {
    if (stream.locked) throw new TypeError("Invalid state: ReadableStream is locked");
    this.#stream = stream;
    stream._reader = this;
    this.closed = new Promise<void>((resolve, reject) => {
      this.#settle = (failure) => { if (failure === undefined) resolve(); else reject(failure.reason); };
    });
    this.closed.catch(() => {});
  }
  _settle(failure: { readonly reason: unknown } | undefined): void { if (this.#settle !== undefined) this.#settle(failure); }
  read(): Promise<{ done: boolean; value: R | undefined }> {
    const stream = this.#stream;
    return stream === undefined ? Promise.reject(new TypeError("Invalid state: The reader is not attached to a stream")) : stream._read();
  }
  cancel(reason?: unknown): Promise<void> {
    const stream = this.#stream;
    return stream === undefined ? Promise.reject(new TypeError("Invalid state: The reader is not attached to a stream")) : stream._cancel(reason);
  }
  releaseLock(): void {
    if (this.#stream !== undefined) this.#stream._reader = undefined;
    this.#stream = undefined;
  }
}
