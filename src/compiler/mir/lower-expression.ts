/** HIR expressions → MIR instructions. */
import type { ClassId, ConvertMode, FunctionId, HirExpression, HirFunction, HirProgram, HirStatement, Rep } from "../hir/hir.ts";
import type { ClassTable } from "./class-table.ts";
import { type MirFunction, type MirOperation, NO_VALUE, type ValueId, assertNever } from "./mir.ts";
import { SsaBuilder } from "./ssa-builder.ts";

export interface LoweringContext {
  readonly program: HirProgram;
  readonly classes: ClassTable;
  readonly functions: ReadonlyMap<FunctionId, HirFunction>;
  /** Functions without captures that mention their own closure. */
  readonly selves: ReadonlySet<FunctionId>;
}

type Expression<K extends HirExpression["kind"]> = Extract<HirExpression, { readonly kind: K }>;

export abstract class ExpressionLowering {
  readonly context: LoweringContext;
  readonly hir: HirFunction;
  readonly ssa: SsaBuilder;
  /** Values that are certainly instances of a class. */
  private readonly instances = new Map<ValueId, ClassId>();

  constructor(context: LoweringContext, fn: MirFunction) {
    this.context = context;
    this.hir = fn.hir;
    this.ssa = new SsaBuilder(fn, fn.hir.locals.map(l => l.rep), fn.hir.span);
    const owner = context.classes.owner(fn.hir);
    if (owner !== undefined && fn.thisValue !== NO_VALUE && fn.id >= 0) this.instances.set(fn.thisValue, owner);
  }

  abstract statements(list: readonly HirStatement[]): void;
  abstract suspend(op: "await" | "yield", value: ValueId): ValueId;

  value(e: HirExpression): ValueId {
    const span = this.ssa.span;
    this.ssa.span = e.span;
    const value = this.lower(e);
    this.ssa.span = span;
    return value;
  }

  private values(list: readonly HirExpression[]): ValueId[] { return list.map(e => this.value(e)); }

  private emit(operation: MirOperation, args: ValueId[], rep: Rep): ValueId { return this.ssa.emit(operation, args, rep); }

