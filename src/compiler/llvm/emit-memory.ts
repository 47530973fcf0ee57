/** Globals, cells, fields, properties, arrays and views. */
import {
  ARRAY_BYTES, ARRAY_CAPACITY, ARRAY_LENGTH, ARRAY_STORE, BOX_HOLE, BOX_UNINITIALIZED, CELL_CONTENT, FIRST_POINTER, OBJECT_ALIGN, SHAPE_ARRAY, SHAPE_ARRAY_F64,
  SHAPE_CELL, SHAPE_CELL_F64, SHAPE_F32, SHAPE_F64, SHAPE_I16, SHAPE_I32, SHAPE_I8, SHAPE_SLICE, SHAPE_STORE_RAW, SHAPE_STORE_VALUES,
  SHAPE_STRING, SHAPE_U16, SHAPE_U32, SHAPE_U8, SHAPE_U8C, STORE_CAPACITY, STORE_DATA, STRING_LENGTH, VIEW_LENGTH,
} from "../../../lib/runtime/layout.ts";
import type { ClassId, Rep, TypedKind } from "../hir/hir.ts";
import { NOT_A_NUMBER, type MirInstr, type ValueId } from "../mir/mir.ts";
import { arrayGetCall, arrayLengthCall, arrayNewCall, arraySetCall } from "./array-calls.ts";
import { coerceText, widen } from "./emit-convert.ts";
import type { FunctionWriter } from "./function-writer.ts";
import { allocate, elementPlace, getByKey, propertyGet, propertySet, slowElement, viewData, viewLength } from "./helpers-object.ts";
import { POINTER_SPAN, shapeTest, shapeTestRef, toInt32, truncateDouble } from "./helpers-value.ts";
import { LIKELY, UNLIKELY } from "./metadata.ts";
import type { LlvmModule } from "./module.ts";
import { address, staticArray } from "./static-values.ts";
import { doubleText, llvmType } from "./types.ts";

type Of<K extends MirInstr["op"]> = Extract<MirInstr, { readonly op: K }>;
type ThrowTo = () => string;

/** Shape ids of a view kind: first and count. */
export const VIEW_SHAPES: Record<TypedKind, readonly [number, number]> = {
  i8: [SHAPE_I8, 1], u8: [SHAPE_U8, 2], u8c: [SHAPE_U8C, 1], i16: [SHAPE_I16, 1], u16: [SHAPE_U16, 1], i32: [SHAPE_I32, 1], u32: [SHAPE_U32, 1],
  f32: [SHAPE_F32, 1], f64: [SHAPE_F64, 1],
};

/** Loads a slot of a representation (bool is a byte). */
export function loadSlot(w: FunctionWriter, rep: Rep, place: string, tag: string): string {
  if (rep === "bool") return w.let(`trunc i8 ${w.let(`load i8, ptr ${place}${tag}`)} to i1`);
  return w.let(`load ${llvmType(rep)}, ptr ${place}${tag}`);
}

export function storeSlot(w: FunctionWriter, rep: Rep, text: string, place: string, tag: string): void {
  if (rep === "bool") w.line(`store i8 ${w.let(`zext i1 ${text} to i8`)}, ptr ${place}${tag}`);
  else w.line(`store ${llvmType(rep)} ${text}, ptr ${place}${tag}`);
}

export function emitGlobalGet(w: FunctionWriter, i: Of<"global.get">, throwTo: ThrowTo): void {
  const { symbol, global } = w.module.global(i.global);
  const value = loadSlot(w, global.rep, symbol, w.module.meta.tbaa(`global.${global.name}`));
  checkInitialized(w, i.tdz, value, global.rep, throwTo);
  w.bind(i.result, widen(w, value, global.rep, w.rep(i.result)));
}

export function emitGlobalSet(w: FunctionWriter, i: Of<"global.set">): void {
  const { symbol, global } = w.module.global(i.global);
  const value = i.args[0] ?? -1;
  storeSlot(w, global.rep, widen(w, w.value(value), w.rep(value), global.rep), symbol, w.module.meta.tbaa(`global.${global.name}`));
}

function checkInitialized(w: FunctionWriter, name: string | undefined, value: string, rep: Rep, throwTo: ThrowTo): void {
  if (name === undefined || (rep !== "box" && rep !== "ref")) return;
  const bits = rep === "ref" ? w.let(`ptrtoint ptr ${value} to i64`) : value;
  const bad = w.newLabel("tdz"), next = w.newLabel("n");
  w.branch(w.let(`icmp eq i64 ${bits}, ${BOX_UNINITIALIZED}`), bad, next, UNLIKELY);
  w.startLabel(bad);
  w.call(`call i1 ${w.module.runtime("throwUninitialized")}(ptr ${w.module.label(name)})`);
  w.line(`br label %${throwTo()}`);
  w.startLabel(next);
}

