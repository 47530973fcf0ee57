/** node:perf_hooks: the clock. */
export { performance, Performance } from "../web/performance.ts";
