/** Built-ins: their functions, classes and values in the library, found by the naming convention. */
import { dirname, join } from "node:path";
import { BUILTINS, type BuiltinRow } from "../checker/builtin-modules.ts";
import { ts } from "../checker/typescript.ts";
import type { HirExpression, Rep } from "../hir/hir.ts";
import { reference, textOf } from "./access.ts";
import { type Argument, argumentsOf, directArguments, fitsDirectly, hasSpread } from "./arguments.ts";
import { lowerMath } from "./builtin-math.ts";
import { compare, conditional, convert, effect, getLocal, ifThen, nullish, runtimeCall, sequence, setLocal, stringConstant, undefinedConstant } from "./build.ts";
import { callDirect, spreadCall, valueCall } from "./calls.ts";
import { declarationOf } from "./captures.ts";
import type { ClassInfo } from "./class-info.ts";
import type { FunctionContext } from "./context.ts";
import { coerce } from "./convert.ts";
import { isUndefinedNumber, mayBeUndefined } from "./equality.ts";
import { lowerExpression, lowerLink, lowerTo, type Want } from "./expressions.ts";
import { closureOf, type FunctionNode, instanceOf } from "./functions.ts";
import { lowerSymbol } from "./identifiers.ts";
import type { Lowering } from "./lowering.ts";
import { builtinShapes } from "./new.ts";
import { withRange } from "./ranges.ts";
import { Matcher, typeParametersOf } from "./type-arguments.ts";
import { BOX_SLOT, EMPTY_ENV, isGlobalDeclaration, isGlobalsFile, isIntegerRep, isPrimitiveType, type TypeEnv } from "./types.ts";

/** Built-ins that are objects with functions, not constructors: their members have no receiver. */
const NAMESPACES: ReadonlySet<string> = new Set(["Math", "JSON", "Reflect", "Console"]);
const SAME_MEMBERS: Readonly<Record<string, string>> = { ReadonlyArray: "Array", CallableFunction: "Function", NewableFunction: "Function" };

/** Functions of `Number` that are the global functions, by identity. */
const SAME_AS_GLOBAL: ReadonlySet<string> = new Set(["numberParseInt", "numberParseFloat"]);

interface Owner { readonly name: string; readonly isStatic: boolean; readonly row: BuiltinRow }

export class Builtins {
  private readonly lowering: Lowering;
  private readonly exports = new Map<string, ReadonlyMap<string, ts.Symbol>>();

  constructor(lowering: Lowering) {
    this.lowering = lowering;
  }

  private row(name: string): BuiltinRow | undefined { return Object.hasOwn(BUILTINS, name) ? BUILTINS[name] : undefined; }

  /** Exported symbols of a library module; empty when there is no such file. */
  private exportsOf(module: string): ReadonlyMap<string, ts.Symbol> {
    let known = this.exports.get(module);
    if (known === undefined) {
      const file = this.lowering.source.program.getSourceFile(join(dirname(this.lowering.source.libRoot), module));
      const symbol = file === undefined ? undefined : this.lowering.checker.getSymbolAtLocation(file);
      known = new Map((symbol === undefined ? [] : this.lowering.checker.getExportsOfModule(symbol)).map((one) => [one.name, this.lowering.resolveAlias(one)]));
      this.exports.set(module, known);
    }
    return known;
  }

  libraryExport(module: string, name: string): ts.Symbol | undefined { return this.exportsOf(module).get(name); }

  private functionNamed(row: BuiltinRow, name: string): FunctionNode | undefined {
    if (row.kind !== "functions") return undefined;
    for (const module of row.modules) {
      const symbol = this.exportsOf(module).get(name);
      if (symbol !== undefined && symbol.flags & ts.SymbolFlags.Function) return declarationOf(symbol) as FunctionNode;
    }
    return undefined;
  }