  private lower(e: HirExpression): ValueId {
    const { ssa } = this;
    switch (e.kind) {
      case "number": return ssa.constant({ kind: "number", value: e.value, rep: e.rep });
      case "word": return ssa.constant({ kind: "word", value: e.value, rep: e.rep });
      case "boolean": return ssa.constant({ kind: "boolean", value: e.value, rep: e.rep });
      case "string": return ssa.constant({ kind: "string", value: e.value, rep: e.rep });
      case "undefined": case "null": return ssa.constant({ kind: e.kind, rep: e.rep });
      case "local.get": return ssa.read(e.local);
      case "local.set": {
        const value = this.value(e.value);
        ssa.write(e.local, value);
        return value;
      }
      case "global.get": return this.emit({ op: "global.get", global: e.global, tdz: e.tdz, constant: e.constant }, [], e.rep);
      case "global.set": {
        const value = this.value(e.value);
        this.emit({ op: "global.set", global: e.global }, [value], "void");
        return value;
      }
      case "capture.get": return this.emit({ op: "capture", index: e.index }, [ssa.fn.self], e.rep);
      case "this": return ssa.fn.thisValue;
      case "self": return ssa.fn.self;
      case "cell.new": return this.emit({ op: "cell.new", content: e.content }, e.init === undefined ? [] : [this.value(e.init)], "ref");
      case "cell.get": return this.emit({ op: "cell.get", content: e.content, tdz: e.tdz }, [this.value(e.cell)], e.content);
      case "cell.set": {
        const cell = this.value(e.cell), value = this.value(e.value);
        this.emit({ op: "cell.set", content: e.content, tdz: e.tdz }, [cell, value], "void");
        return value;
      }
      case "convert": return this.lowerConvert(e);
      case "arithmetic": return this.lowerArithmetic(e);
      case "negate": return this.emit({ op: "negate" }, [this.value(e.value)], e.rep);
      case "not": return this.emit({ op: "not" }, [this.value(e.value)], "bool");
      case "nullish": {
        // undefined and null differ in one bit
        const word = this.emit({ op: "intrinsic", name: "bitsOf" }, [this.value(e.value)], "u64");
        const masked = this.emit({ op: "arithmetic", operator: "and", wrap: false }, [word, this.ssa.constant({ kind: "word", value: ~8n, rep: "u64" })], "u64");
        return this.emit({ op: "compare", operator: "eq" }, [masked, this.ssa.constant({ kind: "word", value: 0n, rep: "u64" })], "bool");
      }
      case "guard": return this.emit({ op: "guard", first: e.first, last: e.last, key: e.key, expected: e.expected, what: e.what }, [this.value(e.value)], "ref");
      case "class.guard": return this.classGuard(this.value(e.value), e.cls, e.nullable, e.expected);
      case "assume": return this.isInstance(this.convert(this.value(e.value), "ref", "trust", ""), e.cls);
      case "shape.test": return this.emit({ op: "shape.test", first: e.first, last: e.last }, [this.value(e.value)], "bool");
      case "compare": {
        const left = this.value(e.left), right = this.value(e.right);
        const [a, b] = this.commonRep(left, right);
        return this.emit({ op: "compare", operator: e.op }, [a, b], "bool");
      }
      case "conditional": return this.lowerConditional(e);
      case "sequence": this.statements(e.statements); return this.value(e.value);
      case "call": return this.lowerCall(e);
      case "call.runtime": return this.lowerRuntimeCall(e);
      case "call.value": {
        const callee = this.value(e.callee), thisArg = this.value(e.thisArg);
        return this.emit({ op: "call.value", signature: e.signature, what: e.what }, [callee, thisArg, ...this.values(e.args)], e.rep);
      }
      case "call.method": return this.lowerMethodCall(e);
      case "call.property": {
        const object = this.value(e.object);
        return this.emit({ op: "call.property", key: e.key, signature: e.signature, what: e.what }, [object, ...this.values(e.args)], e.rep);
      }
      case "allocate": return this.allocate(e.cls);
      case "object.new": return this.emit({ op: "object.new", cls: e.cls }, this.values(e.values), "ref");
      case "closure.new": return this.emit({ op: "closure.new", func: e.func }, this.values(e.captures), "ref");
      case "class.value": return this.emit({ op: "class.value", cls: e.cls }, [], "ref");
      case "field.get": {
        const object = this.value(e.object);
        return this.emit({ op: "field.get", cls: e.cls, key: e.key, what: e.what }, [object, this.classTest(object, e.cls, e.proved)], e.rep);
      }
      case "field.set": {
        const object = this.value(e.object), value = this.value(e.value);
        this.emit({ op: "field.set", cls: e.cls, key: e.key, what: e.what }, [object, value, this.classTest(object, e.cls, e.proved)], "void");
        return value;
      }
      case "property.get": return this.emit({ op: "property.get", key: e.key, what: e.what }, [this.value(e.object)], e.rep);
      case "property.set": {
        const object = this.value(e.object), value = this.value(e.value);
        this.emit({ op: "property.set", key: e.key, what: e.what }, [object, value], "void");
        return value;
      }
      case "array.new": return this.emit({ op: "array.new", element: e.element, ...(e.fixed === true ? { fixed: true } : {}) }, this.values(e.values), "ref");
      case "array.get": return this.emit({ op: "array.get", outOfBounds: e.outOfBounds, what: e.what }, [this.value(e.array), this.value(e.index)], e.rep);
      case "array.set": {
        const array = this.value(e.array), index = this.value(e.index), value = this.value(e.value);
        this.emit({ op: "array.set", what: e.what }, [array, index, value], "void");
        return value;
      }
      case "length": return this.emit({ op: "length", of: e.of, what: e.what }, [this.value(e.object)], e.rep);
      case "typed.get": return this.lowerTypedGet(e, e.rep, e.outOfBounds);
      case "typed.set": {
        const array = this.value(e.array), index = this.value(e.index), value = this.value(e.value);
        this.emit({ op: "typed.set", type: e.type, what: e.what }, [array, index, value, ...this.view(array, e.type)], "void");
        return value;
      }
      case "instanceof": return this.emit({ op: "class.test", cls: e.cls }, [this.value(e.value)], "bool");
      case "intrinsic": return this.emit({ op: "intrinsic", name: e.name, func: e.func, text: e.text }, this.values(e.args), e.rep);
      case "await": return this.suspend("await", this.value(e.value));
      case "yield": return this.suspend("yield", this.value(e.value));
      default: return assertNever(e);
    }
  }

