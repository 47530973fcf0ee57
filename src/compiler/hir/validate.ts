/**
 * The HIR validator: every fact that hir.ts states and that a tree can be checked for. It runs after lowering in
 * tests and under `WHELK_VALIDATE=1`; a finding is always a bug of the front end, never of the user's program.
 */
import { RUNTIME_FUNCTIONS, type RuntimeFunction } from "../runtime-interface.ts";
import type { HirClass, HirExpression, HirFunction, HirProgram, HirStatement, LabelId, Rep } from "./hir.ts";

const RUNTIME = new Map<string, RuntimeFunction>(RUNTIME_FUNCTIONS.map((row) => [row.export, row]));
const INTEGERS: ReadonlySet<Rep> = new Set(["i32", "u32", "int"]);
const NUMBERS: ReadonlySet<Rep> = new Set(["f64", "i32", "u32", "int"]);

/** The findings in words, each with the function's symbol and the line; empty when all is well. */
export function validateProgram(program: HirProgram): string[] {
  const findings: string[] = [];
  for (const [id, func] of program.functions.entries()) {
    if (func.id !== id) findings.push(`${func.symbol}: id ${func.id} stands at index ${id}`);
    new FunctionValidator(program, func, findings).run();
  }
  for (const [id, cls] of program.classes.entries()) {
    if (cls.id !== id) findings.push(`${cls.symbol}: id ${cls.id} stands at index ${id}`);
    if (cls.parent !== undefined && program.classes[cls.parent] === undefined) findings.push(`${cls.symbol}: no parent c${cls.parent}`);
    for (const member of cls.members) {
      const func = program.functions[member.func];
      if (func === undefined) findings.push(`${cls.symbol}: member ${member.key} has no function f${member.func}`);
    }
  }
  for (const id of [...program.initializers, program.entry]) {
    if (program.functions[id] === undefined) findings.push(`the program: no function f${id}`);
  }
  return findings;
}

/** All fields of a class, parents' first. */
export function allFields(program: HirProgram, cls: HirClass): HirClass["fields"] {
  const parent = cls.parent === undefined ? undefined : program.classes[cls.parent];
  return parent === undefined ? cls.fields : [...allFields(program, parent), ...cls.fields];
}

class FunctionValidator {
  private readonly program: HirProgram;
  private readonly func: HirFunction;
  private readonly findings: string[];
  private readonly loops: LabelId[] = [];
  private readonly exits: LabelId[] = [];
  private line: number;

  constructor(program: HirProgram, func: HirFunction, findings: string[]) {
    this.program = program;
    this.func = func;
    this.findings = findings;
    this.line = func.span.line;
  }

  run(): void {
    const func = this.func;
    this.expect(func.parameterCount <= func.locals.length, "more parameters than locals");
    this.expect(func.kind === "plain" || func.ret === "box" || func.ret === "ref", `a ${func.kind} function returns ${func.ret}`);
    for (const local of func.locals) this.expect(local.rep !== "void", `local ${local.name} is void`);
    this.statements(func.body);
  }

  private expect(holds: boolean, finding: string): void {
    if (!holds) this.findings.push(`${this.func.symbol}:${this.line}: ${finding}`);
  }

  private same(actual: Rep, wanted: Rep, what: string): void {
    this.expect(actual === wanted, `${what} is ${actual}, not ${wanted}`);
  }

  private statements(body: readonly HirStatement[]): void {
    for (const statement of body) this.statement(statement);
  }

  private within(loop: LabelId | undefined, exit: LabelId | undefined, body: () => void): void {
    if (loop !== undefined) this.loops.push(loop);
    if (exit !== undefined) this.exits.push(exit);
    body();
    if (loop !== undefined) this.loops.pop();
    if (exit !== undefined) this.exits.pop();
  }

  private statement(s: HirStatement): void {
    this.line = s.span.line;
    switch (s.kind) {
      case "expression": this.expression(s.value); return;
      case "if":
        this.typed(s.test, "bool", "the test of an if");
        this.statements(s.then);
        this.statements(s.otherwise);
        return;
      case "loop":
        if (s.test !== undefined) this.typed(s.test, "bool", "the test of a loop");
        this.within(s.label, s.label, () => this.statements(s.body));
        this.statements(s.update);
        return;
      case "block": this.within(undefined, s.label, () => this.statements(s.body)); return;
      case "break": this.expect(this.exits.includes(s.label), `break to L${s.label} from outside it`); return;
      case "continue": this.expect(this.loops.includes(s.label), `continue of L${s.label} from outside it`); return;
      case "switch":
        if (s.discriminant !== undefined) this.expression(s.discriminant);
        this.expect(s.defaultIndex < s.cases.length, "the default case is out of range");
        this.within(undefined, s.label, () => {
          for (const one of s.cases) {
            if (one.test !== undefined) this.typed(one.test, "bool", "the test of a case");
            this.statements(one.body);
          }
        });
        return;
      case "return":
        if (s.value === undefined) this.expect(this.func.ret === "void" || this.func.kind !== "plain", `return without the ${this.func.ret}`);
        else this.typed(s.value, this.func.kind === "plain" ? this.func.ret : "box", "the returned value");
        return;
      case "throw": this.typed(s.value, "box", "the thrown value"); return;
      case "try":
        this.expect(s.handler !== undefined || s.finalizer !== undefined, "a try without catch and finally");
        this.statements(s.body);
        if (s.handler !== undefined) {
          if (s.handler.binding !== undefined) this.same(this.localRep(s.handler.binding), "box", "a catch binding");
          this.statements(s.handler.body);
        }
        if (s.finalizer !== undefined) this.statements(s.finalizer);
        return;
    }
  }

