/** Helpers for representations: boxing, checked unboxing, ToInt32, truthiness. Inlined by LLVM; slow paths are calls. */
import {
  BOX_DOUBLE_OFFSET, BOX_FALSE, BOX_NULL, BOX_TRUE, BOX_UNDEFINED, FIRST_POINTER, NUMBER_UNDEFINED, SHAPE_ROPE, SHAPE_BIGINT, SHAPE_STRING, STRING_LENGTH,
} from "../../../lib/runtime/layout.ts";
import type { LlvmModule } from "./module.ts";
import { LIKELY, UNLIKELY } from "./metadata.ts";

/** Object addresses of boxes: FIRST_POINTER … 2^47-1. */
export const POINTER_SPAN = 2 ** 47 - FIRST_POINTER;
const OFFSET = BOX_DOUBLE_OFFSET.toString();

/** `undefined` in a number slot (layout.ts, NUMBER_UNDEFINED), as LLVM writes it. */
export const UNDEFINED_DOUBLE = `0x${NUMBER_UNDEFINED.toString(16).toUpperCase()}`;

/** double → box. */
export function boxDouble(m: LlvmModule): string {
  const nan = boxNan(m);
  return m.define("box.f64", name => `define internal i64 ${name}(double %d) alwaysinline #0 {
  %nan = fcmp uno double %d, 0.0
  br i1 %nan, label %slow, label %fast${UNLIKELY}
fast:
  %bits = bitcast double %d to i64
  %box = add i64 %bits, ${OFFSET}
  ret i64 %box
slow:
  %none = call i64 ${nan}(double %d)
  ret i64 %none
}
`);
}

/** A NaN → box: the canonical NaN, or the undefined that a number slot holds. */
function boxNan(m: LlvmModule): string {
  return m.define("box.nan", name => `define internal i64 ${name}(double %d) noinline cold memory(none) #0 {
  %bits = bitcast double %d to i64
  %none = icmp eq i64 %bits, ${BigInt.asIntN(64, NUMBER_UNDEFINED)}
  %box = select i1 %none, i64 ${BOX_UNDEFINED}, i64 ${0x7ff8_0000_0000_0000n + BOX_DOUBLE_OFFSET}
  ret i64 %box
}
`);
}

/** bool → box. */
export function boxBool(m: LlvmModule): string {
  return m.define("box.bool", name => `define internal i64 ${name}(i1 %b) alwaysinline #0 {
  %box = select i1 %b, i64 ${BOX_TRUE}, i64 ${BOX_FALSE}
  ret i64 %box
}
`);
}

/** box → { double, i1 }; undefined stays undefined; TypeError with `what` if it is anything else than a number. */
export function unboxDouble(m: LlvmModule): string {
  const rest = undefinedOrMismatch(m);
  return m.define("unbox.f64", name => `define internal { double, i1 } ${name}(i64 %b, ptr %what) alwaysinline #0 {
  %ok = icmp uge i64 %b, ${OFFSET}
  br i1 %ok, label %fast, label %slow${LIKELY}
fast:
  %bits = sub i64 %b, ${OFFSET}
  %d = bitcast i64 %bits to double
  %r = insertvalue { double, i1 } { double poison, i1 false }, double %d, 0
  ret { double, i1 } %r
slow:
  %s = call { double, i1 } ${rest}(i64 %b, ptr %what)
  ret { double, i1 } %s
}
`);
}

function undefinedOrMismatch(m: LlvmModule): string {
  return m.define("unbox.rest", name => `define internal { double, i1 } ${name}(i64 %b, ptr %what) noinline cold #0 {
  %none = icmp eq i64 %b, ${BOX_UNDEFINED}
  br i1 %none, label %missing, label %bad
missing:
  ret { double, i1 } { double ${UNDEFINED_DOUBLE}, i1 false }
bad:
  %r = call i1 ${m.runtime("throwTypeMismatch")}(i64 %b, ptr ${m.string("number")}, ptr %what)
  ret { double, i1 } { double 0.0, i1 true }
}
`);
}

