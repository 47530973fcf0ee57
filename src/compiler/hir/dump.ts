/** HIR as text, for `--emit hir`, golden tests and people: one statement a line, expressions as s-expressions. */
import type { HirClass, HirExpression, HirFunction, HirProgram, HirStatement } from "./hir.ts";

export function dumpProgram(program: HirProgram): string {
  const parts: string[] = [];
  for (const cls of program.classes) parts.push(dumpClass(program, cls));
  for (const global of program.globals) parts.push(`global g${global.id} ${global.name}: ${global.rep}`);
  for (const func of program.functions) parts.push(dumpFunction(program, func));
  return parts.join("\n") + "\n";
}

export function dumpClass(program: HirProgram, cls: HirClass): string {
  const parent = cls.parent === undefined ? "" : ` extends ${program.classes[cls.parent]?.name ?? `c${cls.parent}`}`;
  const fields = cls.fields.map((field) => `${field.key}: ${field.rep}`);
  const members = cls.members.map((member) => `${member.kind} ${member.key} = f${member.func}`);
  return `${cls.kind} c${cls.id} ${cls.name}${parent} { ${[...fields, ...members].join("; ")} }`;
}

export function dumpFunction(program: HirProgram, func: HirFunction): string {
  return new Dumper(program, func).text();
}

class Dumper {
  private readonly lines: string[] = [];
  private readonly program: HirProgram;
  private readonly func: HirFunction;

  constructor(program: HirProgram, func: HirFunction) {
    this.program = program;
    this.func = func;
  }

  text(): string {
    const func = this.func;
    const locals = func.locals.map((local, id) => `${this.local(id)}: ${local.rep}`);
    const params = locals.slice(0, func.parameterCount);
    if (func.thisRep !== undefined) params.unshift(`this: ${func.thisRep}`);
    const captures = func.captures.length === 0 ? "" : ` [${func.captures.map((c) => `${c.name}: ${c.rep}`).join(", ")}]`;
    const kind = func.kind === "plain" ? "" : `${func.kind} `;
    const effects = func.effects.length === 0 ? "" : ` "${func.effects.join(" ")}"`;
    this.lines.push(`${kind}f${func.id} ${func.symbol}${captures}(${params.join(", ")}): ${func.ret}${effects} {`);
    for (const local of locals.slice(func.parameterCount)) this.lines.push(`  var ${local}`);
    this.block(func.body, "  ");
    this.lines.push("}");
    return this.lines.join("\n");
  }

  private local(id: number): string { return `${this.func.locals[id]?.name ?? "?"}%${id}`; }

  private block(body: readonly HirStatement[], indent: string): void {
    for (const statement of body) this.statement(statement, indent);
  }

  private nested(head: string, body: readonly HirStatement[], indent: string): void {
    this.lines.push(`${indent}${head} {`);
    this.block(body, `${indent}  `);
    this.lines.push(`${indent}}`);
  }

  private statement(statement: HirStatement, indent: string): void {
    switch (statement.kind) {
      case "expression": this.lines.push(indent + this.expression(statement.value)); return;
      case "if":
        this.nested(`if ${this.expression(statement.test)}`, statement.then, indent);
        if (statement.otherwise.length > 0) this.nested("else", statement.otherwise, indent);
        return;
      case "loop": {
        const test = statement.test === undefined ? "" : ` ${statement.testLast ? "until-last " : ""}${this.expression(statement.test)}`;
        this.nested(`loop L${statement.label}${test}`, statement.body, indent);
        if (statement.update.length > 0) this.nested("update", statement.update, indent);
        return;
      }
      case "block": this.nested(statement.label === undefined ? "block" : `block L${statement.label}`, statement.body, indent); return;
      case "break": case "continue": this.lines.push(`${indent}${statement.kind} L${statement.label}`); return;
      case "switch": {
        const discriminant = statement.discriminant === undefined ? "" : ` ${this.expression(statement.discriminant)}`;
        this.lines.push(`${indent}switch L${statement.label}${discriminant}`);
        for (const one of statement.cases) {
          const test = one.integer !== undefined ? ` ${one.integer}` : one.test === undefined ? "" : ` ${this.expression(one.test)}`;
          this.nested(test === "" ? "default" : `case${test}`, one.body, `${indent}  `);
        }
        return;
      }
      case "return": this.lines.push(statement.value === undefined ? `${indent}return` : `${indent}return ${this.expression(statement.value)}`); return;
      case "throw": this.lines.push(`${indent}throw ${this.expression(statement.value)}`); return;
      case "try":
        this.nested("try", statement.body, indent);
        if (statement.handler !== undefined) {
          const binding = statement.handler.binding;
          this.nested(binding === undefined ? "catch" : `catch ${this.local(binding)}`, statement.handler.body, indent);
        }
        if (statement.finalizer !== undefined) this.nested("finally", statement.finalizer, indent);
        return;
    }
  }

