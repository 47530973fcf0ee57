/**
 * Splits async functions and generators into a function that makes the frame and one that runs it.
 *
 *   f(a)              → frame = allocate F; frame.code = resume; frame.#0 = a; startAsync(frame); return frame
 *   resume(frame, mode, value) → switch (frame.state): the body's start, or the point after each await/yield
 *
 * Values that live across a suspension point are kept in fields of the frame: stored where they are defined, loaded in
 * every block that uses them. Constants move to the dispatch block. Exceptions that would leave an async body go to
 * asyncThrow; lowering has given such bodies one outermost handler. See lib/runtime/coroutine.ts for the protocol.
 */
import type { ClassId, HirClass, HirField, HirFunction, Rep } from "../hir/hir.ts";
import type { ClassTable } from "../mir/class-table.ts";
import {
  type MirBlock, type MirEdge, type MirEnd, type MirFunction, type MirInstr, type MirOperation, type MirProgram, NO_VALUE, type ValueId,
  edgesOf, endUses, mapUses, newBlock, newValue,
} from "../mir/mir.ts";
import { liveness } from "./liveness.ts";

const FINISHED = 0xffffffff;
const MODE_THROW = 1, MODE_RETURN = 2;
const FRAMES = { async: "AsyncFrame", generator: "GeneratorFrame", "async-generator": "AsyncGeneratorFrame" } as const;

export function coroutines(program: MirProgram, classes: ClassTable): void {
  let nextFunction = Math.max(-1, ...program.functions.keys()) + 1;
  let nextClass = Math.max(-1, ...program.classes.map(c => c.id)) + 1;
  for (const fn of [...program.functions.values()]) {
    if (fn.kind !== "coroutine") continue;
    const parent = program.hir.runtimeClasses.get(FRAMES[fn.hir.kind === "plain" ? "async" : fn.hir.kind]);
    if (parent === undefined) throw new Error(`${fn.symbol} needs the class ${FRAMES[fn.hir.kind === "plain" ? "async" : fn.hir.kind]} of the runtime`);
    const split = new Split(fn, nextFunction++, nextClass++, parent);
    const frame = split.run(classes.get(parent).name);
    classes.add(frame);
    program.classes.push(frame);
    program.functions.set(fn.id, split.creator);
    program.functions.set(split.resume.id, split.resume);
  }
}

class Split {
  /** The body, turned into the resume function in place. */
  readonly resume: MirFunction;
  readonly creator: MirFunction;
  private readonly original: MirFunction;
  private readonly hir: HirFunction;
  private readonly cls: ClassId;
  private readonly parent: ClassId;
  private readonly frame: ValueId;
  private readonly mode: ValueId;
  private readonly value: ValueId;
  private readonly always: ValueId;
  private readonly fields: HirField[] = [];
  private readonly fieldOf = new Map<ValueId, string>();

  constructor(fn: MirFunction, id: number, cls: ClassId, parent: ClassId) {
    this.original = fn;
    this.hir = fn.hir;
    this.cls = cls;
    this.parent = parent;
    const resume: MirFunction = { ...fn, id, symbol: `${fn.symbol}~resume`, kind: "resume", ret: "box", self: NO_VALUE, thisValue: NO_VALUE, params: [] };
    this.resume = resume;
    this.frame = newValue(resume, "ref");
    this.mode = newValue(resume, "u32");
    this.value = newValue(resume, "box");
    this.always = newValue(resume, "bool");
    resume.params = [this.frame, this.mode, this.value];
    this.creator = { ...fn, kind: "plain", ret: "ref", reps: [], self: NO_VALUE, thisValue: NO_VALUE, params: [], blocks: [], nextBlock: 0, throws: true };
  }

