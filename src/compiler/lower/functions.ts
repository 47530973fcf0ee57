/** Functions: their shapes (what callers pass), their instances, their bodies. */
import { ts } from "../checker/typescript.ts";
import type { Effect, HirConstant, HirExpression, HirFunction, HirStatement, Rep, Signature } from "../hir/hir.ts";
import { compare, effect, setLocal, undefinedConstant } from "./build.ts";
import { selfSymbol } from "./captures.ts";
import type { ClassInfo } from "./class-info.ts";
import { lowerFieldInitializers } from "./classes.ts";
import { type Binding, type CaptureInfo, FunctionContext, type FunctionInstance, type FunctionShape, type ParameterShape } from "./context.ts";
import { coerce, coerceToSlot } from "./convert.ts";
import { lowerTo } from "./expressions.ts";
import { inferIntegers } from "./infer-integers.ts";
import { inferLocals } from "./infer-locals.ts";
import type { Lowering } from "./lowering.ts";
import { bindPattern } from "./patterns.ts";
import { flavourRange } from "./ranges.ts";
import { lowerBlockStatements } from "./statements.ts";
import { BOX_SLOT, EMPTY_ENV, isNumberRep, REF_SLOT, type Slot, type TypeEnv } from "./types.ts";

export type FunctionNode = ts.FunctionLikeDeclaration;

export interface InstanceRequest {
  readonly env?: TypeEnv;
  /** The context that creates the closure. */
  readonly owner?: FunctionContext;
  /** The declared signature of the place that the function value goes to. */
  readonly letters?: Signature;
  readonly memberOf?: ClassInfo;
  readonly isStatic?: boolean;
  readonly name?: string;
}

export function isRestParameter(parameter: ts.ParameterDeclaration): boolean { return parameter.dotDotDotToken !== undefined; }

/** Parameters without the `this` pseudo-parameter. */
export function realParameters(fn: ts.SignatureDeclaration): readonly ts.ParameterDeclaration[] {
  return fn.parameters.filter((parameter) => !(ts.isIdentifier(parameter.name) && parameter.name.text === "this"));
}

export function functionKind(fn: FunctionNode): HirFunction["kind"] {
  const isAsync = (ts.getCombinedModifierFlags(fn) & ts.ModifierFlags.Async) !== 0;
  const isGenerator = "asteriskToken" in fn && fn.asteriskToken !== undefined;
  if (isAsync) return isGenerator ? "async-generator" : "async";
  return isGenerator ? "generator" : "plain";
}

export function letterOf(rep: Rep): "d" | "v" { return isNumberRep(rep) ? "d" : "v"; }

export function lettersOf(shape: FunctionShape): Signature {
  const parameters = shape.parameters.map((parameter, index) => shape.rest && index === shape.parameters.length - 1 ? "r" : letterOf(parameter.slot.rep));
  return `${parameters.join("")}>${letterOf(shape.ret.rep)}`;
}

export function shapeOf(l: Lowering, fn: FunctionNode, env: TypeEnv, letters: Signature | undefined): FunctionShape {
  const declared = realParameters(fn);
  const parameters: ParameterShape[] = declared.map((parameter) => parameterShape(l, parameter, env));
  const rest = declared.length > 0 && isRestParameter(declared[declared.length - 1]!);
  let ret = returnSlot(l, fn, env);
  if (letters !== undefined) {
    const adapted = adapt(parameters, rest, ret, letters);
    if (adapted !== undefined) ret = adapted;
  }
  const last = declared[declared.length - 1];
  const restType = rest && last !== undefined ? l.types.arrayElement(l.typeOf(last)) : undefined;
  const restElement = restType !== undefined && l.types.elementRep(restType, env) === "f64" ? "f64" : "box";
  return { parameters, rest, restElement, ret, thisRep: thisRepOf(l, fn) };
}

function thisRepOf(l: Lowering, fn: FunctionNode): "ref" | "box" | undefined {
  if (ts.isArrowFunction(fn)) return undefined;
  const isMember = ts.isClassElement(fn) && ts.isClassLike(fn.parent);
  if (isMember && (ts.getCombinedModifierFlags(fn) & ts.ModifierFlags.Static) === 0) return "ref";
  return l.captures.usesThis(fn) ? "box" : undefined;
}

