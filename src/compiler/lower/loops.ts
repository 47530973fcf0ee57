/** Loops, labels and jumps. Leaving a loop over an iterator closes it. */
import { ts } from "../checker/typescript.ts";
import type { HirExpression, HirStatement } from "../hir/hir.ts";
import { booleanConstant, compare, effect, getLocal, not, runtimeCall, setLocal, undefinedConstant } from "./build.ts";
import { readElement } from "./access.ts";
import { assignTo } from "./assignments.ts";
import type { Cleanup, FunctionContext, JumpTarget } from "./context.ts";
import { coerce, toCondition } from "./convert.ts";
import { lowerCondition, lowerEffect, lowerTo } from "./expressions.ts";
import { assignPattern, bindPattern } from "./patterns.ts";
import { withRange } from "./ranges.ts";
import { lowerBody, lowerSwitch, lowerVariables } from "./statements.ts";
import { BOX_SLOT, type Slot } from "./types.ts";

export function lowerLabeled(f: FunctionContext, node: ts.LabeledStatement): readonly HirStatement[] {
  const names = [node.label.text];
  let body: ts.Statement = node.statement;
  while (ts.isLabeledStatement(body)) { names.push(body.label.text); body = body.statement; }
  if (ts.isForStatement(body)) return lowerFor(f, body, names);
  if (ts.isForOfStatement(body)) return lowerForOf(f, body, names);
  if (ts.isForInStatement(body)) return lowerForIn(f, body, names);
  if (ts.isWhileStatement(body)) return lowerWhile(f, body, names);
  if (ts.isDoStatement(body)) return lowerDo(f, body, names);
  if (ts.isSwitchStatement(body)) return lowerSwitch(f, body, names);
  const label = f.newLabel();
  f.jumps.push({ label, names, isLoop: false, breakable: false });
  const lowered = lowerBody(f, body);
  f.jumps.pop();
  return [{ kind: "block", label, body: lowered, span: f.span(node) }];
}

function isTarget(jump: JumpTarget | Cleanup): jump is JumpTarget { return "label" in jump; }

export function lowerBreakOrContinue(f: FunctionContext, node: ts.BreakOrContinueStatement): readonly HirStatement[] {
  const isBreak = ts.isBreakStatement(node);
  const out: HirStatement[] = [];
  for (let i = f.jumps.length - 1; i >= 0; i--) {
    const jump = f.jumps[i]!;
    if (!isTarget(jump)) { out.push(...jump.run()); continue; }
    const matches = node.label !== undefined ? jump.names.includes(node.label.text) && (isBreak || jump.isLoop) : isBreak ? jump.breakable : jump.isLoop;
    if (!matches) continue;
    out.push({ kind: isBreak ? "break" : "continue", label: jump.label, span: f.span(node) });
    return out;
  }
  return f.fail("WH2016", node, [node.label?.text ?? node.getText()]);
}

export function lowerReturn(f: FunctionContext, node: ts.ReturnStatement): readonly HirStatement[] {
  const span = f.span(node);
  const cleanups = f.jumps.filter((jump): jump is Cleanup => !isTarget(jump)).reverse();
  if (f.ret.rep === "void") {
    const out: HirStatement[] = [];
    if (node.expression !== undefined) {
      if (ts.isConstructorDeclaration(node.parent.parent)) f.fail("WH2005", node);
      out.push(effect(lowerEffect(f, node.expression)));
    }
    for (const cleanup of cleanups) out.push(...cleanup.run());
    return [...out, { kind: "return", span }];
  }
  const value = node.expression === undefined ? coerce(f, undefinedConstant(span, "box"), f.ret.rep, "result") : returnValue(f, node.expression);
  if (cleanups.length === 0) return [{ kind: "return", value, span }];
  const local = f.newLocal("result", value.rep, span);
  return [effect(setLocal(local, value)), ...cleanups.flatMap((cleanup) => cleanup.run()), { kind: "return", value: getLocal(local, value.rep, span), span }];
}

function returnValue(f: FunctionContext, node: ts.Expression): HirExpression {
  const value = lowerTo(f, node, f.ret, "result");
  if (f.kind !== "async-generator") return value;
  return { kind: "await", value, rep: "box", span: value.span };
}

function inLoop<T>(f: FunctionContext, names: readonly string[], work: (label: number) => T): T {
  const label = f.newLabel();
  f.jumps.push({ label, names, isLoop: true, breakable: true });
  const result = work(label);
  f.jumps.pop();
  return result;
}