  /** `Math`, `JSON`, `Reflect`: objects of functions, which are not values here. */
  isNamespace(f: FunctionContext, node: ts.Identifier): boolean {
    const symbol = f.lowering.symbolAt(node);
    return symbol !== undefined && isGlobalDeclaration(symbol) && NAMESPACES.has(symbol.name);
  }

  classNamed(name: string): ClassInfo | undefined {
    const row = this.row(name);
    if (row?.kind !== "class") return undefined;
    const symbol = this.libraryExport(row.module, row.name ?? name);
    return symbol === undefined ? undefined : this.lowering.classes.ofSymbol(symbol);
  }

  /** The library's type of a global value (`console`), which says how its members are implemented. */
  valueType(f: FunctionContext, node: ts.Identifier): ts.Type | undefined {
    const symbol = f.lowering.symbolAt(node);
    if (symbol === undefined || !isGlobalDeclaration(symbol)) return undefined;
    const row = this.row(symbol.name);
    if (row?.kind !== "value") return undefined;
    const library = this.libraryExport(row.module, row.name ?? symbol.name);
    return library === undefined ? undefined : f.checker.getTypeOfSymbol(library);
  }

  /** The function that a member of a built-in's instances is. */
  memberFunction(owner: string, key: string): FunctionNode | undefined {
    const row = this.row(owner);
    return row === undefined ? undefined : this.functionNamed(row, `${lowerFirst(owner)}${upperFirst(key.startsWith("@@") ? `Symbol${upperFirst(key.slice(2))}` : key)}`);
  }

  /** The type of an interface of lib/globals. */
  interfaceType(name: string): ts.Type | undefined {
    const symbol = this.lowering.checker.resolveName(name, undefined, ts.SymbolFlags.Interface, false);
    return symbol === undefined ? undefined : this.lowering.checker.getDeclaredTypeOfSymbol(symbol);
  }

  /** `Math.abs` or `Number.parseInt` as a value; undefined: not a function of a built-in. */
  staticValue(f: FunctionContext, member: ts.Symbol, node: ts.Node): HirExpression | undefined {
    const owner = this.ownerOf(member);
    const declaration = member.declarations?.[0];
    if (owner === undefined || !owner.isStatic || declaration === undefined || !ts.isMethodSignature(declaration)) return undefined;
    if (owner.row.kind === "class") {
      const cls = this.classNamed(owner.name);
      const method = cls?.members.find((one) => one.key === member.name && one.isStatic && one.kind === "method");
      return cls === undefined || method === undefined ? undefined : closureOf(f, f.lowering.classes.memberInstance(cls, method), node);
    }
    const name = `${lowerFirst(owner.name)}${upperFirst(memberName(member))}`;
    const fn = SAME_AS_GLOBAL.has(name) ? this.globalFunction(member.name) : this.functionNamed(owner.row, name);
    if (fn === undefined) return f.fail("WH3001", node, [`${owner.name}.${member.name}`, name, modulesOf(owner.row)]);
    return closureOf(f, instanceOf(f.lowering, fn, { name: member.name }), node);
  }

  /** A global name as a value. */
  value(f: FunctionContext, symbol: ts.Symbol, node: ts.Node): HirExpression {
    const row = this.row(symbol.name);
    if (row?.kind === "class") {
      const library = this.libraryExport(row.module, row.name ?? symbol.name);
      if (library === undefined) return f.fail("WH3001", node, [symbol.name, row.name ?? symbol.name, row.module]);
      return f.lowering.classes.value(f, library, node);
    }
    if (row?.kind === "value") {
      const library = this.libraryExport(row.module, row.name ?? symbol.name);
      if (library === undefined) return f.fail("WH3001", node, [symbol.name, row.name ?? symbol.name, row.module]);
      return lowerSymbol(f, library, node);
    }
    const isFunction = (symbol.flags & ts.SymbolFlags.Function) !== 0;
    const fn = isFunction ? this.globalFunction(symbol.name) : row === undefined ? undefined : this.functionNamed(row, `${lowerFirst(symbol.name)}Call`);
    if (fn === undefined) return f.fail("WH3003", node, [symbol.name]);
    return closureOf(f, instanceOf(f.lowering, fn, { name: symbol.name }), node);
  }