  // Representations

  /** Converts, where the two representations differ; `mode` says what to do when the change can fail. */
  convert(value: ValueId, rep: Rep, mode: ConvertMode, what: string): ValueId {
    const from = this.ssa.rep(value);
    if (rep === "void") return NO_VALUE;
    if (from === rep && (mode === "widen" || mode === "check" || mode === "trust")) return value;
    if (from === rep && (mode === "to-int32" || mode === "to-uint32" || mode === "truncate" || (mode === "to-number" && rep === "f64") || (mode === "truthy" && rep === "bool"))) return value;
    const source = this.ssa.definer(value);
    if (source !== undefined && (mode === "check" || mode === "trust" || mode === "widen" || mode === "to-number")) {
      // check(widen(x)) is x; and widen(widen(x)) is one widen
      if (source.op === "convert" && source.mode === "widen") {
        const inner = source.args[0] ?? NO_VALUE;
        const innerRep = this.ssa.rep(inner);
        if (innerRep === rep) return inner;
        if (from === "box" && rep === "f64" && (innerRep === "i32" || innerRep === "u32" || innerRep === "int")) return this.convert(inner, rep, "widen", what);
      }
      if (source.op === "const" && (source.constant.kind === "undefined" || source.constant.kind === "null") && (rep === "ref" || rep === "box")) {
        return this.ssa.constant({ kind: source.constant.kind, rep });
      }
      if (source.op === "const" && source.constant.kind === "number" && (rep === "f64" || ((rep === "i32" || rep === "u32" || rep === "int") && fits(source.constant.value, rep)))) {
        return this.ssa.constant({ kind: "number", value: source.constant.value, rep });
      }
    }
    if (source?.op === "const" && source.constant.kind === "number" && mode === "truncate" && (rep === "i32" || rep === "u32" || rep === "int") && fits(source.constant.value, rep)) {
      return this.ssa.constant({ kind: "number", value: source.constant.value, rep });
    }
    return this.emit({ op: "convert", mode, what }, [value], rep);
  }

  /** From any representation to any other, checked where it must be. */
  coerce(value: ValueId, rep: Rep, what: string): ValueId {
    return this.convert(value, rep, isWidening(this.ssa.rep(value), rep) ? "widen" : "check", what);
  }

  private commonRep(left: ValueId, right: ValueId): [ValueId, ValueId] {
    const a = this.ssa.rep(left), b = this.ssa.rep(right);
    if (a === b) return [left, right];
    const rep = isWidening(a, b) ? b : isWidening(b, a) ? a : isNumber(a) && isNumber(b) ? "f64" : "box";
    return [this.coerce(left, rep, ""), this.coerce(right, rep, "")];
  }

