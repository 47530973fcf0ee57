/** Calls: direct where the callee is known, by class or by key for methods, by value otherwise. */
import { ts } from "../checker/typescript.ts";
import type { HirExpression, HirStatement, Signature } from "../hir/hir.ts";
import { accessType, indexWant, isNamespaceImport, readElement, readProperty, reference, textOf, wellKnownSymbol } from "./access.ts";
import { type Argument, argumentsOf, directArguments, fitsDirectly, hasSpread, letteredArguments, restArray } from "./arguments.ts";
import { effect, getLocal, ifThen, nullish, runtimeCall, sequence, setLocal, stringConstant, undefinedConstant } from "./build.ts";
import { declarationOf } from "./captures.ts";
import { type ClassInfo, findField, findMember, isSubclass, type MemberInfo } from "./class-info.ts";
import { lowerFieldInitializers } from "./classes.ts";
import type { FunctionContext, FunctionInstance } from "./context.ts";
import { coerce, spill, toText } from "./convert.ts";
import { exactClass, lowerExpression, lowerLink, lowerTo, skipWrappers, type Want } from "./expressions.ts";
import { closureOf, type FunctionNode, instanceOf, lettersOf } from "./functions.ts";
import { functionEnv } from "./identifiers.ts";
import { isIntrinsic, lowerIntrinsic } from "./intrinsics.ts";
import { lettersOfSignature } from "./signatures.ts";
import { environmentOf } from "./type-arguments.ts";
import { BOX_SLOT, EMPTY_ENV, isGlobalDeclaration, type TypeEnv } from "./types.ts";

export function lowerCall(f: FunctionContext, node: ts.CallExpression, want: Want): HirExpression {
  const callee = skipWrappers(node.expression);
  if (callee.kind === ts.SyntaxKind.SuperKeyword) return superCall(f, node);
  if (callee.kind === ts.SyntaxKind.ImportKeyword) return f.fail("WH1004", node);
  if (ts.isIdentifier(callee)) return identifierCall(f, node, callee, want);
  if (ts.isPropertyAccessExpression(callee)) return propertyCall(f, node, callee, want);
  if (ts.isElementAccessExpression(callee)) return elementCall(f, node, callee);
  return valueCall(f, node, lowerLink(f, node.expression, node.questionDotToken), undefinedConstant(f.span(node), "box"));
}

function identifierCall(f: FunctionContext, node: ts.CallExpression, callee: ts.Identifier, want: Want): HirExpression {
  const symbol = f.lowering.symbolAt(callee);
  if (symbol === undefined) return f.fail(callee.text === "require" ? "WH1005" : "WH3004", callee, [callee.text]);
  const binding = f.bindings.get(symbol);
  const args = argumentsOf(node);
  if (binding !== undefined) {
    const instance = binding.kind === "value" ? binding.callee : undefined;
    if (instance !== undefined && node.questionDotToken === undefined && fitsDirectly(args, instance.shape)) {
      const self = instance.captures.length > 0 ? f.readBinding(binding, f.span(callee)) : undefined;
      return callDirect(f, instance, args, f.env, node, { ...(self === undefined ? {} : { self }) });
    }
    return valueCall(f, node, lowerLink(f, callee, node.questionDotToken), undefinedConstant(f.span(node), "box"));
  }
  return symbolCall(f, node, symbol, callee, want);
}

