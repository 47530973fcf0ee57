/** `finished` and `pipeline`. */
import { AbortError, NodeError } from "../errors.ts";
import { nextTickCall } from "../tick.ts";
import { Readable } from "./readable.ts";
import { Stream, type StreamCallback } from "./stream.ts";

export interface FinishedOptions {
  error?: boolean | undefined;
  readable?: boolean | undefined;
  writable?: boolean | undefined;
  signal?: AbortSignal | undefined;
}

function prematureClose(): NodeError { return new NodeError("ERR_STREAM_PREMATURE_CLOSE", "Premature close"); }

/** Calls back once when the stream is over, with an error unless it ended as it should. Gives a function that takes the listeners off. */
export function finished(stream: Stream, optionsOrCallback: FinishedOptions | StreamCallback, last?: StreamCallback): () => void {
  const options: FinishedOptions = typeof optionsOrCallback === "function" ? {} : optionsOrCallback;
  const callback = typeof optionsOrCallback === "function" ? optionsOrCallback : last;
  if (callback === undefined) throw new TypeError('The "callback" argument must be of type function. Received undefined');
  const readable = stream._readableState;
  const readsToo = options.readable !== false && readable !== undefined && readable.readable;
  const writesToo = options.writable !== false && stream._takesWrites;
  let readDone = !readsToo || readable.endEmitted;
  let writeDone = !writesToo || stream._writesFinished;
  let told = false;
  const tell = (error?: Error | null): void => {
    if (told) return;
    told = true;
    if (error === undefined || error === null) callback.call(stream); else callback.call(stream, error);
  };
  const onEnd = (): void => { readDone = true; if (writeDone) tell(); };
  const onFinish = (): void => { writeDone = true; if (readDone) tell(); };
  const onError = (error: Error): void => { tell(error); };
  const onClose = (): void => { if (stream.errored !== null) tell(stream.errored); else if (readDone && writeDone) tell(); else tell(prematureClose()); };
  if (readsToo) stream.on("end", onEnd);
  if (writesToo) stream.on("finish", onFinish);
  if (options.error !== false) stream.on("error", onError);
  stream.on("close", onClose);
  const signal = options.signal;
  const onAbort = (): void => {
    const error = new AbortError(signal === undefined ? undefined : signal.reason);
    cleanUp();
    tell(error);
  };
  const cleanUp = (): void => {
    stream.removeListener("end", onEnd);
    stream.removeListener("finish", onFinish);
    stream.removeListener("error", onError);
    stream.removeListener("close", onClose);
    if (signal !== undefined) signal.removeEventListener("abort", onAbort);
  };
  if (stream.closed) nextTickCall(onClose);
  else if (stream.errored !== null) nextTickCall(() => { tell(stream.errored); });
  else if (readDone && writeDone) nextTickCall(() => { tell(); });
  if (signal !== undefined) {
    if (signal.aborted) nextTickCall(onAbort); else signal.addEventListener("abort", onAbort, { once: true });
  }
  return cleanUp;
}

type Source = Iterable<any> | AsyncIterable<any> | (() => AsyncIterable<any>);
/** A stage of a pipeline: a stream, an iterable (first), or a function over an async iterable. */
export type PipelineStage = Stream | Source | ((source: AsyncIterable<any>) => AsyncIterable<any> | Promise<unknown>);

/** Joins the stages; destroys all when one fails; calls back at the end. */
export function pipeline(...stagesAndCallback: [...PipelineStage[], (error: NodeJS.ErrnoException | null | undefined, value?: any) => void]): Stream {
  const callback = stagesAndCallback[stagesAndCallback.length - 1] as (error: Error | undefined, value?: unknown) => void;
  const streams = stagesAndCallback.slice(0, -1) as PipelineStage[];
  return runPipeline(streams, undefined, callback);
}

export interface PipelineOptions { signal?: AbortSignal | undefined; end?: boolean | undefined }

export function runPipeline(stages: readonly PipelineStage[], options: PipelineOptions | undefined, callback: (error: Error | undefined, value?: unknown) => void): Stream {
  if (stages.length < 2) throw new NodeError("ERR_MISSING_ARGS", 'The "streams" argument must be specified');
  const streams: Stream[] = [];
  let failure: Error | undefined;
  let waiting = 0;
  let value: unknown;
  const done = (error: Error | null | undefined): void => {
    if (error !== undefined && error !== null && (failure === undefined || (failure as NodeJS.ErrnoException).code === "ERR_STREAM_PREMATURE_CLOSE")) failure = error;
    if (failure !== undefined) for (const stream of streams) stream.destroy(error ?? undefined);
    if (--waiting === 0) callback(failure, value);
  };
  let current: AsyncIterable<unknown> | Iterable<unknown> | Readable | undefined;
  for (let i = 0; i < stages.length; i++) {
    const stage = stages[i] as PipelineStage;
    const isLast = i === stages.length - 1;
    if (typeof stage === "function") {
      const result = current === undefined ? (stage as () => AsyncIterable<unknown>)() : stage(toAsync(current));
      if (result instanceof Promise) {
        waiting++;
        result.then((given: unknown) => { value = given; done(null); }, (error: Error) => { done(error); });
      } else if (isLast) {
        throw new TypeError("The last function of a pipeline must return a promise");
      } else {
        current = result;
      }
      continue;
    }
    if (!(stage instanceof Stream)) {
      current = stage as Iterable<unknown>;
      continue;
    }
    streams.push(stage);
    waiting++;
    finished(stage, { readable: !isLast || !stage._takesWrites, writable: i > 0 }, done);
    if (current !== undefined && stage._takesWrites) {
      const destination = stage as unknown as WritableEnd;
      if (current instanceof Readable) current.pipe(destination, { end: !isLast || options?.end !== false });
      else {
        waiting++;
        pump(current, destination).then(() => { done(null); }, (error: Error) => { stage.destroy(error); done(error); });
      }
    }
    current = stage instanceof Readable ? stage : undefined;
  }
  const signal = options?.signal;
  if (signal !== undefined) {
    const abort = (): void => {
      const error = new AbortError(signal.reason);
      failure = error;
      for (const stream of streams) stream.destroy(error);
    };
    if (signal.aborted) nextTickCall(abort); else signal.addEventListener("abort", abort, { once: true });
  }
  return streams[streams.length - 1] as Stream;
}

interface WritableEnd {
  write(chunk: unknown): boolean;
  end(): unknown;
  on(event: string, listener: (...args: unknown[]) => void): unknown;
  once(event: string, listener: (...args: unknown[]) => void): unknown;
  removeListener(event: string, listener: (...args: unknown[]) => void): unknown;
  emit(event: string, ...args: unknown[]): boolean;
  listenerCount(event: string): number;
}

async function pump(source: Iterable<unknown> | AsyncIterable<unknown>, destination: WritableEnd): Promise<void> {
  for await (const chunk of source) {
    if (!destination.write(chunk)) await new Promise<void>((resolve) => { destination.once("drain", () => { resolve(); }); });
  }
  destination.end();
}

async function* toAsync(source: Iterable<unknown> | AsyncIterable<unknown>): AsyncGenerator<unknown, void, unknown> {
  yield* source;
}