function parameterShape(l: Lowering, parameter: ts.ParameterDeclaration, env: TypeEnv): ParameterShape {
  if (isRestParameter(parameter)) return { slot: REF_SLOT };
  const type = l.typeOf(parameter.type ?? parameter.name);
  const slot = l.types.slot(l.typeOf(parameter), env);
  if (parameter.initializer !== undefined) {
    const inner = l.types.slot(l.types.nonNullable(type), env);
    if (inner.flavour !== undefined) {
      const fill = literalOf(parameter.initializer, inner);
      if (fill !== undefined) return { slot: inner, fill };
    }
    return { slot: inner.rep === "ref" ? inner : BOX_SLOT };
  }
  if (parameter.questionToken !== undefined && slot.rep !== "ref") return { slot: BOX_SLOT };
  return { slot };
}

function literalOf(node: ts.Expression, slot: Slot): HirConstant | undefined {
  if (!ts.isNumericLiteral(node) || !isNumberRep(slot.rep)) return undefined;
  return { kind: "number", value: Number(node.text), rep: slot.rep };
}

function returnSlot(l: Lowering, fn: FunctionNode, env: TypeEnv): Slot {
  if (ts.isConstructorDeclaration(fn) || ts.isSetAccessorDeclaration(fn)) return { rep: "void" };
  if (functionKind(fn) !== "plain") return REF_SLOT;
  const signature = l.checker.getSignatureFromDeclaration(fn);
  if (signature === undefined) return BOX_SLOT;
  return slotOfReturn(l, l.checker.getReturnTypeOfSignature(signature), env);
}

export function slotOfReturn(l: Lowering, type: ts.Type, env: TypeEnv): Slot {
  if (type.flags & (ts.TypeFlags.Void | ts.TypeFlags.Never)) return { rep: "void" };
  return l.types.slot(type, env);
}

/** Fits the parameters to a contextual signature (in place) and gives the result slot; undefined: it does not fit. */
function adapt(parameters: ParameterShape[], rest: boolean, ret: Slot, letters: Signature): Slot | undefined {
  const [wanted, result] = letters.split(">") as [string, string];
  if (rest || wanted.includes("r") || parameters.length > wanted.length) return undefined;
  if (result === "d" && !isNumberRep(ret.rep) && ret.rep !== "box") return undefined;
  for (let i = 0; i < wanted.length; i++) {
    const own = parameters[i];
    if (own === undefined) parameters.push({ slot: wanted[i] === "d" ? { rep: "f64" } : BOX_SLOT });
    else if (letterOf(own.slot.rep) !== wanted[i]) parameters[i] = { slot: wanted[i] === "d" ? { rep: "f64" } : BOX_SLOT };
  }
  if (ret.rep === "void") return ret;
  return letterOf(ret.rep) === result ? ret : result === "d" ? { rep: "f64" } : BOX_SLOT;
}

/** The instance of a function for these representations (lowered later, once). */
export function instanceOf(l: Lowering, fn: FunctionNode, request: InstanceRequest): FunctionInstance {
  const env = request.env ?? EMPTY_ENV;
  const free = l.captures.free(fn);
  const capturesThis = ts.isArrowFunction(fn) && l.captures.usesThis(fn) && request.owner !== undefined && request.owner.thisRep !== undefined && request.owner.thisConstant === undefined;
  const isClosure = free.length > 0 || capturesThis;
  const environment = [...env].map(([symbol, rep]) => `${l.idOf(symbol)}${rep}`).join();
  const key = `${l.idOf(fn)}|${environment}|${request.letters ?? ""}|${isClosure && request.owner !== undefined ? l.idOf(request.owner) : ""}`;
  const known = l.instances.get(key);
  if (known !== undefined) return known;
  const captures: CaptureInfo[] = [];
  const bindings: (readonly [ts.Symbol, Binding])[] = [];
  if (capturesThis) captures.push({ symbol: undefined, name: "this", rep: request.owner!.thisPlace.at === "capture" ? request.owner!.thisPlace.rep : request.owner!.thisRep! });
  for (const symbol of free) {
    const outer = request.owner?.bindings.get(symbol);
    if (outer === undefined) l.fail("WH9001", fn, [`the captured variable ${symbol.name} is not bound`]);
    const place = { at: "capture", index: captures.length } as const;
    captures.push({ symbol, name: symbol.name, rep: outer.kind === "cell" ? "ref" : outer.slot.rep });
    bindings.push([symbol, { ...outer, place }]);
  }
  const shape = shapeOf(l, fn, env, request.letters);
  const instance: FunctionInstance = { id: l.reserveFunction(), declaration: fn, shape, captures };
  l.addInstance(key, instance);
  l.modules.require(fn.getSourceFile());
  l.later(() => { l.functions[instance.id] = lowerFunction(l, fn, instance, env, request, bindings); });
  return instance;
}

