/**
 * Members of built-in layouts for access by name (`x.map(…)` on an unknown x): small functions with `this` that guard
 * their receiver and call the library's function. Only for names that some access by name uses.
 */
import { ts } from "../checker/typescript.ts";
import type { HirExpression, HirFunction, HirMember, HirProgram } from "../hir/hir.ts";
import {
  MEMBERS_BOOLEAN, MEMBERS_NUMBER, MEMBERS_OBJECT, SHAPE_ARRAY, SHAPE_ARRAY_BUFFER, SHAPE_ARRAY_F64, SHAPE_CLASS, SHAPE_DATA_VIEW, SHAPE_F64, SHAPE_FUNCTION, SHAPE_I8, SHAPE_NODE_BUFFER, SHAPE_SLICE, SHAPE_STRING, SHAPE_SYMBOL,
} from "../../../lib/runtime/layout.ts";
import { getLocal } from "./build.ts";
import { FunctionContext } from "./context.ts";
import { coerce } from "./convert.ts";
import { type FunctionNode, instanceOf } from "./functions.ts";
import type { Lowering } from "./lowering.ts";
import { EMPTY_ENV } from "./types.ts";

interface Family {
  readonly owner: string;
  readonly first: number;
  readonly last: number;
  /** The library function that makes all of its objects: without it in the program the family has no members. */
  readonly maker?: { readonly module: string; readonly name: string };
}

const FAMILIES: readonly Family[] = [
  { owner: "String", first: SHAPE_STRING, last: SHAPE_SLICE },
  { owner: "Symbol", first: SHAPE_SYMBOL, last: SHAPE_SYMBOL },
  { owner: "Function", first: SHAPE_FUNCTION, last: SHAPE_CLASS },
  { owner: "Array", first: SHAPE_ARRAY, last: SHAPE_ARRAY_F64 },
  { owner: "ArrayBuffer", first: SHAPE_ARRAY_BUFFER, last: SHAPE_ARRAY_BUFFER },
  { owner: "TypedArray", first: SHAPE_I8, last: SHAPE_F64 },
  // A Buffer's own members come before those of typed arrays.
  { owner: "Buffer", first: SHAPE_NODE_BUFFER, last: SHAPE_NODE_BUFFER, maker: { module: "lib/node/buffer.ts", name: "adoptBuffer" } },
  { owner: "DataView", first: SHAPE_DATA_VIEW, last: SHAPE_DATA_VIEW },
  // Records of no object: the runtime looks there for members of primitives and for what every object inherits.
  { owner: "Number", first: MEMBERS_NUMBER, last: MEMBERS_NUMBER },
  { owner: "Boolean", first: MEMBERS_BOOLEAN, last: MEMBERS_BOOLEAN },
  { owner: "Object", first: MEMBERS_OBJECT, last: MEMBERS_OBJECT },
];

export class BuiltinMembers {
  private readonly lowering: Lowering;
  /** Iteration looks for its method by name, in runtime code. */
  private readonly dynamicKeys = new Set<string>(["@@iterator"]);
  private readonly done = new Set<string>();
  private readonly members = new Map<string, HirMember[]>();

  constructor(lowering: Lowering) {
    this.lowering = lowering;
  }

  /** An access by this name can meet any object. */
  mention(key: string): void { this.dynamicKeys.add(key); }

  /** Makes the members that have been mentioned since the last call. */
  addReached(): void {
    const families = FAMILIES.filter((family) => this.isMade(family));
    for (const key of [...this.dynamicKeys]) {
      for (const family of families) {
        const type = this.lowering.builtins.interfaceType(family.owner);
        const name = `${family.owner} ${key}`;
        if (this.done.has(name) || (key !== "@@iterator" && type !== undefined && !this.lowering.reach.ofBuiltin(key, type))) continue;
        this.done.add(name);
        this.add(family, key);
      }
    }
  }