export function lowerWhile(f: FunctionContext, node: ts.WhileStatement, names: readonly string[]): readonly HirStatement[] {
  return inLoop(f, names, (label) => {
    const test = lowerCondition(f, node.expression);
    return [{ kind: "loop", label, test, testLast: false, update: [], body: lowerBody(f, node.statement), span: f.span(node) }];
  });
}

export function lowerDo(f: FunctionContext, node: ts.DoStatement, names: readonly string[]): readonly HirStatement[] {
  return inLoop(f, names, (label) => {
    const body = lowerBody(f, node.statement);
    return [{ kind: "loop", label, test: lowerCondition(f, node.expression), testLast: true, update: [], body, span: f.span(node) }];
  });
}

export function lowerFor(f: FunctionContext, node: ts.ForStatement, names: readonly string[]): readonly HirStatement[] {
  const span = f.span(node);
  const out: HirStatement[] = [];
  const copies: HirStatement[] = [];
  if (node.initializer !== undefined) {
    if (ts.isVariableDeclarationList(node.initializer)) {
      out.push(...lowerVariables(f, node.initializer));
      if (node.initializer.flags & ts.NodeFlags.Let) freshCells(f, node.initializer, copies);
    } else out.push(effect(lowerEffect(f, node.initializer)));
  }
  out.push(...inLoop(f, names, (label): readonly HirStatement[] => {
    const test = node.condition === undefined ? undefined : lowerCondition(f, node.condition);
    const body = lowerBody(f, node.statement);
    const update = node.incrementor === undefined ? [] : [effect(lowerEffect(f, node.incrementor))];
    return [{ kind: "loop", label, testLast: false, update: [...copies, ...update], body, span, ...(test === undefined ? {} : { test }) }];
  }));
  return out;
}

/** Each round has its own variables: a captured one moves to a new cell before the update. */
function freshCells(f: FunctionContext, list: ts.VariableDeclarationList, out: HirStatement[]): void {
  for (const declaration of list.declarations) {
    const symbol = ts.isIdentifier(declaration.name) ? f.checker.getSymbolAtLocation(declaration.name) : undefined;
    const binding = symbol === undefined ? undefined : f.bindings.get(symbol);
    if (binding?.kind !== "cell" || binding.place.at !== "local") continue;
    const span = f.span(declaration);
    const init: HirExpression = { kind: "cell.get", cell: f.readPlace(binding.place, "ref", span), content: binding.content, rep: binding.content, span };
    out.push(effect(setLocal(binding.place.index, { kind: "cell.new", content: binding.content, init, rep: "ref", span })));
  }
}

/** Gives the loop variable (declared or assigned) its value for this round. */
function bindLoopVariable(f: FunctionContext, initializer: ts.ForInitializer, value: HirExpression, type: ts.Type): readonly HirStatement[] {
  if (!ts.isVariableDeclarationList(initializer)) {
    const out: HirStatement[] = [];
    if (ts.isObjectLiteralExpression(initializer) || ts.isArrayLiteralExpression(initializer)) assignPattern(f, initializer, value, type, out);
    else out.push(effect(assignTo(f, initializer, value)));
    return out;
  }
  const declaration = initializer.declarations[0]!;
  const isConst = (initializer.flags & ts.NodeFlags.Const) !== 0;
  const declared = ts.isIdentifier(declaration.name) ? f.slot(f.type(declaration.name)) : BOX_SLOT;
  const slot: Slot = ts.isIdentifier(declaration.name) ? declared : BOX_SLOT;
  return bindPattern(f, declaration.name, value, { declare: isConst ? "const" : "let", type, slot });
}

export function lowerForOf(f: FunctionContext, node: ts.ForOfStatement, names: readonly string[]): readonly HirStatement[] {
  const type = f.type(node.expression);
  if (node.awaitModifier !== undefined) return forOfIterator(f, node, names, true);
  if (f.lowering.types.arrayElement(type) !== undefined) return forOfArray(f, node, names, type);
  if (f.lowering.types.typedKind(type) !== undefined) return forOfArray(f, node, names, type);
  return forOfIterator(f, node, names, false);
}