  private globalFunction(name: string): FunctionNode | undefined {
    return this.functionNamed(this.row("global")!, `global${upperFirst(name)}`);
  }

  /** `@@iterator` as a value: the exported constant `symbolIterator` of the Symbol module. */
  wellKnownSymbol(f: FunctionContext, key: string, node: ts.Node): HirExpression {
    const row = this.row("Symbol");
    const name = `symbol${upperFirst(key.slice(2))}`;
    if (row?.kind === "functions") {
      for (const module of row.modules) {
        const symbol = this.libraryExport(module, name);
        if (symbol !== undefined) return lowerSymbol(f, symbol, node);
      }
    }
    return f.fail("WH3001", node, [`Symbol.${key.slice(2)}`, name, "lib/runtime/symbol.ts"]);
  }

  // Calls -----------------------------------------------------------------------------------------------------------

  /** A call of a global function, or of a constructor as a function (`String(x)`). */
  callGlobal(f: FunctionContext, symbol: ts.Symbol, node: ts.CallExpression, _want: Want): HirExpression {
    if (symbol.flags & ts.SymbolFlags.Function) {
      const fn = this.globalFunction(symbol.name);
      const row = this.row("global");
      if (fn === undefined) return f.fail("WH3001", node, [symbol.name, `global${upperFirst(symbol.name)}`, row?.kind === "functions" ? row.modules.join(" or ") : ""]);
      return this.invoke(f, fn, undefined, argumentsOf(node), node);
    }
    const row = this.row(symbol.name);
    const name = `${lowerFirst(symbol.name)}Call`;
    const errors = this.row("Error");
    const fn = row === undefined ? undefined : this.functionNamed(row, name) ?? (row.kind === "class" ? this.exported(row.module, name) ?? (errors?.kind === "class" ? this.exported(errors.module, name) : undefined) : undefined);
    if (fn !== undefined) return this.invoke(f, fn, undefined, argumentsOf(node), node);
    if (row?.kind === "value") return valueCall(f, node, lowerExpression(f, node.expression), undefinedConstant(f.span(node), "box"));
    return f.fail("WH3001", node, [`${symbol.name}()`, name, modulesOf(row)]);
  }

  private exported(module: string, name: string): FunctionNode | undefined {
    const symbol = this.libraryExport(module, name);
    return symbol !== undefined && symbol.flags & ts.SymbolFlags.Function ? declarationOf(symbol) as FunctionNode : undefined;
  }

  /** The owner of a member that lib/globals declares, if its members are functions and all members of a union have the same. */
  private ownerOf(member: ts.Symbol | undefined): Owner | undefined {
    let owner: Owner | undefined;
    for (const declaration of member?.declarations ?? []) {
      const one = this.declaringOwner(declaration);
      if (one === undefined || (owner !== undefined && (one.name !== owner.name || one.isStatic !== owner.isStatic))) return undefined;
      owner = one;
    }
    return owner;
  }

  private declaringOwner(declaration: ts.Declaration): Owner | undefined {
    if (!isGlobalsFile(declaration.getSourceFile()) || !ts.isInterfaceDeclaration(declaration.parent)) return undefined;
    const interfaceName = declaration.parent.name.text;
    const isStatic = interfaceName.endsWith("Constructor") || NAMESPACES.has(interfaceName);
    const bare = isStatic && interfaceName.endsWith("Constructor") ? interfaceName.slice(0, -"Constructor".length) : interfaceName;
    const name = SAME_MEMBERS[bare] ?? bare;
    const row = this.row(name);
    return row === undefined || row.kind === "value" ? undefined : { name, isStatic, row };
  }

