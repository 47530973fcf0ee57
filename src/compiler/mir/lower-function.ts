/** HIR functions → MIR: statements, loops, switches, and try/catch/finally with a completion variable. */
import type { HirFunction, HirProgram, HirStatement, LabelId } from "../hir/hir.ts";
import { ClassTable } from "./class-table.ts";
import { ExpressionLowering, type LoweringContext } from "./lower-expression.ts";
import { type MirBlock, type MirEdge, type MirFunction, type MirProgram, NO_VALUE, type ValueId, assertNever, edgesOf, newValue } from "./mir.ts";
import type { Variable } from "./ssa-builder.ts";

/** Where `break`, `continue` and `return` go, from the inside out. */
type Scope =
  | { readonly kind: "target"; readonly label: LabelId; readonly breakTo: MirBlock; readonly continueTo: MirBlock | undefined }
  | { readonly kind: "finally"; readonly entry: MirBlock; readonly completion: Variable; readonly exits: Exit[] };
interface Exit { readonly kind: "break" | "continue" | "return"; readonly label: LabelId | undefined }

const NORMAL = 0, THREW = 1, FIRST_EXIT = 2;

export function lowerToMir(program: HirProgram, classes: ClassTable): MirProgram {
  const context = loweringContext(program, classes);
  const functions = new Map(program.functions.map(hir => [hir.id, lowerFunction(context, hir)]));
  return { hir: program, functions, classes: [...program.classes] };
}

export function loweringContext(program: HirProgram, classes: ClassTable): LoweringContext {
  const selves = new Set(program.functions.filter(f => f.captures.length === 0 && usesSelf(f.body)).map(f => f.id));
  return { program, classes, functions: new Map(program.functions.map(f => [f.id, f])), selves };
}

export function lowerFunction(context: LoweringContext, hir: HirFunction): MirFunction {
  const fn: MirFunction = {
    id: hir.id, hir, symbol: hir.symbol, kind: hir.kind === "plain" ? "plain" : "coroutine", self: NO_VALUE, thisValue: NO_VALUE,
    params: [], reps: [], ret: hir.kind === "plain" ? hir.ret : "box", blocks: [], nextBlock: 0, throws: true,
  };
  if (hir.captures.length > 0 || context.selves.has(hir.id)) fn.self = newValue(fn, "ref");
  if (hir.thisRep !== undefined) fn.thisValue = newValue(fn, hir.thisRep);
  fn.params = hir.locals.slice(0, hir.parameterCount).map(l => newValue(fn, l.rep));
  new FunctionLowering(context, fn).run();
  return fn;
}

/** Does the body mention the running closure itself? */
function usesSelf(node: object): boolean {
  if ("kind" in node && node.kind === "self") return true;
  for (const [key, value] of Object.entries(node)) {
    if (typeof value === "object" && value !== null && key !== "span" && usesSelf(value)) return true;
  }
  return false;
}

class FunctionLowering extends ExpressionLowering {
  private readonly scopes: Scope[] = [];
  private readonly returnValue: Variable | undefined;
  private readonly thrown: Variable;

  constructor(context: LoweringContext, fn: MirFunction) {
    super(context, fn);
    this.returnValue = fn.ret === "void" ? undefined : this.ssa.temporary(fn.ret);
    this.thrown = this.ssa.temporary("box");
    fn.params.forEach((value, i) => this.ssa.write(i, value));
  }

  run(): void {
    const { ssa } = this;
    // Exceptions that would leave an async body have one place where they do: the coroutine split rejects there.
    const outermost = this.hir.kind === "async" || this.hir.kind === "async-generator" ? ssa.block() : undefined;
    ssa.handler = outermost;
    this.statements(this.hir.body);
    ssa.handler = undefined;
    if (ssa.fn.ret === "void") ssa.end({ kind: "return", value: NO_VALUE, span: this.hir.span });
    else if (ssa.fn.ret === "box" || ssa.fn.ret === "ref") ssa.end({ kind: "return", value: ssa.constant({ kind: "undefined", rep: ssa.fn.ret }), span: this.hir.span });
    else ssa.end({ kind: "unreachable" });
    if (outermost !== undefined && ssa.hasPredecessors(outermost)) {
      ssa.enter(outermost);
      this.doThrow(ssa.emit({ op: "exception" }, [], "box"));
    }
    for (const block of ssa.fn.blocks) ssa.seal(block);
    removeUnreachable(ssa.fn);
  }

  override statements(list: readonly HirStatement[]): void {
    for (const s of list) {
      this.ssa.span = s.span;
      this.statement(s);
    }
  }

