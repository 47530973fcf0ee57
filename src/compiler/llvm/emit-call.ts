/** Calls, closures and class values. */
import {
  FUNCTION_BOXED, FUNCTION_CAPTURE_COUNT, FUNCTION_CAPTURES, FUNCTION_INFO, FUNCTION_NATIVE, FUNCTION_SIGNATURE, OBJECT_ALIGN, SHAPE_CLASS, SHAPE_FUNCTION,
} from "../../../lib/runtime/layout.ts";
import { RUNTIME_FUNCTIONS } from "../runtime-interface.ts";
import type { Rep, Signature } from "../hir/hir.ts";
import type { MirInstr } from "../mir/mir.ts";
import { restArguments } from "./boxed-entry.ts";
import { coerceText, widen } from "./emit-convert.ts";
import { allocateText, at } from "./emit-memory.ts";
import type { FunctionWriter } from "./function-writer.ts";
import type { Entries } from "./entries.ts";
import { findMethod } from "./helpers-object.ts";
import { shapeTest, unboxDouble } from "./helpers-value.ts";
import { LIKELY, UNLIKELY } from "./metadata.ts";
import type { LlvmModule } from "./module.ts";
import { letterRep, llvmType, returnType, splitSignature } from "./types.ts";

type Of<K extends MirInstr["op"]> = Extract<MirInstr, { readonly op: K }>;
type ThrowTo = () => string;

function args(w: FunctionWriter, values: readonly number[]): string { return values.map(v => w.operand(v)).join(", "); }

export function emitCall(w: FunctionWriter, i: Of<"call">, throwTo: ThrowTo): void {
  const callee = w.module.function(i.func);
  emitDirect(w, i, callee.ret, callee.throws, `${w.module.direct(i.func)}(${args(w, i.args)})`, throwTo);
}

/** A direct call whose return type follows from `ret` and `throws`; binds the result. */
function emitDirect(w: FunctionWriter, i: MirInstr, ret: Rep, throws: boolean, callee: string, throwTo: ThrowTo): void {
  const text = `call ${returnType(ret, throws)} ${callee}`;
  if (throws) {
    const value = w.checkedCall(ret, text, throwTo());
    if (ret !== "void") w.bind(i.result, value);
  } else if (ret === "void") w.call(text);
  else w.bind(i.result, w.let(text));
}

export function emitRuntimeCall(w: FunctionWriter, i: Of<"call.runtime">, throwTo: ThrowTo): void {
  const id = w.module.program.hir.runtime.get(i.name);
  if (id !== undefined) {
    const callee = w.module.function(id);
    return emitDirect(w, i, callee.ret, callee.throws, `${w.module.direct(id)}(${args(w, i.args)})`, throwTo);
  }
  const row = RUNTIME_FUNCTIONS.find(r => r.export === i.name);
  if (row === undefined) throw new Error(`${w.fn.symbol}: no runtime function ${i.name}`);
  emitDirect(w, i, row.ret, true, `${w.module.runtime(i.name)}(${args(w, i.args)})`, throwTo);
}

/** ", i64 %a0, double %a1": the letters' parameters. */
function letterParameters(letters: string): string { return [...letters].map((l, i) => `, ${llvmType(letterRep(l))} %a${i}`).join(""); }

