/**
 * Switches of the collector for tests, from the environment (on a machine: `env.NAME=` of the command line):
 *   WHELK_GC_STRESS=n   a collection at every nth allocation that leaves the fast path, and every allocation leaves it
 *   WHELK_GC_VERIFY=1   the heap verifier after every collection
 *   WHELK_GC_REPORT=1   at the end of the program, on standard error: "whelk: N collections, N KiB live, N KiB in the heap"
 */
import { environmentVariable } from "#platform/args.ts";
import { printDecimal, printText } from "../../kernel/print.ts";
import { idiv } from "../../sys/intrinsics.ts";
import { stringToNumber } from "../number-text.ts";
import { collectionCount, heapCommittedBytes, heapUsedBytes, setGcStress, setGcVerify } from "./heap.ts";

let reports = false;

/** Before the program's first statement. */
export function applyHeapOptions(): void {
  const every = environmentVariable("WHELK_GC_STRESS");
  if (every !== undefined) setGcStress(stringToNumber(every) >>> 0);
  setGcVerify(environmentVariable("WHELK_GC_VERIFY") !== undefined);
  reports = environmentVariable("WHELK_GC_REPORT") !== undefined;
}

/** At the end of the program. */
export function reportHeap(): void {
  if (!reports) return;
  printText("whelk: ");
  printDecimal(collectionCount());
  printText(" collections, ");
  printDecimal(idiv(heapUsedBytes(), 1024));
  printText(" KiB live, ");
  printDecimal(idiv(heapCommittedBytes(), 1024));
  printText(" KiB in the heap\n");
}