  /** `receiver.member(…)` of a built-in; undefined: it is an ordinary method. */
  methodCall(f: FunctionContext, node: ts.CallExpression, callee: ts.PropertyAccessExpression, type: ts.Type, want: Want): HirExpression | undefined {
    if (node.questionDotToken !== undefined) return undefined;
    const member = f.lowering.symbolAt(callee.name);
    const owner = this.ownerOf(member);
    if (member === undefined || owner === undefined) return undefined;
    if (owner.row.kind === "class") return owner.isStatic ? this.classStatic(f, owner, callee, node) : undefined;
    if (owner.name === "Object" && !owner.isStatic) return undefined;
    const key = memberName(member);
    if (owner.name === "Math") {
      const math = lowerMath(f, key, node, want);
      if (math !== undefined) return math;
    }
    const fn = this.forTypes(f, owner, key, node) ?? this.functionNamed(owner.row, `${lowerFirst(owner.name)}${upperFirst(key)}`);
    if (fn === undefined) return f.fail("WH3001", callee.name, [`${owner.name}.${key}`, `${lowerFirst(owner.name)}${upperFirst(key)}`, modulesOf(owner.row)]);
    const args = argumentsOf(node);
    if (owner.isStatic) return this.invoke(f, fn, undefined, args, node);
    const receiver = lowerLink(f, callee.expression, callee.questionDotToken);
    const pushed = this.push(f, owner.name, key, receiver, type, args, want, node);
    if (pushed !== undefined) return pushed;
    const self = this.guardReceiver(f, receiver, owner.name, type, key, callee);
    const [index] = args;
    if (owner.name === "String" && key === "charCodeAt" && args.length === 1 && index !== undefined && "node" in index && !hasSpread(args)) {
      const value = lowerExpression(f, index.node, "number");
      return isIntegerRep(value.rep) ? codeUnit(f, self, value, node) : this.invoke(f, fn, { value: self, type }, [{ value }], node);
    }
    return this.invoke(f, fn, { value: self, type }, args, node);
  }

  /**
   * Some have a smaller version that the types of the arguments allow: `console.log(…)` of primitives
   * (`consoleLogOfPrimitives`), the methods of strings that would compile a text as a pattern (`stringMatchOfPattern`).
   */
  private forTypes(f: FunctionContext, owner: Owner, key: string, node: ts.CallExpression): FunctionNode | undefined {
    const args = node.arguments;
    if (args.some(ts.isSpreadElement)) return undefined;
    if (owner.name === "Console" && args.every((argument) => isPrimitiveType(f.type(argument)))) return this.functionNamed(owner.row, `console${upperFirst(key)}OfPrimitives`);
    if (owner.name === "String" && args.length === 1 && isRegExp(f.type(args[0]!))) return this.functionNamed(owner.row, `string${upperFirst(key)}OfPattern`);
    return undefined;
  }

  /** `array.push(x)` whose result nobody uses. */
  private push(f: FunctionContext, owner: string, key: string, receiver: HirExpression, type: ts.Type, args: readonly Argument[], want: Want, node: ts.Node): HirExpression | undefined {
    const element = f.lowering.types.arrayElement(type);
    const [argument] = args;
    if (owner !== "Array" || key !== "push" || want !== "void" || args.length !== 1 || hasSpread(args) || element === undefined || argument === undefined || !("node" in argument)) return undefined;
    const rep = f.lowering.types.elementRep(element, f.env) === "f64" ? "f64" : "box";
    const self = this.guardReceiver(f, receiver, "Array", type, key, node);
    const value = lowerTo(f, argument.node, { rep }, textOf(argument.node));
    return { kind: "call.runtime", name: rep === "f64" ? "arrayPushNumber" : "arrayPushValue", args: [self, value], rep: "void", span: f.span(node) };
  }