/** A zeroed object with its header; throws only if the allocator does. */
export function allocateText(w: FunctionWriter, shape: number, bytes: number | string, throwTo: ThrowTo): string {
  const size = typeof bytes === "number" ? Math.ceil(bytes / OBJECT_ALIGN) * OBJECT_ALIGN : bytes;
  const call = `call { ptr, i1 } ${allocate(w.module)}(i64 ${shape}, i64 ${size})`;
  if (w.module.runtimeThrows("allocateSlow")) return w.checkedCall("ref", call, throwTo());
  return w.let(`extractvalue { ptr, i1 } ${w.let(call)}, 0`);
}

export function at(w: FunctionWriter, base: string, offset: number): string {
  return offset === 0 ? base : w.let(`getelementptr inbounds i8, ptr ${base}, i64 ${offset}`);
}

export function emitCellNew(w: FunctionWriter, i: Of<"cell.new">, throwTo: ThrowTo): void {
  const init = i.args[0];
  const f64 = i.content === "f64" && init !== undefined;
  const cell = allocateText(w, i.content === "f64" ? SHAPE_CELL_F64 : SHAPE_CELL, 16, throwTo);
  const place = at(w, cell, CELL_CONTENT);
  if (init === undefined) w.line(`store i64 ${BOX_UNINITIALIZED}, ptr ${place}${w.module.meta.tbaa("cell")}`);
  else storeSlot(w, f64 ? "f64" : "box", widen(w, w.value(init), w.rep(init), f64 ? "f64" : "box"), place, w.module.meta.tbaa("cell"));
  w.bind(i.result, cell);
}

export function emitCellGet(w: FunctionWriter, i: Of<"cell.get">, throwTo: ThrowTo): void {
  const place = at(w, w.value(i.args[0] ?? -1), CELL_CONTENT);
  if (i.tdz !== undefined) checkInitialized(w, i.tdz, w.let(`load i64, ptr ${place}${w.module.meta.tbaa("cell")}`), "box", throwTo);
  w.bind(i.result, loadSlot(w, i.content, place, w.module.meta.tbaa("cell")));
}

export function emitCellSet(w: FunctionWriter, i: Of<"cell.set">, throwTo: ThrowTo): void {
  const place = at(w, w.value(i.args[0] ?? -1), CELL_CONTENT);
  const value = i.args[1] ?? -1;
  if (i.tdz !== undefined) checkInitialized(w, i.tdz, w.let(`load i64, ptr ${place}${w.module.meta.tbaa("cell")}`), "box", throwTo);
  storeSlot(w, i.content, widen(w, w.value(value), w.rep(value), i.content), place, w.module.meta.tbaa("cell"));
}

// Objects

function fieldTag(w: FunctionWriter, cls: ClassId, key: string): string {
  // The class that declares the field, so that parent and child agree.
  const { classes } = w.module;
  let owner = cls;
  for (let at: ClassId | undefined = cls; at !== undefined; at = classes.get(at).parent) if (classes.get(at).fields.some(f => f.key === key)) owner = at;
  return w.module.meta.tbaa(`${classes.get(owner).name}${owner}.${key}`);
}

export function emitClassTest(w: FunctionWriter, i: Of<"class.test">): void {
  const { first, last } = w.module.shape(i.cls);
  const value = i.args[0] ?? -1;
  if (w.rep(value) === "ref") w.set(`%v${i.result}`, `call i1 ${shapeTestRef(w.module)}(ptr ${w.value(value)}, i32 ${first}, i32 ${last - first + 1})`);
  else if (w.rep(value) === "box") w.set(`%v${i.result}`, `call i1 ${shapeTest(w.module)}(i64 ${w.value(value)}, i32 ${first}, i32 ${last - first + 1})`);
  else w.bind(i.result, "false");
}

export function emitClassGuard(w: FunctionWriter, i: Of<"class.guard">, throwTo: ThrowTo): void {
  const { module: m } = w;
  const value = i.args[0] ?? -1;
  const { first, last } = m.shape(i.cls);
  const good = w.newLabel("n"), other = w.newLabel("other");
  w.branch(shapeTestText(w, value, first, last), good, other, LIKELY);
  w.startLabel(other);
  const threw = w.let(`call i1 ${notInstance(m, i.nullable)}(i64 ${widen(w, w.value(value), w.rep(value), "box")}, ptr ${m.label(i.expected)})`);
  w.branch(threw, throwTo(), good, UNLIKELY);
  w.startLabel(good);
  w.bind(i.result, pointer(w, value));
}