/** Calls a function object through its boxed entry: (closure, this, letters) → { result, i1 }. */
function slowCall(m: LlvmModule, signature: Signature): string {
  return m.define(`slow.${signature}`, name => {
    const { letters, result } = splitSignature(signature);
    const rep = letterRep(result), type = llvmType(rep);
    const lines: string[] = [];
    const box = (letter: string, i: number): string => {
      if (letter === "v") return `%a${i}`;
      if (letter === "r") lines.push(`%b${i} = ptrtoint ptr %a${i} to i64`);
      else {
        lines.push(`%n${i} = fcmp uno double %a${i}, 0.0`, `%w${i} = bitcast double %a${i} to i64`, `%c${i} = select i1 %n${i}, i64 9221120237041090560, i64 %w${i}`, `%b${i} = add i64 %c${i}, 562949953421312`);
      }
      return `%b${i}`;
    };
    const boxes = [...letters].map(box);
    if (letters.endsWith("r")) {
      lines.push(`%list = call { ptr, i1 } ${m.runtime("newArray")}(i1 false, i32 ${letters.length})`, "%array = extractvalue { ptr, i1 } %list, 0");
      boxes.forEach((b, i) => lines.push(i === letters.length - 1
        ? `%p${i} = call i1 ${m.runtime("arrayAppendIterable")}(ptr %array, i64 ${b})`
        : `%p${i} = call i1 ${m.runtime("arrayPushValue")}(ptr %array, i64 ${b})`));
      lines.push("%fb = ptrtoint ptr %f to i64", `%r = call { i64, i1 } ${m.runtime("callWithArray")}(i64 %fb, i64 %this, ptr %array)`);
    } else {
      if (letters.length > 0) {
        lines.push(`%argv = alloca [${letters.length} x i64], align 8`);
        boxes.forEach((b, i) => lines.push(`%s${i} = getelementptr i64, ptr %argv, i64 ${i}`, `store i64 ${b}, ptr %s${i}`));
      }
      lines.push(`%cp = getelementptr i8, ptr %f, i64 ${FUNCTION_BOXED}`, "%code = load ptr, ptr %cp",
        `%r = call { i64, i1 } %code(ptr %f, i64 %this, i32 ${letters.length}, ptr ${letters.length > 0 ? "%argv" : "null"})`);
    }
    if (result !== "d") lines.push("ret { i64, i1 } %r");
    else {
      lines.push("%v = extractvalue { i64, i1 } %r, 0", "%e = extractvalue { i64, i1 } %r, 1", "br i1 %e, label %threw, label %good",
        "threw:", `ret { double, i1 } { double 0.0, i1 true }`, "good:",
        `%d = call { double, i1 } ${unboxDouble(m)}(i64 %v, ptr ${m.label("result")})`, "ret { double, i1 } %d");
    }
    return `define internal { ${type}, i1 } ${name}(ptr %f, i64 %this${letterParameters(letters)}) noinline #0 {\n  ${lines.join("\n  ")}\n}\n`;
  });
}

/** Text that calls function object `%f` natively if its signature is this one, else by boxes; defines `%result`. */
function selectCall(m: LlvmModule, signature: Signature): string {
  const { letters, result } = splitSignature(signature);
  const type = `{ ${llvmType(letterRep(result))}, i1 }`;
  return `%sp = getelementptr i8, ptr %f, i64 ${FUNCTION_SIGNATURE}
  %sig = load i32, ptr %sp${m.meta.tbaa("function.signature")}
  %same = icmp eq i32 %sig, ${m.signatureId(signature)}
  %np = getelementptr i8, ptr %f, i64 ${FUNCTION_NATIVE}
  %native = load ptr, ptr %np${m.meta.tbaa("function.code")}
  %target = select i1 %same, ptr %native, ptr ${slowCall(m, signature)}${LIKELY}
  %result = call ${type} %target(ptr %f, i64 %this${letterParameters(letters)})
  ret ${type} %result`;
}

/** Call of any value: (callee box, this, what, letters) → { result, i1 }. */
function callValue(m: LlvmModule, signature: Signature): string {
  return m.define(`call.${signature}`, name => {
    const { letters, result } = splitSignature(signature);
    const type = llvmType(letterRep(result));
    const zero = type === "double" ? "0.0" : type === "ptr" ? "null" : "0";
    return `define internal { ${type}, i1 } ${name}(i64 %callee, i64 %this, ptr %what${letterParameters(letters)}) #0 {
  %ok = call i1 ${shapeTest(m)}(i64 %callee, i32 ${SHAPE_FUNCTION}, i32 ${SHAPE_CLASS - SHAPE_FUNCTION + 1})
  br i1 %ok, label %function, label %bad${LIKELY}
function:
  %f = inttoptr i64 %callee to ptr
  ${selectCall(m, signature)}
bad:
  %t = call i1 ${m.runtime("throwNotFunction")}(ptr %what)
  ret { ${type}, i1 } { ${type} ${zero}, i1 true }
}
`;
  });
}

