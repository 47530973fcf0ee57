/**
 * One LLVM module being written: function symbols on demand, helpers, static strings, numbering of shapes,
 * signatures and selectors. Asking for a symbol puts what it names on the work list.
 */
import { FIRST_CLASS_SHAPE, FLAG_INTERNED, FLAG_UTF16, GC_STATIC, SHAPE_STRING } from "../../../lib/runtime/layout.ts";
import type { ClassId, FunctionId, GlobalId, HirGlobal, Rep, Signature } from "../hir/hir.ts";
import type { ClassTable } from "../mir/class-table.ts";
import type { MirFunction, MirProgram } from "../mir/mir.ts";
import { RUNTIME_FUNCTIONS } from "../runtime-interface.ts";
import { DebugInfo } from "./debug-info.ts";
import { Metadata } from "./metadata.ts";
import { llvmType, returnType, symbolText } from "./types.ts";

export interface ModuleOptions {
  /** Lines for gdb at every instruction, not only at calls. */
  readonly debug: boolean;
  readonly cpu: "x86-64-v2" | "x86-64-v3";
  /** Below 2, helpers stay calls: less code to compile. */
  readonly optimize: 0 | 1 | 2;
}

export class LlvmModule {
  readonly program: MirProgram;
  readonly classes: ClassTable;
  readonly options: ModuleOptions;
  readonly debug: DebugInfo;
  readonly meta = new Metadata();
  /** Text of data and functions, in order of emission. */
  readonly text: string[] = [];
  /** Functions whose bodies are asked for, and those already written. */
  readonly pending: FunctionId[] = [];
  readonly instantiated = new Set<ClassId>();
  private readonly wanted = new Set<FunctionId>();
  private readonly helpers = new Set<string>();
  private readonly strings = new Map<string, { readonly name: string; isKey: boolean }>();
  private readonly signatures = new Map<Signature, number>();
  private readonly selectorIds = new Map<string, number>();
  private readonly shapeIds = new Map<ClassId, { first: number; last: number }>();
  private readonly globals = new Map<GlobalId, HirGlobal>();
  private readonly usedGlobals = new Set<GlobalId>();
  /** Globals that hold boxes or refs, in the order of their slots in @whelk.roots. */
  readonly roots: GlobalId[] = [];
  /** Globals that some access checks for initialisation. */
  readonly guarded = new Set<GlobalId>();
  private readonly once = new Map<string, string>();
  shapeCount: number;
  private statics = 0;

  constructor(program: MirProgram, classes: ClassTable, options: ModuleOptions) {
    this.program = program;
    this.classes = classes;
    this.options = options;
    this.debug = new DebugInfo(program.hir.files, options.debug);
    for (const global of program.hir.globals) this.globals.set(global.id, global);
    this.shapeCount = this.numberShapes();
  }

  /** Classes and literals get ids in pre-order. */
  private numberShapes(): number {
    let next = FIRST_CLASS_SHAPE;
    const visit = (id: ClassId): void => {
      const range = { first: next++, last: 0 };
      this.shapeIds.set(id, range);
      for (const child of this.classes.children(id)) visit(child);
      range.last = next - 1;
    };
    for (const cls of this.classes.all()) if (cls.parent === undefined) visit(cls.id);
    return next;
  }

  shape(id: ClassId): { readonly first: number; readonly last: number } {
    const range = this.shapeIds.get(id);
    if (range === undefined) throw new Error(`class ${id} has no shape`);
    return range;
  }

  function(id: FunctionId): MirFunction {
    const fn = this.program.functions.get(id);
    if (fn === undefined) throw new Error(`no function ${id} in the program`);
    return fn;
  }

  /** The symbol of a function's direct entry; its body will be written. */
  direct(id: FunctionId): string {
    if (!this.wanted.has(id)) {
      this.wanted.add(id);
      this.pending.push(id);
    }
    return symbolText(this.function(id).symbol);
  }

  directReturn(fn: MirFunction): string { return returnType(fn.ret, fn.throws); }