  private classStatic(f: FunctionContext, owner: Owner, callee: ts.PropertyAccessExpression, node: ts.CallExpression): HirExpression {
    const cls = this.classNamed(owner.name);
    const key = callee.name.text;
    const member = cls?.members.find((one) => one.key === key && one.isStatic && one.kind === "method");
    if (cls === undefined || member === undefined) return f.fail("WH3001", callee.name, [`${owner.name}.${key}`, `static ${key}`, modulesOf(owner.row)]);
    const instance = f.lowering.classes.memberInstance(cls, member);
    const args = argumentsOf(node);
    const receiver = lowerTo(f, callee.expression, BOX_SLOT, textOf(callee.expression));
    if (!fitsDirectly(args, instance.shape)) return spreadCall(f, node, closureOf(f, instance, node), receiver, args);
    return callDirect(f, instance, args, EMPTY_ENV, node, instance.shape.thisRep === undefined ? {} : { thisArg: receiver });
  }

  /** A property of a built-in that is a function of its object (`buffer.byteLength`); undefined: not such a one. */
  readMember(f: FunctionContext, object: HirExpression, type: ts.Type, key: string, node: ts.Node): HirExpression | undefined {
    const member = f.lowering.types.object(type).getProperty(key.startsWith("@@") ? `__${key}` : key);
    const owner = this.ownerOf(member);
    const declaration = member?.declarations?.[0];
    if (member === undefined || owner === undefined || owner.row.kind !== "functions" || declaration === undefined || !ts.isPropertySignature(declaration)) return undefined;
    const fn = this.functionNamed(owner.row, `${lowerFirst(owner.name)}${upperFirst(key)}`);
    if (fn === undefined) return undefined;
    if (owner.isStatic) return this.invoke(f, fn, undefined, [], node);
    return this.invoke(f, fn, { value: this.guardReceiver(f, object, owner.name, type, key, node), type }, [], node);
  }

  construct(f: FunctionContext, symbol: ts.Symbol, node: ts.NewExpression): HirExpression {
    const row = this.row(symbol.name);
    const name = `${lowerFirst(symbol.name)}Construct`;
    const fn = row === undefined ? undefined : this.functionNamed(row, name);
    if (fn === undefined) return f.fail("WH3001", node, [`new ${symbol.name}`, name, modulesOf(row)]);
    const instance = instanceOf(f.lowering, fn, { env: this.constructEnvironment(f, fn, node) });
    const args = argumentsOf(node);
    if (!fitsDirectly(args, instance.shape)) return spreadCall(f, node, closureOf(f, instance, node), undefinedConstant(f.span(node), "box"), args);
    return callDirect(f, instance, args, EMPTY_ENV, node, {});
  }

  /** `new Array<number>(n)`: the type argument of the result. */
  private constructEnvironment(f: FunctionContext, fn: FunctionNode, node: ts.NewExpression): TypeEnv {
    const parameters = typeParametersOf(f, fn);
    if (parameters.length === 0) return EMPTY_ENV;
    const matcher = new Matcher(f, parameters);
    const signature = f.checker.getSignatureFromDeclaration(fn);
    const contextual = f.checker.getContextualType(node);
    if (signature !== undefined) matcher.match(signature.getReturnType(), contextual !== undefined && f.lowering.types.arrayElement(contextual) !== undefined ? contextual : f.type(node));
    return new Map(parameters.map((parameter) => [parameter, matcher.env.get(parameter) ?? "box"]));
  }

  /** Calls a built-in's function by its name, with lowered arguments. */
  call(f: FunctionContext, owner: string, member: string, args: readonly HirExpression[], node: ts.Node): HirExpression {
    const row = this.row(owner);
    const name = `${lowerFirst(owner)}${upperFirst(member)}`;
    const fn = row === undefined ? undefined : this.functionNamed(row, name);
    if (fn === undefined) return f.fail("WH3001", node, [`${owner}.${member}`, name, modulesOf(row)]);
    return this.invoke(f, fn, undefined, args.map((value) => ({ value })), node);
  }

