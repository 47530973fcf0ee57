/** Shorthand for HIR made by hand: tests of the back end. */
import type { Effect, FunctionId, HirClass, HirExpression, HirField, HirFunction, HirGlobal, HirMember, HirProgram, HirStatement, Rep, Span } from "./hir.ts";

export const AT: Span = { file: 0, line: 1, column: 1 };

export function line(n: number): Span { return { file: 0, line: n, column: 1 }; }

export interface FunctionParts {
  readonly name: string;
  readonly kind?: HirFunction["kind"];
  readonly params?: readonly Rep[];
  readonly locals?: readonly Rep[];
  readonly ret?: Rep;
  readonly thisRep?: "ref" | "box";
  readonly captures?: readonly Rep[];
  readonly rest?: boolean;
  readonly inline?: HirFunction["inline"];
  readonly effects?: readonly Effect[];
  readonly body: readonly HirStatement[];
}

/** A program under construction; ids are given in order. */
export class ProgramBuilder {
  readonly functions: HirFunction[] = [];
  readonly classes: HirClass[] = [];
  readonly globals: HirGlobal[] = [];
  readonly runtime = new Map<string, FunctionId>();
  readonly runtimeGlobals = new Map<string, number>();
  readonly runtimeClasses = new Map<string, number>();

  function(parts: FunctionParts): FunctionId {
    const id = this.functions.length;
    this.functions.push({
      id, name: parts.name, symbol: `main.ts:${parts.name}`, span: AT, kind: parts.kind ?? "plain", arrow: false, parameterCount: parts.params?.length ?? 0,
      rest: parts.rest ?? false, length: parts.params?.length ?? 0, thisRep: parts.thisRep, captures: (parts.captures ?? []).map((rep, i) => ({ name: `c${i}`, rep })),
      ret: parts.ret ?? "void", locals: [...parts.params ?? [], ...parts.locals ?? []].map((rep, i) => ({ name: `l${i}`, rep, span: AT })), body: parts.body,
      effects: parts.effects ?? [], inline: parts.inline,
    });
    return id;
  }

  class(name: string, fields: readonly (readonly [string, HirField["rep"]])[], more: { readonly parent?: number; readonly members?: readonly HirMember[]; readonly kind?: "class" | "literal" } = {}): number {
    const id = this.classes.length;
    this.classes.push({
      id, name, symbol: `main.ts:${name}`, span: AT, kind: more.kind ?? "class", parent: more.parent, members: more.members ?? [], internal: false, constructible: true, construct: undefined,
      fields: fields.map(([key, rep]) => ({ key, rep, enumerable: true, readonly: false })),
    });
    return id;
  }

  global(name: string, rep: Rep): number {
    const id = this.globals.length;
    this.globals.push({ id, name, rep });
    return id;
  }

  program(entry: FunctionId, initializers: readonly FunctionId[] = []): HirProgram {
    return {
      files: ["main.ts"], functions: this.functions, classes: this.classes, globals: this.globals, initializers, entry,
      runtime: this.runtime, runtimeGlobals: this.runtimeGlobals, runtimeClasses: this.runtimeClasses, builtinMembers: [],
    };
  }
}

export function num(value: number, rep: "f64" | "i32" | "u32" | "int" = "f64"): HirExpression { return { kind: "number", value, rep, span: AT }; }
export function str(value: string): HirExpression { return { kind: "string", value, rep: "ref", span: AT }; }
export function undef(rep: "ref" | "box" = "box"): HirExpression { return { kind: "undefined", rep, span: AT }; }
export function get(local: number, rep: Rep): HirExpression { return { kind: "local.get", local, rep, span: AT }; }
export function set(local: number, value: HirExpression): HirStatement { return run({ kind: "local.set", local, value, rep: value.rep, span: AT }); }
export function run(value: HirExpression): HirStatement { return { kind: "expression", value, span: AT }; }
export function ret(value?: HirExpression): HirStatement { return value === undefined ? { kind: "return", span: AT } : { kind: "return", value, span: AT }; }
export function arith(op: "add" | "sub" | "mul" | "rem", left: HirExpression, right: HirExpression): HirExpression { return { kind: "arithmetic", op, left, right, rep: left.rep, span: AT }; }
export function compare(op: "lt" | "le" | "eq" | "ne" | "gt", left: HirExpression, right: HirExpression): HirExpression { return { kind: "compare", op, left, right, rep: "bool", span: AT }; }
export function call(func: FunctionId, args: readonly HirExpression[], rep: Rep): HirExpression { return { kind: "call", func, args, rep, span: AT }; }
export function convert(mode: "widen" | "check" | "truncate" | "truthy", value: HirExpression, rep: Rep): HirExpression { return { kind: "convert", mode, value, rep, what: "it", span: AT }; }
export function intrinsic(name: string, args: readonly HirExpression[], rep: Rep, text?: string): HirExpression { return { kind: "intrinsic", name, args, rep, span: AT, ...(text === undefined ? {} : { text }) }; }
export function runtimeCall(name: string, args: readonly HirExpression[], rep: Rep): HirExpression { return { kind: "call.runtime", name, args, rep, span: AT }; }
export function when(test: HirExpression, then: readonly HirStatement[], otherwise: readonly HirStatement[] = []): HirStatement { return { kind: "if", test, then, otherwise, span: AT }; }
export function whileLoop(label: number, test: HirExpression, body: readonly HirStatement[], update: readonly HirStatement[] = []): HirStatement {
  return { kind: "loop", label, test, testLast: false, update, body, span: AT };
}
