/** Helpers for objects: allocation, fields by key, the selector table, arrays and views. */
import {
  ARRAY_LENGTH, ARRAY_STORE, BOX_HOLE, BOX_UNDEFINED, FIRST_POINTER, REP_BOX, REP_F64, SHAPE_ARRAY, SHAPE_ARRAY_F64, STORE_DATA, VIEW_ADDRESS, VIEW_LENGTH,
} from "../../../lib/runtime/layout.ts";
import type { Rep } from "../hir/hir.ts";
import { POINTER_SPAN, boxBool, boxDouble, shapeTestRef, unboxBool, unboxDouble, unboxRef, UNDEFINED_DOUBLE } from "./helpers-value.ts";
import { LIKELY, UNLIKELY } from "./metadata.ts";
import type { LlvmModule } from "./module.ts";
import { llvmType } from "./types.ts";

/** Selector entry kinds above the REP_ numbers of fields. */
export const ENTRY_METHOD = 16, ENTRY_GETTER = 17, ENTRY_SETTER = 18;

/** Bump allocation: (header, bytes) → { ptr, i1 }. */
export function allocate(m: LlvmModule): string {
  return m.define("whelk.allocate", name => {
    const cursor = m.program.hir.runtimeGlobals.get("allocCursor"), limit = m.program.hir.runtimeGlobals.get("allocLimit");
    const slow = `
  %shape = trunc i64 %header to i32
  %r = call { i64, i1 } ${m.runtime("allocateSlow")}(i32 %shape, i64 %bytes)
  %a = extractvalue { i64, i1 } %r, 0
  %e = extractvalue { i64, i1 } %r, 1
  %q = inttoptr i64 %a to ptr
  %s0 = insertvalue { ptr, i1 } poison, ptr %q, 0
  %s1 = insertvalue { ptr, i1 } %s0, i1 %e, 1
  ret { ptr, i1 } %s1`;
    const outlined = m.define("whelk.allocate.slow", n => `define internal { ptr, i1 } ${n}(i64 %header, i64 %bytes) noinline cold #0 {${slow}\n}\n`);
    if (cursor === undefined || limit === undefined) return `define internal { ptr, i1 } ${name}(i64 %header, i64 %bytes) #0 {${slow}\n}\n`;
    return `define internal { ptr, i1 } ${name}(i64 %header, i64 %bytes) alwaysinline #0 {
  %c = load i64, ptr ${m.global(cursor).symbol}${m.meta.tbaa("global.allocCursor")}
  %n = add i64 %c, %bytes
  %l = load i64, ptr ${m.global(limit).symbol}${m.meta.tbaa("global.allocLimit")}
  %over = icmp ugt i64 %n, %l
  br i1 %over, label %slow, label %fast${UNLIKELY}
fast:
  store i64 %n, ptr ${m.global(cursor).symbol}${m.meta.tbaa("global.allocCursor")}
  %p = inttoptr i64 %c to ptr
  store i64 %header, ptr %p
  %r = insertvalue { ptr, i1 } { ptr poison, i1 false }, ptr %p, 0
  ret { ptr, i1 } %r
slow:
  %s = call { ptr, i1 } ${outlined}(i64 %header, i64 %bytes)
  ret { ptr, i1 } %s
}
`;
  });
}

/** Slow read by key with a check to `rep`: (box, key, what) → { rep, i1 }. */
export function getByKey(m: LlvmModule, rep: Rep): string {
  const type = llvmType(rep);
  return m.define(`get.by.key.${rep}`, name => `define internal { ${type}, i1 } ${name}(i64 %o, ptr %key, ptr %what) noinline cold #0 {
  %r = call { i64, i1 } ${m.runtime("getProperty")}(i64 %o, ptr %key)
  ${checkedTail(m, rep)}
}
`);
}