  private localRep(id: number): Rep {
    const local = this.func.locals[id];
    this.expect(local !== undefined, `no local %${id}`);
    return local?.rep ?? "void";
  }

  private typed(e: HirExpression, rep: Rep, what: string): void {
    this.expression(e);
    this.same(e.rep, rep, what);
  }

  private all(list: readonly HirExpression[]): void {
    for (const e of list) this.expression(e);
  }

  private value(e: HirExpression, what: string): void {
    this.expression(e);
    this.expect(e.rep === "ref" || e.rep === "box", `${what} is ${e.rep}, not a ref or box`);
  }

  private params(args: readonly HirExpression[], wanted: readonly Rep[], what: string): void {
    this.expect(args.length === wanted.length, `${what} takes ${wanted.length} arguments, got ${args.length}`);
    for (const [i, arg] of args.entries()) {
      const rep = wanted[i];
      if (rep !== undefined) this.typed(arg, rep, `argument ${i} of ${what}`);
    }
  }

  private letters(args: readonly HirExpression[], signature: string, result: Rep, what: string): void {
    const [params = "", ret = ""] = signature.split(">");
    this.expect(params.length === args.length, `${what} <${signature}> got ${args.length} arguments`);
    for (const [i, arg] of args.entries()) {
      this.typed(arg, params[i] === "d" ? "f64" : params[i] === "r" ? "ref" : "box", `argument ${i} of ${what}`);
    }
    this.same(result, ret === "d" ? "f64" : "box", `the result of ${what}`);
  }

  private field(cls: number, key: string): Rep | undefined {
    const found = this.program.classes[cls];
    const field = found === undefined ? undefined : allFields(this.program, found).find((one) => one.key === key);
    this.expect(field !== undefined, `${found?.name ?? `c${cls}`} has no field ${key}`);
    return field?.rep;
  }