/** A call of a module-level or global name. */
function symbolCall(f: FunctionContext, node: ts.CallExpression, symbol: ts.Symbol, callee: ts.Expression, want: Want): HirExpression {
  if (symbol.declarations === undefined) return f.fail("WH3004", callee, [callee.getText()]);
  if (isGlobalDeclaration(symbol)) {
    if (symbol.name === "eval") return f.fail("WH2001", node);
    return f.lowering.builtins.callGlobal(f, symbol, node, want);
  }
  const args = argumentsOf(node);
  if (symbol.flags & ts.SymbolFlags.Function) {
    const fn = declarationOf(symbol) as FunctionNode;
    if (isIntrinsic(fn)) return lowerIntrinsic(f, symbol.name, node, fn);
    const env = environmentOf(f, fn, node, functionEnv(f, fn));
    const instance = instanceOf(f.lowering, fn, { env, owner: f });
    if (fitsDirectly(args, instance.shape)) return callDirect(f, instance, args, env, node, {});
    return spreadCall(f, node, closureOf(f, instance, node), undefinedConstant(f.span(node), "box"), args);
  }
  if (symbol.flags & ts.SymbolFlags.Variable && symbol.valueDeclaration !== undefined) {
    const { literal } = f.lowering.globals.get(symbol);
    if (literal !== undefined) {
      const env = environmentOf(f, literal, node, EMPTY_ENV);
      const instance = env.size === 0 ? f.lowering.globals.instance(f, literal) : instanceOf(f.lowering, literal, { env });
      if (fitsDirectly(args, instance.shape)) return callDirect(f, instance, args, env, node, {});
    }
  }
  return valueCall(f, node, lowerLink(f, callee, node.questionDotToken), undefinedConstant(f.span(node), "box"));
}

export interface DirectOptions { readonly self?: HirExpression; readonly thisArg?: HirExpression }

export function callDirect(f: FunctionContext, instance: FunctionInstance, args: readonly Argument[], env: TypeEnv, node: ts.Node, options: DirectOptions): HirExpression {
  const span = f.span(node);
  const fn = ts.isFunctionLike(instance.declaration) ? instance.declaration : undefined;
  const self = options.self ?? (instance.captures.length > 0 ? closureOf(f, instance, node) : undefined);
  const thisArg = instance.shape.thisRep === undefined ? undefined : options.thisArg === undefined ? undefinedConstant(span, instance.shape.thisRep) : coerce(f, options.thisArg, instance.shape.thisRep, "this");
  const lowered = directArguments(f, args, instance.shape, fn, env, node);
  return { kind: "call", func: instance.id, args: lowered, rep: instance.shape.ret.rep, span, ...(self === undefined ? {} : { self }), ...(thisArg === undefined ? {} : { thisArg }) };
}

/** A call of a function value. */
export function valueCall(f: FunctionContext, node: ts.CallExpression, callee: HirExpression, thisArg: HirExpression): HirExpression {
  const args = argumentsOf(node);
  if (hasSpread(args)) return spreadCall(f, node, callee, thisArg, args);
  const signature = calledSignature(f, node);
  const letters = signature === undefined ? `${"v".repeat(args.length)}>v` : lettersOfSignature(f, signature);
  const target = reference(f, callee, textOf(node.expression));
  const lowered = letteredArguments(f, args, letters, signature, node);
  return { kind: "call.value", callee: target, thisArg, args: lowered, signature: letters, what: textOf(node.expression), rep: resultRep(letters), span: f.span(node) };
}

export function callFunctionValue(f: FunctionContext, callee: ts.Expression, args: readonly Argument[], letters: Signature | undefined, node: ts.Node): HirExpression {
  const span = f.span(node);
  const bare = skipWrappers(callee);
  const before: HirExpression[] = [];
  let thisArg: HirExpression = undefinedConstant(span, "box");
  let target: HirExpression;
  const member = ts.isPropertyAccessExpression(bare) ? f.lowering.symbolAt(bare.name) : undefined;
  const builtin = member === undefined ? undefined : f.lowering.builtins.staticValue(f, member, bare);
  if (builtin !== undefined) {
    target = builtin; // String.raw: it needs no receiver
  } else if (ts.isPropertyAccessExpression(bare)) {
    const object = spill(f, lowerExpression(f, bare.expression), before, "object");
    thisArg = coerce(f, object, "box", "");
    target = readProperty(f, object, accessType(f, bare.expression), f.lowering.classes.keyOf(bare.name) ?? bare.name.text, bare, true);
  } else target = lowerExpression(f, callee);
  const signature = letters ?? `${"v".repeat(args.length)}>v`;
  const lowered = letteredArguments(f, args, signature, undefined, node);
  return sequence(before.map(effect), { kind: "call.value", callee: reference(f, target, textOf(callee)), thisArg, args: lowered, signature, what: textOf(callee), rep: resultRep(signature), span });
}

