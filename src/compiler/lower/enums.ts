/** Enums: members are constants; the enum as a value is one dictionary with both directions. */
import { ts } from "../checker/typescript.ts";
import type { HirExpression, HirStatement } from "../hir/hir.ts";
import { convert, effect, getLocal, ifThen, nullish, numberConstant, runtimeCall, sequence, setGlobal, setLocal, stringConstant } from "./build.ts";
import type { FunctionContext } from "./context.ts";
import { coerce } from "./convert.ts";

/** The constant that an enum member is. */
export function enumConstant(f: FunctionContext, member: ts.EnumMember, node: ts.Node): HirExpression {
  const span = f.span(node);
  const value = f.checker.getConstantValue(member);
  if (value === undefined) return f.fail("WH2007", member, ["an enum member that is not a constant"]);
  return typeof value === "number" ? numberConstant(value, span) : stringConstant(value, span);
}

/** The object of the enum, made at its first use. */
export function enumObject(f: FunctionContext, symbol: ts.Symbol, node: ts.Node): HirExpression {
  const span = f.span(node);
  const global = f.lowering.globals.hidden(`enum ${symbol.name}`, symbol);
  const read: HirExpression = { kind: "global.get", global, rep: "ref", span };
  const object = f.newLocal("enum", "ref", span);
  const readObject = getLocal(object, "ref", span);
  const set = (key: HirExpression, value: HirExpression): HirStatement => effect(runtimeCall("setKeyed", [convert(readObject, "box", "widen"), coerce(f, key, "box", ""), coerce(f, value, "box", "")], "void", span));
  const fill: HirStatement[] = [effect(setLocal(object, runtimeCall("newDictionary", [], "ref", span)))];
  for (const declaration of symbol.declarations ?? []) {
    if (!ts.isEnumDeclaration(declaration)) continue;
    for (const member of declaration.members) {
      const value = enumConstant(f, member, node);
      const name = stringConstant(ts.isIdentifier(member.name) || ts.isStringLiteralLike(member.name) ? member.name.text : member.name.getText(), span);
      fill.push(set(name, value));
      if (value.kind === "number") fill.push(set(stringConstant(String(value.value), span), name));
    }
  }
  fill.push(effect(setGlobal(global, readObject)));
  return sequence([ifThen(nullish(read), fill)], read);
}