  private invoke(f: FunctionContext, fn: FunctionNode, receiver: { readonly value: HirExpression; readonly type: ts.Type } | undefined, args: readonly Argument[], node: ts.Node): HirExpression {
    const all: readonly Argument[] = receiver === undefined ? args : [{ value: receiver.value }, ...args];
    const env = this.environment(f, fn, receiver?.type, args);
    const instance = instanceOf(f.lowering, fn, { env });
    if (!fitsDirectly(all, instance.shape)) return spreadCall(f, node, closureOf(f, instance, node), undefinedConstant(f.span(node), "box"), all);
    const thisArg = instance.shape.thisRep === undefined ? {} : { thisArg: undefinedConstant(f.span(node), "box") };
    const lowered = directArguments(f, all, instance.shape, fn, env, node);
    return { kind: "call", func: instance.id, args: lowered.map((argument, index) => this.guardArgument(f, fn, argument, all[index], index, receiver !== undefined)), rep: instance.shape.ret.rep, span: f.span(node), ...thisArg };
  }

  /** A parameter declared `string` is read as one: an argument that may be something else is tested. */
  private guardArgument(f: FunctionContext, fn: FunctionNode, argument: HirExpression, source: Argument | undefined, index: number, hasReceiver: boolean): HirExpression {
    if (f.isTrusted || argument.rep !== "ref" || (hasReceiver && index === 0) || source === undefined) return argument;
    const parameter = fn.parameters[index];
    if (parameter === undefined || parameter.dotDotDotToken !== undefined) return argument;
    const type = f.type(parameter);
    if (type.flags & ts.TypeFlags.Union) return argument;
    const family = f.lowering.types.isString(type) ? "String" : f.lowering.types.arrayElement(type) !== undefined ? "Array" : type.symbol?.name;
    const shapes = family === undefined || isCertain(argument) ? undefined : shapesOf(family);
    if (shapes === undefined || family === undefined) return argument;
    return { kind: "guard", value: argument, first: shapes[0], last: shapes[1], expected: expectedWords(family), what: `argument ${index}`, rep: "ref", span: argument.span };
  }

  private environment(f: FunctionContext, fn: FunctionNode, receiver: ts.Type | undefined, args: readonly Argument[]): TypeEnv {
    const parameters = typeParametersOf(f, fn);
    if (parameters.length === 0) return EMPTY_ENV;
    const matcher = new Matcher(f, parameters);
    const declared = receiver === undefined ? fn.parameters : fn.parameters.slice(1);
    if (receiver !== undefined && fn.parameters[0] !== undefined) matcher.match(f.type(fn.parameters[0]), receiver);
    args.forEach((argument, index) => {
      const rest = declared[declared.length - 1]?.dotDotDotToken !== undefined && index >= declared.length - 1 ? declared[declared.length - 1] : undefined;
      const parameter = rest ?? declared[index];
      if (parameter === undefined || !("node" in argument) || ts.isSpreadElement(argument.node)) return;
      const type = f.type(parameter);
      const wanted = rest === undefined ? type : f.lowering.types.arrayElement(type);
      if (wanted !== undefined) matcher.match(wanted, f.type(argument.node));
    });
    return new Map(parameters.map((parameter): [ts.Symbol, Rep] => [parameter, matcher.env.get(parameter) ?? "box"]));
  }

  /** A number slot may hold undefined, and that has no methods. */
  private guardNumber(f: FunctionContext, receiver: HirExpression, key: string): HirExpression {
    const { rep, span } = receiver;
    if (f.isTrusted || (rep !== "box" && !mayBeUndefined(f, receiver))) return receiver;
    const local = f.newLocal("receiver", rep, span);
    const read = getLocal(local, rep, span);
    const refuse = runtimeCall("throwNullAccess", [rep === "box" ? read : undefinedConstant(span, "box"), stringConstant(key, span)], "void", span);
    return sequence([effect(setLocal(local, receiver)), ifThen(rep === "box" ? nullish(read) : isUndefinedNumber(f, read), [effect(refuse)])], read);
  }