function resultRep(letters: Signature): "f64" | "box" { return letters.endsWith("d") ? "f64" : "box"; }

/** The static signature, with the type parameters of the callee left open. */
export function calledSignature(f: FunctionContext, node: ts.CallExpression): ts.Signature | undefined {
  const resolved = f.checker.getResolvedSignature(node);
  if (resolved === undefined || resolved.declaration === undefined) return undefined;
  const open = f.lowering.types.nonNullable(f.type(node.expression)).getCallSignatures().find((one) => one.declaration === resolved.declaration);
  return open ?? resolved;
}

export function spreadCall(f: FunctionContext, node: ts.Node, callee: HirExpression, thisArg: HirExpression, args: readonly Argument[]): HirExpression {
  const span = f.span(node);
  const list = restArray(f, args, "box", undefined, node);
  return runtimeCall("callWithArray", [coerce(f, callee, "box", ""), thisArg, list], "box", span);
}

function superCall(f: FunctionContext, node: ts.CallExpression): HirExpression {
  const info = f.memberOf;
  const span = f.span(node);
  if (info?.parent === undefined) return f.fail("WH2015", node);
  const parent = f.lowering.classes.constructorOf(info.parent);
  const self = coerce(f, f.readThis(span), "ref", "this");
  const out: HirStatement[] = [];
  const args = argumentsOf(node);
  if (parent !== undefined) {
    if (!fitsDirectly(args, parent.shape)) return f.fail("WH2007", node, ["a spread argument of super(...)"]);
    out.push(effect(callDirect(f, parent, args, EMPTY_ENV, node, { thisArg: self })));
  } else for (const argument of args) if ("node" in argument) out.push(effect(lowerTo(f, argument.node, { rep: "void" }, "")));
  const constructor = info.declaration.members.find((member) => ts.isConstructorDeclaration(member) && member.body !== undefined);
  out.push(...lowerFieldInitializers(f, info, constructor ?? info.declaration));
  return sequence(out, undefinedConstant(span, "box"));
}

function propertyCall(f: FunctionContext, node: ts.CallExpression, callee: ts.PropertyAccessExpression, want: Want): HirExpression {
  const key = f.lowering.classes.keyOf(callee.name) ?? callee.name.text;
  const member = f.lowering.symbolAt(callee.name);
  const args = argumentsOf(node);
  const object = ts.isIdentifier(callee.expression) ? f.checker.getSymbolAtLocation(callee.expression) : undefined;
  if (member !== undefined && object !== undefined && isNamespaceImport(f, object)) return symbolCall(f, node, member, callee, want);
  if (callee.expression.kind === ts.SyntaxKind.SuperKeyword) return superMethodCall(f, node, key, args);
  if (member !== undefined && callee.questionDotToken === undefined && node.questionDotToken === undefined) {
    const fixed = staticCall(f, node, callee, member, args);
    if (fixed !== undefined) return fixed;
  }
  const type = accessType(f, callee.expression);
  const builtin = f.lowering.builtins.methodCall(f, node, callee, type, want);
  if (builtin !== undefined) return builtin;
  const receiver = lowerLink(f, callee.expression, callee.questionDotToken);
  return methodCall(f, node, receiver, type, key, exactClass(f, callee.expression, receiver), callee);
}

