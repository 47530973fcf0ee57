/** Variables of modules and static fields of classes. Constants made of literals are folded into their uses. */
import { ts } from "../checker/typescript.ts";
import type { HirConstant, HirExpression, HirGlobal, Rep } from "../hir/hir.ts";
import { setGlobal } from "./build.ts";
import { constantExpression, type ConstantValue, evaluate } from "./constants.ts";
import type { FunctionContext } from "./context.ts";
import { skipWrappers } from "./expressions.ts";
import { closureOf, type FunctionNode, instanceOf } from "./functions.ts";
import type { Lowering } from "./lowering.ts";
import { flavourRange, withRange } from "./ranges.ts";
import { contextualLetters } from "./signatures.ts";
import { BOX_SLOT, EMPTY_ENV, isIntegerRep, isWordRep, type Slot } from "./types.ts";

export interface GlobalInfo {
  readonly id: number;
  readonly name: string;
  readonly slot: Slot;
  readonly symbol: ts.Symbol;
  /** The function literal that a constant is: no storage, calls are direct. */
  readonly literal: ts.ArrowFunction | ts.FunctionExpression | undefined;
  readonly constant: ConstantValue | undefined;
  initial: HirConstant | undefined;
}

export class Globals {
  private readonly lowering: Lowering;
  private readonly bySymbol = new Map<ts.Symbol, GlobalInfo>();
  private readonly hiddenByKey = new Map<object, number>();
  private readonly evaluating = new Set<ts.Symbol>();
  readonly all: { readonly name: string; readonly rep: Rep; initial?: HirConstant | undefined }[] = [];

  constructor(lowering: Lowering) {
    this.lowering = lowering;
  }

  /** A global of the compiler's own, one for each key object; rep ref. */
  hidden(name: string, key: object): number {
    let id = this.hiddenByKey.get(key);
    if (id === undefined) this.hiddenByKey.set(key, id = this.all.push({ name, rep: "ref" }) - 1);
    return id;
  }

  get(symbol: ts.Symbol): GlobalInfo {
    const known = this.bySymbol.get(symbol);
    if (known !== undefined) return known;
    const declaration = symbol.valueDeclaration ?? symbol.declarations?.[0];
    if (declaration === undefined) throw new Error(`the global ${symbol.name} has no declaration`);
    // Modules of an import cycle may read each other's constants too early: those need a place that says so.
    const early = this.lowering.modules.isReadEarly(declaration.getSourceFile());
    const literal = early ? undefined : this.literalOf(symbol, declaration);
    const constant = early ? undefined : this.constantOf(symbol);
    const slot = this.slotOf(declaration, symbol, constant);
    const file = declaration.getSourceFile();
    const name = `${this.lowering.displayName(file)}:${symbol.name}`;
    const initial = constant === undefined && !early ? this.initialOf(symbol, declaration, slot) : undefined;
    const entry = { name, rep: slot.rep, ...(initial === undefined ? {} : { initial }) };
    const id = literal !== undefined || constant !== undefined ? -1 : this.all.push(entry) - 1;
    const info: GlobalInfo = { id, name, slot, symbol, literal, constant, initial };
    this.bySymbol.set(symbol, info);
    this.lowering.modules.require(file);
    this.lowering.modules.requireDeclaration(declaration);
    return info;
  }

  /** Needs no storage and no initialisation. */
  isFolded(symbol: ts.Symbol): boolean {
    const info = this.get(symbol);
    return info.literal !== undefined || info.constant !== undefined || info.initial !== undefined;
  }

  private slotOf(declaration: ts.Declaration, symbol: ts.Symbol, constant: ConstantValue | undefined): Slot {
    const { types, checker } = this.lowering;
    const type = ts.isExportAssignment(declaration) ? this.lowering.typeOf(declaration.expression) : checker.getTypeOfSymbol(symbol);
    const slot = types.slot(type, EMPTY_ENV);
    if (constant !== undefined) return slot;
    // a number or boolean has no value left that could mean "not yet"
    if (ts.isVariableDeclaration(declaration) && slot.rep !== "ref" && this.lowering.modules.isReadEarly(declaration.getSourceFile())) return BOX_SLOT;
    if (ts.isVariableDeclaration(declaration) && declaration.initializer === undefined && slot.flavour === undefined && (slot.rep === "f64" || slot.rep === "bool")) return BOX_SLOT;
    if (ts.isPropertyDeclaration(declaration) && declaration.initializer === undefined && slot.flavour === undefined && slot.rep !== "ref") return BOX_SLOT;
    return slot;
  }