  private list(head: string, args: readonly HirExpression[]): string {
    return `(${[head, ...args.map((arg) => this.expression(arg))].join(" ")})`;
  }

  private callee(id: number): string { return this.program.functions[id]?.name || `f${id}`; }
  private cls(id: number): string { return this.program.classes[id]?.name ?? `c${id}`; }

  private expression(e: HirExpression): string {
    switch (e.kind) {
      case "number": return `${Object.is(e.value, -0) ? "-0" : String(e.value)}${e.rep === "f64" ? "" : e.rep}`;
      case "word": return `${e.value}${e.rep}`;
      case "boolean": return String(e.value);
      case "string": return JSON.stringify(e.value);
      case "undefined": case "null": return e.kind;
      case "local.get": return this.local(e.local);
      case "local.set": return this.list(`set ${this.local(e.local)}`, [e.value]);
      case "global.get": return `g${e.global}`;
      case "global.set": return this.list(`set g${e.global}`, [e.value]);
      case "capture.get": return `^${this.func.captures[e.index]?.name ?? e.index}`;
      case "this": case "self": return e.kind;
      case "cell.new": return this.list(`cell.${e.content}`, e.init === undefined ? [] : [e.init]);
      case "cell.get": return this.list("cell.get", [e.cell]);
      case "cell.set": return this.list("cell.set", [e.cell, e.value]);
      case "convert": return this.list(`${e.rep}:${e.mode}`, [e.value]);
      case "arithmetic": return this.list(`${e.op}.${e.rep}${e.wrap === true ? ".wrap" : ""}`, [e.left, e.right]);
      case "negate": return this.list(`neg.${e.rep}`, [e.value]);
      case "not": return this.list("not", [e.value]);
      case "nullish": return this.list("nullish", [e.value]);
      case "class.guard": return this.list(`class.guard${e.nullable ? "?" : ""} ${e.expected}`, [e.value]);
      case "assume": return this.list(`assume ${e.cls}`, [e.value]);
      case "guard": return this.list(`guard ${e.first}..${e.last}`, [e.value]);
      case "shape.test": return this.list(`shape ${e.first}..${e.last}`, [e.value]);
      case "compare": return this.list(`${e.op}.${e.left.rep}`, [e.left, e.right]);
      case "conditional": return this.list("?", [e.test, e.then, e.otherwise]);
      case "sequence": {
        const inner = new Dumper(this.program, this.func);
        inner.block(e.statements, "");
        return `(do ${inner.lines.join("; ")}; ${this.expression(e.value)})`;
      }
      case "call": return this.list(`call ${this.callee(e.func)}`, [...(e.self ? [e.self] : []), ...(e.thisArg ? [e.thisArg] : []), ...e.args]);
      case "call.runtime": return this.list(`runtime ${e.name}`, e.args);
      case "call.value": return this.list(`call.value <${e.signature}>`, [e.callee, e.thisArg, ...e.args]);
      case "call.method": return this.list(`call.method ${this.cls(e.cls)}.${e.key}${e.nonvirtual === true ? "!" : ""} <${e.signature}>`, [e.object, ...e.args]);
      case "call.property": return this.list(`call.property .${e.key} <${e.signature}>`, [e.object, ...e.args]);
      case "allocate": return `(allocate ${this.cls(e.cls)})`;
      case "object.new": return this.list(`object ${this.cls(e.cls)}`, e.values);
      case "closure.new": return this.list(`closure ${this.callee(e.func)}`, e.captures);
      case "class.value": return `(class ${this.cls(e.cls)})`;
      case "field.get": return this.list(`field ${this.cls(e.cls)}.${e.key}${e.proved === true ? "!" : ""}`, [e.object]);
      case "field.set": return this.list(`set-field ${this.cls(e.cls)}.${e.key}${e.proved === true ? "!" : ""}`, [e.object, e.value]);
      case "property.get": return this.list(`property .${e.key}`, [e.object]);
      case "property.set": return this.list(`set-property .${e.key}`, [e.object, e.value]);
      case "array.new": return this.list(`array.${e.element}`, e.values);
      case "array.get": return this.list(`at.${e.rep}.${e.outOfBounds}`, [e.array, e.index]);
      case "array.set": return this.list("set-at", [e.array, e.index, e.value]);
      case "length": return this.list(`length.${e.of}`, [e.object]);
      case "typed.get": return this.list(`typed.${e.type}.${e.outOfBounds}`, [e.array, e.index]);
      case "typed.set": return this.list(`set-typed.${e.type}`, [e.array, e.index, e.value]);
      case "instanceof": return this.list(`instanceof ${this.cls(e.cls)}`, [e.value]);
      case "intrinsic": return this.list(`@${e.name}${e.func === undefined ? "" : ` ${this.callee(e.func)}`}${e.text === undefined ? "" : ` ${JSON.stringify(e.text)}`}`, e.args);
      case "await": case "yield": return this.list(e.kind, [e.value]);
    }
  }
}