/** The end of a helper that turns `%r`, a { i64, i1 }, into { rep, i1 }, with `%what` for the TypeError. */
export function checkedTail(m: LlvmModule, rep: Rep): string {
  if (rep === "box" || rep === "int" || rep === "u64" || rep === "i64") return "ret { i64, i1 } %r";
  const type = llvmType(rep === "i32" || rep === "u32" ? "f64" : rep);
  const unbox = rep === "bool" ? unboxBool(m) : rep === "ref" ? unboxRef(m) : unboxDouble(m);
  const result = llvmType(rep);
  const finish = result !== "i32" ? `ret { ${type}, i1 } %u` : `%ud = extractvalue { double, i1 } %u, 0
  %ue = extractvalue { double, i1 } %u, 1
  %ui = ${rep === "i32" ? "call i32 @llvm.fptosi.sat.i32.f64" : "call i32 @llvm.fptoui.sat.i32.f64"}(double %ud)
  %u0 = insertvalue { i32, i1 } poison, i32 %ui, 0
  %u1 = insertvalue { i32, i1 } %u0, i1 %ue, 1
  ret { i32, i1 } %u1`;
  return `%rv = extractvalue { i64, i1 } %r, 0
  %re = extractvalue { i64, i1 } %r, 1
  br i1 %re, label %threw, label %good${UNLIKELY}
threw:
  ret { ${result}, i1 } { ${result} ${result === "ptr" ? "null" : result === "double" ? "0.0" : result === "i1" ? "false" : "0"}, i1 true }
good:
  %u = call { ${type}, i1 } ${unbox}(i64 %rv, ptr %what)
  ${finish}`;
}

/** Loads the selector entry of the object's shape: text that defines %hit, %entry, %word, %obj in block `found`. */
function findEntry(m: LlvmModule, selector: number, miss: string): string {
  return `%d = sub i64 %o, ${FIRST_POINTER}
  %ptr = icmp ult i64 %d, ${POINTER_SPAN}
  br i1 %ptr, label %object, label %${miss}${LIKELY}
object:
  %obj = inttoptr i64 %o to ptr
  %shape = load i32, ptr %obj${m.meta.tbaa("shape")}
  %shape64 = zext i32 %shape to i64
  %rowp = getelementptr i32, ptr @whelk.rows, i64 %shape64
  %row = load i32, ptr %rowp, !invariant.load !8
  %row64 = zext i32 %row to i64
  %index = add i64 %row64, ${selector}
  %entry = getelementptr [16 x i8], ptr @whelk.selectors, i64 %index
  %word = load i64, ptr %entry, !invariant.load !8`;
}

/** Property read by constant key: (box, what) → { rep, i1 }. */
export function propertyGet(m: LlvmModule, key: string, rep: Rep): string {
  return m.define(`get.${key}.${rep}`, name => {
    const selector = m.selector(key), type = llvmType(rep);
    const kind = rep === "f64" ? REP_F64 : REP_BOX;
    const direct = rep === "f64" || rep === "box";
    const tail = m.define(`get.slow.${rep}`, n => `define internal { ${type}, i1 } ${n}(i64 %o, ptr %key, ptr %what, i64 %word, ptr %entry) noinline #0 {
  %r = call { i64, i1 } ${readEntry(m)}(i64 %o, ptr %key, i64 %word, ptr %entry)
  ${checkedTail(m, rep)}
}
`);
    const other = `%s = call { ${type}, i1 } ${tail}(i64 %o, ptr ${m.string(key)}, ptr %what, i64 %w, ptr %en)
  ret { ${type}, i1 } %s`;
    const want = (BigInt(kind) << 32n) | BigInt(selector);
    if (!direct) {
      return `define internal { ${type}, i1 } ${name}(i64 %o, ptr %what) #0 {
  ${findEntry(m, selector, "slow")}
  %low = trunc i64 %word to i32
  %mine = icmp eq i32 %low, ${selector}
  %w0 = select i1 %mine, i64 %word, i64 0
  br label %slow
slow:
  %w = phi i64 [ 0, %0 ], [ %w0, %object ]
  %en = phi ptr [ null, %0 ], [ %entry, %object ]
  ${other}
}
`;
    }
    return `define internal { ${type}, i1 } ${name}(i64 %o, ptr %what) #0 {
  ${findEntry(m, selector, "slow")}
  %low40 = and i64 %word, ${(1n << 40n) - 1n}
  %hit = icmp eq i64 %low40, ${want}
  br i1 %hit, label %fast, label %miss${LIKELY}
fast:
  %offset = lshr i64 %word, 40
  %place = getelementptr i8, ptr %obj, i64 %offset
  %v = load ${type}, ptr %place
  %f = insertvalue { ${type}, i1 } { ${type} poison, i1 false }, ${type} %v, 0
  ret { ${type}, i1 } %f
miss:
  %low = trunc i64 %word to i32
  %mine = icmp eq i32 %low, ${selector}
  %w0 = select i1 %mine, i64 %word, i64 0
  br label %slow
slow:
  %w = phi i64 [ 0, %0 ], [ %w0, %miss ]
  %en = phi ptr [ null, %0 ], [ %entry, %miss ]
  ${other}
}
`;
  });
}