/** box → { i1, i1 }. */
export function unboxBool(m: LlvmModule): string {
  const fail = mismatch(m, "boolean");
  return m.define("unbox.bool", name => `define internal { i1, i1 } ${name}(i64 %b, ptr %what) alwaysinline #0 {
  %low = and i64 %b, -9
  %ok = icmp eq i64 %low, ${BOX_FALSE}
  br i1 %ok, label %fast, label %slow${LIKELY}
fast:
  %t = icmp eq i64 %b, ${BOX_TRUE}
  %r = insertvalue { i1, i1 } { i1 poison, i1 false }, i1 %t, 0
  ret { i1, i1 } %r
slow:
  call void ${fail}(i64 %b, ptr %what)
  ret { i1, i1 } { i1 false, i1 true }
}
`);
}

/** box → { ptr, i1 }: an object, undefined or null. */
export function unboxRef(m: LlvmModule): string {
  const fail = mismatch(m, "object");
  return m.define("unbox.ref", name => `define internal { ptr, i1 } ${name}(i64 %b, ptr %what) alwaysinline #0 {
  %p = inttoptr i64 %b to ptr
  %r = insertvalue { ptr, i1 } { ptr poison, i1 false }, ptr %p, 0
  %d = sub i64 %b, ${FIRST_POINTER}
  %ok = icmp ult i64 %d, ${POINTER_SPAN}
  br i1 %ok, label %fast, label %slow${LIKELY}
fast:
  ret { ptr, i1 } %r
slow:
  %nullish = and i64 %b, -9
  %ok2 = icmp eq i64 %nullish, 0
  br i1 %ok2, label %fast, label %bad${LIKELY}
bad:
  call void ${fail}(i64 %b, ptr %what)
  ret { ptr, i1 } { ptr null, i1 true }
}
`);
}

/** Sets the exception "expected <kind>", never inlined. */
export function mismatch(m: LlvmModule, kind: string): string {
  return m.define(`mismatch.${kind}`, name => `define internal void ${name}(i64 %b, ptr %what) noinline cold #0 {
  %r = call i1 ${m.runtime("throwTypeMismatch")}(i64 %b, ptr ${m.label(kind)}, ptr %what)
  ret void
}
`);
}

/** ECMA-262 ToInt32 / ToUint32 of a double. */
export function toInt32(m: LlvmModule): string {
  return m.define("to.int32", name => `define internal i32 ${name}(double %d) alwaysinline #0 {
  %v = insertelement <2 x double> zeroinitializer, double %d, i32 0
  %w = call i64 @llvm.x86.sse2.cvttsd2si64(<2 x double> %v)
  %bad = icmp eq i64 %w, -9223372036854775808
  br i1 %bad, label %slow, label %fast${UNLIKELY}
fast:
  %i = trunc i64 %w to i32
  ret i32 %i
slow:
  %p = call { i32, i1 } ${m.runtime("toInt32Slow")}(double %d)
  %s = extractvalue { i32, i1 } %p, 0
  ret i32 %s
}
`);
}

/** cvttsd2si: out of range gives -2^63. */
export function truncateDouble(m: LlvmModule): string {
  return m.define("f64.to.i64", name => `define internal i64 ${name}(double %d) alwaysinline #0 {
  %v = insertelement <2 x double> zeroinitializer, double %d, i32 0
  %w = call i64 @llvm.x86.sse2.cvttsd2si64(<2 x double> %v)
  ret i64 %w
}
`);
}

/** box → { double, i1 } by ToNumber. */
export function toNumber(m: LlvmModule): string {
  return m.define("to.number", name => `define internal { double, i1 } ${name}(i64 %b) alwaysinline #0 {
  %ok = icmp uge i64 %b, ${OFFSET}
  br i1 %ok, label %fast, label %slow${LIKELY}
fast:
  %bits = sub i64 %b, ${OFFSET}
  %d = bitcast i64 %bits to double
  %r = insertvalue { double, i1 } { double poison, i1 false }, double %d, 0
  ret { double, i1 } %r
slow:
  %s = call { double, i1 } ${m.runtime("toNumber")}(i64 %b)
  ret { double, i1 } %s
}
`);
}