/** Method call by key through the runtime: (object box, key, what, letters). */
function slowProperty(m: LlvmModule, signature: Signature): string {
  return m.define(`callp.slow.${signature}`, name => {
    const { letters, result } = splitSignature(signature);
    const type = llvmType(letterRep(result));
    const zero = type === "double" ? "0.0" : type === "ptr" ? "null" : "0";
    return `define internal { ${type}, i1 } ${name}(i64 %this, ptr %key, ptr %what${letterParameters(letters)}) noinline cold #0 {
  %l = call { i64, i1 } ${m.runtime("lookupMethod")}(i64 %this, ptr %key, ptr %what)
  %fb = extractvalue { i64, i1 } %l, 0
  %f = inttoptr i64 %fb to ptr
  %e = extractvalue { i64, i1 } %l, 1
  br i1 %e, label %threw, label %good${UNLIKELY}
threw:
  ret { ${type}, i1 } { ${type} ${zero}, i1 true }
good:
  ${selectCall(m, signature)}
}
`;
  });
}

/** Method call by constant key: (object box, what, letters). */
function callProperty(m: LlvmModule, key: string, signature: Signature): string {
  return m.define(`callp.${key}.${signature}`, name => {
    const { letters, result } = splitSignature(signature);
    const type = llvmType(letterRep(result));
    return `define internal { ${type}, i1 } ${name}(i64 %this, ptr %what${letterParameters(letters)}) #0 {
  %f = call ptr ${findMethod(m, key)}(i64 %this)
  %none = icmp eq ptr %f, null
  br i1 %none, label %slow, label %found${UNLIKELY}
found:
  ${selectCall(m, signature)}
slow:
  %s = call { ${type}, i1 } ${slowProperty(m, signature)}(i64 %this, ptr ${m.string(key)}, ptr %what${letterParameters(letters)})
  ret { ${type}, i1 } %s
}
`;
  });
}

/** ", i64 x, double y" of the arguments converted to the signature's letters. */
function letterArguments(w: FunctionWriter, letters: string, values: readonly number[]): string {
  return [...letters].map((l, k) => {
    const value = values[k] ?? -1, rep = letterRep(l);
    return `, ${llvmType(rep)} ${value < 0 ? "0" : widen(w, w.value(value), w.rep(value), rep)}`;
  }).join("");
}

function bindResult(w: FunctionWriter, i: MirInstr, signature: Signature, text: string, throwTo: ThrowTo): void {
  const rep = letterRep(splitSignature(signature).result);
  const value = w.checkedCall(rep, text, throwTo());
  if (i.result >= 0) w.bind(i.result, coerceText(w, value, rep, w.rep(i.result), "result", throwTo));
}

export function emitCallValue(w: FunctionWriter, i: Of<"call.value">, throwTo: ThrowTo): void {
  const [callee = -1, thisArg = -1, ...rest] = i.args;
  const { letters, result } = splitSignature(i.signature);
  const f = widen(w, w.value(callee), w.rep(callee), "box"), self = widen(w, w.value(thisArg), w.rep(thisArg), "box");
  const type = llvmType(letterRep(result));
  bindResult(w, i, i.signature, `call { ${type}, i1 } ${callValue(w.module, i.signature)}(i64 ${f}, i64 ${self}, ptr ${w.messageText(i.what)}${letterArguments(w, letters, rest)})`, throwTo);
}

export function emitCallProperty(w: FunctionWriter, i: Of<"call.property">, throwTo: ThrowTo): void {
  const [object = -1, ...rest] = i.args;
  const { letters, result } = splitSignature(i.signature);
  const self = widen(w, w.value(object), w.rep(object), "box");
  const type = llvmType(letterRep(result));
  bindResult(w, i, i.signature, `call { ${type}, i1 } ${callProperty(w.module, i.key, i.signature)}(i64 ${self}, ptr ${w.messageText(i.what)}${letterArguments(w, letters, rest)})`, throwTo);
}