function staticCall(f: FunctionContext, node: ts.CallExpression, callee: ts.PropertyAccessExpression, member: ts.Symbol, args: readonly Argument[]): HirExpression | undefined {
  const declaration = declarationOfMember(member);
  if (declaration === undefined || isGlobalDeclaration(member) || !ts.isMethodDeclaration(declaration) || !ts.isClassLike(declaration.parent)) return undefined;
  if ((ts.getCombinedModifierFlags(declaration) & ts.ModifierFlags.Static) === 0) return undefined;
  const owner = f.lowering.classes.ofDeclaration(declaration.parent);
  const found = owner.members.find((one) => one.declaration === declaration);
  if (found === undefined) return undefined;
  const env = environmentOf(f, declaration, node, EMPTY_ENV);
  const instance = env.size === 0 ? f.lowering.classes.memberInstance(owner, found) : instanceOf(f.lowering, declaration, { env, memberOf: owner, isStatic: true, name: found.key });
  if (!fitsDirectly(args, instance.shape)) return undefined;
  const thisArg = instance.shape.thisRep === undefined ? {} : { thisArg: lowerTo(f, callee.expression, BOX_SLOT, textOf(callee.expression)) };
  return callDirect(f, instance, args, env, node, thisArg);
}

function declarationOfMember(member: ts.Symbol): ts.Declaration | undefined {
  return member.declarations?.find((declaration) => ts.isMethodDeclaration(declaration) && declaration.body !== undefined) ?? member.valueDeclaration;
}

function superMethodCall(f: FunctionContext, node: ts.CallExpression, key: string, args: readonly Argument[]): HirExpression {
  const span = f.span(node);
  const parent = f.memberOf?.parent;
  const found = parent === undefined ? undefined : findMember(parent, key, "method", f.isStaticMember);
  if (found === undefined) return f.fail("WH2015", node);
  const instance = f.lowering.classes.memberInstance(found.owner, found.member);
  if (!fitsDirectly(args, instance.shape)) return spreadCall(f, node, closureOf(f, instance, node), coerce(f, f.readThis(span), "box", ""), args);
  return callDirect(f, instance, args, EMPTY_ENV, node, { thisArg: f.readThis(span) });
}

/** `receiver.key(…)` on anything that is not a built-in layout. */
function methodCall(f: FunctionContext, node: ts.CallExpression, receiver: HirExpression, type: ts.Type, key: string, exact: ClassInfo | undefined, callee: ts.Node): HirExpression {
  const span = f.span(node);
  const what = textOf(callee);
  const args = argumentsOf(node);
  f.lowering.mention(key);
  const cls = exact ?? f.lowering.classes.ofType(type);
  const method = cls === undefined ? undefined : findMember(cls, key, "method");
  if (node.questionDotToken !== undefined) return optionalCall(f, node, receiver, type, key, exact, callee);
  if (hasSpread(args) && !(method !== undefined && fitsDirectly(args, f.lowering.classes.memberInstance(method.owner, method.member).shape))) {
    const before: HirExpression[] = [];
    const held = spill(f, coerce(f, receiver, "box", what), before, "object");
    f.lowering.mentionDynamic(key);
    const fn = runtimeCall("lookupMethod", [held, stringConstant(key, span), stringConstant(what, span)], "ref", span);
    return sequence(before.map(effect), spreadCall(f, node, fn, held, args));
  }
  if (cls !== undefined && method !== undefined) return classCall(f, node, receiver, cls, method, key, args, exact, what);
  if (cls !== undefined && findField(cls, key) !== undefined) {
    const before: HirExpression[] = [];
    const held = spill(f, receiver, before, "object");
    const fn = readProperty(f, held, type, key, callee, false, exact);
    return sequence(before.map(effect), valueCall(f, node, fn, coerce(f, held, "box", what)));
  }
  f.lowering.mentionDynamic(key);
  if (key === "toString" && args.length === 0 && isPrimitive(type)) return toText(f, receiver, false);
  const signature = calledSignature(f, node);
  const letters = signature === undefined ? `${"v".repeat(args.length)}>v` : lettersOfSignature(f, signature);
  const object = reference(f, receiver, what);
  const lowered = letteredArguments(f, args, letters, signature, node);
  return { kind: "call.property", object, key, args: lowered, signature: letters, what, rep: resultRep(letters), span };
}