/** What is no instance of the class: throws (true), but for undefined and null where they may be. */
function notInstance(m: LlvmModule, nullable: boolean): string {
  return m.define(nullable ? "not.instance" : "not.instance.or.null", name => `define internal i1 ${name}(i64 %b, ptr %expected) noinline #0 {
  %low = and i64 %b, -9
  %nullish = icmp eq i64 %low, 0
  br i1 ${nullable ? "%nullish" : "false"}, label %fine, label %bad
fine:
  ret i1 false
bad:
  %t = call i1 ${m.runtime("throwTypeMismatch")}(i64 %b, ptr %expected, ptr ${m.label("value")})
  ret i1 true
}
`);
}

export function emitShapeTest(w: FunctionWriter, i: Of<"shape.test">): void {
  w.bind(i.result, shapeTestText(w, i.args[0] ?? -1, i.first, i.last));
}

function shapeTestText(w: FunctionWriter, value: ValueId, first: number, last: number): string {
  if (w.rep(value) === "ref") return w.let(`call i1 ${shapeTestRef(w.module)}(ptr ${w.value(value)}, i32 ${first}, i32 ${last - first + 1})`);
  return w.let(`call i1 ${shapeTest(w.module)}(i64 ${widen(w, w.value(value), w.rep(value), "box")}, i32 ${first}, i32 ${last - first + 1})`);
}

export function emitGuard(w: FunctionWriter, i: Of<"guard">, throwTo: ThrowTo): void {
  const { module: m } = w;
  const value = i.args[0] ?? -1;
  const good = w.newLabel("n"), bad = w.newLabel("bad");
  w.branch(shapeTestText(w, value, i.first, i.last), good, bad, LIKELY);
  w.startLabel(bad);
  const box = widen(w, w.value(value), w.rep(value), "box");
  if (i.key === undefined) w.call(`call i1 ${m.runtime("throwTypeMismatch")}(i64 ${box}, ptr ${m.label(i.expected)}, ptr ${w.messageText(i.what)})`);
  else w.call(`call void ${guardFailure(m)}(i64 ${box}, ptr ${m.string(i.key)}, ptr ${m.label(i.expected)}, ptr ${w.messageText(i.what)})`);
  w.line(`br label %${throwTo()}`);
  w.startLabel(good);
  w.bind(i.result, pointer(w, value));
}

/** Throws what reading `key` of undefined or null throws, a type mismatch for anything else. */
function guardFailure(m: LlvmModule): string {
  return m.define("guard.failed", name => `define internal void ${name}(i64 %b, ptr %key, ptr %expected, ptr %what) noinline cold #0 {
  %low = and i64 %b, -9
  %nullish = icmp eq i64 %low, 0
  br i1 %nullish, label %read, label %other
read:
  %k = ptrtoint ptr %key to i64
  %r = call i1 ${m.runtime("throwNullAccess")}(i64 %b, i64 %k)
  ret void
other:
  %s = call i1 ${m.runtime("throwTypeMismatch")}(i64 %b, ptr %expected, ptr %what)
  ret void
}
`);
}

export function emitObjectNew(w: FunctionWriter, i: Of<"object.new">, throwTo: ThrowTo): void {
  const { module: m } = w;
  m.instantiated.add(i.cls);
  const object = allocateText(w, m.shape(i.cls).first, m.classes.instanceBytes(i.cls), throwTo);
  const places = [...m.classes.layout(i.cls).values()];
  i.args.forEach((arg, k) => {
    const place = places[k];
    if (place === undefined) return;
    const rep = place.field.rep;
    storeSlot(w, rep, widen(w, w.value(arg), w.rep(arg), rep), at(w, object, place.offset), fieldTag(w, i.cls, place.field.key));
  });
  w.bind(i.result, object);
}

/** The object as pointer text (a box that passed a class test is one). */
function pointer(w: FunctionWriter, value: ValueId): string {
  return w.rep(value) === "ref" ? w.value(value) : w.let(`inttoptr i64 ${widen(w, w.value(value), w.rep(value), "box")} to ptr`);
}

