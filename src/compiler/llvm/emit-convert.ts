/** convert, arithmetic, compare: pure value operations as LLVM text. */
import type { Rep } from "../hir/hir.ts";
import type { MirInstr } from "../mir/mir.ts";
import { BOX_UNDEFINED } from "../../../lib/runtime/layout.ts";
import type { FunctionWriter } from "./function-writer.ts";
import {
  boxBool, boxDouble, toInt32, toNumber, truncateDouble, truthyBox, truthyRef, unboxBool, unboxDouble, unboxRef, UNDEFINED_DOUBLE,
} from "./helpers-value.ts";
import { doubleText, llvmType } from "./types.ts";

type Of<K extends MirInstr["op"]> = Extract<MirInstr, { readonly op: K }>;

/** Text of `text` (a value of rep `from`) as rep `to`; only changes that always succeed. */
export function widen(w: FunctionWriter, text: string, from: Rep, to: Rep): string {
  if (from === to) return text;
  const m = w.module;
  if (to === "f64") {
    if (from === "i32" || from === "int" || from === "i64") return w.let(`sitofp ${llvmType(from)} ${text} to double`);
    if (from === "u32" || from === "u64") return w.let(`uitofp ${llvmType(from)} ${text} to double`);
  }
  if (to === "box" || to === "ref") {
    if (from === "box") return w.let(`inttoptr i64 ${text} to ptr`);
    if (from === "ref") return w.let(`ptrtoint ptr ${text} to i64`);
    if (from === "bool") return w.let(`call i64 ${boxBool(m)}(i1 ${text})`);
    const double = from === "f64" ? text : widen(w, text, from, "f64");
    return w.let(`call i64 ${boxDouble(m)}(double ${double})`);
  }
  const a = llvmType(from), b = llvmType(to);
  if (a === b) return text;
  if (a === "i32" && b === "i64") return w.let(`${from === "i32" ? "sext" : "zext"} i32 ${text} to i64`);
  if (a === "i64" && b === "i32") return w.let(`trunc i64 ${text} to i32`);
  if (a === "double" && b === "i32") return w.let(`trunc i64 ${w.let(`call i64 ${truncateDouble(m)}(double ${text})`)} to i32`);
  if (a === "double" && b === "i64") return w.let(`call i64 ${truncateDouble(m)}(double ${text})`);
  if (a === "i1") return w.let(`zext i1 ${text} to ${b}`);
  if (a === "ptr" && b === "i64") return w.let(`ptrtoint ptr ${text} to i64`);
  if (b === "i1") return w.let(`icmp ne ${a} ${text}, 0`);
  if (a === "i64" && b === "double") return w.let(`sitofp i64 ${text} to double`);
  throw new Error(`${w.fn.symbol}: no widening from ${from} to ${to}`);
}

/** Any representation to any other, checked: jumps to `throwTo` with a TypeError if the value doesn't fit. */
export function coerceText(w: FunctionWriter, text: string, from: Rep, to: Rep, what: string, throwTo: () => string): string {
  if (from === to) return text;
  const m = w.module;
  if (from === "box") {
    const place = w.messageText(what);
    if (to === "f64" && text === `${BOX_UNDEFINED}`) return UNDEFINED_DOUBLE;
    if (to === "f64") return w.checkedCall("f64", `call { double, i1 } ${unboxDouble(m)}(i64 ${text}, ptr ${place})`, throwTo());
    if (to === "bool") return w.checkedCall("bool", `call { i1, i1 } ${unboxBool(m)}(i64 ${text}, ptr ${place})`, throwTo());
    if (to === "ref") return w.checkedCall("ref", `call { ptr, i1 } ${unboxRef(m)}(i64 ${text}, ptr ${place})`, throwTo());
    if (to === "i32" || to === "u32" || to === "int") return coerceText(w, coerceText(w, text, "box", "f64", what, throwTo), "f64", to, what, throwTo);
    if (to === "i64" || to === "u64") return text;
  }
  if ((from === "f64" || from === "int" || from === "i32" || from === "u32") && (to === "i32" || to === "u32" || to === "int")) return narrow(w, text, from, to, what, throwTo);
  if (from === "ref" && (to === "f64" || to === "bool" || to === "i32" || to === "u32" || to === "int")) {
    return coerceText(w, widen(w, text, "ref", "box"), "box", to, what, throwTo);
  }
  if (to === "ref" && from !== "box") return coerceText(w, widen(w, text, from, "box"), "box", "ref", what, throwTo);
  if (to === "bool" && from !== "box") return coerceText(w, widen(w, text, from, "box"), "box", "bool", what, throwTo);
  return widen(w, text, from, to);
}