  /** The receiver as a reference whose layout is certainly the built-in's. */
  private guardReceiver(f: FunctionContext, receiver: HirExpression, owner: string, type: ts.Type, key: string, node: ts.Node): HirExpression {
    const what = textOf(node);
    if (owner === "Number") return this.guardNumber(f, receiver, key);
    if (owner === "Boolean") return receiver;
    const value = reference(f, receiver, what);
    if (isCertain(value)) return value;
    if (f.isTrusted) return coerce(f, value, "ref", what);
    const family = owner === "TypedArray" ? (f.lowering.types.object(type).symbol?.name ?? owner) : owner;
    const shapes = shapesOf(family);
    if (shapes === undefined) return coerce(f, value, "ref", what);
    return { kind: "guard", value, first: shapes[0], last: shapes[1], key, expected: expectedWords(family), what, rep: "ref", span: f.span(node) };
  }
}

/** `text.charCodeAt(index)` at an integer. */
function codeUnit(f: FunctionContext, text: HirExpression, index: HirExpression, node: ts.Node): HirExpression {
  const span = f.span(node);
  const local = f.newLocal("unit", "i32", span);
  const unit = withRange(getLocal(local, "i32", span), 0, 0xffff, false);
  const none: HirExpression = { kind: "number", value: Number.NaN, rep: "f64", span };
  const call: HirExpression = { kind: "call.runtime", name: "unitOrNone", args: [text, coerce(f, index, "int", "")], rep: "i32", span };
  const zero: HirExpression = { kind: "number", value: 0, rep: "i32", span };
  return sequence([effect(setLocal(local, call))], conditional(compare("lt", getLocal(local, "i32", span), zero), none, convert(unit, "f64", "widen")));
}

function shapesOf(family: string): readonly [number, number] | undefined {
  if (family === "String") return [1, 3];
  if (family === "Symbol") return [4, 4];
  return builtinShapes(family);
}

function expectedWords(family: string): string {
  return family === "String" ? "a string" : family === "Array" ? "an array" : family === "Function" ? "a function" : family === "Symbol" ? "a symbol" : `a ${family}`;
}

/** Is the value certainly of its static type: a literal or a fresh object? */
function isCertain(e: HirExpression): boolean {
  switch (e.kind) {
    case "string": case "array.new": case "closure.new": return true;
    case "call.runtime": return e.name === "concat" || e.name === "numberToString" || e.name === "toStringValue" || e.name === "newArray" || e.name === "typeOf";
    case "guard": return true;
    case "sequence": return isCertain(e.value);
    default: return false;
  }
}

function modulesOf(row: BuiltinRow | undefined): string {
  if (row === undefined) return "builtin-modules.ts";
  return row.kind === "functions" ? row.modules.join(" or ") : row.module;
}

function memberName(member: ts.Symbol): string {
  const declaration = member.declarations?.[0];
  const name = declaration !== undefined && ts.isTypeElement(declaration) ? declaration.name : undefined;
  if (name !== undefined && ts.isComputedPropertyName(name) && ts.isPropertyAccessExpression(name.expression)) return `Symbol${upperFirst(name.expression.name.text)}`;
  return member.name;
}

export function lowerFirst(name: string): string {
  if (name.toUpperCase() === name) return name.toLowerCase();
  return name.charAt(0).toLowerCase() + name.slice(1);
}
export function upperFirst(name: string): string { return name.charAt(0).toUpperCase() + name.slice(1); }

function isRegExp(type: ts.Type): boolean { return type.symbol?.name === "RegExp" && isGlobalDeclaration(type.symbol); }
