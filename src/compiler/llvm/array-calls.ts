/** Array operations as calls, for code that is small rather than fast: what emit-memory.ts inlines elsewhere, once a representation. */
import {
  ARRAY_BYTES, ARRAY_CAPACITY, ARRAY_LENGTH, ARRAY_STORE, BOX_HOLE, FIRST_POINTER, SHAPE_ARRAY, SHAPE_ARRAY_F64, SHAPE_STORE_RAW, SHAPE_STORE_VALUES, STORE_CAPACITY,
} from "../../../lib/runtime/layout.ts";
import { allocate, elementPlace, getByKey, slowElement } from "./helpers-object.ts";
import { boxDouble, POINTER_SPAN, shapeTestRef } from "./helpers-value.ts";
import { LIKELY, UNLIKELY } from "./metadata.ts";
import type { LlvmModule } from "./module.ts";

export type OutOfBounds = "undefined" | "nan" | "throw" | "zero";

/** Element of an array: (ptr array, i64 index, ptr what) → { rep, i1 }. */
export function arrayGetCall(m: LlvmModule, rep: "f64" | "box" | "ref", outOfBounds: OutOfBounds): string {
  const kind = rep === "f64" ? "f64" : "box", type = rep === "f64" ? "double" : rep === "ref" ? "ptr" : "i64";
  return m.define(`array.get.${rep}.${outOfBounds}`, name => `define internal { ${type}, i1 } ${name}(ptr %a, i64 %i, ptr %what) noinline #0 {
  %p = call ptr ${elementPlace(m, kind)}(ptr %a, i64 %i)
  %none = icmp eq ptr %p, null
  br i1 %none, label %slow, label %fast${UNLIKELY}
fast:
  %v = load ${rep === "f64" ? "double" : "i64"}, ptr %p${m.meta.tbaa(`element.${kind}`)}
  ${FOUND[rep]}
slow:
  %box = ptrtoint ptr %a to i64
  %d = sitofp i64 %i to double
  %s = call { ${type}, i1 } ${slowElement(m, "array", rep, outOfBounds)}(i64 %box, double %d, ptr %what)
  ret { ${type}, i1 } %s
}
`);
}

const FOUND: Record<"f64" | "box" | "ref", string> = {
  f64: "%r = insertvalue { double, i1 } { double poison, i1 false }, double %v, 0\n  ret { double, i1 } %r",
  box: `%hole = icmp eq i64 %v, ${BOX_HOLE}
  %clean = select i1 %hole, i64 0, i64 %v
  %r = insertvalue { i64, i1 } { i64 poison, i1 false }, i64 %clean, 0
  ret { i64, i1 } %r`,
  // anything but an object goes the slow way: holes, undefined, null, values of a wrong kind
  ref: `%span = sub i64 %v, ${FIRST_POINTER}
  %object = icmp ult i64 %span, ${POINTER_SPAN}
  br i1 %object, label %good, label %slow${LIKELY}
good:
  %o = inttoptr i64 %v to ptr
  %r = insertvalue { ptr, i1 } { ptr poison, i1 false }, ptr %o, 0
  ret { ptr, i1 } %r`,
};

/** Stores an element: (ptr array, i64 index, value) → i1. */
export function arraySetCall(m: LlvmModule, kind: "f64" | "box"): string {
  const type = kind === "f64" ? "double" : "i64";
  return m.define(`array.set.${kind}`, name => `define internal i1 ${name}(ptr %a, i64 %i, ${type} %v) noinline #0 {
  %p = call ptr ${elementPlace(m, kind)}(ptr %a, i64 %i)
  %none = icmp eq ptr %p, null
  br i1 %none, label %slow, label %fast${UNLIKELY}
fast:
  store ${type} %v, ptr %p${m.meta.tbaa(`element.${kind}`)}
  ret i1 false
slow:
  %box = ptrtoint ptr %a to i64
  %d = sitofp i64 %i to double
  ${kind === "f64" ? `%b = call i64 ${boxDouble(m)}(double %v)` : ""}
  %s = call i1 ${m.runtime("arraySetSlow")}(i64 %box, double %d, i64 ${kind === "f64" ? "%b" : "%v"})
  ret i1 %s
}
`);
}

/** Length of an array: (ptr array, ptr what) → { i32, i1 }. */
export function arrayLengthCall(m: LlvmModule): string {
  return m.define("array.length", name => `define internal { i32, i1 } ${name}(ptr %a, ptr %what) noinline #0 {
  %ok = call i1 ${shapeTestRef(m)}(ptr %a, i32 ${SHAPE_ARRAY}, i32 ${SHAPE_ARRAY_F64 - SHAPE_ARRAY + 1})
  br i1 %ok, label %array, label %other${LIKELY}
array:
  %lp = getelementptr i8, ptr %a, i64 ${ARRAY_LENGTH}
  %l = load i32, ptr %lp${m.meta.tbaa("array.length")}
  %r = insertvalue { i32, i1 } { i32 poison, i1 false }, i32 %l, 0
  ret { i32, i1 } %r
other:
  %box = ptrtoint ptr %a to i64
  %s = call { i32, i1 } ${getByKey(m, "u32")}(i64 %box, ptr ${m.string("length")}, ptr %what)
  ret { i32, i1 } %s
}
`);
}

/** A new array with room for its literal's elements: (i32 count, i32 slots, i64 bytes of the store) → ptr. */
export function arrayNewCall(m: LlvmModule, kind: "f64" | "box"): string {
  const f64 = kind === "f64";
  return m.define(`array.new.${kind}`, name => `define internal ptr ${name}(i32 %count, i32 %slots, i64 %bytes) noinline #0 {
  %s = call { ptr, i1 } ${allocate(m)}(i64 ${f64 ? SHAPE_STORE_RAW : SHAPE_STORE_VALUES}, i64 %bytes) noinline
  %store = extractvalue { ptr, i1 } %s, 0
  ${f64 ? "%capacity = shl i32 %slots, 3" : "%capacity = add i32 %slots, 0"}
  %cp = getelementptr i8, ptr %store, i64 ${STORE_CAPACITY}
  store i32 %capacity, ptr %cp
  %a = call { ptr, i1 } ${allocate(m)}(i64 ${f64 ? SHAPE_ARRAY_F64 : SHAPE_ARRAY}, i64 ${ARRAY_BYTES}) noinline
  %array = extractvalue { ptr, i1 } %a, 0
  %lp = getelementptr i8, ptr %array, i64 ${ARRAY_LENGTH}
  store i32 %count, ptr %lp${m.meta.tbaa("array.length")}
  %kp = getelementptr i8, ptr %array, i64 ${ARRAY_CAPACITY}
  store i32 %slots, ptr %kp
  %sp = getelementptr i8, ptr %array, i64 ${ARRAY_STORE}
  store ptr %store, ptr %sp${m.meta.tbaa("array.store")}
  ret ptr %array
}
`);
}