export function emitFieldGet(w: FunctionWriter, i: Of<"field.get">, throwTo: ThrowTo): void {
  const { module: m } = w;
  const object = i.args[0] ?? -1, test = i.args[1] ?? -1;
  const place = m.classes.field(i.cls, i.key);
  if (place === undefined) throw new Error(`${w.fn.symbol}: class ${m.classes.get(i.cls).name} has no field ${i.key}`);
  const rep = place.field.rep, tag = fieldTag(w, i.cls, i.key);
  if (w.constantBool(test) === true) {
    w.bind(i.result, widen(w, loadSlot(w, rep, at(w, pointer(w, object), place.offset), tag), rep, w.rep(i.result)));
    return;
  }
  const fast = w.newLabel("fast"), slow = w.newLabel("slow"), join = w.newLabel("join");
  w.branch(w.value(test), fast, slow, LIKELY);
  w.startLabel(fast);
  const a = loadSlot(w, rep, at(w, pointer(w, object), place.offset), tag);
  const aLabel = w.currentLabel();
  w.line(`br label %${join}`);
  w.startLabel(slow);
  const box = widen(w, w.value(object), w.rep(object), "box");
  const b = w.checkedCall(rep, `call { ${llvmType(rep)}, i1 } ${getByKey(m, rep)}(i64 ${box}, ptr ${m.string(i.key)}, ptr ${w.messageText(i.what)})`, throwTo());
  const bLabel = w.currentLabel();
  w.line(`br label %${join}`);
  w.startLabel(join);
  w.bind(i.result, widen(w, w.let(`phi ${llvmType(rep)} [ ${a}, %${aLabel} ], [ ${b}, %${bLabel} ]`), rep, w.rep(i.result)));
}

export function emitFieldSet(w: FunctionWriter, i: Of<"field.set">, throwTo: ThrowTo): void {
  const { module: m } = w;
  const object = i.args[0] ?? -1, value = i.args[1] ?? -1, test = i.args[2] ?? -1;
  const place = m.classes.field(i.cls, i.key);
  if (place === undefined) throw new Error(`${w.fn.symbol}: class ${m.classes.get(i.cls).name} has no field ${i.key}`);
  const rep = place.field.rep, tag = fieldTag(w, i.cls, i.key);
  const store = (): void => storeSlot(w, rep, widen(w, w.value(value), w.rep(value), rep), at(w, pointer(w, object), place.offset), tag);
  if (w.constantBool(test) === true) return store();
  const fast = w.newLabel("fast"), slow = w.newLabel("slow"), join = w.newLabel("join");
  w.branch(w.value(test), fast, slow, LIKELY);
  w.startLabel(fast);
  store();
  w.line(`br label %${join}`);
  w.startLabel(slow);
  const box = widen(w, w.value(object), w.rep(object), "box"), boxed = widen(w, w.value(value), w.rep(value), "box");
  w.checkedCall("void", `call i1 ${m.runtime("setProperty")}(i64 ${box}, ptr ${m.string(i.key)}, i64 ${boxed})`, throwTo());
  w.line(`br label %${join}`);
  w.startLabel(join);
}

export function emitPropertyGet(w: FunctionWriter, i: Of<"property.get">, throwTo: ThrowTo): void {
  const { module: m } = w;
  const rep = w.rep(i.result);
  const box = widen(w, w.value(i.args[0] ?? -1), w.rep(i.args[0] ?? -1), "box");
  w.bind(i.result, w.checkedCall(rep, `call { ${llvmType(rep)}, i1 } ${propertyGet(m, i.key, rep)}(i64 ${box}, ptr ${w.messageText(i.what)})`, throwTo()));
}

export function emitPropertySet(w: FunctionWriter, i: Of<"property.set">, throwTo: ThrowTo): void {
  const { module: m } = w;
  const object = i.args[0] ?? -1, value = i.args[1] ?? -1;
  const box = widen(w, w.value(object), w.rep(object), "box");
  const rep = w.rep(value) === "f64" ? "f64" : "box";
  w.checkedCall("void", `call i1 ${propertySet(m, i.key, rep)}(i64 ${box}, ${llvmType(rep)} ${widen(w, w.value(value), w.rep(value), rep)})`, throwTo());
}

// Arrays

