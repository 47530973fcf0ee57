/**
 * Regular expressions as literals: the library's own parser and emitter (lib/runtime/regexp) run here, and the image
 * gets the program. The matcher is made when the literal is first evaluated, and kept for the place in the source.
 */
import { compileRegExp, sortFlags } from "../../../lib/runtime/regexp/compile.ts";
import { emitProgramText } from "../../../lib/runtime/regexp/program-text.ts";
import type { ts } from "../checker/typescript.ts";
import type { HirExpression } from "../hir/hir.ts";
import { effect, ifThen, nullish, sequence, setGlobal, stringConstant } from "./build.ts";
import type { FunctionContext } from "./context.ts";

export function lowerRegExp(f: FunctionContext, node: ts.RegularExpressionLiteral): HirExpression {
  const span = f.span(node);
  const end = node.text.lastIndexOf("/");
  const source = node.text.slice(1, end);
  const { flags, program } = compiled(f, node, source, node.text.slice(end + 1));
  const global = f.lowering.globals.hidden("regexp", node);
  const matcher: HirExpression = { kind: "global.get", global, rep: "ref", span };
  return sequence([ifThen(nullish(matcher), [
    effect(setGlobal(global, f.lowering.runtimeCall("literalMatcher", [stringConstant(program, span)], span))),
  ])], f.lowering.runtimeCall("literalRegExp", [stringConstant(source, span), stringConstant(flags, span), matcher], span));
}

function compiled(f: FunctionContext, node: ts.RegularExpressionLiteral, source: string, flags: string): { readonly flags: string; readonly program: string } {
  try {
    const sorted = sortFlags(flags);
    return { flags: sorted, program: emitProgramText(compileRegExp(source, sorted)) };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return f.fail("WH2019", node, [error.message]);
  }
}