/** Reads what a selector entry says (word 0: there is none), as a box. */
export function readEntry(m: LlvmModule): string {
  return m.define("whelk.read.entry", name => `define internal { i64, i1 } ${name}(i64 %o, ptr %key, i64 %word, ptr %entry) noinline #0 {
  %found = icmp ne i64 %word, 0
  br i1 %found, label %some, label %slow
some:
  %obj = inttoptr i64 %o to ptr
  %kind64 = lshr i64 %word, 32
  %kind = and i64 %kind64, 255
  %offset = lshr i64 %word, 40
  %place = getelementptr i8, ptr %obj, i64 %offset
  %pp = getelementptr i8, ptr %entry, i64 8
  switch i64 %kind, label %slow [
    i64 0, label %box
    i64 1, label %f64
    i64 2, label %bool
    i64 3, label %i32
    i64 4, label %u32
    i64 5, label %int
    i64 ${ENTRY_METHOD}, label %method
    i64 ${ENTRY_GETTER}, label %getter
  ]
box:
  %b = load i64, ptr %place
  br label %done
f64:
  %d1 = load double, ptr %place
  br label %number
bool:
  %b8 = load i8, ptr %place
  %b1 = trunc i8 %b8 to i1
  %bb = call i64 ${boxBool(m)}(i1 %b1)
  br label %done
i32:
  %i = load i32, ptr %place
  %d2 = sitofp i32 %i to double
  br label %number
u32:
  %u = load i32, ptr %place
  %d3 = uitofp i32 %u to double
  br label %number
int:
  %l = load i64, ptr %place
  %d4 = sitofp i64 %l to double
  br label %number
number:
  %d = phi double [ %d1, %f64 ], [ %d2, %i32 ], [ %d3, %u32 ], [ %d4, %int ]
  %db = call i64 ${boxDouble(m)}(double %d)
  br label %done
method:
  %fn = load i64, ptr %pp
  br label %done
getter:
  %g = load ptr, ptr %pp
  %cp = getelementptr i8, ptr %g, i64 16
  %code = load ptr, ptr %cp
  %gr = call { i64, i1 } %code(ptr %g, i64 %o, i32 0, ptr null)
  ret { i64, i1 } %gr
done:
  %v = phi i64 [ %b, %box ], [ %bb, %bool ], [ %db, %number ], [ %fn, %method ]
  %r = insertvalue { i64, i1 } { i64 poison, i1 false }, i64 %v, 0
  ret { i64, i1 } %r
slow:
  %s = call { i64, i1 } ${m.runtime("getProperty")}(i64 %o, ptr %key)
  ret { i64, i1 } %s
}
`);
}

/** Property write by constant key: (box object, value) → i1. `rep` is box or f64. */
export function propertySet(m: LlvmModule, key: string, rep: "box" | "f64"): string {
  return m.define(`set.${key}.${rep}`, name => {
    const selector = m.selector(`=${key}`), type = llvmType(rep);
    const want = (BigInt(rep === "f64" ? REP_F64 : REP_BOX) << 32n) | BigInt(selector);
    const boxed = rep === "box" ? "%v" : "%vb";
    return `define internal i1 ${name}(i64 %o, ${type} %v) #0 {
  ${findEntry(m, selector, "slow")}
  %low40 = and i64 %word, ${(1n << 40n) - 1n}
  %hit = icmp eq i64 %low40, ${want}
  br i1 %hit, label %fast, label %slow${LIKELY}
fast:
  %offset = lshr i64 %word, 40
  %place = getelementptr i8, ptr %obj, i64 %offset
  store ${type} %v, ptr %place
  ret i1 false
slow:
  ${rep === "box" ? "" : `%vb = call i64 ${boxDouble(m)}(double %v)`}
  %s = call i1 ${m.runtime("setProperty")}(i64 %o, ptr ${m.string(key)}, i64 ${boxed})
  ret i1 %s
}
`;
  });
}

/** { address of a method entry's function object or null }: (box) → ptr. */
export function findMethod(m: LlvmModule, key: string): string {
  return m.define(`method.${key}`, name => {
    const selector = m.selector(key);
    const want = (BigInt(ENTRY_METHOD) << 32n) | BigInt(selector);
    return `define internal ptr ${name}(i64 %o) inlinehint #0 {
  ${findEntry(m, selector, "none")}
  %low40 = and i64 %word, ${(1n << 40n) - 1n}
  %hit = icmp eq i64 %low40, ${want}
  br i1 %hit, label %fast, label %none${LIKELY}
fast:
  %pp = getelementptr i8, ptr %entry, i64 8
  %fn = load ptr, ptr %pp, !invariant.load !8
  ret ptr %fn
none:
  ret ptr null
}
`;
  });
}