  run(name: string): HirClass {
    const fn = this.resume;
    const entry = fn.blocks[0];
    if (entry === undefined) throw new Error(`${fn.symbol} has no body`);
    const dispatch = newBlock(fn);
    fn.blocks.pop();
    fn.blocks.unshift(dispatch);
    this.moveConstants(dispatch);
    const kept = this.valuesToKeep();
    const parameters = [this.original.self, this.original.thisValue, ...this.original.params].filter(v => v !== NO_VALUE);
    for (const v of [...parameters, ...kept]) this.addField(v);
    const state = this.instr(dispatch, { op: "field.get", cls: this.cls, key: "state", what: "" }, [this.frame, this.always], "u32");
    const cases: { value: number; to: MirEdge }[] = [{ value: 0, to: { target: entry, args: [] } }];
    const awaited = new Map<ValueId, ValueId>();
    for (const block of [...fn.blocks]) {
      if (block.end.kind === "suspend") cases.push({ value: cases.length, to: { target: this.suspend(block, block.end, cases.length, kept, awaited), args: [] } });
      else if (block.end.kind === "return") this.finishReturn(block, block.end.value);
      else if (block.end.kind === "throw" && block.end.handler === undefined) this.finishThrow(block, block.end.value);
    }
    const lost = newBlock(fn);
    lost.end = { kind: "unreachable" };
    dispatch.end = { kind: "switch", value: state, cases, otherwise: { target: lost, args: [] } };
    mapUses(fn, v => awaited.get(v) ?? v);
    this.keepValues(parameters, kept);
    this.makeCreator(parameters);
    return {
      id: this.cls, name, symbol: `${this.hir.symbol}~frame`, span: this.hir.span, kind: "class", parent: this.parent, fields: this.fields, members: [], internal: true, constructible: false, construct: undefined,
    };
  }

  private instr(block: MirBlock, operation: MirOperation, args: ValueId[], rep: Rep): ValueId {
    const made = this.make(operation, args, rep);
    block.instrs.push(made);
    return made.result;
  }

  private make(operation: MirOperation, args: ValueId[], rep: Rep): MirInstr {
    return { ...operation, result: rep === "void" ? NO_VALUE : newValue(this.resume, rep), args, span: this.hir.span };
  }

  private constant(block: MirBlock, value: number, rep: "u32"): ValueId {
    return this.instr(block, { op: "const", constant: { kind: "number", value, rep } }, [], rep);
  }

  private moveConstants(dispatch: MirBlock): void {
    dispatch.instrs.push({ op: "const", constant: { kind: "boolean", value: true, rep: "bool" }, result: this.always, args: [], span: this.hir.span });
    for (const block of this.resume.blocks) {
      if (block === dispatch) continue;
      dispatch.instrs.push(...block.instrs.filter(i => i.op === "const"));
      block.instrs = block.instrs.filter(i => i.op !== "const");
    }
  }

  /** Values that are alive after some suspension other than as its result. */
  private valuesToKeep(): Set<ValueId> {
    const constants = new Set<ValueId>();
    for (const block of this.resume.blocks) for (const i of block.instrs) if (i.op === "const") constants.add(i.result);
    const { liveOut } = liveness(this.resume);
    const kept = new Set<ValueId>();
    for (const block of this.resume.blocks) {
      if (block.end.kind !== "suspend") continue;
      const own = block.instrs.at(-1)?.result;
      for (const v of liveOut.get(block) ?? []) if (v !== own && !constants.has(v)) kept.add(v);
    }
    for (const v of [this.original.self, this.original.thisValue, ...this.original.params]) kept.delete(v);
    return kept;
  }

  private addField(v: ValueId): void {
    const rep = this.resume.reps[v];
    if (rep === undefined || rep === "void") throw new Error(`${this.resume.symbol}: %${v} cannot be kept`);
    const key = `#${this.fields.length}`;
    this.fields.push({ key, rep, enumerable: false, readonly: false });
    this.fieldOf.set(v, key);
  }

  private setState(block: MirBlock, state: number): void {
    this.instr(block, { op: "field.set", cls: this.cls, key: "state", what: "" }, [this.frame, this.constant(block, state, "u32"), this.always], "void");
  }

