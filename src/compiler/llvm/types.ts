/** Representations as LLVM types, and constants as LLVM text. */
import type { HirFunction, Rep } from "../hir/hir.ts";
import type { MirFunction } from "../mir/mir.ts";
import { NO_VALUE } from "../mir/mir.ts";

export type LlvmType = "double" | "i32" | "i64" | "i1" | "ptr" | "void";

export function llvmType(rep: Rep): LlvmType {
  switch (rep) {
    case "f64": return "double";
    case "i32": case "u32": return "i32";
    case "int": case "i64": case "u64": case "box": return "i64";
    case "bool": return "i1";
    case "ref": return "ptr";
    case "void": return "void";
  }
}

/** What a function that gives `rep` returns: the value, with a flag beside it if it may throw. */
export function returnType(rep: Rep, throws: boolean): string {
  if (!throws) return llvmType(rep);
  return rep === "void" ? "i1" : `{ ${llvmType(rep)}, i1 }`;
}

/** A double as LLVM wants it: the exact bits. */
export function doubleText(value: number): string {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  return `0x${view.getBigUint64(0).toString(16).toUpperCase().padStart(16, "0")}`;
}

/** The parameters' representations of the direct entry, in order: closure, this, parameters. */
export function directParameters(fn: MirFunction): { readonly rep: Rep; readonly value: number }[] {
  const out: { rep: Rep; value: number }[] = [];
  if (fn.self !== NO_VALUE) out.push({ rep: "ref", value: fn.self });
  if (fn.thisValue !== NO_VALUE) out.push({ rep: fn.reps[fn.thisValue] ?? "box", value: fn.thisValue });
  for (const v of fn.params) out.push({ rep: fn.reps[v] ?? "box", value: v });
  return out;
}

/** The signature that a function value has by its own declaration. */
export function signatureOf(hir: HirFunction, ret: Rep): string {
  const letters = hir.locals.slice(0, hir.parameterCount).map((l, i) => hir.rest && i === hir.parameterCount - 1 ? "r" : letterOf(l.rep));
  return `${letters.join("")}>${letterOf(ret)}`;
}

export function letterOf(rep: Rep): "d" | "v" {
  return rep === "f64" || rep === "i32" || rep === "u32" || rep === "int" ? "d" : "v";
}

export function letterRep(letter: string): Rep {
  return letter === "d" ? "f64" : letter === "r" ? "ref" : "box";
}

export function splitSignature(signature: string): { readonly letters: string; readonly result: string } {
  const at = signature.indexOf(">");
  return { letters: signature.slice(0, at), result: signature.slice(at + 1) };
}

/** A quoted LLVM name. */
export function symbolText(name: string): string {
  return /^[\w.$-]+$/.test(name) ? `@${name}` : `@"${name.replace(/[^\x20-\x7e]|["\\]/g, c => [...new TextEncoder().encode(c)].map(b => `\\${b.toString(16).padStart(2, "0").toUpperCase()}`).join(""))}"`;
}
