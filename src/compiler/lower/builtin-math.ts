/** Math functions that are instructions, or exact integer operations when their arguments are integers. */
import { ts } from "../checker/typescript.ts";
import type { HirExpression } from "../hir/hir.ts";
import { toInt32 } from "./arithmetic.ts";
import { compare, conditional, effect, getLocal, sequence, setLocal } from "./build.ts";
import type { FunctionContext } from "./context.ts";
import { coerce, toNumber, unifyNumbers } from "./convert.ts";
import { lowerExpression, type Want } from "./expressions.ts";
import { rangeOf, repForRange, withRange } from "./ranges.ts";
import { isIntegerRep } from "./types.ts";

const INSTRUCTIONS: Readonly<Record<string, string>> = { sqrt: "f64Sqrt", floor: "f64Floor", ceil: "f64Ceil", trunc: "f64Trunc", abs: "f64Abs" };

/** The call as instructions; undefined: call the library's function. */
export function lowerMath(f: FunctionContext, name: string, node: ts.CallExpression, want: Want): HirExpression | undefined {
  const args = node.arguments;
  if (args.some(ts.isSpreadElement)) return undefined;
  const operand = (index: number): HirExpression => toNumber(lowerExpression(f, args[index]!, "number"));
  const instruction = INSTRUCTIONS[name];
  if (instruction !== undefined && args.length === 1) return unary(f, name, instruction, node, operand(0), want);
  if ((name === "min" || name === "max") && args.length === 2) return extreme(f, name, operand(0), operand(1), node);
  if (name === "imul" && args.length === 2) return { kind: "arithmetic", op: "mul", left: toInt32(operand(0)), right: toInt32(operand(1)), wrap: true, rep: "i32", span: f.span(node) };
  return undefined;
}

function unary(f: FunctionContext, name: string, instruction: string, node: ts.CallExpression, value: HirExpression, want: Want): HirExpression {
  const span = f.span(node);
  if (isIntegerRep(value.rep)) {
    if (name === "floor" || name === "ceil" || name === "trunc") return value;
    const range = rangeOf(value);
    if (name === "abs" && range.low >= 0) return value;
  }
  const quotient = name === "floor" || name === "trunc" ? integerQuotient(f, node.arguments[0]!, name, want) : undefined;
  if (quotient !== undefined) return quotient;
  return { kind: "intrinsic", name: instruction, args: [coerce(f, value, "f64", "number")], rep: "f64", span };
}

/** `Math.floor(a / b)` of non-negative integers with a constant positive divisor. */
function integerQuotient(f: FunctionContext, argument: ts.Expression, _name: string, _want: Want): HirExpression | undefined {
  let bare = argument;
  while (ts.isParenthesizedExpression(bare)) bare = bare.expression;
  if (!ts.isBinaryExpression(bare) || bare.operatorToken.kind !== ts.SyntaxKind.SlashToken) return undefined;
  const left = toNumber(lowerExpression(f, bare.left, "number"));
  const right = toNumber(lowerExpression(f, bare.right, "number"));
  if (!isIntegerRep(left.rep) || right.kind !== "number" || !isIntegerRep(right.rep) || right.value <= 0) return undefined;
  const range = rangeOf(left);
  if (range.low < 0) return undefined;
  const low = Math.floor(range.low / right.value);
  const high = Math.floor(range.high / right.value);
  const rep = repForRange(range.low, range.high) ?? "int";
  return withRange({ kind: "arithmetic", op: "idiv", left: coerce(f, left, rep, ""), right: coerce(f, right, rep, ""), rep, span: f.span(argument) }, low, high, range.machine);
}

/** Of two integers; of doubles the library's function decides NaN and -0. */
function extreme(f: FunctionContext, name: "min" | "max", left: HirExpression, right: HirExpression, node: ts.Node): HirExpression | undefined {
  if (!isIntegerRep(left.rep) || !isIntegerRep(right.rep)) return undefined;
  const [a, b] = unifyNumbers(f, left, right);
  const span = f.span(node);
  const x = f.newLocal("a", a.rep, span);
  const y = f.newLocal("b", b.rep, span);
  const readX = getLocal(x, a.rep, span);
  const readY = getLocal(y, b.rep, span);
  const p = rangeOf(a);
  const q = rangeOf(b);
  const pick = name === "min" ? Math.min : Math.max;
  const result = sequence([effect(setLocal(x, a)), effect(setLocal(y, b))], conditional(compare(name === "min" ? "lt" : "gt", readX, readY), readX, readY));
  return withRange(result, pick(p.low, q.low), pick(p.high, q.high), p.machine || q.machine);
}
