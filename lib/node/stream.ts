/** node:stream. */
export { Stream, getDefaultHighWaterMark, setDefaultHighWaterMark } from "./stream/stream.ts";
export { Readable, type ReadableOptions, type StreamOptions } from "./stream/readable.ts";
export { Writable, type WritableOptions } from "./stream/writable.ts";
export { Duplex, PassThrough, Transform, type DuplexOptions, type TransformCallback, type TransformOptions } from "./stream/duplex.ts";
export { finished, pipeline, type FinishedOptions } from "./stream/pipeline.ts";
export * as promises from "./stream/promises.ts";
export * as default from "./stream.ts";