  private isMade({ maker }: Family): boolean {
    const symbol = maker === undefined ? undefined : this.lowering.builtins.libraryExport(maker.module, maker.name);
    if (maker === undefined) return true;
    return symbol !== undefined && [...this.lowering.instances.values()].some((instance) => instance.declaration === symbol.valueDeclaration);
  }

  private add(family: Family, key: string): void {
    const kind = this.kindOf(family.owner, key);
    const fn = kind === undefined ? undefined : this.lowering.builtins.memberFunction(family.owner, key);
    if (kind === undefined || fn === undefined) return;
    this.lowering.guarded(() => {
      const member: HirMember = { key, kind, named: true, func: this.wrapper(family, key, fn) };
      this.members.set(family.owner, [...this.members.get(family.owner) ?? [], member]);
    }, fn);
  }

  /** As what lib/globals declares the member. */
  private kindOf(owner: string, key: string): "method" | "getter" | undefined {
    const type = this.lowering.builtins.interfaceType(owner);
    const name = key.startsWith("@@") ? `__${key.slice(1)}` : key;
    const member = type?.getProperties().find((one) => one.name === name || one.name.startsWith(`${name}@`));
    const declaration = member?.declarations?.[0];
    if (declaration === undefined) return undefined;
    return ts.isMethodSignature(declaration) ? "method" : ts.isPropertySignature(declaration) ? "getter" : undefined;
  }

  private wrapper(family: Family, key: string, fn: FunctionNode): number {
    const l = this.lowering;
    const instance = instanceOf(l, fn, {});
    const id = l.reserveFunction();
    const file = fn.getSourceFile();
    const span = l.spanOf(fn);
    const f = new FunctionContext(l, { env: EMPTY_ENV, file, isLibrary: true, kind: "plain", ret: { rep: "box" }, parent: undefined });
    const { parameters, rest, ret } = instance.shape;
    const receiver: HirExpression = { kind: "this", rep: "box", span };
    const self: HirExpression = family.first >= MEMBERS_NUMBER ? receiver : { kind: "guard", value: receiver, first: family.first, last: family.last, key, expected: `a ${family.owner.toLowerCase()}`, what: "this", rep: "ref", span };
    const args = parameters.map((parameter, index): HirExpression => {
      if (index === 0) return coerce(f, self, parameter.slot.rep, "this");
      const isRest = rest && index === parameters.length - 1;
      const local = f.newLocal(`p${index}`, isRest ? "ref" : "box", span);
      return coerce(f, getLocal(local, isRest ? "ref" : "box", span), parameter.slot.rep, `argument ${index}`);
    });
    const call: HirExpression = { kind: "call", func: instance.id, args, rep: ret.rep, span, ...(instance.shape.thisRep === undefined ? {} : { thisArg: { kind: "undefined", rep: instance.shape.thisRep, span } }) };
    const hir: HirFunction = {
      id, name: key.startsWith("@@") ? `[Symbol.${key.slice(2)}]` : key, symbol: l.uniqueSymbol(`${l.displayName(file)}:${family.owner}.prototype.${key}`), span, kind: "plain", arrow: false,
      parameterCount: f.locals.length, rest, length: Math.max(0, parameters.length - 1 - (rest ? 1 : 0)), thisRep: "box", captures: [], ret: "box",
      locals: f.locals, body: [{ kind: "return", value: coerce(f, call, "box", key), span }], effects: [], inline: undefined,
    };
    l.functions[id] = hir;
    return id;
  }

  hir(): HirProgram["builtinMembers"] {
    const byShape = new Map<number, Map<string, HirMember>>();
    for (const family of FAMILIES) {
      for (const member of this.members.get(family.owner) ?? []) {
        for (let shape = family.first; shape <= family.last; shape++) {
          const members = byShape.get(shape) ?? new Map<string, HirMember>();
          byShape.set(shape, members.set(member.key, member));
        }
      }
    }
    return [...byShape].map(([shape, members]) => ({ shape, members: [...members.values()] }));
  }
}