  private lowerConvert(e: Expression<"convert">): ValueId {
    const inner = e.value;
    const what = e.what ?? "";
    if (e.rep === "void") { this.value(inner); return NO_VALUE; }
    if ((e.mode === "check" || e.mode === "trust") && inner.kind === "property.get" && (e.rep === "f64" || e.rep === "bool" || e.rep === "ref")) {
      return this.emit({ op: "property.get", key: inner.key, what: inner.what }, [this.value(inner.object)], e.rep);
    }
    if ((e.mode === "to-int32" || e.mode === "to-uint32" || e.mode === "truncate") && inner.kind === "typed.get" && inner.type !== "f64" && inner.type !== "f32" && (e.rep === "i32" || e.rep === "u32")) {
      if (inner.outOfBounds === "nan" || inner.rep === "i32" || inner.rep === "u32") return this.lowerTypedGet(inner, e.rep, inner.outOfBounds === "nan" ? "zero" : inner.outOfBounds);
    }
    if ((e.mode === "to-int32" || e.mode === "to-uint32") && (inner.kind === "sequence" || (inner.kind === "conditional" && isOfIntegers(inner)))) return this.value(convertInside(e, inner));
    if ((e.mode === "to-int32" || e.mode === "to-uint32") && (e.rep === "i32" || e.rep === "u32") && inner.kind === "arithmetic" && integerTerms(inner) <= MOST_TERMS) {
      return this.convert(this.wrappedSum(inner), e.rep, "truncate", "");
    }
    return this.convert(this.value(inner), e.rep, e.mode, what);
  }

  /** ToInt32 of a sum of 32-bit integers, all of which f64 holds exactly, is the sum modulo 2^32. */
  private wrappedSum(e: HirExpression): ValueId {
    if (e.kind === "number") return this.ssa.constant({ kind: "number", value: e.value | 0, rep: "i32" });
    if (e.kind === "convert") return this.convert(this.value(e.value), "i32", "truncate", "");
    if (e.kind !== "arithmetic") throw new Error(`${this.hir.symbol}: ${e.kind} in a sum of integers`);
    const left = this.wrappedSum(e.left), right = this.wrappedSum(e.right);
    return this.emit({ op: "arithmetic", operator: e.op, wrap: true }, [left, right], "i32");
  }

  private lowerArithmetic(e: Expression<"arithmetic">): ValueId {
    const left = this.value(e.left), right = this.value(e.right);
    let [a, b] = this.commonRep(left, right);
    const rep = this.ssa.rep(a);
    if (e.wrap !== true && rep !== e.rep && isNumber(rep) && isNumber(e.rep) && e.op !== "ushr" && isWidening(rep, e.rep)) {
      a = this.coerce(a, e.rep, "");
      b = this.coerce(b, e.rep, "");
    }
    return this.emit({ op: "arithmetic", operator: e.op, wrap: e.wrap === true }, [a, b], e.rep);
  }

  private lowerConditional(e: Expression<"conditional">): ValueId {
    const { ssa } = this;
    const result = e.rep === "void" ? undefined : ssa.temporary(e.rep);
    const then = ssa.block(), otherwise = ssa.block(), join = ssa.block();
    this.condition(e.test, then, otherwise);
    for (const [block, value] of [[then, e.then], [otherwise, e.otherwise]] as const) {
      ssa.enter(block);
      const v = this.value(value);
      if (result !== undefined) ssa.write(result, this.coerce(v, e.rep, ""));
      ssa.jump(join);
    }
    ssa.enter(join);
    return result === undefined ? NO_VALUE : ssa.read(result);
  }

  /** Branches on a bool expression; `a && b`, `a || b` and `!a` become control flow. */
  condition(test: HirExpression, then: ReturnType<SsaBuilder["block"]>, otherwise: ReturnType<SsaBuilder["block"]>): void {
    const { ssa } = this;
    if (test.kind === "not") return this.condition(test.value, otherwise, then);
    if (test.kind === "boolean") return ssa.jump(test.value ? then : otherwise);
    if (test.kind === "conditional" && test.rep === "bool") {
      const left = ssa.block(), right = ssa.block();
      this.condition(test.test, left, right);
      ssa.enter(left);
      this.condition(test.then, then, otherwise);
      ssa.enter(right);
      return this.condition(test.otherwise, then, otherwise);
    }
    ssa.branch(this.value(test), then, otherwise);
  }