  /** Defines a symbol once; `make` writes its text (and may ask for others). */
  define(name: string, make: (name: string) => string): string {
    if (!this.helpers.has(name)) {
      this.helpers.add(name);
      const text = make(symbolText(name));
      this.text.push(this.options.optimize === 2 ? text : text.replace(") alwaysinline #0 {", ") #0 {"));
    }
    return symbolText(name);
  }

  /** As define, for texts that are themselves the result. */
  memo(key: string, make: () => string): string {
    const known = this.once.get(key);
    if (known !== undefined) return known;
    const made = make();
    this.once.set(key, made);
    return made;
  }

  uniqueName(prefix: string): string { return `${prefix}.${this.statics++}`; }

  global(id: GlobalId): { readonly symbol: string; readonly global: HirGlobal } {
    const global = this.globals.get(id);
    if (global === undefined) throw new Error(`no global ${id}`);
    this.usedGlobals.add(id);
    if (global.rep !== "box" && global.rep !== "ref") return { symbol: symbolText(`g.${id}.${global.name}`), global };
    let index = this.roots.indexOf(id);
    if (index < 0) index = this.roots.push(id) - 1;
    return { symbol: `getelementptr inbounds (i8, ptr @whelk.roots, i64 ${8 * index})`, global };
  }

  referencedGlobals(): HirGlobal[] { return [...this.usedGlobals].map(id => this.global(id).global); }

  signatureId(signature: Signature): number {
    let id = this.signatures.get(signature);
    if (id === undefined) { id = this.signatures.size + 1; this.signatures.set(signature, id); }
    return id;
  }

  /** "key" for reads and calls, "=key" for writes. Ids start at 1. */
  selector(name: string): number {
    let id = this.selectorIds.get(name);
    if (id === undefined) { id = this.selectorIds.size + 1; this.selectorIds.set(name, id); }
    return id;
  }

  selectors(): ReadonlyMap<string, number> { return this.selectorIds; }

  /** A static string that is a property key: interned, so that equality of keys is identity. */
  string(value: string): string { return this.stringOf(value, true); }

  /** A static string that is text. One object for each content, here too. */
  label(value: string): string { return this.stringOf(value, false); }

  private stringOf(value: string, isKey: boolean): string {
    let known = this.strings.get(value);
    if (known === undefined) this.strings.set(value, known = { name: `@str.${this.strings.size}`, isKey });
    else if (isKey) known.isKey = true;
    return known.name;
  }

  /** The objects of all strings and the table of those that are keys: when all are known. */
  writeStrings(): void {
    const keys: string[] = [];
    for (const [value, { name, isKey }] of this.strings) {
      this.text.push(stringObject(name, value, isKey ? FLAG_INTERNED : 0));
      if (isKey) keys.push(name);
    }
    this.text.push(`@whelk.interned = internal constant [${keys.length} x ptr] [${keys.map(name => `ptr ${name}`).join(", ")}]`);
    this.text.push(`@whelk.interned.count = internal constant i32 ${keys.length}`);
  }

