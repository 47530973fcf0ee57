/** The text of one LLVM function under construction: blocks, values, throw edges, debug locations. */
import type { HirConstant, Rep, Span } from "../hir/hir.ts";
import { type MirBlock, type MirEdge, type MirFunction, NO_VALUE, type ValueId } from "../mir/mir.ts";
import { displayName } from "../link/display-name.ts";
import { UNLIKELY } from "./metadata.ts";
import type { LlvmModule } from "./module.ts";
import { type StaticValue, staticOf } from "./static-values.ts";
import { doubleText, llvmType } from "./types.ts";

/** Helpers whose fast paths are inlined where programs spend their time; elsewhere a call is a fraction of their size. */
const INLINED_WHERE_HOT = /^call [^@]*@"?(whelk\.allocate|unbox\.|box\.f64|to\.int32|get\.|callp\.|call\.|method\.|set\.|element\.|truthy\.|view\.)/;

/** Calls that disappear and cannot fail: they need no line. */
const HARMLESS = /^call \w+ @(llvm\.|box\.|shape\.|element\.(f64|box)|view\.|f64\.to)/;

export class FunctionWriter {
  readonly module: LlvmModule;
  readonly fn: MirFunction;
  /** Lines of the MIR block being written. */
  private lines: string[] = [];
  private readonly bodies = new Map<MirBlock, string[]>();
  /** Values that have a text other than their own name: constants, and what needed no instruction. */
  private readonly texts = new Map<ValueId, string>();
  /** What is known of values when the image is made. */
  readonly statics = new Map<ValueId, StaticValue>();
  /** Values of an edge's arguments by predecessor label, for the phis. */
  private readonly phis = new Map<MirBlock, { label: string; args: ValueId[] }[]>();
  private label = "";
  private pendingEdges: { readonly label: string; readonly target: string }[] = [];
  private counter = 0;
  private throwExitUsed = false;
  private handlerLabel: string | undefined;
  /** Of the library only a debugger needs lines: they would be most of the metadata. */
  private readonly scope: number | undefined;
  private location = "";
  /** Hoisted to the entry block. */
  readonly allocas: string[] = [];

  /** Code that is small rather than fast. */
  readonly forSize: boolean;

  constructor(module: LlvmModule, fn: MirFunction) {
    this.forSize = isForSize(fn.symbol);
    this.module = module;
    this.fn = fn;
    this.scope = fn.symbol.startsWith("lib/") && !module.options.debug ? undefined : module.debug.subprogram(displayName(fn.symbol), fn.symbol, fn.hir.span);
    for (const block of fn.blocks) {
      for (const instr of block.instrs) if (instr.op === "const") this.constant(instr.result, instr.constant);
    }
  }

  private constant(value: ValueId, constant: HirConstant): void {
    // the runtime passes keys as constants, and often
    if (constant.kind === "string" && this.fn.symbol.startsWith("lib/runtime/")) this.module.string(constant.value);
    this.texts.set(value, constantText(this.module, constant));
    const known = staticOf(this.module, constant);
    if (known !== undefined) this.statics.set(value, known);
  }

  /** The attachment of the function's definition. */
  get debugScope(): string { return this.scope === undefined ? "" : ` !dbg !${this.scope}`; }

  rep(value: ValueId): Rep { return this.fn.reps[value] ?? "void"; }

  /** The operand without its type. */
  value(value: ValueId): string { return this.texts.get(value) ?? `%v${value}`; }

  /** The operand with its type. */
  operand(value: ValueId): string { return `${llvmType(this.rep(value))} ${this.value(value)}`; }

  /** The value is what `text` says. Blocks are written in reverse postorder, so every use comes later. */
  bind(value: ValueId, text: string): void { if (value !== NO_VALUE) this.texts.set(value, text); }

  constantBool(value: ValueId): boolean | undefined {
    const text = this.texts.get(value);
    return text === "true" ? true : text === "false" ? false : undefined;
  }

  temp(): string { return `%t${this.counter++}`; }

  newLabel(name: string): string { return `${name}${this.counter++}`; }

  line(text: string): void { this.lines.push(`  ${text}`); }

  /** A line whose value is `left`; `call`s get the debug location. */
  set(left: string, text: string): string {
    this.line(text.startsWith("call") ? `${left} = ${text}${this.callSite(text)}` : `${left} = ${text}`);
    return left;
  }

  let(text: string): string { return this.set(this.temp(), text); }

  call(text: string): void { this.line(`${text}${this.callSite(text)}`); }