/** ToBoolean of a ref: objects are true, strings by length, bigints by value. */
export function truthyRef(m: LlvmModule): string {
  const strings = SHAPE_ROPE + 2 - SHAPE_STRING;
  return m.define("truthy.ref", name => `define internal i1 ${name}(ptr %p) inlinehint #0 {
  %b = ptrtoint ptr %p to i64
  %some = icmp uge i64 %b, ${FIRST_POINTER}
  br i1 %some, label %object, label %no
object:
  %shape = load i32, ptr %p${m.meta.tbaa("shape")}
  %plain = icmp ugt i32 %shape, ${SHAPE_BIGINT}
  br i1 %plain, label %yes, label %special
special:
  %d = sub i32 %shape, ${SHAPE_STRING}
  %string = icmp ult i32 %d, ${strings}
  br i1 %string, label %text, label %other
text:
  %lp = getelementptr i8, ptr %p, i64 ${STRING_LENGTH}
  %length = load i32, ptr %lp${m.meta.tbaa("string.length")}
  %filled = icmp ne i32 %length, 0
  ret i1 %filled
other:
  %r = call { i1, i1 } ${m.runtime("truthy")}(i64 %b)
  %t = extractvalue { i1, i1 } %r, 0
  ret i1 %t
yes:
  ret i1 true
no:
  ret i1 false
}
`);
}

/** ToBoolean of a box. */
export function truthyBox(m: LlvmModule): string {
  const ref = truthyRef(m);
  return m.define("truthy.box", name => `define internal i1 ${name}(i64 %b) #0 {
  %num = icmp uge i64 %b, ${OFFSET}
  br i1 %num, label %number, label %rest
number:
  %bits = sub i64 %b, ${OFFSET}
  %d = bitcast i64 %bits to double
  %t = fcmp one double %d, 0.0
  ret i1 %t
rest:
  %some = icmp uge i64 %b, ${FIRST_POINTER}
  br i1 %some, label %object, label %small
object:
  %p = inttoptr i64 %b to ptr
  %o = call i1 ${ref}(ptr %p)
  ret i1 %o
small:
  %yes = icmp eq i64 %b, ${BOX_TRUE}
  ret i1 %yes
}
`);
}

/** Is the box an object whose shape id is `first` … `first + count - 1`? */
export function shapeTest(m: LlvmModule): string {
  return m.define("shape.test", name => `define internal i1 ${name}(i64 %b, i32 %first, i32 %count) alwaysinline #0 {
  %d = sub i64 %b, ${FIRST_POINTER}
  %ptr = icmp ult i64 %d, ${POINTER_SPAN}
  br i1 %ptr, label %object, label %no${LIKELY}
object:
  %p = inttoptr i64 %b to ptr
  %shape = load i32, ptr %p${m.meta.tbaa("shape")}
  %s = sub i32 %shape, %first
  %ok = icmp ult i32 %s, %count
  ret i1 %ok
no:
  ret i1 false
}
`);
}

/** As shapeTest, for a ref (no number or boolean). */
export function shapeTestRef(m: LlvmModule): string {
  return m.define("shape.test.ref", name => `define internal i1 ${name}(ptr %p, i32 %first, i32 %count) alwaysinline #0 {
  %b = ptrtoint ptr %p to i64
  %ptr = icmp ugt i64 %b, ${BOX_NULL}
  br i1 %ptr, label %object, label %no${LIKELY}
object:
  %shape = load i32, ptr %p${m.meta.tbaa("shape")}
  %s = sub i32 %shape, %first
  %ok = icmp ult i32 %s, %count
  ret i1 %ok
no:
  ret i1 false
}
`);
}