export function emitArrayNew(w: FunctionWriter, i: Of<"array.new">, throwTo: ThrowTo): void {
  const known = i.fixed === true ? i.args.map(arg => w.statics.get(arg)) : [];
  if (i.fixed === true && known.every(value => value !== undefined)) {
    const symbol = staticArray(w.module, i.element, known);
    w.statics.set(i.result, { box: address(symbol) });
    return w.bind(i.result, symbol);
  }
  const count = i.args.length;
  const capacity = Math.max(count, 4);
  const f64 = i.element === "f64";
  const bytes = Math.ceil((STORE_DATA + 8 * capacity) / OBJECT_ALIGN) * OBJECT_ALIGN;
  const slots = (bytes - STORE_DATA) / 8;
  if (w.forSize && !w.module.runtimeThrows("allocateSlow")) {
    const array = w.let(`call ptr ${arrayNewCall(w.module, i.element)}(i32 ${count}, i32 ${slots}, i64 ${bytes})`);
    if (count > 0) storeElements(w, i, w.let(`load ptr, ptr ${at(w, array, ARRAY_STORE)}${w.module.meta.tbaa("array.store")}`));
    return w.bind(i.result, array);
  }
  const store = allocateText(w, f64 ? SHAPE_STORE_RAW : SHAPE_STORE_VALUES, bytes, throwTo);
  w.line(`store i32 ${f64 ? slots * 8 : slots}, ptr ${at(w, store, STORE_CAPACITY)}`);
  storeElements(w, i, store);
  const array = allocateText(w, f64 ? SHAPE_ARRAY_F64 : SHAPE_ARRAY, ARRAY_BYTES, throwTo);
  w.line(`store i32 ${count}, ptr ${at(w, array, ARRAY_LENGTH)}${w.module.meta.tbaa("array.length")}`);
  w.line(`store i32 ${slots}, ptr ${at(w, array, ARRAY_CAPACITY)}`);
  w.line(`store ptr ${store}, ptr ${at(w, array, ARRAY_STORE)}${w.module.meta.tbaa("array.store")}`);
  w.bind(i.result, array);
}

function storeElements(w: FunctionWriter, i: Of<"array.new">, store: string): void {
  i.args.forEach((arg, k) => storeSlot(w, i.element, widen(w, w.value(arg), w.rep(arg), i.element), at(w, store, STORE_DATA + 8 * k), w.module.meta.tbaa(`element.${i.element}`)));
}

/** The index as i64 (negative, fractional and huge ones become an index out of any bounds). */
function indexText(w: FunctionWriter, index: ValueId): string {
  const rep = w.rep(index), text = w.value(index);
  if (rep === "i32") return w.let(`sext i32 ${text} to i64`);
  if (rep === "u32") return w.let(`zext i32 ${text} to i64`);
  if (rep === "int" || rep === "i64" || rep === "u64") return text;
  const double = widen(w, text, rep, "f64");
  const whole = w.let(`call i64 ${truncateDouble(w.module)}(double ${double})`);
  const exact = w.let(`fcmp oeq double ${w.let(`sitofp i64 ${whole} to double`)}, ${double}`);
  return w.let(`select i1 ${exact}, i64 ${whole}, i64 -1`);
}

export function emitArrayGet(w: FunctionWriter, i: Of<"array.get">, throwTo: ThrowTo): void {
  const { module: m } = w;
  const array = i.args[0] ?? -1, index = i.args[1] ?? -1;
  const rep = w.rep(i.result);
  const kind = rep === "f64" || rep === "i32" || rep === "u32" || rep === "int" ? "f64" : "box";
  if (w.forSize && w.rep(array) === "ref" && w.rep(index) !== "f64" && (rep === "f64" || rep === "box" || rep === "ref")) {
    return w.bind(i.result, w.checkedCall(rep, `call { ${llvmType(rep)}, i1 } ${arrayGetCall(m, rep, i.outOfBounds)}(ptr ${w.value(array)}, i64 ${indexText(w, index)}, ptr ${w.messageText(i.what)})`, throwTo()));
  }
  const slow = w.newLabel("slow"), fast = w.newLabel("fast"), join = w.newLabel("join");
  const place = w.let(`call ptr ${elementPlace(m, kind)}(ptr ${w.rep(array) === "ref" ? w.value(array) : viewPointer(w, array)}, i64 ${indexText(w, index)})`);
  w.branch(w.let(`icmp eq ptr ${place}, null`), slow, fast, UNLIKELY);
  w.startLabel(fast);
  let a = w.let(`load ${kind === "f64" ? "double" : "i64"}, ptr ${place}${m.meta.tbaa(`element.${kind}`)}`);
  if (rep === "box") a = w.let(`select i1 ${w.let(`icmp eq i64 ${a}, ${BOX_HOLE}`)}, i64 0, i64 ${a}`);
  else if (rep === "ref") {
    // anything but an object goes the slow way: holes, undefined, null, values of a wrong kind
    const object = w.newLabel("object");
    w.branch(w.let(`icmp ult i64 ${w.let(`sub i64 ${a}, ${FIRST_POINTER}`)}, ${POINTER_SPAN}`), object, slow, LIKELY);
    w.startLabel(object);
    a = w.let(`inttoptr i64 ${a} to ptr`);
  } else if (rep !== "f64") a = coerceText(w, a, kind === "f64" ? "f64" : "box", rep, i.what, throwTo);
  const aLabel = w.currentLabel();
  w.line(`br label %${join}`);
  w.startLabel(slow);
  const box = widen(w, w.value(array), w.rep(array), "box");
  const double = widen(w, w.value(index), w.rep(index), "f64");
  const b = w.checkedCall(rep, `call { ${llvmType(rep)}, i1 } ${slowElement(m, "array", rep, i.outOfBounds)}(i64 ${box}, double ${double}, ptr ${w.messageText(i.what)})`, throwTo());
  const bLabel = w.currentLabel();
  w.line(`br label %${join}`);
  w.startLabel(join);
  w.bind(i.result, w.let(`phi ${llvmType(rep)} [ ${a}, %${aLabel} ], [ ${b}, %${bLabel} ]`));
}