  private expression(e: HirExpression): void {
    this.line = e.span.line;
    switch (e.kind) {
      case "number":
        this.expect(NUMBERS.has(e.rep), `a number of rep ${e.rep}`);
        this.expect(e.rep === "f64" || (Number.isInteger(e.value) && !Object.is(e.value, -0)), `${e.value} as ${e.rep}`);
        return;
      case "word": case "boolean": case "string": case "undefined": case "null": case "this": case "self": case "class.value": return;
      case "local.get": this.same(e.rep, this.localRep(e.local), `local %${e.local}`); return;
      case "local.set": this.typed(e.value, this.localRep(e.local), `the value for local %${e.local}`); this.same(e.rep, e.value.rep, "a local.set"); return;
      case "global.get": case "global.set": {
        const rep = this.program.globals[e.global]?.rep;
        this.expect(rep !== undefined, `no global g${e.global}`);
        if (e.kind === "global.set") this.expression(e.value);
        if (rep !== undefined) this.same(e.kind === "global.set" ? e.value.rep : e.rep, rep, `global g${e.global}`);
        return;
      }
      case "capture.get": {
        const rep = this.func.captures[e.index]?.rep;
        this.expect(rep !== undefined, `no capture ${e.index}`);
        if (rep !== undefined) this.same(e.rep, rep, `capture ${e.index}`);
        return;
      }
      case "cell.new": if (e.init !== undefined) this.typed(e.init, e.content, "a cell's content"); this.same(e.rep, "ref", "a cell"); return;
      case "cell.get": this.typed(e.cell, "ref", "a cell"); this.same(e.rep, e.content, "a cell's content"); return;
      case "cell.set": this.typed(e.cell, "ref", "a cell"); this.typed(e.value, e.content, "a cell's content"); return;
      case "convert": this.expression(e.value); this.expect(e.value.rep !== "void" || e.mode === "widen", `convert of void to ${e.rep}`); return;
      case "arithmetic":
        this.all([e.left, e.right]);
        if (e.left.rep !== e.right.rep) this.expect(INTEGERS.has(e.left.rep) && INTEGERS.has(e.right.rep), `${e.op} of ${e.left.rep} and ${e.right.rep}`);
        this.expect((e.rep === "f64") === (e.left.rep === "f64"), `${e.op} of ${e.left.rep} gives ${e.rep}`);
        return;
      case "negate": this.typed(e.value, e.value.rep, "an operand"); return;
      case "not": this.typed(e.value, "bool", "the operand of !"); return;
      case "nullish": case "shape.test": this.value(e.value, "a tested value"); this.same(e.rep, "bool", "a test"); return;
      case "class.guard": case "assume": this.value(e.value, "a guarded value"); this.same(e.rep, "ref", "a guarded value"); return;
      case "guard": this.value(e.value, "a guarded value"); this.same(e.rep, "ref", "a guarded value"); return;
      case "compare":
        this.all([e.left, e.right]);
        this.same(e.right.rep, e.left.rep, `the right side of ${e.op}`);
        this.same(e.rep, "bool", "a comparison");
        return;
      case "conditional":
        this.typed(e.test, "bool", "the test of a conditional");
        this.typed(e.then, e.rep, "the first arm");
        this.typed(e.otherwise, e.rep, "the second arm");
        return;
      case "sequence": this.statements(e.statements); this.typed(e.value, e.rep, "the value of a sequence"); return;
      case "call": {
        const callee = this.program.functions[e.func];
        this.expect(callee !== undefined, `call of f${e.func}`);
        if (e.self !== undefined) this.typed(e.self, "ref", "the callee's closure");
        if (callee === undefined) return;
        this.expect((e.self !== undefined) === (callee.captures.length > 0), `${callee.symbol} has ${callee.captures.length} captures`);
        this.expect((e.thisArg !== undefined) === (callee.thisRep !== undefined), `${callee.symbol} and its this`);
        if (e.thisArg !== undefined && callee.thisRep !== undefined) this.typed(e.thisArg, callee.thisRep, "this");
        this.params(e.args, callee.locals.slice(0, callee.parameterCount).map((local) => local.rep), callee.symbol);
        this.same(e.rep, callee.ret, `the result of ${callee.symbol}`);
        return;
      }
      case "call.runtime": {
        const row = RUNTIME.get(e.name);
        this.expect(row !== undefined, `no runtime function ${e.name}`);
        if (row !== undefined) { this.params(e.args, row.params, e.name); this.same(e.rep, row.ret, `the result of ${e.name}`); }
        return;
      }
      case "call.value": this.value(e.callee, "a callee"); this.typed(e.thisArg, "box", "this"); this.letters(e.args, e.signature, e.rep, e.what); return;
      case "call.method": this.value(e.object, "a receiver"); this.letters(e.args, e.signature, e.rep, `${e.what}.${e.key}`); return;
      case "call.property": this.value(e.object, "a receiver"); this.letters(e.args, e.signature, e.rep, `${e.what}.${e.key}`); return;
      case "allocate": this.expect(this.program.classes[e.cls] !== undefined, `no class c${e.cls}`); return;
      case "object.new": {
        const cls = this.program.classes[e.cls];
        this.expect(cls?.kind === "literal", `object of ${cls?.name ?? e.cls}, not a literal shape`);
        if (cls !== undefined) this.params(e.values, cls.fields.map((field) => field.rep), `the literal ${cls.name}`);
        return;
      }
      case "closure.new":
        this.params(e.captures, (this.program.functions[e.func]?.captures ?? []).map((capture) => capture.rep), `the closure f${e.func}`);
        return;
      case "field.get": {
        this.value(e.object, "an object");
        const rep = this.field(e.cls, e.key);
        if (rep !== undefined) this.same(e.rep, rep, `field ${e.key}`);
        return;
      }
      case "field.set": {
        this.value(e.object, "an object");
        const rep = this.field(e.cls, e.key);
        if (rep !== undefined) this.typed(e.value, rep, `the value for field ${e.key}`);
        return;
      }
      case "property.get": this.value(e.object, "an object"); this.same(e.rep, "box", `property ${e.key}`); return;
      case "property.set": this.value(e.object, "an object"); this.typed(e.value, "box", `the value for ${e.key}`); return;
      case "array.new": for (const value of e.values) this.typed(value, e.element, "an element"); return;
      case "array.get": case "typed.get": this.element(e.array, e.index); this.bounds(e.rep, e.outOfBounds); return;
      case "array.set": this.element(e.array, e.index); this.expression(e.value); return;
      case "typed.set": this.element(e.array, e.index); this.expression(e.value); this.expect(NUMBERS.has(e.value.rep), `an element of rep ${e.value.rep}`); return;
      case "length": this.value(e.object, "an object"); this.same(e.rep, "u32", "a length"); return;
      case "instanceof": this.expression(e.value); this.same(e.rep, "bool", "instanceof"); return;
      case "intrinsic": this.all(e.args); return;
      case "await": this.expect(this.func.kind.startsWith("async"), "await in a function that isn't async"); this.typed(e.value, "box", "an awaited value"); return;
      case "yield": this.expect(this.func.kind.endsWith("generator"), "yield outside a generator"); this.typed(e.value, "box", "a yielded value"); return;
    }
  }

  private element(array: HirExpression, index: HirExpression): void {
    this.value(array, "an array");
    this.expression(index);
    this.expect(NUMBERS.has(index.rep), `an index of rep ${index.rep}`);
  }

  private bounds(rep: Rep, policy: "undefined" | "nan" | "throw"): void {
    if (policy === "undefined") this.expect(rep === "box" || rep === "ref", `out of bounds gives undefined, but the element is ${rep}`);
    if (policy === "nan") this.expect(rep === "f64" || INTEGERS.has(rep), `out of bounds gives NaN, but the element is ${rep}`);
  }
}