/** A union of strings, numbers and booleans. */
function isPrimitive(type: ts.Type): boolean {
  if (type.flags & ts.TypeFlags.Union) return (type as ts.UnionType).types.every(isPrimitive);
  return (type.flags & (ts.TypeFlags.StringLike | ts.TypeFlags.NumberLike | ts.TypeFlags.BooleanLike)) !== 0;
}

function classCall(f: FunctionContext, node: ts.CallExpression, receiver: HirExpression, cls: ClassInfo, method: { readonly member: MemberInfo; readonly owner: ClassInfo }, key: string, args: readonly Argument[], exact: ClassInfo | undefined, what: string): HirExpression {
  const span = f.span(node);
  const { classes } = f.lowering;
  const instance = classes.memberInstance(method.owner, method.member);
  const proved = exact !== undefined && isSubclass(exact, cls) && !classes.isOverridden(method.owner, key, "method");
  if (proved) return callDirect(f, instance, args, EMPTY_ENV, node, { thisArg: receiver });
  const letters = lettersOf(instance.shape);
  const object = reference(f, receiver, what);
  const lowered = directArguments(f, args, instance.shape, method.member.declaration, EMPTY_ENV, node)
    .map((argument, index) => coerce(f, argument, letters[index] === "d" ? "f64" : letters[index] === "r" ? "ref" : "box", "argument"));
  return { kind: "call.method", object, cls: method.owner.id, key, args: lowered, signature: letters, what, rep: resultRep(letters), span };
}

/** `o.m?.(…)`: nothing is called (and no argument evaluated) if the member is undefined or null. */
function optionalCall(f: FunctionContext, node: ts.CallExpression, receiver: HirExpression, type: ts.Type, key: string, exact: ClassInfo | undefined, callee: ts.Node): HirExpression {
  const span = f.span(node);
  const before: HirExpression[] = [];
  const held = spill(f, receiver, before, "object");
  const fn = f.newLocal("method", "box", span);
  const read = getLocal(fn, "box", span);
  const statements: HirStatement[] = [...before.map(effect), effect(setLocal(fn, coerce(f, readProperty(f, held, type, key, callee, true, exact), "box", "")))];
  if (f.chainExit !== undefined) statements.push(ifThen(nullish(read), [{ kind: "break", label: f.chainExit, span }]));
  return sequence(statements, valueCall(f, node, read, coerce(f, held, "box", "")));
}

function elementCall(f: FunctionContext, node: ts.CallExpression, callee: ts.ElementAccessExpression): HirExpression {
  const span = f.span(node);
  const argument = callee.argumentExpression;
  const key = ts.isStringLiteralLike(argument) ? argument.text : wellKnownSymbol(argument);
  const type = accessType(f, callee.expression);
  const receiver = lowerLink(f, callee.expression, callee.questionDotToken);
  if (key !== undefined) return methodCall(f, node, receiver, type, key, exactClass(f, callee.expression, receiver), callee);
  const before: HirExpression[] = [];
  const held = spill(f, receiver, before, "object");
  const index = lowerExpression(f, argument, indexWant(f, argument));
  const fn = readElement(f, held, type, index, callee, "undefined");
  const local = f.newLocal("function", fn.rep, span);
  const statements: HirStatement[] = [...before.map(effect), effect(setLocal(local, fn))];
  const read = getLocal(local, fn.rep, span);
  if (node.questionDotToken !== undefined && f.chainExit !== undefined) statements.push(ifThen(nullish(read), [{ kind: "break", label: f.chainExit, span }]));
  return sequence(statements, valueCall(f, node, read, coerce(f, held, "box", "")));
}