export function emitArraySet(w: FunctionWriter, i: Of<"array.set">, throwTo: ThrowTo): void {
  const { module: m } = w;
  const array = i.args[0] ?? -1, index = i.args[1] ?? -1, value = i.args[2] ?? -1;
  const rep = w.rep(value);
  const kind = rep === "f64" || rep === "i32" || rep === "u32" || rep === "int" ? "f64" : "box";
  if (w.forSize && w.rep(array) === "ref" && w.rep(index) !== "f64") {
    w.checkedCall("void", `call i1 ${arraySetCall(m, kind)}(ptr ${w.value(array)}, i64 ${indexText(w, index)}, ${llvmType(kind)} ${widen(w, w.value(value), rep, kind)})`, throwTo());
    return;
  }
  const slow = w.newLabel("slow"), fast = w.newLabel("fast"), join = w.newLabel("join");
  const place = w.let(`call ptr ${elementPlace(m, kind)}(ptr ${w.rep(array) === "ref" ? w.value(array) : viewPointer(w, array)}, i64 ${indexText(w, index)})`);
  w.branch(w.let(`icmp eq ptr ${place}, null`), slow, fast, UNLIKELY);
  w.startLabel(fast);
  storeSlot(w, kind, widen(w, w.value(value), rep, kind), place, m.meta.tbaa(`element.${kind}`));
  w.line(`br label %${join}`);
  w.startLabel(slow);
  const box = widen(w, w.value(array), w.rep(array), "box"), boxed = widen(w, w.value(value), rep, "box");
  w.checkedCall("void", `call i1 ${m.runtime("arraySetSlow")}(i64 ${box}, double ${widen(w, w.value(index), w.rep(index), "f64")}, i64 ${boxed})`, throwTo());
  w.line(`br label %${join}`);
  w.startLabel(join);
}

export function emitLength(w: FunctionWriter, i: Of<"length">, throwTo: ThrowTo): void {
  const { module: m } = w;
  const [first, count, offset, kind] = i.of === "array" ? [SHAPE_ARRAY, SHAPE_ARRAY_F64 - SHAPE_ARRAY + 1, ARRAY_LENGTH, "array.length"] as const
    : i.of === "string" ? [SHAPE_STRING, SHAPE_SLICE - SHAPE_STRING + 1, STRING_LENGTH, "string.length"] as const
      : [SHAPE_I8, SHAPE_F64 - SHAPE_I8 + 1, VIEW_LENGTH, "view.length"] as const;
  const object = i.args[0] ?? -1;
  if (w.forSize && i.of === "array" && w.rep(object) === "ref") {
    const length = w.checkedCall("u32", `call { i32, i1 } ${arrayLengthCall(m)}(ptr ${w.value(object)}, ptr ${w.messageText(i.what)})`, throwTo());
    return w.bind(i.result, widen(w, length, "u32", w.rep(i.result)));
  }
  const test = w.rep(object) === "ref" ? `call i1 ${shapeTestRef(m)}(ptr ${w.value(object)}` : `call i1 ${shapeTest(m)}(i64 ${widen(w, w.value(object), w.rep(object), "box")}`;
  const fast = w.newLabel("fast"), slow = w.newLabel("slow"), join = w.newLabel("join");
  w.branch(w.let(`${test}, i32 ${first}, i32 ${count})`), fast, slow, LIKELY);
  w.startLabel(fast);
  const a = w.let(`load i32, ptr ${at(w, pointer(w, object), offset)}${m.meta.tbaa(kind)}`);
  w.line(`br label %${join}`);
  w.startLabel(slow);
  const box = widen(w, w.value(object), w.rep(object), "box");
  const b = w.checkedCall("u32", `call { i32, i1 } ${getByKey(m, "u32")}(i64 ${box}, ptr ${m.string("length")}, ptr ${w.messageText(i.what)})`, throwTo());
  const bLabel = w.currentLabel();
  w.line(`br label %${join}`);
  w.startLabel(join);
  w.bind(i.result, widen(w, w.let(`phi i32 [ ${a}, %${fast} ], [ ${b}, %${bLabel} ]`), "u32", w.rep(i.result)));
}