  private runtime(block: MirBlock, name: string, value: ValueId): void {
    this.instr(block, { op: "call.runtime", name }, [this.frame, value], "void");
  }

  private leave(block: MirBlock, value: ValueId | undefined): void {
    const result = value ?? this.instr(block, { op: "const", constant: { kind: "undefined", rep: "box" } }, [], "box");
    block.end = { kind: "return", value: result, span: this.hir.span };
  }

  private finishReturn(block: MirBlock, value: ValueId): void {
    this.setState(block, FINISHED);
    if (this.hir.kind === "generator") return this.leave(block, value);
    this.runtime(block, "asyncReturn", value);
    this.leave(block, undefined);
  }

  private finishThrow(block: MirBlock, value: ValueId): void {
    this.setState(block, FINISHED);
    if (this.hir.kind === "generator") return;
    this.runtime(block, "asyncThrow", value);
    this.leave(block, undefined);
  }

  /** Replaces await/yield at the end of `block`; gives the block that goes on. */
  private suspend(block: MirBlock, end: Extract<MirEnd, { readonly kind: "suspend" }>, point: number, kept: ReadonlySet<ValueId>, awaited: Map<ValueId, ValueId>): MirBlock {
    const fn = this.resume;
    const last = block.instrs.pop();
    if (last === undefined || (last.op !== "await" && last.op !== "yield")) throw new Error(`${fn.symbol}: b${block.id} suspends without await or yield`);
    const operand = last.args[0] ?? NO_VALUE;
    this.setState(block, point);
    if (last.op === "await") { this.runtime(block, "asyncAwait", operand); this.leave(block, undefined); }
    else if (this.hir.kind === "generator") this.leave(block, operand);
    else { this.runtime(block, "asyncGeneratorYield", operand); this.leave(block, undefined); }
    const resumed = newBlock(fn), next = newBlock(fn), threw = newBlock(fn), rest = newBlock(fn), cancelled = newBlock(fn);
    const isThrow = this.instr(resumed, { op: "compare", operator: "eq" }, [this.mode, this.constant(resumed, MODE_THROW, "u32")], "bool");
    resumed.end = { kind: "branch", cond: isThrow, then: { target: threw, args: [] }, otherwise: { target: rest, args: [] } };
    threw.end = { kind: "throw", value: this.value, handler: end.handler, span: last.span };
    if (end.handler === undefined) this.finishThrow(threw, this.value);
    if (last.op === "await") rest.end = { kind: "jump", to: { target: next, args: [] } };
    else {
      const isReturn = this.instr(rest, { op: "compare", operator: "eq" }, [this.mode, this.constant(rest, MODE_RETURN, "u32")], "bool");
      rest.end = { kind: "branch", cond: isReturn, then: { target: cancelled, args: [] }, otherwise: { target: next, args: [] } };
    }
    // The cancelled path takes the value by `exception`, as a handler does: a throw to that block stores it there.
    if (end.cancel !== undefined) cancelled.end = { kind: "throw", value: this.value, handler: end.cancel, span: last.span };
    else this.finishReturn(cancelled, this.value);
    next.end = { kind: "jump", to: end.normal };
    const key = this.fieldOf.get(last.result);
    if (!kept.has(last.result)) awaited.set(last.result, this.value);
    else if (key !== undefined) this.instr(next, { op: "field.set", cls: this.cls, key, what: "" }, [this.frame, this.value, this.always], "void");
    return resumed;
  }

