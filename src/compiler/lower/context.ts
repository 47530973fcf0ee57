/** State of lowering one function: its locals, the meaning of its variables, its jump targets. */
import { ts } from "../checker/typescript.ts";
import type { MessageCode } from "../diagnostics.ts";
import type { ClassId, FunctionId, HirConstant, HirExpression, HirFunction, HirLocal, HirStatement, LabelId, Rep, Span } from "../hir/hir.ts";
import { getLocal } from "./build.ts";
import type { ClassInfo } from "./class-info.ts";
import type { Lowering } from "./lowering.ts";
import { type Range, rangeOf, withRange } from "./ranges.ts";
import { isIntegerRep, type Slot, type TypeEnv } from "./types.ts";

/** Where a variable is. A cell's place holds the reference to the cell. */
export type Place = { readonly at: "local"; readonly index: number } | { readonly at: "capture"; readonly index: number } | { readonly at: "self" };
export type Binding =
  | { readonly kind: "value"; readonly place: Place; readonly slot: Slot; readonly range?: Range; readonly exact?: ClassInfo; readonly callee?: FunctionInstance }
  | { readonly kind: "cell"; readonly place: Place; readonly content: "f64" | "box"; readonly slot: Slot; readonly tdz?: string };

export interface ParameterShape {
  readonly slot: Slot;
  /** Flavoured parameters with a literal default: callers pass it. */
  readonly fill?: HirConstant;
}

/** What callers need to know of a function. */
export interface FunctionShape {
  readonly parameters: readonly ParameterShape[];
  readonly rest: boolean;
  readonly restElement: "f64" | "box";
  readonly ret: Slot;
  readonly thisRep: "ref" | "box" | undefined;
}

export interface CaptureInfo {
  /** undefined: `this`. */
  readonly symbol: ts.Symbol | undefined;
  readonly name: string;
  readonly rep: Rep;
}

export interface FunctionInstance {
  readonly id: FunctionId;
  readonly declaration: ts.Node;
  readonly shape: FunctionShape;
  readonly captures: readonly CaptureInfo[];
}

export interface JumpTarget {
  readonly label: LabelId;
  /** Source labels that name it. */
  readonly names: readonly string[];
  readonly isLoop: boolean;
  readonly breakable: boolean;
}

/** What must run when a jump leaves: closing an iterator. Jump targets and cleanups share one stack. */
export interface Cleanup { readonly run: () => readonly HirStatement[] }

export type ThisKind =
  | { readonly kind: "none" }
  /** Certainly an instance of the class. */
  | { readonly kind: "instance"; readonly cls: ClassInfo }
  | { readonly kind: "dynamic" };

export interface ContextOptions {
  readonly env: TypeEnv;
  readonly file: ts.SourceFile;
  readonly isLibrary: boolean;
  readonly kind: HirFunction["kind"];
  readonly ret: Slot;
  readonly parent: FunctionContext | undefined;
}

/** Directories whose code is trusted to pass what its types say. */
const TRUSTED = ["/lib/runtime/", "/lib/sys/", "/lib/kernel/", "/lib/drivers/", "/lib/platform/"];

export class FunctionContext {
  readonly lowering: Lowering;
  readonly env: TypeEnv;
  readonly file: ts.SourceFile;
  readonly isLibrary: boolean;
  readonly kind: HirFunction["kind"];
  readonly ret: Slot;
  readonly parent: FunctionContext | undefined;
  readonly locals: HirLocal[] = [];
  readonly bindings = new Map<ts.Symbol, Binding>();
  readonly jumps: (JumpTarget | Cleanup)[] = [];
  /** Narrower reps that local inference chose for variables without annotation. */
  readonly chosen = new Map<ts.Symbol, Slot>();
  thisKind: ThisKind = { kind: "none" };
  thisPlace: { readonly at: "this" } | { readonly at: "capture"; readonly index: number; readonly rep: Rep } = { at: "this" };
  thisRep: "ref" | "box" | undefined;
  /** The class whose member this is, for `super`. */
  memberOf: ClassInfo | undefined;
  isStaticMember = false;
  /** In static initialisers `this` is this class. */
  thisConstant: ClassId | undefined;
  /** Optional chain being lowered: where a nullish link jumps to. */
  chainExit: LabelId | undefined;
  private labels = 0;

  constructor(lowering: Lowering, options: ContextOptions) {
    this.lowering = lowering;
    this.env = options.env;
    this.file = options.file;
    this.isLibrary = options.isLibrary;
    this.kind = options.kind;
    this.ret = options.ret;
    this.parent = options.parent;
  }

  /** Code of the runtime and below, which keeps its types. */
  get isTrusted(): boolean { return this.isLibrary && TRUSTED.some((directory) => this.file.fileName.includes(directory)); }

  get checker(): ts.TypeChecker { return this.lowering.checker; }

  newLocal(name: string, rep: Rep, span: Span): number {
    this.locals.push({ name, rep, span });
    return this.locals.length - 1;
  }
  newLabel(): LabelId { return this.labels++; }

  span(node: ts.Node): Span { return this.lowering.spanOf(node); }
  type(node: ts.Node): ts.Type { return this.lowering.typeOf(node); }
  rep(type: ts.Type): Rep { return this.lowering.types.rep(type, this.env); }
  slot(type: ts.Type): Slot { return this.lowering.types.slot(type, this.env); }

  fail(code: MessageCode, at: Span | ts.Node, args: readonly string[] = []): never { return this.lowering.fail(code, at, args); }

  readPlace(place: Place, rep: Rep, span: Span): HirExpression {
    switch (place.at) {
      case "local": return getLocal(place.index, rep, span);
      case "capture": return { kind: "capture.get", index: place.index, rep, span };
      case "self": return { kind: "self", rep: "ref", span };
    }
  }

  readBinding(binding: Binding, span: Span): HirExpression {
    if (binding.kind === "value") {
      const e = this.readPlace(binding.place, binding.slot.rep, span);
      if (binding.range !== undefined && isIntegerRep(e.rep)) withRange(e, binding.range.low, binding.range.high, binding.range.machine);
      return e;
    }
    return { kind: "cell.get", cell: this.readPlace(binding.place, "ref", span), content: binding.content, rep: binding.content, span, ...(binding.tdz === undefined ? {} : { tdz: binding.tdz }) };
  }

  /** `this` as a value. */
  readThis(span: Span): HirExpression {
    if (this.thisConstant !== undefined) return { kind: "class.value", cls: this.thisConstant, rep: "ref", span };
    if (this.thisPlace.at === "capture") return { kind: "capture.get", index: this.thisPlace.index, rep: this.thisPlace.rep, span };
    if (this.thisRep === undefined) return { kind: "undefined", rep: "box", span };
    return { kind: "this", rep: this.thisRep, span };
  }

  /** A range worth remembering for a constant. */
  rangeToKeep(e: HirExpression): Range | undefined { return isIntegerRep(e.rep) ? rangeOf(e) : undefined; }
}