// Views

export function emitView(w: FunctionWriter, i: Of<"view.length"> | Of<"view.data">): void {
  const [first, count] = VIEW_SHAPES[i.type];
  const value = i.args[0] ?? -1;
  const helper = i.op === "view.length" ? viewLength(w.module) : viewData(w.module);
  const base = w.rep(value) === "ref" ? w.value(value) : viewPointer(w, value);
  w.set(`%v${i.result}`, `call ${i.op === "view.length" ? "i32" : "i64"} ${helper}(ptr ${base}, i32 ${first}, i32 ${count})`);
}

/** A box as pointer; anything that is no object becomes null. */
function viewPointer(w: FunctionWriter, value: ValueId): string {
  const box = widen(w, w.value(value), w.rep(value), "box");
  const isObject = w.let(`icmp ult i64 ${w.let(`sub i64 ${box}, ${FIRST_POINTER}`)}, ${POINTER_SPAN}`);
  return w.let(`inttoptr i64 ${w.let(`select i1 ${isObject}, i64 ${box}, i64 0`)} to ptr`);
}

const ELEMENT: Record<TypedKind, { readonly memory: string; readonly bytes: number; readonly rep: Rep }> = {
  i8: { memory: "i8", bytes: 1, rep: "i32" }, u8: { memory: "i8", bytes: 1, rep: "u32" }, u8c: { memory: "i8", bytes: 1, rep: "u32" },
  i16: { memory: "i16", bytes: 2, rep: "i32" }, u16: { memory: "i16", bytes: 2, rep: "u32" }, i32: { memory: "i32", bytes: 4, rep: "i32" },
  u32: { memory: "i32", bytes: 4, rep: "u32" }, f32: { memory: "float", bytes: 4, rep: "f64" }, f64: { memory: "double", bytes: 8, rep: "f64" },
};

function loadElement(w: FunctionWriter, type: TypedKind, place: string): string {
  const { memory, bytes, rep } = ELEMENT[type];
  const value = w.let(`load ${memory}, ptr ${place}${w.module.meta.tbaa(`view.${type}`)}`);
  if (memory === "float") return w.let(`fpext float ${value} to double`);
  if (rep === "f64" || bytes === 4) return value;
  return w.let(`${rep === "i32" ? "sext" : "zext"} ${memory} ${value} to i32`);
}

export function emitTypedGet(w: FunctionWriter, i: Of<"typed.get">, throwTo: ThrowTo): void {
  const { module: m } = w;
  const [array = -1, index = -1, length = -1, data = -1] = i.args;
  const rep = w.rep(i.result), element = ELEMENT[i.type];
  const position = indexText(w, index);
  const address = (): string => w.let(`getelementptr ${element.memory}, ptr ${w.let(`inttoptr i64 ${w.value(data)} to ptr`)}, i64 ${position}`);
  if (i.proved === true) { w.bind(i.result, narrowElement(w, loadElement(w, i.type, address()), element.rep, rep)); return; }
  const fast = w.newLabel("fast"), slow = w.newLabel("slow"), join = w.newLabel("join");
  w.branch(w.let(`icmp ult i64 ${position}, ${w.let(`zext i32 ${w.value(length)} to i64`)}`), fast, slow, LIKELY);
  w.startLabel(fast);
  const a = narrowElement(w, loadElement(w, i.type, address()), element.rep, rep);
  const aLabel = w.currentLabel();
  w.line(`br label %${join}`);
  w.startLabel(slow);
  const box = widen(w, w.value(array), w.rep(array), "box");
  const double = widen(w, w.value(index), w.rep(index), "f64");
  const slowly = (as: Rep): string => w.checkedCall(as, `call { ${llvmType(as)}, i1 } ${slowElement(m, "view", as, i.outOfBounds)}(i64 ${box}, double ${double}, ptr ${w.messageText(i.what)})`, throwTo());
  const b = rep === "int" ? termOrNaN(w, slowly("f64"), element.rep, i.what, throwTo) : slowly(rep);
  const bLabel = w.currentLabel();
  w.line(`br label %${join}`);
  w.startLabel(join);
  w.bind(i.result, w.let(`phi ${llvmType(rep)} [ ${a}, %${aLabel} ], [ ${b}, %${bLabel} ]`));
}

