/** Static function objects, FunctionInfo records, class values and virtual tables: everything that needs thunks. */
import { FUNCTION_CAPTURES, GC_STATIC, SHAPE_CLASS, SHAPE_FUNCTION } from "../../../lib/runtime/layout.ts";
import type { ClassId, FunctionId, HirFunction, Signature } from "../hir/hir.ts";
import type { LoweringContext } from "../mir/lower-expression.ts";
import type { MirFunction } from "../mir/mir.ts";
import { adaptor, constructThunk, nativeThunk } from "../mir/thunks.ts";
import { boxedEntry } from "./boxed-entry.ts";
import type { LlvmModule } from "./module.ts";
import { signatureOf, symbolText } from "./types.ts";

export interface FunctionCode { readonly native: string; readonly boxed: string; readonly info: string; readonly signature: number }

export class Entries {
  private readonly module: LlvmModule;
  private readonly context: LoweringContext;
  /** Thunks whose bodies are still to be written. */
  readonly pending: MirFunction[] = [];
  private readonly classes = new Map<ClassId, string>();
  private readonly constructs = new Map<ClassId, { readonly code: string; readonly length: number }>();

  constructor(module: LlvmModule, context: LoweringContext) {
    this.module = module;
    this.context = context;
  }

  private queue(fn: MirFunction): string {
    this.pending.push(fn);
    return symbolText(fn.symbol);
  }

  private hir(func: FunctionId): HirFunction { return this.module.function(func).hir; }

  codeOf(func: FunctionId): FunctionCode {
    const signature = this.signature(func);
    return {
      native: this.module.memo(`native ${func}`, () => this.queue(nativeThunk(this.context, func, signature))),
      boxed: boxedEntry(this.module, signature),
      info: this.info(func),
      signature: this.module.signatureId(signature),
    };
  }

  private signature(func: FunctionId): Signature {
    const hir = this.hir(func);
    return signatureOf(hir, hir.kind === "plain" ? hir.ret : "ref");
  }

  /** The one object of a function without captures. */
  functionObject(func: FunctionId): string {
    return this.module.memo(`object ${func}`, () => {
      const code = this.codeOf(func);
      return this.module.define(`f.${this.hir(func).symbol}`, name => `${name} = internal global ${functionText(SHAPE_FUNCTION, code.native, code.boxed, code.info, code.signature)}`);
    });
  }

  private info(func: FunctionId): string {
    const hir = this.hir(func);
    const flags = (hir.arrow ? 1 : 0) | (hir.kind === "async" || hir.kind === "async-generator" ? 2 : 0) | (hir.kind === "generator" || hir.kind === "async-generator" ? 4 : 0);
    return this.infoText(`info.${hir.symbol}`, hir.name, hir.length, 0, "null", flags, hir.span.line, hir.span.file);
  }

  private infoText(name: string, display: string, length: number, shape: number, construct: string, flags: number, line: number, file: number): string {
    const m = this.module;
    return m.define(name, symbol => `${symbol} = internal constant { ptr, i32, i32, ptr, i32, i32, ptr } { ptr ${m.label(display)}, i32 ${length}, i32 ${shape}, ptr ${construct}, i32 ${flags}, i32 ${line}, ptr ${m.label(m.program.hir.files[file] ?? "")} }, align 16`);
  }

  /** The class as a value that code names: `new` of it is possible. */
  constructibleClass(cls: ClassId): string {
    if (!this.constructs.has(cls)) {
      const any = this.module.program.hir.functions[0];
      if (any === undefined) throw new Error("a program without functions");
      const thunk = constructThunk(this.context, cls, any);
      this.constructs.set(cls, { code: this.queue(thunk), length: thunk.hir.id === this.module.classes.get(cls).construct ? thunk.hir.length : 0 });
    }
    return this.classValue(cls);
  }

  private classValue(cls: ClassId): string {
    const m = this.module;
    return m.memo(`class ${cls}`, () => {
      const hir = m.classes.get(cls);
      const symbol = symbolText(`class.${cls}.${hir.name}`);
      m.instantiated.add(cls);
      this.classes.set(cls, symbol);
      return symbol;
    });
  }

  /** The class as `x.constructor`. */
  constructorValue(cls: ClassId): string {
    return this.module.classes.get(cls).constructible ? this.constructibleClass(cls) : this.classValue(cls);
  }

  /** The objects of all classes that were asked for: when it is known which can be constructed. */
  writeClasses(): void {
    const m = this.module;
    for (const [cls, symbol] of this.classes) {
      const hir = m.classes.get(cls), construct = this.constructs.get(cls);
      const info = this.infoText(`info.class.${cls}.${hir.name}`, hir.name, construct?.length ?? 0, m.shape(cls).first, construct?.code ?? "null", 8, hir.span.line, hir.span.file);
      const refuse = m.define("class.call", name => `define internal { i64, i1 } ${name}(ptr %f, i64 %this, i32 %argc, ptr %argv) noinline cold #0 {
  %t = call i1 ${m.runtime("throwNotFunction")}(ptr ${m.label("Class constructor (without 'new')")})
  ret { i64, i1 } { i64 0, i1 true }
}
`);
      m.text.push(`${symbol} = internal global ${functionText(SHAPE_CLASS, refuse, refuse, info, 0)}`);
    }
  }

  /** Code addresses by distance of the object's shape from the class's: adaptors for the signature. */
  virtualTable(cls: ClassId, key: string, signature: Signature, nonvirtual: boolean): string {
    const m = this.module;
    return m.define(`virtual.${cls}.${key}.${signature}${nonvirtual ? ".fixed" : ""}`, name => {
      const { first, last } = m.shape(cls);
      const slots = new Array<string>(last - first + 1).fill("null");
      for (const sub of m.classes.subtree(cls)) {
        const method = m.classes.member(nonvirtual ? cls : sub, key, "method");
        if (method !== undefined) slots[m.shape(sub).first - first] = this.adaptor(method.func, signature);
      }
      return `${name} = internal constant [${slots.length} x ptr] [${slots.map(s => `ptr ${s}`).join(", ")}]`;
    });
  }

  private adaptor(func: FunctionId, signature: Signature): string {
    return this.module.memo(`adaptor ${func} ${signature}`, () => this.queue(adaptor(this.context, func, signature)));
  }
}

function functionText(shape: number, native: string, boxed: string, info: string, signature: number): string {
  return `{ i64, ptr, ptr, ptr, ptr, i32, i32, [${(64 - FUNCTION_CAPTURES) / 8} x i64] } { i64 ${(BigInt(GC_STATIC) << 32n) | BigInt(shape)}, ptr ${native}, ptr ${boxed}, ptr null, ptr ${info}, i32 ${signature}, i32 0, [${(64 - FUNCTION_CAPTURES) / 8} x i64] zeroinitializer }, align 16`;
}