  /**
   * Wrapper of a runtime function with fixed representations (refs and boxes convert for free) and always a throw flag,
   * so that helpers are written once; the optimiser removes it.
   */
  runtime(name: string): string {
    return this.define(`rt.${name}`, symbol => {
      const row = HELPER_SIGNATURES[name] ?? RUNTIME_FUNCTIONS.find(r => r.export === name);
      if (row === undefined) throw new Error(`${name} is not in runtime-interface.ts`);
      const params = row.params.map((rep, i) => `${llvmType(rep)} %a${i}`).join(", ");
      const lines: string[] = [];
      const finish = (): string => `define internal ${returnType(row.ret, true)} ${symbol}(${params}) alwaysinline #0 {\n  ${lines.join("\n  ")}\n}\n`;
      const id = this.program.hir.runtime.get(name);
      if (id === undefined) { lines.push("call void @llvm.trap()", "unreachable"); return finish(); }
      const callee = this.function(id);
      const args = callee.params.map((p, i) => {
        const want = llvmType(callee.reps[p] ?? "box"), rep = row.params[i];
        if (rep === undefined) return `${want} ${want === "ptr" ? "null" : "0"}`; // an optional parameter
        const have = llvmType(rep);
        if (have === want) return `${have} %a${i}`;
        if (!(have === "ptr" && want === "i64") && !(have === "i64" && want === "ptr")) throw new Error(`${callee.symbol}: parameter ${i} is ${want}, helpers pass ${have}`);
        lines.push(`%c${i} = ${have === "ptr" ? "ptrtoint ptr" : "inttoptr i64"} %a${i} to ${want}`);
        return `${want} %c${i}`;
      });
      const call = `call ${this.directReturn(callee)} ${this.direct(id)}(${args.join(", ")})`;
      const have = llvmType(callee.ret), want = llvmType(row.ret);
      if (have === "void") lines.push(callee.throws ? `%e = ${call}` : call);
      else lines.push(`%r = ${call}`);
      if (have !== "void" && callee.throws) lines.push(`%v = extractvalue { ${have}, i1 } %r, 0`, `%e = extractvalue { ${have}, i1 } %r, 1`);
      const threw = callee.throws ? "%e" : "false";
      if (want === "void") { lines.push(`ret i1 ${threw}`); return finish(); }
      let value = callee.throws ? "%v" : "%r";
      if (have !== want) {
        if (!(have === "ptr" && want === "i64") && !(have === "i64" && want === "ptr")) throw new Error(`${callee.symbol} gives ${have}, helpers want ${want}`);
        lines.push(`%w = ${have === "ptr" ? "ptrtoint ptr" : "inttoptr i64"} ${value} to ${want}`);
        value = "%w";
      }
      lines.push(`%p = insertvalue { ${want}, i1 } poison, ${want} ${value}, 0`, `%q = insertvalue { ${want}, i1 } %p, i1 ${threw}, 1`, `ret { ${want}, i1 } %q`);
      return finish();
    });
  }

  runtimeThrows(name: string): boolean {
    const id = this.program.hir.runtime.get(name);
    return id !== undefined && this.function(id).throws;
  }
}

/** What helpers pass where the library's own type is wider or narrower. */
const HELPER_SIGNATURES: Record<string, { readonly params: readonly Rep[]; readonly ret: Rep }> = {
  lookupMethod: { params: ["box", "ref", "ref"], ret: "box" },
  throwNullAccess: { params: ["box", "box"], ret: "void" },
};

/** FNV-1a over the code units, 32 bits; 0 becomes 1. The runtime computes the same (lib/runtime/string-hash.ts). */
export function hashString(value: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < value.length; i++) hash = Math.imul(hash ^ value.charCodeAt(i), 0x01000193) >>> 0;
  return hash === 0 ? 1 : hash;
}

function stringObject(name: string, value: string, interned: number): string {
  const wide = /[^\x00-\xff]/.test(value);
  const flags = interned | (wide ? FLAG_UTF16 : 0);
  const units = Array.from({ length: value.length }, (_, i) => value.charCodeAt(i));
  const type = wide ? "i16" : "i8";
  const data = wide ? `[${units.map(u => `i16 ${u}`).join(", ")}]` : `c"${units.map(latin1).join("")}"`;
  const content = value.length === 0 ? "zeroinitializer" : data;
  return `${name} = internal constant { i32, i8, i8, i16, i32, i32, [${value.length} x ${type}] } { i32 ${SHAPE_STRING}, i8 ${GC_STATIC - 256}, i8 ${flags}, i16 0, i32 ${value.length}, i32 ${hashString(value)}, [${value.length} x ${type}] ${content} }, align 4`;
}

function latin1(unit: number): string {
  return unit >= 0x20 && unit < 0x7f && unit !== 0x22 && unit !== 0x5c ? String.fromCharCode(unit) : `\\${unit.toString(16).padStart(2, "0").toUpperCase()}`;
}