/** A double as a term of an integer sum; what is no element of such a view (something else lied to be one) is a TypeError. */
function termOrNaN(w: FunctionWriter, double: string, rep: Rep, what: string, throwTo: ThrowTo): string {
  const isNaN = w.let(`fcmp uno double ${double}, 0.0`);
  const number = w.let(`select i1 ${isNaN}, double 0.0, double ${double}`);
  const term = widen(w, coerceText(w, number, "f64", rep, what, throwTo), rep, "int");
  return w.let(`select i1 ${isNaN}, i64 ${NOT_A_NUMBER}, i64 ${term}`);
}

/** An element as the result's rep; to-int32 of u32 keeps the bits. */
function narrowElement(w: FunctionWriter, text: string, from: Rep, to: Rep): string {
  return (from === "i32" || from === "u32") && (to === "i32" || to === "u32") ? text : widen(w, text, from, to);
}

export function emitTypedSet(w: FunctionWriter, i: Of<"typed.set">, throwTo: ThrowTo): void {
  const { module: m } = w;
  const [array = -1, index = -1, value = -1, length = -1, data = -1] = i.args;
  const element = ELEMENT[i.type];
  const position = indexText(w, index);
  const rep = w.rep(value);
  const store = (): void => {
    const place = w.let(`getelementptr ${element.memory}, ptr ${w.let(`inttoptr i64 ${w.value(data)} to ptr`)}, i64 ${position}`);
    w.line(`store ${element.memory} ${elementText(w, i.type, w.value(value), rep)}, ptr ${place}${m.meta.tbaa(`view.${i.type}`)}`);
  };
  if (i.proved === true) return store();
  const fast = w.newLabel("fast"), slow = w.newLabel("slow"), join = w.newLabel("join");
  w.branch(w.let(`icmp ult i64 ${position}, ${w.let(`zext i32 ${w.value(length)} to i64`)}`), fast, slow, LIKELY);
  w.startLabel(fast);
  store();
  w.line(`br label %${join}`);
  w.startLabel(slow);
  const box = widen(w, w.value(array), w.rep(array), "box"), boxed = widen(w, w.value(value), rep, "box");
  w.checkedCall("void", `call i1 ${m.runtime("typedSetSlow")}(i64 ${box}, double ${widen(w, w.value(index), w.rep(index), "f64")}, i64 ${boxed})`, throwTo());
  w.line(`br label %${join}`);
  w.startLabel(join);
}

/** The value as element: ECMA-262 ToInt8 … ToUint8Clamp, or rounding to float. */
function elementText(w: FunctionWriter, type: TypedKind, text: string, rep: Rep): string {
  const { memory } = ELEMENT[type];
  if (type === "f64") return widen(w, text, rep, "f64");
  if (type === "f32") return w.let(`fptrunc double ${widen(w, text, rep, "f64")} to float`);
  if (type === "u8c") {
    const double = widen(w, text, rep, "f64");
    const round = w.let(`call double @llvm.rint.f64(double ${double})`);
    const clamped = w.let(`call i32 @llvm.fptoui.sat.i32.f64(double ${round})`);
    const low = w.let(`call i32 @llvm.umin.i32(i32 ${clamped}, i32 255)`);
    return w.let(`trunc i32 ${low} to i8`);
  }
  const word = rep === "f64" || rep === "bool" ? int32Text(w, text, rep) : rep === "i32" || rep === "u32" ? text : w.let(`trunc i64 ${text} to i32`);
  return memory === "i32" ? word : w.let(`trunc i32 ${word} to ${memory}`);
}

function int32Text(w: FunctionWriter, text: string, rep: Rep): string {
  if (rep === "bool") return w.let(`zext i1 ${text} to i32`);
  return w.let(`call i32 ${toInt32(w.module)}(double ${text})`);
}

