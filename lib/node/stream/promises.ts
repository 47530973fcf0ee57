/** node:stream/promises. */
import { finished as finishedCallback, runPipeline, type FinishedOptions, type PipelineOptions, type PipelineStage } from "./pipeline.ts";
import { Stream } from "./stream.ts";

/** Resolves when the stream is over as it should be. */
export function finished(stream: Stream, options?: FinishedOptions): Promise<void> {
  return new Promise<void>((resolve, reject) => {
    finishedCallback(stream, options ?? {}, (error) => { if (error === undefined || error === null) resolve(); else reject(error); });
  });
}

/** As node:stream's, but a promise; options may come last. */
export function pipeline(...stages: [...PipelineStage[], PipelineStage | PipelineOptions]): Promise<any> {
  const last = stages[stages.length - 1];
  const hasOptions = typeof last === "object" && last !== null && !(last instanceof Stream) && !(Symbol.asyncIterator in last) && !(Symbol.iterator in last);
  const options = hasOptions ? (last as PipelineOptions) : undefined;
  const list = (hasOptions ? stages.slice(0, -1) : stages) as PipelineStage[];
  return new Promise<unknown>((resolve, reject) => {
    runPipeline(list, options, (error, value) => { if (error === undefined) resolve(value); else reject(error); });
  });
}
export * as default from "./promises.ts";
