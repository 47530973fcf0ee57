/**
 * The global `console`: each method is a function of its own here, so that an image holds only those it uses.
 * Lines are written at once (lib/platform console), as Node does for files and pipes.
 */
import { monotonicMs } from "#platform/clock.ts";
import { writeText } from "#platform/console.ts";
import { formatWith } from "../runtime/inspect/format.ts";
import { inspect, type InspectOptions } from "../runtime/inspect/inspect.ts";
import { formatPrimitives } from "../runtime/inspect/primitives.ts";
import { tableText } from "./console-table.ts";

/** Two spaces for each open group. */
let indentation = "";

/** Writes `line` and a line feed; a group indents every line of it. */
function writeLine(stream: 1 | 2, line: string): void {
  if (indentation !== "") {
    const indented = line.includes("\n") ? line.replaceAll("\n", `\n${indentation}`) : line;
    writeText(stream, `${indentation}${indented}\n`);
    return;
  }
  writeText(stream, `${line}\n`);
}

function writeFormatted(stream: 1 | 2, data: readonly unknown[]): void {
  const first = data[0];
  writeLine(stream, data.length === 1 && typeof first === "string" ? first : formatWith({}, data));
}

export function consoleLog(...data: unknown[]): void { writeFormatted(1, data); }
export function consoleInfo(...data: unknown[]): void { writeFormatted(1, data); }
export function consoleDebug(...data: unknown[]): void { writeFormatted(1, data); }
export function consoleError(...data: unknown[]): void { writeFormatted(2, data); }
export function consoleWarn(...data: unknown[]): void { writeFormatted(2, data); }

// Taken for calls whose arguments all have primitive types.
function writePrimitives(stream: 1 | 2, data: readonly unknown[]): void {
  const first = data[0];
  writeLine(stream, data.length === 1 && typeof first === "string" ? first : formatPrimitives(data));
}
export function consoleLogOfPrimitives(...data: unknown[]): void { writePrimitives(1, data); }
export function consoleInfoOfPrimitives(...data: unknown[]): void { writePrimitives(1, data); }
export function consoleDebugOfPrimitives(...data: unknown[]): void { writePrimitives(1, data); }
export function consoleErrorOfPrimitives(...data: unknown[]): void { writePrimitives(2, data); }
export function consoleWarnOfPrimitives(...data: unknown[]): void { writePrimitives(2, data); }

export function consoleTrace(...data: unknown[]): void {
  const message = formatWith({}, data);
  const stack = new Error(message).stack ?? "";
  const frames = stack.indexOf("\n    at");
  const second = frames < 0 ? -1 : stack.indexOf("\n    at", frames + 1); // the first frame is this function
  writeLine(2, `Trace${message === "" ? "" : `: ${message}`}${second < 0 ? "" : stack.slice(second)}`);
}

export function consoleAssert(condition?: unknown, ...data: unknown[]): void {
  if (condition) return;
  const first = data[0];
  if (typeof first === "string") writeFormatted(2, [`Assertion failed: ${first}`, ...data.slice(1)]);
  else writeFormatted(2, ["Assertion failed", ...data]);
}

export function consoleDir(item?: unknown, options?: InspectOptions): void {
  writeLine(1, inspect(item, { customInspect: false, ...options }));
}

export function consoleGroup(...label: unknown[]): void {
  if (label.length > 0) writeFormatted(1, label);
  indentation += "  ";
}
export function consoleGroupCollapsed(...label: unknown[]): void { consoleGroup(...label); }
export function consoleGroupEnd(): void { indentation = indentation.slice(2); }

export function consoleTable(data?: unknown, properties?: readonly string[]): void {
  if (typeof data !== "object" || data === null) writeFormatted(1, [data]);
  else writeLine(1, tableText(data, properties));
}

let counts: Map<string, number> | undefined;
export function consoleCount(label: string = "default"): void {
  counts ??= new Map();
  const count = (counts.get(`${label}`) ?? 0) + 1;
  counts.set(`${label}`, count);
  writeLine(1, `${label}: ${count}`);
}
export function consoleCountReset(label: string = "default"): void {
  if (counts === undefined || !counts.delete(`${label}`)) warn(`Count for '${label}' does not exist`);
}

let timers: Map<string, number> | undefined;
export function consoleTime(label: string = "default"): void {
  timers ??= new Map();
  if (timers.has(`${label}`)) warn(`Label '${label}' already exists for console.time()`);
  else timers.set(`${label}`, monotonicMs());
}
export function consoleTimeEnd(label: string = "default"): void {
  const startMs = timers === undefined ? undefined : timers.get(`${label}`);
  if (timers === undefined || startMs === undefined) { warn(`No such label '${label}' for console.timeEnd()`); return; }
  timers.delete(`${label}`);
  writeLine(1, `${label}: ${durationText(monotonicMs() - startMs)}`);
}
export function consoleTimeLog(label: string = "default", ...data: unknown[]): void {
  const startMs = timers === undefined ? undefined : timers.get(`${label}`);
  if (startMs === undefined) { warn(`No such label '${label}' for console.timeLog()`); return; }
  writeFormatted(1, [`${label}: ${durationText(monotonicMs() - startMs)}`, ...data]);
}

function warn(message: string): void { writeText(2, `(node:1) Warning: ${message}\n`); }

/** "12.345ms", "1.500s", "2:03.000 (m:ss.mmm)". */
function durationText(ms: number): string {
  if (ms < 1000) return `${Number(ms.toFixed(3))}ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(3)}s`;
  const hours = Math.floor(ms / 3_600_000);
  const minutes = Math.floor((ms % 3_600_000) / 60_000);
  const seconds = ((ms % 60_000) / 1000).toFixed(3).padStart(6, "0");
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, "0")}:${seconds} (h:mm:ss.mmm)` : `${minutes}:${seconds} (m:ss.mmm)`;
}

/** `console` as a value (passed around, `import console from "node:console"`). */
export const console: Console = {
  assert(condition?: unknown, ...data: unknown[]): void { consoleAssert(condition, ...data); },
  count: consoleCount,
  countReset: consoleCountReset,
  debug: consoleDebug,
  dir: consoleDir,
  error: consoleError,
  group: consoleGroup,
  groupCollapsed: consoleGroupCollapsed,
  groupEnd: consoleGroupEnd,
  info: consoleInfo,
  log: consoleLog,
  table: consoleTable,
  time: consoleTime,
  timeEnd: consoleTimeEnd,
  timeLog: consoleTimeLog,
  trace: consoleTrace,
  warn: consoleWarn,
} as Console;
export { console as default };