/** A number as a narrower integer, TypeError if it isn't one. */
function narrow(w: FunctionWriter, text: string, from: Rep, to: "i32" | "u32" | "int", what: string, throwTo: () => string): string {
  if (to === "int" && from !== "f64") return widen(w, text, from, "int");
  const wide = from === "f64" ? w.let(`call i64 ${truncateDouble(w.module)}(double ${text})`) : widen(w, text, from, "int");
  const double = from === "f64" ? text : "";
  const checks: string[] = [];
  if (from === "f64") checks.push(w.let(`fcmp une double ${w.let(`sitofp i64 ${wide} to double`)}, ${double}`));
  let result = wide;
  if (to !== "int") {
    result = w.let(`trunc i64 ${wide} to i32`);
    checks.push(w.let(`icmp ne i64 ${w.let(`${to === "i32" ? "sext" : "zext"} i32 ${result} to i64`)}, ${wide}`));
  }
  const bad = checks.length === 2 ? w.let(`or i1 ${checks[0] ?? ""}, ${checks[1] ?? ""}`) : checks[0] ?? "false";
  const fail = w.newLabel("bad"), next = w.newLabel("n");
  const box = from === "f64" ? text : "";
  w.branch(bad, fail, next, ", !prof !6");
  w.startLabel(fail);
  const boxed = widen(w, from === "f64" ? box : wide, from === "f64" ? "f64" : "int", "box");
  w.call(`call i1 ${w.module.runtime("throwTypeMismatch")}(i64 ${boxed}, ptr ${w.module.label("integer")}, ptr ${w.messageText(what)})`);
  w.line(`br label %${throwTo()}`);
  w.startLabel(next);
  return result;
}

export function emitConvert(w: FunctionWriter, i: Of<"convert">, throwTo: () => string): void {
  const arg = i.args[0] ?? -1;
  const from = w.rep(arg), to = w.rep(i.result);
  const text = w.value(arg);
  const known = i.mode === "widen" ? w.statics.get(arg) : undefined;
  if (known !== undefined) w.statics.set(i.result, known);
  w.bind(i.result, convertText(w, i, text, from, to, throwTo));
}

function convertText(w: FunctionWriter, i: Of<"convert">, text: string, from: Rep, to: Rep, throwTo: () => string): string {
  const m = w.module;
  switch (i.mode) {
    case "widen": return widen(w, text, from, to);
    case "check": return coerceText(w, text, from, to, i.what, throwTo);
    case "trust":
      if (from === "box" && to === "f64") return w.let(`bitcast i64 ${w.let(`sub i64 ${text}, 562949953421312`)} to double`);
      if (from === "box" && (to === "i32" || to === "u32" || to === "int")) return widen(w, w.let(`bitcast i64 ${w.let(`sub i64 ${text}, 562949953421312`)} to double`), "f64", to);
      if (from === "box" && to === "bool") return w.let(`icmp eq i64 ${text}, 24`);
      return widen(w, text, from, to);
    case "truncate":
      if (from === "box") return coerceText(w, coerceText(w, text, "box", "f64", i.what, throwTo), "f64", to, i.what, throwTo);
      return widen(w, text, from, to);
    case "to-int32": case "to-uint32": {
      if (from === "bool") return w.let(`zext i1 ${text} to i32`);
      if (from === "int" || from === "u32" || from === "i32" || from === "i64" || from === "u64") return widen(w, text, from, to);
      const number = from === "f64" ? text : numberOf(w, text, from, throwTo);
      return w.let(`call i32 ${toInt32(m)}(double ${number})`);
    }
    case "to-number": return from === "box" || from === "ref" ? numberOf(w, text, from, throwTo) : from === "bool" ? w.let(`uitofp i1 ${text} to double`) : widen(w, text, from, "f64");
    case "truthy":
      if (from === "f64") return w.let(`fcmp one double ${text}, 0.0`);
      if (from === "ref") return w.let(`call i1 ${truthyRef(m)}(ptr ${text})`);
      if (from === "box") return w.let(`call i1 ${truthyBox(m)}(i64 ${text})`);
      if (from === "void") return "false";
      return w.let(`icmp ne ${llvmType(from)} ${text}, 0`);
  }
}

function numberOf(w: FunctionWriter, text: string, from: Rep, throwTo: () => string): string {
  const box = from === "box" ? text : widen(w, text, from, "box");
  return w.checkedCall("f64", `call { double, i1 } ${toNumber(w.module)}(i64 ${box})`, throwTo());
}