/** The function value: a static object without captures, else a new closure. */
export function closureOf(f: FunctionContext, instance: FunctionInstance, node: ts.Node): HirExpression {
  const span = f.span(node);
  const captures = instance.captures.map((capture): HirExpression => {
    if (capture.symbol === undefined) return f.readThis(span);
    const binding = f.bindings.get(capture.symbol);
    if (binding === undefined) return f.fail("WH9001", node, [`the captured variable ${capture.name} is not bound here`]);
    return f.readPlace(binding.place, capture.rep, span);
  });
  return { kind: "closure.new", func: instance.id, captures, rep: "ref", span };
}

function lowerFunction(l: Lowering, fn: FunctionNode, instance: FunctionInstance, env: TypeEnv, request: InstanceRequest, captured: readonly (readonly [ts.Symbol, Binding])[]): HirFunction {
  const file = fn.getSourceFile();
  const kind = functionKind(fn);
  const ret = kind === "plain" ? instance.shape.ret : BOX_SLOT;
  const f = new FunctionContext(l, { env, file, isLibrary: l.isLibrary(file), kind, ret, parent: request.owner });
  setUpThis(f, fn, instance, request);
  for (const [symbol, binding] of captured) f.bindings.set(symbol, binding);
  const self = selfSymbol(l.checker, fn);
  if (self !== undefined && !f.bindings.has(self)) f.bindings.set(self, { kind: "value", place: { at: "self" }, slot: REF_SLOT, callee: instance });
  const span = l.spanOf(fn);
  const { parameters } = instance.shape;
  const declared = realParameters(fn);
  parameters.forEach((parameter, index) => {
    const name = declared[index]?.name;
    f.newLocal(name !== undefined && ts.isIdentifier(name) ? name.text : `p${index}`, parameter.slot.rep, span);
  });
  const body: HirStatement[] = [];
  l.guarded(() => {
    inferLocals(f, fn);
    inferIntegers(f, fn);
    declared.forEach((parameter, index) => body.push(...bindParameter(f, parameter, index, parameters[index]!)));
    body.push(...lowerFunctionBody(f, fn, request));
  }, fn);
  return {
    id: instance.id, name: request.name ?? nameOf(fn), symbol: symbolOf(l, fn, request), span, kind, arrow: ts.isArrowFunction(fn),
    parameterCount: parameters.length, rest: instance.shape.rest, length: lengthOf(declared), thisRep: instance.shape.thisRep,
    ...(request.memberOf !== undefined && request.isStatic !== true ? { thisClass: request.memberOf.id } : {}),
    captures: instance.captures.map((capture) => ({ name: capture.name, rep: capture.rep })), ret: instance.shape.ret.rep,
    locals: f.locals, body, ...directives(l, fn),
  };
}