  // Objects

  private isInstance(value: ValueId, cls: ClassId): ValueId {
    this.instances.set(value, cls);
    return value;
  }

  /** See the HIR node of that name; nothing to do for what is known to be an instance. */
  classGuard(value: ValueId, cls: ClassId, nullable: boolean, expected: string): ValueId {
    const known = this.instances.get(value);
    if (known !== undefined && this.context.classes.isSubclass(known, cls)) return value;
    const guarded = this.emit({ op: "class.guard", cls, nullable, expected }, [value], "ref");
    return nullable ? guarded : this.isInstance(guarded, cls);
  }

  classTest(object: ValueId, cls: ClassId, proved: boolean | undefined): ValueId {
    const known = this.instances.get(object);
    if (proved === true || (known !== undefined && this.context.classes.isSubclass(known, cls))) return this.ssa.constant({ kind: "boolean", value: true, rep: "bool" });
    return this.emit({ op: "class.test", cls }, [object], "bool");
  }

  private view(array: ValueId, type: Expression<"typed.get">["type"]): [ValueId, ValueId] {
    return [this.emit({ op: "view.length", type }, [array], "u32"), this.emit({ op: "view.data", type }, [array], "int")];
  }

  private lowerTypedGet(e: Expression<"typed.get">, rep: Rep, outOfBounds: "undefined" | "nan" | "throw" | "zero"): ValueId {
    const array = this.value(e.array), index = this.value(e.index);
    return this.emit({ op: "typed.get", type: e.type, outOfBounds, what: e.what }, [array, index, ...this.view(array, e.type)], rep);
  }

  // Calls

  private lowerCall(e: Expression<"call">): ValueId {
    const callee = this.callee(e.func);
    const self = e.self === undefined ? undefined : this.value(e.self);
    let thisArg = e.thisArg === undefined ? undefined : this.value(e.thisArg);
    const args = this.values(e.args);
    if (thisArg !== undefined && callee.thisRep !== undefined) thisArg = this.receiver(callee, this.coerce(thisArg, callee.thisRep, "this"));
    if (callee.thisRep !== undefined && thisArg === undefined) thisArg = this.ssa.constant({ kind: "undefined", rep: callee.thisRep });
    return this.direct(callee, self, callee.thisRep === undefined ? undefined : thisArg, this.parameters(callee, args), e.rep);
  }

  private callee(func: FunctionId): HirFunction {
    const callee = this.context.functions.get(func);
    if (callee === undefined) throw new Error(`${this.hir.symbol} calls function ${func}, which is not in the program`);
    return callee;
  }

  /** Methods and constructors rely on their `this`: a caller that cannot prove it checks. */
  protected receiver(callee: HirFunction, thisArg: ValueId): ValueId {
    const owner = this.context.classes.owner(callee);
    const known = this.instances.get(thisArg);
    if (owner === undefined || (known !== undefined && this.context.classes.isSubclass(known, owner))) return thisArg;
    const { ssa } = this;
    const good = ssa.block(), bad = ssa.block();
    ssa.branch(this.classTest(thisArg, owner, false), good, bad);
    ssa.enter(bad);
    const expected = ssa.constant({ kind: "string", value: this.context.classes.get(owner).name, rep: "ref" });
    this.emit({ op: "call.runtime", name: "throwTypeMismatch" }, [this.coerce(thisArg, "box", ""), expected, ssa.constant({ kind: "string", value: "this", rep: "ref" })], "void");
    ssa.end({ kind: "unreachable" });
    ssa.enter(good);
    return thisArg;
  }