/** Address of element `i` of an array of that kind in bounds, or null: (ptr array, i64 index) → ptr. */
export function elementPlace(m: LlvmModule, kind: "f64" | "box"): string {
  return m.define(`element.${kind}`, name => `define internal ptr ${name}(ptr %a, i64 %i) inlinehint #0 {
  %ok = call i1 ${shapeTestRef(m)}(ptr %a, i32 ${kind === "f64" ? SHAPE_ARRAY_F64 : SHAPE_ARRAY}, i32 1)
  br i1 %ok, label %array, label %no${LIKELY}
array:
  %lp = getelementptr i8, ptr %a, i64 ${ARRAY_LENGTH}
  %l = load i32, ptr %lp${m.meta.tbaa("array.length")}
  %l64 = zext i32 %l to i64
  %in = icmp ult i64 %i, %l64
  br i1 %in, label %element, label %no${LIKELY}
element:
  %sp = getelementptr i8, ptr %a, i64 ${ARRAY_STORE}
  %s = load ptr, ptr %sp${m.meta.tbaa("array.store")}
  %data = getelementptr i8, ptr %s, i64 ${STORE_DATA}
  %p = getelementptr i64, ptr %data, i64 %i
  ret ptr %p
no:
  ret ptr null
}
`);
}

/** Element of any array or view the slow way, with what out of bounds means: (box, double index, what) → { rep, i1 }. */
export function slowElement(m: LlvmModule, of: "array" | "view", rep: Rep, outOfBounds: "undefined" | "nan" | "throw" | "zero"): string {
  const type = llvmType(rep);
  const zero = type === "double" ? "0.0" : type === "ptr" ? "null" : type === "i1" ? "false" : "0";
  return m.define(`${of}.slow.${rep}.${outOfBounds}`, name => {
    const missing = rep === "box" || rep === "ref" ? "" : outOfBounds === "throw"
      ? `%t = call i1 ${m.runtime("throwOutOfBounds")}(ptr %what)\n  ret { ${type}, i1 } { ${type} ${zero}, i1 true }`
      : `ret { ${type}, i1 } { ${type} ${outOfBounds === "nan" && rep === "f64" ? UNDEFINED_DOUBLE : zero}, i1 false }`;
    return `define internal { ${type}, i1 } ${name}(i64 %a, double %i, ptr %what) noinline cold #0 {
  %r0 = call { i64, i1 } ${m.runtime(of === "array" ? "arrayGetSlow" : "typedGetSlow")}(i64 %a, double %i)
  %v = extractvalue { i64, i1 } %r0, 0
  %e0 = extractvalue { i64, i1 } %r0, 1
  br i1 %e0, label %failed, label %there
failed:
  ret { ${type}, i1 } { ${type} ${zero}, i1 true }
there:
  %hole = icmp eq i64 %v, ${BOX_HOLE}
  %value = select i1 %hole, i64 ${BOX_UNDEFINED}, i64 %v
  %r = insertvalue { i64, i1 } %r0, i64 %value, 0
  ${missing === "" ? "br label %found" : `%none = icmp eq i64 %value, 0\n  br i1 %none, label %missing, label %found\nmissing:\n  ${missing}`}
found:
  ${checkedTail(m, rep)}
}
`;
  });
}

/** Length of a view of the kind, 0 for anything else: (ptr, first shape, count) → i32. */
export function viewLength(m: LlvmModule): string {
  return m.define("view.length", name => `define internal i32 ${name}(ptr %a, i32 %first, i32 %count) inlinehint #0 {
  %ok = call i1 ${shapeTestRef(m)}(ptr %a, i32 %first, i32 %count)
  br i1 %ok, label %view, label %no${LIKELY}
view:
  %lp = getelementptr i8, ptr %a, i64 ${VIEW_LENGTH}
  %l = load i32, ptr %lp${m.meta.tbaa("view.length")}
  ret i32 %l
no:
  ret i32 0
}
`);
}

export function viewData(m: LlvmModule): string {
  return m.define("view.data", name => `define internal i64 ${name}(ptr %a, i32 %first, i32 %count) inlinehint #0 {
  %ok = call i1 ${shapeTestRef(m)}(ptr %a, i32 %first, i32 %count)
  br i1 %ok, label %view, label %no${LIKELY}
view:
  %p = getelementptr i8, ptr %a, i64 ${VIEW_ADDRESS}
  %d = load i64, ptr %p${m.meta.tbaa("view.address")}
  ret i64 %d
no:
  ret i64 0
}
`);
}