function setUpThis(f: FunctionContext, fn: FunctionNode, instance: FunctionInstance, request: InstanceRequest): void {
  f.memberOf = request.memberOf;
  f.isStaticMember = request.isStatic === true;
  f.thisRep = instance.shape.thisRep;
  if (request.memberOf !== undefined && !f.isStaticMember) f.thisKind = { kind: "instance", cls: request.memberOf };
  else if (f.thisRep !== undefined) f.thisKind = { kind: "dynamic" };
  const owner = request.owner;
  if (!ts.isArrowFunction(fn) || owner === undefined) return;
  f.memberOf = owner.memberOf;
  f.isStaticMember = owner.isStaticMember;
  f.thisConstant = owner.thisConstant;
  const index = instance.captures.findIndex((capture) => capture.symbol === undefined);
  if (index === -1) return;
  f.thisKind = owner.thisKind;
  f.thisRep = owner.thisRep;
  f.thisPlace = { at: "capture", index, rep: instance.captures[index]!.rep };
}

function bindParameter(f: FunctionContext, parameter: ts.ParameterDeclaration, index: number, shape: ParameterShape): readonly HirStatement[] {
  const span = f.span(parameter);
  const abi = shape.slot;
  const incoming: HirExpression = { kind: "local.get", local: index, rep: abi.rep, span };
  const what = parameter.name.getText();
  const declaredType = f.type(parameter.name);
  const inner = isRestParameter(parameter) ? REF_SLOT : shape.fill !== undefined ? abi : f.slot(declaredType);
  const isPlain = ts.isIdentifier(parameter.name);
  if (parameter.initializer !== undefined && shape.fill === undefined) {
    const value = withDefault(f, incoming, parameter.initializer, isPlain ? inner : f.slot(declaredType), what);
    return bindPattern(f, parameter.name, value, { declare: "let", type: declaredType, slot: inner });
  }
  if (isPlain) {
    const symbol = f.checker.getSymbolAtLocation(parameter.name)!;
    const use = f.lowering.captures.use(symbol);
    if (inner.rep === abi.rep && !(use.captured && use.assigned)) {
      const range = inner.flavour === undefined ? undefined : flavourRange(inner.flavour);
      f.bindings.set(symbol, { kind: "value", place: { at: "local", index }, slot: inner, ...(range === undefined ? {} : { range }) });
      return [];
    }
  }
  return bindPattern(f, parameter.name, coerceToSlot(f, incoming, inner, what), { declare: "let", type: declaredType, slot: inner });
}

/** `value === undefined ? default : value`, in the slot's representation. */
export function withDefault(f: FunctionContext, value: HirExpression, initializer: ts.Expression, slot: Slot, what: string): HirExpression {
  if (value.rep !== "ref" && value.rep !== "box") return coerceToSlot(f, value, slot, what);
  const before: HirStatement[] = [];
  let held = value;
  if (value.kind !== "local.get") {
    const local = f.newLocal("d", value.rep, value.span);
    before.push(effect(setLocal(local, value)));
    held = { kind: "local.get", local, rep: value.rep, span: value.span };
  }
  const test = compare("eq", held, undefinedConstant(value.span, value.rep));
  const then = lowerTo(f, initializer, slot, what);
  const otherwise = coerceToSlot(f, held, slot, what);
  const result: HirExpression = { kind: "conditional", test, then, otherwise, rep: slot.rep, span: value.span };
  return before.length === 0 ? result : { kind: "sequence", statements: before, value: result, rep: slot.rep, span: value.span };
}

function lowerFunctionBody(f: FunctionContext, fn: FunctionNode, request: InstanceRequest): readonly HirStatement[] {
  const { body } = fn;
  if (body === undefined) return f.fail("WH2007", fn, ["a function without a body"]);
  if (!ts.isBlock(body)) {
    const span = f.span(body);
    if (f.ret.rep === "void") return [effect(coerce(f, lowerTo(f, body, { rep: "void" }, ""), "void", "")), { kind: "return", span }];
    return [{ kind: "return", value: lowerTo(f, body, f.ret, "result"), span }];
  }
  if (ts.isConstructorDeclaration(fn) && request.memberOf !== undefined) return constructorBody(f, fn, body, request.memberOf);
  return lowerBlockStatements(f, body, body.statements);
}

function constructorBody(f: FunctionContext, fn: ts.ConstructorDeclaration, body: ts.Block, cls: ClassInfo): readonly HirStatement[] {
  if (cls.parent !== undefined) return lowerBlockStatements(f, body, body.statements);
  return [...lowerFieldInitializers(f, cls, fn), ...lowerBlockStatements(f, body, body.statements)];
}