  protected direct(callee: HirFunction, self: ValueId | undefined, thisArg: ValueId | undefined, args: ValueId[], rep: Rep): ValueId {
    const all = [...(self === undefined ? [] : [self]), ...(thisArg === undefined ? [] : [thisArg]), ...args];
    const ret = callee.kind === "plain" ? callee.ret : "ref";
    if (self === undefined && this.context.selves.has(callee.id)) all.unshift(this.emit({ op: "closure.new", func: callee.id }, [], "ref"));
    const result = this.emit({ op: "call", func: callee.id, withSelf: self !== undefined || this.context.selves.has(callee.id), withThis: thisArg !== undefined }, all, ret);
    if (rep === "void") return NO_VALUE;
    return ret === "void" ? this.ssa.constant({ kind: "undefined", rep: rep === "ref" ? "ref" : "box" }) : this.coerce(result, rep, callee.name);
  }

  /** Arguments in the callee's representations: missing ones undefined, surplus ones dropped, the rest in an array. */
  protected parameters(callee: HirFunction, args: readonly ValueId[]): ValueId[] {
    const count = callee.parameterCount;
    const out: ValueId[] = [];
    for (let i = 0; i < count; i++) {
      const local = callee.locals[i];
      if (local === undefined) throw new Error(`${callee.symbol}: parameter ${i} has no local`);
      const arg = args[i];
      out.push(this.coerce(arg ?? this.ssa.constant({ kind: "undefined", rep: "box" }), local.rep, local.name));
    }
    return out;
  }

  /** As `parameters`, for arguments from anywhere: the classes that the callee relies on are tested. */
  protected foreignParameters(callee: HirFunction, args: readonly ValueId[]): ValueId[] {
    const tested = args.map((arg, i) => {
      const cls = callee.parameterClasses?.[i];
      return cls === undefined ? arg : this.classGuard(arg, cls, true, this.context.classes.get(cls).name);
    });
    return this.parameters(callee, tested);
  }

  private lowerRuntimeCall(e: Expression<"call.runtime">): ValueId {
    const args = this.values(e.args);
    const func = this.context.program.runtime.get(e.name);
    const callee = func === undefined ? undefined : this.context.functions.get(func);
    if (callee === undefined) return this.emit({ op: "call.runtime", name: e.name }, args, e.rep);
    const result = this.emit({ op: "call.runtime", name: e.name }, this.parameters(callee, args), callee.ret);
    return e.rep === "void" ? NO_VALUE : this.coerce(result, e.rep, e.name);
  }

  private lowerMethodCall(e: Expression<"call.method">): ValueId {
    const { classes } = this.context;
    const object = this.value(e.object);
    const args = this.values(e.args);
    const own = classes.member(e.cls, e.key, "method");
    const targets = e.nonvirtual === true && own !== undefined ? [own.func] : classes.targets(e.cls, e.key);
    const only = targets?.length === 1 ? targets[0] : undefined;
    const letters = e.signature.slice(0, e.signature.indexOf(">"));
    const test = this.classTest(object, e.cls, false);
    if (only === undefined || letters.endsWith("r")) {
      if (targets === undefined) return this.emit({ op: "call.property", key: e.key, signature: e.signature, what: e.what }, [object, ...args], e.rep);
      return this.emit({ op: "call.method", cls: e.cls, key: e.key, signature: e.signature, what: e.what, nonvirtual: e.nonvirtual === true }, [object, test, ...args], e.rep);
    }
    const callee = this.callee(only);
    const self = this.ssa.rep(object) === "ref" ? object : this.convert(object, "ref", "trust", e.what);
    const parameters = callee.rest ? this.withRest(callee, args) : this.parameters(callee, args);
    const ret = callee.kind === "plain" ? callee.ret : "ref";
    const result = this.emit({ op: "call.direct", func: only, key: e.key, signature: e.signature, what: e.what }, [self, test, ...parameters], ret);
    if (e.rep === "void") return NO_VALUE;
    return ret === "void" ? this.ssa.constant({ kind: "undefined", rep: e.rep === "ref" ? "ref" : "box" }) : this.coerce(result, e.rep, e.what);
  }

