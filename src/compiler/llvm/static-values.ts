/** Values that are known when the image is made: constants, and arrays of such that nothing changes. */
import {
  ARRAY_BYTES, ARRAY_CAPACITY, ARRAY_LENGTH, ARRAY_STORE, BOX_DOUBLE_OFFSET, BOX_FALSE, BOX_NULL, BOX_TRUE, GC_STATIC, HEADER_GC, SHAPE_ARRAY, SHAPE_ARRAY_F64, SHAPE_STORE_RAW,
  SHAPE_STORE_VALUES, STORE_CAPACITY, STORE_DATA,
} from "../../../lib/runtime/layout.ts";
import type { HirConstant } from "../hir/hir.ts";
import type { LlvmModule } from "./module.ts";
import { doubleText } from "./types.ts";

/** A number, or the text of an i64 initialiser that is the box. */
export type StaticValue = { readonly number: number } | { readonly box: string };

export function staticOf(m: LlvmModule, constant: HirConstant): StaticValue | undefined {
  switch (constant.kind) {
    case "number": return { number: constant.value };
    case "boolean": return { box: String(constant.value ? BOX_TRUE : BOX_FALSE) };
    case "string": return { box: address(m.label(constant.value)) };
    case "undefined": return { box: "0" };
    case "null": return { box: String(BOX_NULL) };
    case "word": return undefined;
  }
}

export function address(symbol: string): string { return `ptrtoint (ptr ${symbol} to i64)`; }

/** The symbol of an array object in the image's read-only data. */
export function staticArray(m: LlvmModule, element: "f64" | "box", values: readonly StaticValue[]): string {
  const name = m.uniqueName("@array");
  const f64 = element === "f64";
  const slots = Math.max(values.length, 1);
  const items = values.map(value => f64 ? `double ${doubleText("number" in value ? value.number : Number.NaN)}` : `i64 ${"number" in value ? boxOf(value.number) : value.box}`);
  const type = f64 ? "double" : "i64";
  const data = items.length === 0 ? `[${slots} x ${type}] zeroinitializer` : `[${slots} x ${type}] [${items.join(", ")}]`;
  m.text.push(`${name}.store = internal constant { i64, i32, i32, [${slots} x ${type}] } { i64 ${header(f64 ? SHAPE_STORE_RAW : SHAPE_STORE_VALUES)}, i32 ${f64 ? slots * 8 : slots}, i32 0, ${data} }, align 8`);
  m.text.push(`${name} = internal constant { i64, i32, i32, ptr, i64 } { i64 ${header(f64 ? SHAPE_ARRAY_F64 : SHAPE_ARRAY)}, i32 ${values.length}, i32 ${slots}, ptr ${name}.store, i64 0 }, align 8`);
  return name;
}

// The texts above write the layout out.
if (STORE_CAPACITY !== 8 || STORE_DATA !== 16 || ARRAY_LENGTH !== 8 || ARRAY_CAPACITY !== 12 || ARRAY_STORE !== 16 || ARRAY_BYTES !== 32) throw new Error("static-values.ts does not match layout.ts");

function header(shape: number): string { return String((BigInt(GC_STATIC) << BigInt(8 * HEADER_GC)) | BigInt(shape)); }

function boxOf(value: number): string {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  return String(BigInt.asIntN(64, view.getBigUint64(0) + BigInt(BOX_DOUBLE_OFFSET)));
}