  /** What a message names: in the library only the last word, its sources are not the program's. */
  messageText(what: string): string { return this.module.label(this.fn.symbol.startsWith("lib/") ? /[\w$#]*\W*$/.exec(what)?.[0] ?? "" : what); }

  private callSite(text: string): string {
    const attribute = this.forSize && INLINED_WHERE_HOT.test(text) ? " noinline" : "";
    return attribute === "" && HARMLESS.test(text) ? "" : `${attribute}${this.location}`;
  }

  startLabel(label: string): void {
    this.lines.push(`${label}:`);
    this.label = label;
  }

  currentLabel(): string { return this.label; }

  branch(condition: string, then: string, otherwise: string, weight = ""): void {
    this.line(`br i1 ${condition}, label %${then}, label %${otherwise}${weight}`);
  }

  at(span: Span): void {
    this.location = span.line > 0 && this.scope !== undefined ? `, !dbg !${this.module.debug.location(this.scope, span)}` : "";
  }

  beginBlock(block: MirBlock): void {
    this.lines = [];
    this.label = `b${block.id}`;
    this.handlerLabel = undefined;
    this.bodies.set(block, this.lines);
  }

  /** Where a throwing instruction of this block jumps to. */
  throwLabel(block: MirBlock, isLast: boolean): string {
    if (isLast && block.end.kind === "checked") return this.handlerLabel ??= `b${block.id}.throws`;
    this.throwExitUsed = true;
    return "throw.exit";
  }

  /** After all instructions: the landing label of a checked block. */
  finishChecked(block: MirBlock): void {
    if (block.end.kind !== "checked" || this.handlerLabel === undefined) return;
    this.startLabel(this.handlerLabel);
    this.edge(block.end.handler);
    this.line(`br label %b${block.end.handler.target.id}`);
  }

  /** Registers the edge from the current label; the caller writes the branch. */
  edge(edge: MirEdge): void {
    if (edge.target.params.length === 0) return;
    const list = this.phis.get(edge.target);
    const entry = { label: this.label, args: edge.args };
    if (list === undefined) this.phis.set(edge.target, [entry]);
    else list.push(entry);
  }

  /** The label that a branch names for the edge: one of its own if values are passed (two edges may share a target). */
  edgeLabel(edge: MirEdge): string {
    const target = `b${edge.target.id}`;
    if (edge.target.params.length === 0) return target;
    const label = this.newLabel("e");
    const list = this.phis.get(edge.target);
    const entry = { label, args: edge.args };
    if (list === undefined) this.phis.set(edge.target, [entry]);
    else list.push(entry);
    this.pendingEdges.push({ label, target });
    return label;
  }

  flushEdges(): void {
    for (const { label, target } of this.pendingEdges) this.lines.push(`${label}:`, `  br label %${target}`);
    this.pendingEdges = [];
  }

  /**
   * A call that gives { T, i1 } (or i1 for void): branches to `throwTo` if it threw; yields the value's text.
   * `name`: what the value shall be called.
   */
  checkedCall(rep: Rep, text: string, throwTo: string, name?: string): string {
    const type = llvmType(rep);
    const next = this.newLabel("n");
    if (rep === "void") {
      const threw = this.let(text);
      this.branch(threw, throwTo, next, UNLIKELY);
      this.startLabel(next);
      return "";
    }
    const pair = this.let(text);
    const threw = this.let(`extractvalue { ${type}, i1 } ${pair}, 1`);
    this.branch(threw, throwTo, next, UNLIKELY);
    this.startLabel(next);
    return this.set(name ?? this.temp(), `extractvalue { ${type}, i1 } ${pair}, 0`);
  }

  /** The whole function body: entry allocas, blocks with phis, the common throw exit. */
  finish(throwReturn: string): string[] {
    const out: string[] = ["entry:", ...this.allocas.map(a => `  ${a}`), `  br label %b${this.fn.blocks[0]?.id ?? 0}`];
    for (const block of this.fn.blocks) {
      out.push(`b${block.id}:`);
      const sources = this.phis.get(block) ?? [];
      block.params.forEach((param, i) => {
        const type = llvmType(this.rep(param));
        const incoming = sources.map(s => `[ ${this.value(s.args[i] ?? NO_VALUE)}, %${s.label} ]`).join(", ");
        out.push(sources.length === 0 ? `  %v${param} = freeze ${type} poison` : `  %v${param} = phi ${type} ${incoming}`);
      });
      for (const line of this.bodies.get(block) ?? []) out.push(line);
    }
    if (this.throwExitUsed) out.push("throw.exit:", `  ${throwReturn}`);
    return out;
  }
}

/**
 * The library is compiled for size but for what programs spend their time in: a third less machine code and a third
 * less of clang's time, since fewer calls are inlined and fewer loops unrolled.
 */
function isForSize(symbol: string): boolean {
  return symbol.startsWith("lib/") && !HOT_LIBRARY.test(symbol);
}

const HOT_LIBRARY = /^lib\/runtime\/(gc\/|regexp\/(matcher|char-set|words)\.ts:|json\/(append|parse|stringify)\.ts:|(string|array|array-iterate|array-sort|text-builder|units|hash|hash-table|map|set|promise|microtasks|coroutine|typed-array)\.ts:)/;

export function constantText(module: LlvmModule, constant: HirConstant): string {
  switch (constant.kind) {
    case "number": return constant.rep === "f64" ? doubleText(constant.value) : String(constant.rep === "u32" ? constant.value | 0 : constant.value);
    case "word": return String(BigInt.asIntN(64, constant.value));
    case "boolean": return String(constant.value);
    case "string": return module.label(constant.value);
    case "undefined": return constant.rep === "ref" ? "null" : "0";
    case "null": return constant.rep === "ref" ? "inttoptr (i64 8 to ptr)" : "8";
  }
}
