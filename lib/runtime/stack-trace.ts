/** Stacks of errors: code addresses by frame pointers, and their text by the image's line table (layout.ts). */
import { stackBase } from "#platform/memory.ts";
import { addressOf, allocateObject, framePointer, isCompiled, load32, loadSize, objectAt, store32, storeSize } from "../sys/intrinsics.ts";
import type { u32, usize } from "../sys/types.ts";
import { shapeRecord } from "./gc/object-size.ts";
import { RECORD_NAME, RECORD_PARENT, SHAPE_STORE_RAW, STORE_CAPACITY, STORE_DATA } from "./layout.ts";
import { columnOf, fileName, functionName, inlinedInto, isInFunction, lineOf, lineRow, textOf } from "./line-table.ts";
import { numberToString } from "./number-to-string.ts";
import { concat, equals } from "./string.ts";

const FRAMES_MAX = 24;
/** Error.stackTraceLimit's default: how many lines a stack shows. */
const LINES_MAX = 10;

/** The callers' return addresses, innermost first: a raw store. */
export function captureStack(): object | undefined {
  if (!isCompiled()) return undefined;
  const store = allocateObject(SHAPE_STORE_RAW, STORE_DATA + FRAMES_MAX * 8);
  store32(store, FRAMES_MAX * 8, STORE_CAPACITY);
  let frame: usize = framePointer();
  const base = stackBase();
  for (let i: u32 = 0; i < FRAMES_MAX; i++) {
    if (frame === 0 || frame + 16 > base) break;
    const outer = loadSize(frame);
    storeSize(store + STORE_DATA + i * 8, loadSize(frame, 8));
    if (outer <= frame) break;
    frame = outer;
  }
  return objectAt<object>(store);
}

/**
 * The frames as lines, each "\n    at function (file:line:column)"; frames of the runtime itself are left out, and so
 * are those of the constructors that made the error, an object of this shape (0: none).
 */
export function stackText(trace: object | undefined, shape: u32): string {
  if (trace === undefined) return "";
  let text = "";
  let lines = 0;
  for (let i: u32 = 0; i < FRAMES_MAX && lines < LINES_MAX; i++) {
    const address = loadSize(addressOf(trace) + STORE_DATA + i * 8);
    if (address === 0) break;
    let row: usize = lineRow(address - 1);
    for (let depth: u32 = 0; row !== 0 && depth < FRAMES_MAX && lines < LINES_MAX; depth++) {
      const line = lines === 0 && isConstructorOf(row, shape) ? "" : frameText(row);
      if (line !== "") { text = text + line; lines++; }
      row = inlinedInto(row);
    }
  }
  return text;
}

const CONSTRUCTOR = ".constructor";

/** Is it in the constructor of the shape's class ("Point.constructor") or of one that it extends? */
function isConstructorOf(row: usize, shape: u32): boolean {
  if (!isInFunction(row)) return false;
  const name = textOf(functionName(row));
  if (!name.endsWith(CONSTRUCTOR)) return false;
  for (let at: u32 = shape; at !== 0; at = load32(shapeRecord(at), RECORD_PARENT)) {
    if (equals(name, concat(objectAt<string>(loadSize(shapeRecord(at), RECORD_NAME)), CONSTRUCTOR))) return true;
  }
  return false;
}

function frameText(row: usize): string {
  if (!isInFunction(row)) return "";
  const file = textOf(fileName(row));
  if (file.startsWith("lib/")) return "";
  const name = textOf(functionName(row));
  const position = file + ":" + numberToString(lineOf(row)) + ":" + numberToString(columnOf(row));
  return name === "" ? "\n    at " + position : "\n    at " + name + " (" + position + ")";
}

/** "file:line" of the first frame in a stack's text, or "". */
export function firstPosition(stack: string | undefined): string {
  if (stack === undefined) return "";
  const at = stack.indexOf("\n    at ");
  if (at < 0) return "";
  const end = stack.indexOf("\n", at + 1);
  const line = end < 0 ? stack.slice(at + 8) : stack.slice(at + 8, end);
  const open = line.lastIndexOf("(");
  const position = open < 0 ? line : line.slice(open + 1, line.length - 1);
  return position.slice(0, position.lastIndexOf(":"));
}