export function emitArithmetic(w: FunctionWriter, i: Of<"arithmetic">): void {
  const left = i.args[0] ?? -1, right = i.args[1] ?? -1;
  const rep = w.rep(left), to = w.rep(i.result);
  const a = w.value(left), b = w.value(right);
  const operator = i.operator;
  if (rep === "f64") {
    const simple = { add: "fadd", sub: "fsub", mul: "fmul", div: "fdiv" } as const;
    if (operator === "add" || operator === "sub" || operator === "mul" || operator === "div") {
      return w.bind(i.result, widen(w, w.let(`${simple[operator]} double ${a}, ${b}`), "f64", to));
    }
    if (operator === "rem" || operator === "pow") {
      const pair = w.let(`call { double, i1 } ${w.module.runtime(operator === "rem" ? "remainder" : "power")}(double ${a}, double ${b})`);
      return w.bind(i.result, widen(w, w.let(`extractvalue { double, i1 } ${pair}, 0`), "f64", to));
    }
    if (operator === "idiv") return w.bind(i.result, widen(w, w.let(`fdiv double ${a}, ${b}`), "f64", to));
    const x = w.let(`call i32 ${toInt32(w.module)}(double ${a})`), y = w.let(`call i32 ${toInt32(w.module)}(double ${b})`);
    const result = integer(w, operator, x, y, "i32");
    return w.bind(i.result, widen(w, result, operator === "ushr" ? "u32" : "i32", to));
  }
  const result = integer(w, operator, a, b, rep);
  const natural: Rep = operator === "ushr" && rep === "i32" ? "u32" : operator === "div" && to === "f64" ? "f64" : rep;
  w.bind(i.result, widen(w, result, natural, to));
}

function integer(w: FunctionWriter, operator: Of<"arithmetic">["operator"], a: string, b: string, rep: Rep): string {
  const type = llvmType(rep);
  const unsigned = rep === "u32" || rep === "u64";
  const shift = (op: string): string => w.let(`${op} ${type} ${a}, ${w.let(`and ${type} ${b}, ${type === "i32" ? 31 : 63}`)}`);
  switch (operator) {
    case "add": case "sub": case "mul": case "and": case "or": case "xor": return w.let(`${operator} ${type} ${a}, ${b}`);
    case "shl": return shift("shl");
    case "shr": return shift(rep === "u64" ? "lshr" : "ashr");
    case "ushr": return shift("lshr");
    case "div": case "idiv":
      if (operator === "div" && (rep === "i32" || rep === "u32" || rep === "int")) return w.let(`fdiv double ${widen(w, a, rep, "f64")}, ${widen(w, b, rep, "f64")}`);
      return unsigned || rep === "int" ? w.let(`${unsigned ? "udiv" : "sdiv"} ${type} ${a}, ${b}`) : signedDivision(w, "sdiv", a, b, type);
    case "rem": return unsigned || rep === "int" ? w.let(`${unsigned ? "urem" : "srem"} ${type} ${a}, ${b}`) : signedDivision(w, "srem", a, b, type);
    case "pow": {
      const pair = w.let(`call { double, i1 } ${w.module.runtime("power")}(double ${widen(w, a, rep, "f64")}, double ${widen(w, b, rep, "f64")})`);
      return widen(w, w.let(`extractvalue { double, i1 } ${pair}, 0`), "f64", rep);
    }
  }
}

/** The least integer by -1 must not trap: 32 bits divide in 64. */
function signedDivision(w: FunctionWriter, op: "sdiv" | "srem", a: string, b: string, type: string): string {
  if (type !== "i32") return w.let(`${op} ${type} ${a}, ${b}`);
  if (/^\d+$/.test(b)) return w.let(`${op} i32 ${a}, ${b}`);
  const wide = w.let(`${op} i64 ${w.let(`sext i32 ${a} to i64`)}, ${w.let(`sext i32 ${b} to i64`)}`);
  return w.let(`trunc i64 ${wide} to i32`);
}

export function emitCompare(w: FunctionWriter, i: Of<"compare">): void {
  const left = i.args[0] ?? -1, right = i.args[1] ?? -1;
  const rep = w.rep(left), type = llvmType(rep);
  const a = w.value(left), b = w.value(right);
  const signed = rep === "i32" || rep === "int" || rep === "i64";
  if (rep === "f64") {
    const names = { lt: "olt", le: "ole", gt: "ogt", ge: "oge", eq: "oeq", ne: "une" } as const;
    w.set(`%v${i.result}`, `fcmp ${names[i.operator]} double ${a}, ${b}`);
  } else {
    const sign = signed ? "s" : "u";
    const name = i.operator === "eq" || i.operator === "ne" ? i.operator : `${sign}${i.operator}`;
    w.set(`%v${i.result}`, `icmp ${name} ${type} ${a}, ${b}`);
  }
}

export function emitNegate(w: FunctionWriter, i: Of<"negate">): void {
  const arg = i.args[0] ?? -1;
  const rep = w.rep(arg), to = w.rep(i.result);
  const result = rep === "f64" ? w.let(`fneg double ${w.value(arg)}`) : w.let(`sub ${llvmType(rep)} 0, ${w.value(arg)}`);
  w.bind(i.result, widen(w, result, rep, to));
}

export const ZERO = { f64: doubleText(0), i32: "0", u32: "0", int: "0", i64: "0", u64: "0", bool: "false", ref: "null", box: "0", void: "" } as const satisfies Record<Rep, string>;