  private statement(s: HirStatement): void {
    const { ssa } = this;
    switch (s.kind) {
      case "expression": this.value(s.value); return;
      case "if": {
        const then = ssa.block(), otherwise = ssa.block(), join = ssa.block();
        this.condition(s.test, then, otherwise);
        ssa.enter(then);
        this.statements(s.then);
        ssa.jump(join);
        ssa.enter(otherwise);
        this.statements(s.otherwise);
        ssa.jump(join);
        ssa.enter(join);
        return;
      }
      case "loop": this.loop(s); return;
      case "block": {
        if (s.label === undefined) { this.statements(s.body); return; }
        const after = ssa.block();
        this.inScope({ kind: "target", label: s.label, breakTo: after, continueTo: undefined }, () => this.statements(s.body));
        ssa.jump(after);
        ssa.enter(after);
        return;
      }
      case "break": case "continue": this.leave({ kind: s.kind, label: s.label }, this.scopes.length); ssa.startDead(); return;
      case "switch": this.switch(s); return;
      case "return": {
        let value = s.value === undefined ? NO_VALUE : this.value(s.value);
        if (this.hir.kind === "async-generator" && value !== NO_VALUE) value = this.suspend("await", value); // ECMA-262 §14.10.1 step 2
        this.doReturn(value);
        ssa.startDead();
        return;
      }
      case "throw": {
        const value = this.coerce(this.value(s.value), "box", "");
        this.doThrow(value);
        ssa.startDead();
        return;
      }
      case "try": this.try(s); return;
      default: assertNever(s);
    }
  }

  private inScope(scope: Scope, body: () => void): void {
    this.scopes.push(scope);
    body();
    this.scopes.pop();
  }

  private loop(s: Extract<HirStatement, { readonly kind: "loop" }>): void {
    const { ssa } = this;
    const head = ssa.block(), body = ssa.block(), next = ssa.block(), after = ssa.block();
    ssa.jump(head);
    ssa.current = head; // sealed after the back edge
    if (s.test !== undefined && !s.testLast) this.condition(s.test, body, after);
    else ssa.jump(body);
    ssa.enter(body);
    this.inScope({ kind: "target", label: s.label, breakTo: after, continueTo: next }, () => this.statements(s.body));
    ssa.jump(next);
    ssa.enter(next);
    this.statements(s.update);
    if (s.test !== undefined && s.testLast) this.condition(s.test, head, after);
    else ssa.jump(head);
    ssa.seal(head);
    ssa.enter(after);
  }

  private switch(s: Extract<HirStatement, { readonly kind: "switch" }>): void {
    const { ssa } = this;
    const after = ssa.block();
    const bodies = s.cases.map(() => ssa.block());
    const fallback = bodies[s.defaultIndex] ?? after;
    if (s.discriminant !== undefined && s.cases.every((c, i) => c.integer !== undefined || i === s.defaultIndex)) {
      const value = this.value(s.discriminant);
      const cases = s.cases.flatMap((c, i) => {
        const target = bodies[i];
        return c.integer === undefined || target === undefined ? [] : [{ value: c.integer, to: { target, args: [] } }];
      });
      const first = cases.filter((c, i) => cases.findIndex(o => o.value === c.value) === i);
      ssa.end({ kind: "switch", value, cases: first, otherwise: { target: fallback, args: [] } });
    } else {
      if (s.discriminant !== undefined) this.value(s.discriminant);
      s.cases.forEach((c, i) => {
        const target = bodies[i];
        if (c.test === undefined || target === undefined) return;
        const next = ssa.block();
        this.condition(c.test, target, next);
        ssa.enter(next);
      });
      ssa.jump(fallback);
    }
    this.inScope({ kind: "target", label: s.label, breakTo: after, continueTo: undefined }, () => {
      s.cases.forEach((c, i) => {
        const body = bodies[i];
        if (body === undefined) return;
        if (i > 0) ssa.jump(body); // falls through
        ssa.enter(body);
        this.statements(c.body);
      });
    });
    if (bodies.length > 0) ssa.jump(after);
    ssa.enter(after);
  }

  /** Goes to the target of a break, continue or return from inside `depth` scopes, by way of the finally blocks. */
  private leave(exit: Exit, depth: number): void {
    const { ssa } = this;
    for (let i = depth - 1; i >= 0; i--) {
      const scope = this.scopes[i];
      if (scope === undefined) break;
      if (scope.kind === "finally") {
        let index = scope.exits.findIndex(e => e.kind === exit.kind && e.label === exit.label);
        if (index < 0) index = scope.exits.push(exit) - 1;
        ssa.write(scope.completion, ssa.constant({ kind: "number", value: FIRST_EXIT + index, rep: "i32" }));
        ssa.jump(scope.entry);
        return;
      }
      if (exit.kind === "return" || scope.label !== exit.label) continue;
      const target = exit.kind === "break" ? scope.breakTo : scope.continueTo;
      if (target !== undefined) { ssa.jump(target); return; }
    }
    if (exit.kind !== "return") throw new Error(`${this.hir.symbol}: no label ${exit.label ?? "?"} around a ${exit.kind}`);
    ssa.end({ kind: "return", value: this.returnValue === undefined ? NO_VALUE : ssa.read(this.returnValue), span: ssa.span });
  }