  private initialOf(symbol: ts.Symbol, declaration: ts.Declaration, slot: Slot): HirConstant | undefined {
    if (symbol.declarations !== undefined && symbol.declarations.length > 1) return undefined; // `var x = 1; var x = 2`
    if (!ts.isVariableDeclaration(declaration) || declaration.initializer === undefined || !ts.isIdentifier(declaration.name)) return undefined;
    const value = evaluate(declaration.initializer, () => undefined);
    if (typeof value === "number" && (slot.rep === "f64" || (isIntegerRep(slot.rep) && Number.isInteger(value)))) return { kind: "number", value, rep: slot.rep };
    if (typeof value === "boolean" && slot.rep === "bool") return { kind: "boolean", value, rep: "bool" };
    if (typeof value === "bigint" && isWordRep(slot.rep)) return { kind: "word", value, rep: slot.rep };
    return undefined;
  }

  private literalOf(symbol: ts.Symbol, declaration: ts.Declaration): GlobalInfo["literal"] {
    if (!ts.isVariableDeclaration(declaration) || declaration.initializer === undefined || !isConst(declaration)) return undefined;
    const value = skipWrappers(declaration.initializer);
    if (!ts.isArrowFunction(value) && !ts.isFunctionExpression(value)) return undefined;
    return this.lowering.captures.needsClosure(value) || symbol.name === "default" ? undefined : value;
  }

  /** The value of a module constant made of literals. */
  constantOf(symbol: ts.Symbol): ConstantValue | undefined {
    const declaration = symbol.valueDeclaration;
    if (declaration === undefined || !ts.isVariableDeclaration(declaration) || declaration.initializer === undefined || !isConst(declaration)) return undefined;
    if (!ts.isVariableStatement(declaration.parent.parent) || !ts.isSourceFile(declaration.parent.parent.parent)) return undefined;
    if (this.evaluating.has(symbol) || this.lowering.modules.isReadEarly(declaration.getSourceFile())) return undefined;
    this.evaluating.add(symbol);
    const value = evaluate(declaration.initializer, (name) => {
      const target = this.lowering.symbolAt(name);
      return target === undefined ? undefined : this.constantOf(target);
    });
    this.evaluating.delete(symbol);
    return value;
  }

  read(f: FunctionContext, symbol: ts.Symbol, node: ts.Node): HirExpression {
    const span = f.span(node);
    const info = this.get(symbol);
    if (info.constant !== undefined) {
      const e = constantExpression(info.constant, info.slot.rep, span);
      return e.kind === "number" && info.slot.flavour !== undefined ? withRange(e, e.value, e.value, true) : e;
    }
    if (info.literal !== undefined) return closureOf(f, this.instance(f, info.literal), node);
    const tdz: { readonly tdz?: string } = info.initial === undefined && this.lowering.modules.needsTdz(f, symbol, node) ? { tdz: symbol.name } : {};
    const constant = tdz.tdz === undefined && isInitializedConst(symbol) ? { constant: true } : {};
    const e: HirExpression = { kind: "global.get", global: info.id, rep: info.slot.rep, span, ...tdz, ...constant };
    if (info.slot.flavour === undefined || !isIntegerRep(info.slot.rep)) return e;
    const range = flavourRange(info.slot.flavour);
    return withRange(e, range.low, range.high, true);
  }

  /** The instance of a module-level function literal as a value. */
  instance(f: FunctionContext, literal: ts.ArrowFunction | ts.FunctionExpression): ReturnType<typeof instanceOf> {
    const letters = contextualLetters(f, literal);
    return instanceOf(this.lowering, literal as FunctionNode, { env: EMPTY_ENV, ...(letters === undefined ? {} : { letters }) });
  }

  /** `value` is in the slot's representation. */
  write(symbol: ts.Symbol, value: HirExpression): HirExpression {
    return setGlobal(this.get(symbol).id, value);
  }

  hir(): HirGlobal[] {
    return this.all.map((entry, id) => ({ id, name: entry.name, rep: entry.rep, ...(entry.initial === undefined ? {} : { initial: entry.initial }) }));
  }
}

export function isConst(declaration: ts.VariableDeclaration): boolean { return (ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Const) !== 0; }

function isInitializedConst(symbol: ts.Symbol): boolean {
  const declaration = symbol.valueDeclaration;
  return declaration !== undefined && ts.isVariableDeclaration(declaration) && declaration.initializer !== undefined && isConst(declaration);
}