  /** Parameters by letter for a callee with a rest parameter, the surplus gathered in an array. */
  restOf(callee: HirFunction, args: readonly ValueId[]): ValueId[] { return this.withRest(callee, args); }

  allocate(cls: ClassId): ValueId { return this.isInstance(this.emit({ op: "allocate", cls }, [], "ref"), cls); }

  construct(callee: HirFunction, object: ValueId, args: readonly ValueId[]): void {
    this.direct(callee, undefined, callee.thisRep === undefined ? undefined : object, this.foreignParameters(callee, args), "void");
  }

  private withRest(callee: HirFunction, args: readonly ValueId[]): ValueId[] {
    const leading = callee.parameterCount - 1;
    const rest = args.slice(leading).map(a => this.coerce(a, "box", ""));
    const array = this.emit({ op: "array.new", element: "box" }, rest, "ref");
    const head = Array.from({ length: leading }, (_, i) => args[i] ?? this.ssa.constant({ kind: "undefined", rep: "box" }));
    return this.parameters(callee, [...head, array]);
  }
}

/** Are both results integers of 32 bits, or constants? */
function isOfIntegers(e: Expression<"conditional">): boolean {
  return [e.then, e.otherwise].every(one => one.kind === "number" || (one.kind === "convert" && one.mode === "widen" && (one.value.rep === "i32" || one.value.rep === "u32")));
}

/** ToInt32 of each result in place of ToInt32 of the whole. */
function convertInside(e: Expression<"convert">, inner: Expression<"conditional"> | Expression<"sequence">): HirExpression {
  const rep = e.rep === "u32" ? "u32" : "i32";
  const converted = (one: HirExpression): HirExpression => {
    if (one.kind === "number") return { kind: "number", value: rep === "u32" ? one.value >>> 0 : one.value | 0, rep, span: one.span };
    return one.kind === "convert" && inner.kind === "conditional" ? { kind: "convert", mode: "truncate", value: one.value, rep, span: one.span } : { ...e, value: one };
  };
  return inner.kind === "sequence" ? { ...inner, value: converted(inner.value), rep } : { ...inner, then: converted(inner.then), otherwise: converted(inner.otherwise), rep };
}

/** With so many 32-bit terms a sum stays below 2^53. */
const MOST_TERMS = 1024;

/** How many 32-bit integers are added or subtracted here as f64; Infinity if there is anything else. */
function integerTerms(e: HirExpression): number {
  if (e.kind === "number") return e.rep === "f64" && Number.isInteger(e.value) && Math.abs(e.value) < 2 ** 32 ? 1 : Infinity;
  if (e.kind === "convert") return e.mode === "widen" && e.rep === "f64" && (e.value.rep === "i32" || e.value.rep === "u32") ? 1 : Infinity;
  if (e.kind === "arithmetic" && e.rep === "f64" && e.wrap !== true && (e.op === "add" || e.op === "sub")) return integerTerms(e.left) + integerTerms(e.right);
  return Infinity;
}

export function isNumber(rep: Rep): boolean { return rep === "f64" || rep === "i32" || rep === "u32" || rep === "int"; }

/** Every value of `from` is one of `to`. */
export function isWidening(from: Rep, to: Rep): boolean {
  if (from === to || to === "box" || to === "void") return true;
  if (to === "f64") return from === "i32" || from === "u32" || from === "int";
  if (to === "int") return from === "i32" || from === "u32";
  return false;
}

function fits(value: number, rep: "i32" | "u32" | "int"): boolean {
  if (!Number.isInteger(value) || Object.is(value, -0)) return false;
  return rep === "i32" ? value === (value | 0) : rep === "u32" ? value === value >>> 0 : Number.isSafeInteger(value);
}