/** The slow side of a method call whose receiver is not of the class: by key. Result by letter. */
function bySlowKey(w: FunctionWriter, object: number, key: string, signature: Signature, what: string, rest: readonly number[], throwTo: ThrowTo): string {
  const { letters, result } = splitSignature(signature);
  const rep = letterRep(result);
  const self = widen(w, w.value(object), w.rep(object), "box");
  return w.checkedCall(rep, `call { ${llvmType(rep)}, i1 } ${slowProperty(w.module, signature)}(i64 ${self}, ptr ${w.module.string(key)}, ptr ${w.messageText(what)}${letterArguments(w, letters, rest)})`, throwTo());
}

/** Runs `fast` if the test holds, else `slow`; both give a text of `rep` ("" for void). */
function either(w: FunctionWriter, test: number, rep: Rep, fast: () => string, slow: () => string): string {
  if (w.constantBool(test) === true) return fast();
  const yes = w.newLabel("fast"), no = w.newLabel("slow"), join = w.newLabel("join");
  w.branch(w.value(test), yes, no, LIKELY);
  w.startLabel(yes);
  const a = fast(), aLabel = w.currentLabel();
  w.line(`br label %${join}`);
  w.startLabel(no);
  const b = slow(), bLabel = w.currentLabel();
  w.line(`br label %${join}`);
  w.startLabel(join);
  return rep === "void" ? "" : w.let(`phi ${llvmType(rep)} [ ${a}, %${aLabel} ], [ ${b}, %${bLabel} ]`);
}

export function emitCallDirect(w: FunctionWriter, i: Of<"call.direct">, throwTo: ThrowTo): void {
  const [object = -1, test = -1, ...rest] = i.args;
  const callee = w.module.function(i.func);
  const thisArg = callee.thisValue < 0 ? [] : [`${llvmType(callee.reps[callee.thisValue] ?? "box")} ${widen(w, w.value(object), w.rep(object), callee.reps[callee.thisValue] ?? "box")}`];
  const text = `call ${returnType(callee.ret, callee.throws)} ${w.module.direct(i.func)}(${[...thisArg, ...rest.map(v => w.operand(v))].join(", ")})`;
  const result = either(w, test, callee.ret, () => {
    if (callee.throws) return w.checkedCall(callee.ret, text, throwTo());
    if (callee.ret !== "void") return w.let(text);
    w.call(text);
    return "";
  }, () => {
    const boxed = bySlowKey(w, object, i.key, i.signature, i.what, rest, throwTo);
    return callee.ret === "void" ? "" : coerceText(w, boxed, letterRep(splitSignature(i.signature).result), callee.ret, i.what, throwTo);
  });
  if (i.result >= 0) w.bind(i.result, result);
}

/** Virtual: the class's subtree has several implementations; the shape's distance from the class picks one. */
export function emitCallMethod(w: FunctionWriter, i: Of<"call.method">, entries: Entries, throwTo: ThrowTo): void {
  const { module: m } = w;
  const [object = -1, test = -1, ...rest] = i.args;
  const { letters, result } = splitSignature(i.signature);
  const rep = letterRep(result);
  const value = either(w, test, rep, () => {
    const self = w.rep(object) === "ref" ? w.value(object) : w.let(`inttoptr i64 ${w.value(object)} to ptr`);
    const shape = w.let(`load i32, ptr ${self}${m.meta.tbaa("shape")}`);
    const distance = w.let(`zext i32 ${w.let(`sub i32 ${shape}, ${m.shape(i.cls).first}`)} to i64`);
    const slot = w.let(`getelementptr ptr, ptr ${entries.virtualTable(i.cls, i.key, i.signature, i.nonvirtual)}, i64 ${distance}`);
    const code = w.let(`load ptr, ptr ${slot}, !invariant.load !8`);
    return w.checkedCall(rep, `call { ${llvmType(rep)}, i1 } ${code}(ptr ${self}${letterArguments(w, letters, rest)})`, throwTo());
  }, () => bySlowKey(w, object, i.key, i.signature, i.what, rest, throwTo));
  if (i.result >= 0) w.bind(i.result, coerceText(w, value, rep, w.rep(i.result), i.what, throwTo));
}