function forOfArray(f: FunctionContext, node: ts.ForOfStatement, names: readonly string[], type: ts.Type): readonly HirStatement[] {
  const span = f.span(node);
  const what = node.expression.getText();
  const array = f.newLocal("array", "ref", span);
  const index = f.newLocal("index", "u32", span);
  const readArray = getLocal(array, "ref", span);
  const readIndex = (): HirExpression => withRange(getLocal(index, "u32", span), 0, 0xffff_fffe, false);
  const value = lowerTo(f, node.expression, { rep: "ref" }, what);
  const of = f.lowering.types.typedKind(type) === undefined ? "array" : "typed";
  const length: HirExpression = { kind: "length", of, object: readArray, what, rep: "u32", span };
  return [
    effect(setLocal(array, value)),
    effect(setLocal(index, { kind: "number", value: 0, rep: "u32", span })),
    ...inLoop(f, names, (label): readonly HirStatement[] => {
      const element = readElement(f, readArray, type, readIndex(), node, "throw");
      const itemType = of === "array" ? f.lowering.types.arrayElement(type)! : f.checker.getNumberType();
      const body = [...bindLoopVariable(f, node.initializer, element, itemType), ...lowerBody(f, node.statement)];
      const next: HirExpression = { kind: "arithmetic", op: "add", left: getLocal(index, "u32", span), right: { kind: "number", value: 1, rep: "u32", span }, wrap: true, rep: "u32", span };
      return [{ kind: "loop", label, test: compare("lt", readIndex(), length), testLast: false, update: [effect(setLocal(index, next))], body, span }];
    }),
  ];
}

/**
 * By the protocol. A throw, break, continue outwards or return inside the body closes the iterator; the end of the
 * iteration, or a throw of the iterator itself, does not. An error of closing is dropped if the body threw.
 */
function forOfIterator(f: FunctionContext, node: ts.ForOfStatement, names: readonly string[], isAsync: boolean): readonly HirStatement[] {
  const span = f.span(node);
  const what = node.expression.getText();
  const iterator = f.newLocal("iterator", "box", span);
  const step = f.newLocal("step", "box", span);
  const active = f.newLocal("active", "bool", span);
  const readIterator = getLocal(iterator, "box", span);
  const source = lowerTo(f, node.expression, BOX_SLOT, what);
  for (const key of ["next", "done", "value", "return"]) f.lowering.mention(key);
  const wait = (value: HirExpression): HirExpression => (isAsync ? { kind: "await", value, rep: "box", span } : value);
  const next: HirExpression = { kind: "call.property", object: readIterator, key: "next", args: [], signature: ">v", what: "iterator.next", rep: "box", span };
  const result = (key: string): HirExpression => ({ kind: "property.get", object: getLocal(step, "box", span), key, what: "iterator result", rep: "box", span });
  const setActive = (value: boolean): HirStatement => effect(setLocal(active, booleanConstant(value, span)));
  const close = (): readonly HirStatement[] => (isAsync ? closeAsync(f, readIterator, node) : [effect(runtimeCall("closeIterator", [readIterator], "void", span))]);
  const caught = f.newLocal("caught", "box", span);
  return [
    effect(setLocal(iterator, runtimeCall(isAsync ? "getAsyncIterator" : "getIterator", [source], "box", span))),
    ...inLoop(f, names, (label): readonly HirStatement[] => {
      // `continue` of this loop stays inside: a block that the body's continue leaves normally.
      f.jumps.pop();
      const inner = f.newLabel();
      f.jumps.push({ label, names: names, isLoop: false, breakable: true });
      f.jumps.push({ label: inner, names, isLoop: true, breakable: false });
      const lowered = [...bindLoopVariable(f, node.initializer, result("value"), elementTypeOf(f, node)), ...lowerBody(f, node.statement)];
      f.jumps.pop();
      const round = [{ kind: "block", label: inner, body: continueAsBreak(lowered, inner), span } as const, setActive(false)];
      const handler = { binding: caught, body: [
        { kind: "if", test: getLocal(active, "bool", span), otherwise: [], span, then: [setActive(false), { kind: "try", body: close(), handler: { body: [] }, span }] } as const,
        { kind: "throw", value: getLocal(caught, "box", span), span } as const,
      ] };
      const finalizer: readonly HirStatement[] = [{ kind: "if", test: getLocal(active, "bool", span), then: [setActive(false), ...close()], otherwise: [], span }];
      return [{ kind: "loop", label, testLast: false, update: [], span, body: [
        effect(setLocal(step, wait(next))),
        { kind: "if", test: toCondition(result("done"), false), then: [{ kind: "break", label, span }], otherwise: [], span },
        setActive(true),
        { kind: "try", body: round, handler, finalizer, span },
      ] }];
    }),
  ];
}

