/** Constructors of HIR nodes that occur everywhere. */
import type { ClassId, CompareOp, ConvertMode, GlobalId, HirExpression, HirStatement, LocalId, Rep, Span } from "../hir/hir.ts";

export function numberConstant(value: number, span: Span): HirExpression {
  const integer = Number.isInteger(value) && !Object.is(value, -0);
  const rep = !integer ? "f64" : value >= -0x8000_0000 && value <= 0x7fff_ffff ? "i32" : value >= 0 && value <= 0xffff_ffff ? "u32" : Number.isSafeInteger(value) ? "int" : "f64";
  return { kind: "number", value, rep, span };
}
export function booleanConstant(value: boolean, span: Span): HirExpression { return { kind: "boolean", value, rep: "bool", span }; }
export function stringConstant(value: string, span: Span): HirExpression { return { kind: "string", value, rep: "ref", span }; }
export function undefinedConstant(span: Span, rep: "ref" | "box" = "ref"): HirExpression { return { kind: "undefined", rep, span }; }
export function convert(value: HirExpression, rep: Rep, mode: ConvertMode, what?: string): HirExpression {
  return { kind: "convert", mode, value, rep, span: value.span, ...(what === undefined ? {} : { what }) };
}
export function runtimeCall(name: string, args: readonly HirExpression[], rep: Rep, span: Span): HirExpression {
  return { kind: "call.runtime", name, args, rep, span };
}
export function intrinsic(name: string, args: readonly HirExpression[], rep: Rep, span: Span): HirExpression {
  return { kind: "intrinsic", name, args, rep, span };
}
export function getLocal(local: LocalId, rep: Rep, span: Span): HirExpression { return { kind: "local.get", local, rep, span }; }
export function setLocal(local: LocalId, value: HirExpression): HirExpression { return { kind: "local.set", local, value, rep: value.rep, span: value.span }; }
export function setGlobal(global: GlobalId, value: HirExpression): HirExpression { return { kind: "global.set", global, value, rep: value.rep, span: value.span }; }
export function compare(op: CompareOp, left: HirExpression, right: HirExpression): HirExpression {
  return { kind: "compare", op, left, right, rep: "bool", span: left.span };
}
export function not(value: HirExpression): HirExpression {
  if (value.kind === "not") return value.value;
  if (value.kind === "boolean") return booleanConstant(!value.value, value.span);
  return { kind: "not", value, rep: "bool", span: value.span };
}
export function conditional(test: HirExpression, then: HirExpression, otherwise: HirExpression): HirExpression {
  return { kind: "conditional", test, then, otherwise, rep: then.rep, span: test.span };
}
export function and(left: HirExpression, right: HirExpression): HirExpression { return conditional(left, right, booleanConstant(false, left.span)); }
export function or(left: HirExpression, right: HirExpression): HirExpression { return conditional(left, booleanConstant(true, left.span), right); }
export function sequence(statements: readonly HirStatement[], value: HirExpression): HirExpression {
  if (statements.length === 0) return value;
  return { kind: "sequence", statements, value, rep: value.rep, span: value.span };
}
export function nullish(value: HirExpression): HirExpression { return { kind: "nullish", value, rep: "bool", span: value.span }; }
export function classValue(cls: ClassId, span: Span): HirExpression { return { kind: "class.value", cls, rep: "ref", span }; }
export function effect(value: HirExpression): HirStatement { return { kind: "expression", value, span: value.span }; }
export function ifThen(test: HirExpression, then: readonly HirStatement[], otherwise: readonly HirStatement[] = []): HirStatement {
  return { kind: "if", test, then, otherwise, span: test.span };
}
/** Can the node be evaluated twice, or not at all, without anyone seeing it? */
export function isSimple(e: HirExpression): boolean {
  switch (e.kind) {
    case "number": case "word": case "boolean": case "string": case "undefined": case "null":
    case "local.get": case "capture.get": case "this": case "self": case "class.value": return true;
    case "convert": return (e.mode === "widen" || e.mode === "trust") && isSimple(e.value);
    default: return false;
  }
}
export function isConstant(e: HirExpression): boolean {
  return e.kind === "number" || e.kind === "word" || e.kind === "boolean" || e.kind === "string" || e.kind === "undefined" || e.kind === "null";
}