export function emitClosureNew(w: FunctionWriter, i: Of<"closure.new">, entries: Entries, throwTo: ThrowTo): void {
  const { module: m } = w;
  const callee = m.function(i.func);
  if (callee.hir.captures.length === 0) { w.bind(i.result, entries.functionObject(i.func)); return; }
  const { native, boxed, info, signature } = entries.codeOf(i.func);
  const count = i.args.length;
  const bytes = Math.ceil((FUNCTION_CAPTURES + 8 * count) / OBJECT_ALIGN) * OBJECT_ALIGN;
  const closure = allocateText(w, SHAPE_FUNCTION, bytes, throwTo);
  w.line(`store ptr ${native}, ptr ${at(w, closure, FUNCTION_NATIVE)}${m.meta.tbaa("function.code")}`);
  w.line(`store ptr ${boxed}, ptr ${at(w, closure, FUNCTION_BOXED)}`);
  w.line(`store ptr ${info}, ptr ${at(w, closure, FUNCTION_INFO)}`);
  w.line(`store i32 ${signature}, ptr ${at(w, closure, FUNCTION_SIGNATURE)}${m.meta.tbaa("function.signature")}`);
  w.line(`store i32 ${count}, ptr ${at(w, closure, FUNCTION_CAPTURE_COUNT)}`);
  i.args.forEach((arg, k) => w.line(`store i64 ${widen(w, w.value(arg), w.rep(arg), "box")}, ptr ${at(w, closure, FUNCTION_CAPTURES + 8 * k)}${m.meta.tbaa("function.captures")}`));
  w.bind(i.result, closure);
}

export function emitCapture(w: FunctionWriter, i: Of<"capture">): void {
  const rep = w.rep(i.result);
  const box = w.let(`load i64, ptr ${at(w, w.value(i.args[0] ?? -1), FUNCTION_CAPTURES + 8 * i.index)}${w.module.meta.tbaa("function.captures")}`);
  if (rep === "f64" || rep === "i32" || rep === "u32" || rep === "int") {
    w.bind(i.result, widen(w, w.let(`bitcast i64 ${w.let(`sub i64 ${box}, 562949953421312`)} to double`), "f64", rep));
  } else if (rep === "bool") w.bind(i.result, w.let(`icmp eq i64 ${box}, 24`));
  else w.bind(i.result, widen(w, box, "box", rep));
}

export function emitArgument(w: FunctionWriter, i: Of<"argument">): void {
  const [argc = -1, argv = -1] = i.args;
  const there = w.newLabel("arg"), from = w.currentLabel(), join = w.newLabel("n");
  w.branch(w.let(`icmp ugt i32 ${w.value(argc)}, ${i.index}`), there, join, LIKELY);
  w.startLabel(there);
  const value = w.let(`load i64, ptr ${at(w, w.let(`inttoptr i64 ${w.value(argv)} to ptr`), 8 * i.index)}`);
  w.line(`br label %${join}`);
  w.startLabel(join);
  w.bind(i.result, w.let(`phi i64 [ ${value}, %${there} ], [ 0, %${from} ]`));
}

export function emitRestArguments(w: FunctionWriter, i: Of<"arguments.rest">, throwTo: ThrowTo): void {
  const [argc = -1, argv = -1] = i.args;
  const list = w.let(`inttoptr i64 ${w.value(argv)} to ptr`);
  w.bind(i.result, w.checkedCall("ref", `call { ptr, i1 } ${restArguments(w.module)}(i32 ${w.value(argc)}, ptr ${list}, i32 ${i.index})`, throwTo()));
}