  /** Stores kept values where they are defined, loads them in each block that uses them. */
  private keepValues(parameters: readonly ValueId[], kept: ReadonlySet<ValueId>): void {
    const fn = this.resume;
    const all = new Set([...parameters, ...kept]);
    for (const block of fn.blocks.slice(1)) {
      const local = new Map<ValueId, ValueId>();
      const out: MirInstr[] = [];
      const store = (v: ValueId): void => {
        const key = this.fieldOf.get(v);
        if (key === undefined || !kept.has(v)) return;
        out.push(this.make({ op: "field.set", cls: this.cls, key, what: "" }, [this.frame, v, this.always], "void"));
        local.set(v, v);
      };
      const load = (v: ValueId): ValueId => {
        const known = local.get(v);
        if (known !== undefined) return known;
        const key = this.fieldOf.get(v);
        if (key === undefined || !all.has(v)) return v;
        const made = this.make({ op: "field.get", cls: this.cls, key, what: "" }, [this.frame, this.always], fn.reps[v] ?? "box");
        out.push(made);
        local.set(v, made.result);
        return made.result;
      };
      block.params.forEach(store);
      block.instrs.forEach((i, index) => {
        i.args = i.args.map(load);
        const isLast = index === block.instrs.length - 1;
        if (isLast && block.end.kind === "checked") this.loadForEnd(block, load, i.result);
        out.push(i);
        if (isLast && block.end.kind === "checked") {
          // its result is stored by the block that follows
          if (kept.has(i.result)) this.storeAfter(block.end.normal, i.result);
        } else if (i.result !== NO_VALUE) store(i.result);
      });
      if (block.end.kind !== "checked") this.loadForEnd(block, load, NO_VALUE);
      block.instrs = out;
    }
  }

  private loadForEnd(block: MirBlock, load: (v: ValueId) => ValueId, except: ValueId): void {
    const one = (v: ValueId): ValueId => v === except ? v : load(v);
    const end = block.end;
    if (endUses(end).length > 0) {
      if (end.kind === "branch") end.cond = one(end.cond);
      else if (end.kind === "switch" || end.kind === "return" || end.kind === "throw") end.value = one(end.value);
    }
    for (const edge of edgesOf(end)) edge.args = edge.args.map(one);
  }

  /** A block on the edge that stores the value. */
  private storeAfter(edge: MirEdge, v: ValueId): void {
    const fn = this.resume;
    const key = this.fieldOf.get(v) ?? "";
    const between = newBlock(fn);
    between.instrs.push(this.make({ op: "field.set", cls: this.cls, key, what: "" }, [this.frame, v, this.always], "void"));
    between.end = { kind: "jump", to: { target: edge.target, args: edge.args } };
    edge.target = between;
    edge.args = [];
  }

  private makeCreator(parameters: readonly ValueId[]): void {
    const { original, creator: fn } = this;
    const block = newBlock(fn);
    const copies = new Map<ValueId, ValueId>();
    for (const v of parameters) copies.set(v, newValue(fn, original.reps[v] ?? "box"));
    fn.self = copies.get(original.self) ?? NO_VALUE;
    fn.thisValue = copies.get(original.thisValue) ?? NO_VALUE;
    fn.params = original.params.map(v => copies.get(v) ?? NO_VALUE);
    const emit = (operation: MirOperation, args: ValueId[], rep: Rep): ValueId => {
      const result = rep === "void" ? NO_VALUE : newValue(fn, rep);
      block.instrs.push({ ...operation, result, args, span: this.hir.span });
      return result;
    };
    const always = emit({ op: "const", constant: { kind: "boolean", value: true, rep: "bool" } }, [], "bool");
    const frame = emit({ op: "allocate", cls: this.cls }, [], "ref");
    emit({ op: "field.set", cls: this.cls, key: "code", what: "" }, [frame, emit({ op: "resume.code", func: this.resume.id }, [], "int"), always], "void");
    for (const v of parameters) emit({ op: "field.set", cls: this.cls, key: this.fieldOf.get(v) ?? "", what: "" }, [frame, copies.get(v) ?? NO_VALUE, always], "void");
    if (this.hir.kind === "async") emit({ op: "call.runtime", name: "startAsync" }, [frame], "void");
    block.end = { kind: "return", value: frame, span: this.hir.span };
  }
}