/** In the body of an iterator loop, `continue` leaves the inner block. */
function continueAsBreak(statements: readonly HirStatement[], label: number): readonly HirStatement[] {
  return statements.map((statement) => mapStatement(statement, label));
}

function mapStatement(statement: HirStatement, label: number): HirStatement {
  const list = (body: readonly HirStatement[]): readonly HirStatement[] => continueAsBreak(body, label);
  switch (statement.kind) {
    case "continue": return statement.label === label ? { kind: "break", label, span: statement.span } : statement;
    case "if": return { ...statement, then: list(statement.then), otherwise: list(statement.otherwise) };
    case "loop": return { ...statement, body: list(statement.body), update: list(statement.update) };
    case "block": return { ...statement, body: list(statement.body) };
    case "switch": return { ...statement, cases: statement.cases.map((one) => ({ ...one, body: list(one.body) })) };
    case "try": return {
      ...statement, body: list(statement.body),
      ...(statement.handler === undefined ? {} : { handler: { ...statement.handler, body: list(statement.handler.body) } }),
      ...(statement.finalizer === undefined ? {} : { finalizer: list(statement.finalizer) }),
    };
    default: return statement;
  }
}

function closeAsync(f: FunctionContext, iterator: HirExpression, node: ts.Node): readonly HirStatement[] {
  const span = f.span(node);
  const method = f.newLocal("close", "box", span);
  const read = getLocal(method, "box", span);
  const call: HirExpression = { kind: "call.value", callee: read, thisArg: iterator, args: [], signature: ">v", what: "iterator.return", rep: "box", span };
  return [
    effect(setLocal(method, { kind: "property.get", object: iterator, key: "return", what: "iterator", rep: "box", span })),
    { kind: "if", test: not({ kind: "nullish", value: read, rep: "bool", span }), then: [effect({ kind: "await", value: call, rep: "box", span })], otherwise: [], span },
  ];
}

function elementTypeOf(f: FunctionContext, node: ts.ForOfStatement): ts.Type {
  if (ts.isVariableDeclarationList(node.initializer)) return f.type(node.initializer.declarations[0]!.name);
  return f.type(node.initializer);
}

export function lowerForIn(f: FunctionContext, node: ts.ForInStatement, names: readonly string[]): readonly HirStatement[] {
  const span = f.span(node);
  const source = lowerTo(f, node.expression, BOX_SLOT, node.expression.getText());
  const object = f.newLocal("object", "box", span);
  const keys = f.newLocal("keys", "ref", span);
  const index = f.newLocal("index", "u32", span);
  const key = f.newLocal("key", "box", span);
  const readObject = getLocal(object, "box", span);
  const readKeys = getLocal(keys, "ref", span);
  const readIndex = getLocal(index, "u32", span);
  const list = f.lowering.builtins.call(f, "Object", "keys", [readObject], node);
  const isNull: HirExpression = { kind: "nullish", value: readObject, rep: "bool", span };
  const length: HirExpression = { kind: "length", of: "array", object: readKeys, what: "keys", rep: "u32", span };
  const element: HirExpression = { kind: "array.get", array: readKeys, index: readIndex, outOfBounds: "undefined", what: "keys", rep: "box", span };
  const still = runtimeCall("hasKeyed", [readObject, getLocal(key, "box", span)], "bool", span);
  const next: HirExpression = { kind: "arithmetic", op: "add", left: readIndex, right: { kind: "number", value: 1, rep: "u32", span }, wrap: true, rep: "u32", span };
  return [
    effect(setLocal(object, source)),
    { kind: "if", test: not(isNull), otherwise: [], span, then: [
      effect(setLocal(keys, coerce(f, list, "ref", "keys"))),
      effect(setLocal(index, { kind: "number", value: 0, rep: "u32", span })),
      ...inLoop(f, names, (label): readonly HirStatement[] => {
        const body = [...bindLoopVariable(f, node.initializer, getLocal(key, "box", span), f.checker.getStringType()), ...lowerBody(f, node.statement)];
        return [{ kind: "loop", label, test: compare("lt", readIndex, length), testLast: false, update: [effect(setLocal(index, next))], span, body: [
          effect(setLocal(key, element)),
          { kind: "if", test: still, then: body, otherwise: [], span },
        ] }];
      }),
    ] },
  ];
}