function lengthOf(parameters: readonly ts.ParameterDeclaration[]): number {
  const index = parameters.findIndex((parameter) => parameter.initializer !== undefined || isRestParameter(parameter));
  return index === -1 ? parameters.length : index;
}

export function nameOf(fn: ts.Node): string {
  if (ts.isConstructorDeclaration(fn)) return fn.parent.name?.text ?? "";
  if (ts.isFunctionDeclaration(fn) && fn.name === undefined) return "default";
  if ("name" in fn && fn.name !== undefined) {
    const name = fn.name as ts.PropertyName;
    if (ts.isComputedPropertyName(name)) return `[${name.expression.getText()}]`;
    return ts.isPrivateIdentifier(name) || ts.isIdentifier(name) || ts.isStringLiteralLike(name) || ts.isNumericLiteral(name) ? name.text : "";
  }
  let at = fn;
  while (ts.isParenthesizedExpression(at.parent)) at = at.parent;
  const { parent } = at;
  if ((ts.isVariableDeclaration(parent) || ts.isPropertyDeclaration(parent) || ts.isBindingElement(parent) || ts.isParameter(parent)) && parent.initializer === at && ts.isIdentifier(parent.name)) return parent.name.text;
  if (ts.isPropertyDeclaration(parent) && ts.isPrivateIdentifier(parent.name)) return parent.name.text;
  if (ts.isPropertyAssignment(parent) && (ts.isIdentifier(parent.name) || ts.isStringLiteralLike(parent.name))) return parent.name.text;
  if (ts.isBinaryExpression(parent) && parent.right === at && ts.isIdentifier(parent.left) && isNaming(parent.operatorToken.kind)) return parent.left.text;
  if (ts.isExportAssignment(parent)) return "default";
  return "";
}

function isNaming(kind: ts.SyntaxKind): boolean {
  return kind === ts.SyntaxKind.EqualsToken || kind === ts.SyntaxKind.QuestionQuestionEqualsToken || kind === ts.SyntaxKind.BarBarEqualsToken || kind === ts.SyntaxKind.AmpersandAmpersandEqualsToken;
}

function symbolOf(l: Lowering, fn: FunctionNode, request: InstanceRequest): string {
  const file = l.displayName(fn.getSourceFile());
  const owner = request.memberOf === undefined ? "" : `${request.memberOf.name}.`;
  const name = ts.isConstructorDeclaration(fn) ? "constructor" : nameOf(fn) || `(anonymous:${l.spanOf(fn).line})`;
  const prefix = ts.isGetAccessorDeclaration(fn) ? "get " : ts.isSetAccessorDeclaration(fn) ? "set " : "";
  const env = request.env === undefined || request.env.size === 0 ? "" : `<${[...request.env.values()].join()}>`;
  return l.uniqueSymbol(`${file}:${owner}${prefix}${name}${env}`);
}

const EFFECTS: Readonly<Record<string, Effect>> = { "no-alloc": "no-alloc", "no-throw": "no-throw", "no-suspend": "no-suspend", "no-fp": "no-fp", interrupt: "interrupt" };

function directives(l: Lowering, fn: FunctionNode): { readonly effects: readonly Effect[]; readonly inline: "always" | "never" | undefined } {
  const effects: Effect[] = [];
  let inline: "always" | "never" | undefined;
  if (fn.body !== undefined && ts.isBlock(fn.body)) {
    for (const statement of fn.body.statements) {
      if (!ts.isExpressionStatement(statement) || !ts.isStringLiteral(statement.expression)) break;
      const { text } = statement.expression;
      if (!text.startsWith("use ") || text === "use strict") continue;
      const name = text.slice(4);
      if (name === "inline") inline = "always";
      else if (name === "no-inline") inline = "never";
      else if (Object.hasOwn(EFFECTS, name)) effects.push(EFFECTS[name]!);
      else l.guarded(() => l.fail("WH4005", statement, [name]));
    }
  }
  return { effects, inline };
}