  private doReturn(value: ValueId): void {
    if (this.returnValue !== undefined) {
      const rep = this.ssa.fn.ret;
      const result = value === NO_VALUE ? this.ssa.constant({ kind: "undefined", rep: rep === "ref" ? "ref" : "box" }) : value;
      this.ssa.write(this.returnValue, this.coerce(result, rep, "return value"));
    }
    this.leave({ kind: "return", label: undefined }, this.scopes.length);
  }

  private doThrow(value: ValueId): void {
    const { handler } = this.ssa;
    const edge: MirEdge | undefined = handler === undefined ? undefined : { target: handler, args: [] };
    this.ssa.end({ kind: "throw", value, handler: edge, span: this.ssa.span });
  }

  private try(s: Extract<HirStatement, { readonly kind: "try" }>): void {
    const { ssa } = this;
    if (s.finalizer === undefined) return this.tryCatch(s);
    const outer = ssa.handler;
    const scope = { kind: "finally", entry: ssa.block(), completion: ssa.temporary("i32"), exits: [] as Exit[] } as const;
    const failed = ssa.block();
    ssa.handler = failed;
    this.inScope(scope, () => this.tryCatch(s));
    ssa.handler = outer;
    ssa.write(scope.completion, ssa.constant({ kind: "number", value: NORMAL, rep: "i32" }));
    ssa.jump(scope.entry);
    ssa.enter(failed);
    if (ssa.hasPredecessors(failed)) {
      ssa.write(this.thrown, ssa.emit({ op: "exception" }, [], "box"));
      ssa.write(scope.completion, ssa.constant({ kind: "number", value: THREW, rep: "i32" }));
      ssa.jump(scope.entry);
    } else ssa.end({ kind: "unreachable" });
    ssa.enter(scope.entry);
    // A nested finally inside the finalizer may overwrite the variables: keep this one's.
    const completion = ssa.read(scope.completion), thrown = ssa.read(this.thrown);
    const result = this.returnValue === undefined ? NO_VALUE : ssa.read(this.returnValue);
    this.statements(s.finalizer);
    const after = ssa.block(), rethrow = ssa.block();
    const exits = scope.exits.map(exit => ({ exit, block: ssa.block() }));
    ssa.end({
      kind: "switch", value: completion, otherwise: { target: after, args: [] },
      cases: [{ value: THREW, to: { target: rethrow, args: [] } }, ...exits.map(({ block }, i) => ({ value: FIRST_EXIT + i, to: { target: block, args: [] } }))],
    });
    ssa.enter(rethrow);
    this.doThrow(thrown);
    for (const { exit, block } of exits) {
      ssa.enter(block);
      if (exit.kind === "return" && this.returnValue !== undefined) ssa.write(this.returnValue, result);
      this.leave(exit, this.scopes.length);
    }
    ssa.enter(after);
  }

  private tryCatch(s: Extract<HirStatement, { readonly kind: "try" }>): void {
    const { ssa } = this;
    if (s.handler === undefined) { this.statements(s.body); return; }
    const outer = ssa.handler;
    const caught = ssa.block(), after = ssa.block();
    ssa.handler = caught;
    this.statements(s.body);
    ssa.handler = outer;
    ssa.jump(after);
    ssa.enter(caught);
    if (ssa.hasPredecessors(caught)) {
      const value = ssa.emit({ op: "exception" }, [], "box");
      if (s.handler.binding !== undefined) ssa.write(s.handler.binding, value);
      this.statements(s.handler.body);
      ssa.jump(after);
    } else ssa.end({ kind: "unreachable" });
    ssa.enter(after);
  }

  override suspend(op: "await" | "yield", value: ValueId): ValueId {
    const { ssa } = this;
    const handler = ssa.handler;
    const result = newValue(ssa.fn, "box");
    ssa.current.instrs.push({ op, result, args: [this.coerce(value, "box", "")], span: ssa.span });
    const normal = ssa.block();
    const cancel = op === "yield" && this.scopes.some(s => s.kind === "finally") ? ssa.block() : undefined;
    ssa.end({
      kind: "suspend", normal: { target: normal, args: [] },
      handler: handler === undefined ? undefined : { target: handler, args: [] },
      cancel: cancel === undefined ? undefined : { target: cancel, args: [] },
    });
    if (cancel !== undefined) {
      ssa.enter(cancel);
      this.doReturn(ssa.emit({ op: "exception" }, [], "box"));
    }
    ssa.enter(normal);
    return result;
  }
}

/** Drops blocks that control cannot reach, and the edges' arguments stay as they are. */
export function removeUnreachable(fn: MirFunction): void {
  const seen = new Set<MirBlock>();
  const work: MirBlock[] = [];
  const visit = (b: MirBlock): void => { if (!seen.has(b)) { seen.add(b); work.push(b); } };
  const entry = fn.blocks[0];
  if (entry !== undefined) visit(entry);
  for (let b = work.pop(); b !== undefined; b = work.pop()) for (const edge of edgesOf(b.end)) visit(edge.target);
  fn.blocks = fn.blocks.filter(b => seen.has(b));
}
