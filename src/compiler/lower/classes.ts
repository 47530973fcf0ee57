/** Classes: their shapes, constructors, members and statics. */
import { ts } from "../checker/typescript.ts";
import type { HirClass, HirExpression, HirFunction, HirMember, HirStatement, Rep } from "../hir/hir.ts";
import { constantKey, textOf } from "./access.ts";
import { classValue, effect, getLocal } from "./build.ts";
import { type ClassInfo, findField, findMember, type FieldInfo, type MemberInfo } from "./class-info.ts";
import { FunctionContext, type FunctionInstance } from "./context.ts";
import { coerce } from "./convert.ts";
import { lowerTo } from "./expressions.ts";
import { closureOf, instanceOf } from "./functions.ts";
import type { Lowering } from "./lowering.ts";
import { lowerBlockStatements } from "./statements.ts";
import type { Place } from "./assignments.ts";
import { BOX_SLOT, EMPTY_ENV, isGlobalDeclaration, isThisType, type Slot, targetOf } from "./types.ts";

export class Classes {
  private readonly lowering: Lowering;
  private readonly byNode = new Map<ts.ClassLikeDeclaration, ClassInfo>();

  constructor(lowering: Lowering) {
    this.lowering = lowering;
  }

  // Finding ---------------------------------------------------------------------------------------------------------

  /** The class whose instances the static type describes. */
  ofType(type: ts.Type): ClassInfo | undefined {
    let plain = this.lowering.types.object(type);
    if (isThisType(plain)) plain = this.lowering.checker.getBaseConstraintOfType(plain) ?? plain;
    const { symbol } = plain;
    if (symbol === undefined || !(plain.flags & ts.TypeFlags.Object)) return undefined;
    if (this.lowering.types.isClassInstance(plain) && symbol.valueDeclaration !== undefined && ts.isClassLike(symbol.valueDeclaration)) return this.ofDeclaration(symbol.valueDeclaration);
    if (isGlobalDeclaration(symbol) && (targetOf(plain) as ts.ObjectType).objectFlags & ts.ObjectFlags.Interface) return this.lowering.builtins.classNamed(symbol.name);
    return undefined;
  }

  ofSymbol(symbol: ts.Symbol): ClassInfo | undefined {
    const declaration = symbol.valueDeclaration;
    return declaration !== undefined && ts.isClassLike(declaration) ? this.ofDeclaration(declaration) : undefined;
  }

  /** The shape of the object literal that the type was inferred from, if it has been lowered to exactly one. */
  literalOfType(type: ts.Type): HirClass | undefined {
    const plain = this.lowering.types.object(type);
    const node = plain.symbol?.valueDeclaration;
    if (node === undefined || !ts.isObjectLiteralExpression(node)) return undefined;
    const id = this.lowering.literalNodes.get(node);
    return id === undefined || id === null ? undefined : this.lowering.hirClasses[id];
  }

  ofDeclaration(node: ts.ClassLikeDeclaration): ClassInfo {
    const known = this.byNode.get(node);
    if (known !== undefined) return known;
    if (node.modifiers?.some((modifier) => ts.isDecorator(modifier)) === true) this.lowering.fail("WH2003", node);
    const parent = this.parentOf(node);
    const symbol = this.lowering.checker.getSymbolAtLocation(node.name ?? node) ?? (node as ts.ClassLikeDeclaration & { readonly symbol: ts.Symbol }).symbol;
    const info: ClassInfo = {
      id: this.lowering.reserveClass(), name: className(node), symbol, declaration: node, parent, fields: [], members: [], children: [],
      constructorInstance: undefined, constructorReady: false,
    };
    this.byNode.set(node, info);
    parent?.children.push(info);
    this.checkCaptures(node);
    // Parameter properties are the first fields, as TypeScript emits them.
    for (const member of node.members) if (ts.isConstructorDeclaration(member)) this.addMember(info, member);
    for (const member of node.members) if (!ts.isConstructorDeclaration(member)) this.addMember(info, member);
    this.lowering.modules.requireClass(node);
    return info;
  }

  private parentOf(node: ts.ClassLikeDeclaration): ClassInfo | undefined {
    const heritage = node.heritageClauses?.find((clause) => clause.token === ts.SyntaxKind.ExtendsKeyword)?.types[0];
    if (heritage === undefined) return undefined;
    const symbol = this.lowering.symbolAt(heritage.expression);
    if (symbol === undefined) return this.lowering.fail("WH2008", heritage);
    if (isGlobalDeclaration(symbol)) return this.lowering.builtins.classNamed(symbol.name) ?? this.lowering.fail("WH2009", heritage, [symbol.name]);
    return this.ofSymbol(symbol) ?? this.lowering.fail("WH2008", heritage);
  }

  private checkCaptures(node: ts.ClassLikeDeclaration): void {
    for (const member of node.members) {
      const free = this.lowering.captures.free(member).filter((symbol) => !this.isStaticVariable(symbol));
      if (free.length > 0) this.lowering.fail("WH2006", member, [free.map((symbol) => symbol.name).join(", ")]);
    }
  }

  private isStaticVariable(symbol: ts.Symbol): boolean { return (symbol.flags & ts.SymbolFlags.Class) !== 0; }

  /** The key of a member's name; undefined: computed, and not known now. */
  keyOf(name: ts.PropertyName | ts.MemberName): string | undefined {
    return ts.isPrivateIdentifier(name) ? this.privateKey(name) : constantKey(name);
  }

  /** A private name belongs to the class that declares it: where a subclass declares the same one too, it is another. */
  private privateKey(name: ts.PrivateIdentifier): string {
    const declaring = declaringClass(name);
    if (declaring === undefined) return name.text;
    let others = 0;
    for (let at = this.ofDeclaration(declaring).parent; at !== undefined; at = at.parent) if (declaresPrivate(at.declaration, name.text)) others += 1;
    return others === 0 ? name.text : `${name.text}@${others}`;
  }

  private addMember(info: ClassInfo, member: ts.ClassElement): void {
    const isStatic = (ts.getCombinedModifierFlags(member as ts.Declaration) & ts.ModifierFlags.Static) !== 0;
    if (ts.isConstructorDeclaration(member)) {
      if (member.body === undefined) return;
      for (const parameter of member.parameters) {
        if (ts.isParameterPropertyDeclaration(parameter, member) && ts.isIdentifier(parameter.name)) this.addField(info, parameter.name.text, parameter, false);
      }
      return;
    }
    if (member.name === undefined) return;
    const isAbstract = (ts.getCombinedModifierFlags(member as ts.Declaration) & ts.ModifierFlags.Abstract) !== 0;
    const key = this.keyOf(member.name);
    if (key === undefined) { this.lowering.fail("WH2017", member, [member.name.getText()]); return; }
    if (ts.isPropertyDeclaration(member)) {
      if (member.modifiers?.some((modifier) => modifier.kind === ts.SyntaxKind.AccessorKeyword) === true) this.lowering.fail("WH2007", member, ["accessor fields"]);
      if (!isStatic && !isAbstract) this.addField(info, key, member, member.exclamationToken !== undefined);
      return;
    }
    if (isAbstract) return;
    if (ts.isMethodDeclaration(member) && member.body !== undefined) info.members.push({ key, kind: "method", declaration: member, isStatic, instance: undefined });
    if (ts.isGetAccessorDeclaration(member)) info.members.push({ key, kind: "getter", declaration: member, isStatic, instance: undefined });
    if (ts.isSetAccessorDeclaration(member)) info.members.push({ key, kind: "setter", declaration: member, isStatic, instance: undefined });
  }

  private addField(info: ClassInfo, key: string, declaration: ts.PropertyDeclaration | ts.ParameterDeclaration, asserted: boolean): void {
    if (findField(info, key) !== undefined) return;
    const declared = this.lowering.types.slot(this.lowering.typeOf(declaration), EMPTY_ENV);
    const mayBeUndefined = declared.flavour === undefined && (asserted || (declaration.initializer === undefined && ts.isPropertyDeclaration(declaration) && !this.isAssigned(info, declaration)));
    const unset = mayBeUndefined || (declared.flavour === undefined && this.mayBeReadEarly(info, declaration));
    const slot: Slot = unset && (declared.rep === "f64" || declared.rep === "bool") ? BOX_SLOT : declared.rep === "void" ? BOX_SLOT : declared;
    info.fields.push({ key, slot, declaration });
  }

  /** Can a method that a constructor or an earlier initialiser calls see the field before it has its value? */
  private mayBeReadEarly(info: ClassInfo, declaration: ts.Node): boolean {
    for (const member of info.declaration.members) {
      if (member === declaration) break;
      if (ts.isPropertyDeclaration(member) && member.initializer !== undefined && exposesThis(member.initializer)) return true;
    }
    for (let at = info.parent; at !== undefined; at = at.parent) {
      if (this.lowering.isLibrary(at.declaration.getSourceFile())) return false;
      for (const member of at.declaration.members) {
        if (ts.isConstructorDeclaration(member) && member.body !== undefined && exposesThis(member.body)) return true;
        if (ts.isPropertyDeclaration(member) && member.initializer !== undefined && exposesThis(member.initializer)) return true;
      }
    }
    return false;
  }

  /** Does the constructor (which TypeScript has checked) assign the field? */
  private isAssigned(info: ClassInfo, _field: ts.PropertyDeclaration): boolean {
    return info.declaration.members.some((member) => ts.isConstructorDeclaration(member) && member.body !== undefined);
  }

  // Members ---------------------------------------------------------------------------------------------------------

  memberInstance(owner: ClassInfo, member: MemberInfo): FunctionInstance {
    if (member.instance === undefined) {
      const prefix = member.kind === "getter" ? "get " : member.kind === "setter" ? "set " : "";
      const name = `${prefix}${member.key.startsWith("@@") ? `[Symbol.${member.key.slice(2)}]` : member.key}`;
      member.instance = instanceOf(this.lowering, member.declaration, { memberOf: owner, isStatic: member.isStatic, name });
    }
    return member.instance;
  }

  /** Does a class of the program below `owner` redefine the member? */
  isOverridden(owner: ClassInfo, key: string, kind: MemberInfo["kind"]): boolean {
    if (key.startsWith("#")) return false;
    this.knowAllClasses();
    return this.redefines(owner.declaration, key, kind);
  }

  private redefines(node: ts.ClassLikeDeclaration, key: string, kind: MemberInfo["kind"]): boolean {
    const symbol = (node as ts.ClassLikeDeclaration & { readonly symbol: ts.Symbol }).symbol;
    const below = [...this.subclasses.get(symbol) ?? [], ...this.subclasses.get(symbol.name) ?? []];
    return below.some((child) => child.members.some((member) => member.name !== undefined && constantKey(member.name) === key && isKind(member, kind)) || this.redefines(child, key, kind));
  }

  /** Every class of the program with a parent is known from the start, so that overriding is. */
  private knowAllClasses(): void {
    if (this.knowsAll) return;
    this.knowsAll = true;
    for (const file of this.lowering.source.program.getSourceFiles()) {
      if (file.isDeclarationFile) continue;
      const visit = (node: ts.Node): void => {
        const heritage = ts.isClassLike(node) ? node.heritageClauses?.find((clause) => clause.token === ts.SyntaxKind.ExtendsKeyword)?.types[0] : undefined;
        const parent = heritage === undefined ? undefined : this.lowering.symbolAt(heritage.expression);
        if (parent !== undefined && ts.isClassLike(node)) {
          const name = isGlobalDeclaration(parent) ? parent.name : parent;
          this.subclasses.set(name, [...this.subclasses.get(name) ?? [], node]);
        }
        ts.forEachChild(node, visit);
      };
      visit(file);
    }
  }
  private knowsAll = false;
  private readonly subclasses = new Map<ts.Symbol | string, ts.ClassLikeDeclaration[]>();

  /** Members that can be reached by name: all of the application's classes, in the library those that are mentioned. */
  addReachedMembers(): void {
    for (const info of [...this.byNode.values()]) {
      const all = !this.lowering.isLibrary(info.declaration.getSourceFile());
      for (const member of info.members) {
        if (member.instance !== undefined || (member.isStatic && !all)) continue;
        if (all || this.lowering.mentionedKeys.has(member.key)) this.lowering.guarded(() => { this.memberInstance(info, member); }, member.declaration);
      }
      if (all) this.lowering.guarded(() => { this.constructorOf(info); }, info.declaration);
    }
  }

  // Construction ----------------------------------------------------------------------------------------------------

  /** The function that initialises an instance; undefined: there is nothing to do. */
  constructorOf(info: ClassInfo): FunctionInstance | undefined {
    if (info.constructorReady) return info.constructorInstance;
    info.constructorReady = true;
    const own = info.declaration.members.find((member): member is ts.ConstructorDeclaration => ts.isConstructorDeclaration(member) && member.body !== undefined);
    if (own !== undefined) info.constructorInstance = instanceOf(this.lowering, own, { memberOf: info, name: info.name });
    else if (hasInitializers(info)) info.constructorInstance = this.implicitConstructor(info);
    else info.constructorInstance = info.parent === undefined ? undefined : this.constructorOf(info.parent);
    return info.constructorInstance;
  }

  /** `constructor(...parameters of the parent) { super(...); fields }`. */
  private implicitConstructor(info: ClassInfo): FunctionInstance {
    const parent = info.parent === undefined ? undefined : this.constructorOf(info.parent);
    const shape = parent?.shape ?? { parameters: [], rest: false, restElement: "box" as const, ret: { rep: "void" as Rep }, thisRep: "ref" as const };
    const instance: FunctionInstance = { id: this.lowering.reserveFunction(), declaration: info.declaration, shape: { ...shape, thisRep: "ref" }, captures: [] };
    const file = info.declaration.getSourceFile();
    this.lowering.later(() => {
      const f = new FunctionContext(this.lowering, { env: EMPTY_ENV, file, isLibrary: this.lowering.isLibrary(file), kind: "plain", ret: { rep: "void" }, parent: undefined });
      f.memberOf = info;
      f.thisKind = { kind: "instance", cls: info };
      f.thisRep = "ref";
      const span = f.span(info.declaration);
      const args = shape.parameters.map((parameter, index) => getLocal(f.newLocal(`p${index}`, parameter.slot.rep, span), parameter.slot.rep, span));
      const body: HirStatement[] = [];
      if (parent !== undefined) body.push(effect({ kind: "call", func: parent.id, thisArg: { kind: "this", rep: "ref", span }, args, rep: "void", span }));
      this.lowering.guarded(() => { body.push(...lowerFieldInitializers(f, info, info.declaration)); }, info.declaration);
      const hir: HirFunction = {
        id: instance.id, name: info.name, symbol: this.lowering.uniqueSymbol(`${this.lowering.displayName(file)}:${info.name}.constructor`), span, kind: "plain", arrow: false,
        parameterCount: shape.parameters.length, rest: shape.rest, length: 0, thisRep: "ref", thisClass: info.id, captures: [], ret: "void", locals: f.locals, body, effects: [], inline: undefined,
      };
      this.lowering.functions[instance.id] = hir;
    });
    return instance;
  }

  // Statics ---------------------------------------------------------------------------------------------------------

  value(f: FunctionContext, symbol: ts.Symbol, node: ts.Node): HirExpression {
    const info = this.ofSymbol(symbol);
    if (info === undefined) return f.fail("WH3004", node, [symbol.name]);
    this.constructorOf(info);
    return classValue(info.id, f.span(node));
  }

  readStatic(f: FunctionContext, member: ts.Symbol, declaration: ts.ClassElement, node: ts.PropertyAccessExpression): HirExpression {
    const owner = this.ofDeclaration(declaration.parent as ts.ClassLikeDeclaration);
    const key = this.keyOf(declaration.name!) ?? member.name;
    if (ts.isPropertyDeclaration(declaration)) return this.lowering.globals.read(f, member, node);
    if (ts.isGetAccessorDeclaration(declaration) || ts.isSetAccessorDeclaration(declaration)) {
      const getter = findMember(owner, key, "getter", true);
      if (getter === undefined) return { kind: "undefined", rep: "box", span: f.span(node) };
      return this.callStatic(f, getter, [], node, node.expression);
    }
    const method = findMember(owner, key, "method", true);
    if (method === undefined) return f.fail("WH2007", node, [textOf(node)]);
    return closureOf(f, this.memberInstance(method.owner, method.member), node);
  }

  callStatic(f: FunctionContext, found: { readonly member: MemberInfo; readonly owner: ClassInfo }, args: readonly HirExpression[], node: ts.Node, receiver: ts.Expression): HirExpression {
    const instance = this.memberInstance(found.owner, found.member);
    const span = f.span(node);
    const self = instance.shape.thisRep === undefined ? {} : { thisArg: coerce(f, lowerTo(f, receiver, BOX_SLOT, receiver.getText()), "box", "") };
    return { kind: "call", func: instance.id, args, rep: instance.shape.ret.rep, span, ...self };
  }

  /** A static field or accessor as a target of assignment. */
  staticPlace(f: FunctionContext, member: ts.Symbol, target: ts.PropertyAccessExpression): Place | undefined {
    const declaration = member.valueDeclaration;
    if (declaration === undefined) return undefined;
    const isModuleMember = ts.isVariableDeclaration(declaration);
    if (isModuleMember) return undefined;
    if (!ts.isClassElement(declaration) || (ts.getCombinedModifierFlags(declaration) & ts.ModifierFlags.Static) === 0 || isGlobalDeclaration(member)) return undefined;
    const read = (): HirExpression => this.readStatic(f, member, declaration, target);
    if (ts.isPropertyDeclaration(declaration)) {
      const { slot } = this.lowering.globals.get(member);
      return { slot, read, write: (value) => this.lowering.globals.write(member, value) };
    }
    const owner = this.ofDeclaration(declaration.parent as ts.ClassLikeDeclaration);
    const setter = findMember(owner, this.keyOf(declaration.name!) ?? member.name, "setter", true);
    if (setter === undefined) return f.fail("WH2011", target, [member.name]);
    const instance = this.memberInstance(setter.owner, setter.member);
    return { slot: instance.shape.parameters[0]?.slot ?? BOX_SLOT, read, write: (value) => this.callStatic(f, setter, [value], target, target.expression) };
  }

  /** What the class declaration runs: static fields and blocks, in order. */
  staticInitializers(f: FunctionContext, node: ts.ClassLikeDeclaration): readonly HirStatement[] {
    const info = this.ofDeclaration(node);
    const out: HirStatement[] = [];
    for (const member of node.members) {
      if (ts.isClassStaticBlockDeclaration(member)) out.push(...this.inClass(f, info, () => [{ kind: "block", body: lowerBlockStatements(f, member.body, member.body.statements), span: f.span(member) }]));
      if (!ts.isPropertyDeclaration(member) || member.initializer === undefined || (ts.getCombinedModifierFlags(member) & ts.ModifierFlags.Static) === 0) continue;
      const { initializer } = member;
      const symbol = this.lowering.checker.getSymbolAtLocation(member.name)!;
      out.push(...this.inClass(f, info, () => [effect(this.lowering.globals.write(symbol, lowerTo(f, initializer, this.lowering.globals.get(symbol).slot, member.name.getText())))]));
    }
    return out;
  }

  private inClass(f: FunctionContext, info: ClassInfo, work: () => readonly HirStatement[]): readonly HirStatement[] {
    const { memberOf, isStaticMember, thisConstant } = f;
    f.memberOf = info;
    f.isStaticMember = true;
    f.thisConstant = info.id;
    const out = work();
    f.memberOf = memberOf;
    f.isStaticMember = isStaticMember;
    f.thisConstant = thisConstant;
    return out;
  }

  // Result ----------------------------------------------------------------------------------------------------------

  finish(): void {
    for (const info of this.byNode.values()) {
      const members: HirMember[] = info.members.filter((member) => !member.isStatic && member.instance !== undefined)
        .map((member) => ({ key: member.key, kind: member.kind, func: member.instance!.id }));
      this.lowering.hirClasses[info.id] = {
        id: info.id, name: info.name, symbol: this.lowering.uniqueSymbol(`${this.lowering.displayName(info.declaration.getSourceFile())}:${info.name || "(anonymous)"}`), span: this.lowering.spanOf(info.declaration),
        kind: "class", parent: info.parent?.id, members, construct: info.constructorInstance?.id,
        fields: info.fields.map((field) => ({ key: field.key, rep: field.slot.rep === "void" ? "box" : field.slot.rep, enumerable: !field.key.startsWith("#") && !(field.key.startsWith("_") && this.lowering.isLibrary(info.declaration.getSourceFile())), readonly: false })),
      };
    }
  }
}

/** The innermost class round the name that declares it. */
function declaringClass(name: ts.PrivateIdentifier): ts.ClassLikeDeclaration | undefined {
  for (let at: ts.Node = name; at !== undefined; at = at.parent) if (ts.isClassLike(at) && declaresPrivate(at, name.text)) return at;
  return undefined;
}

function declaresPrivate(node: ts.ClassLikeDeclaration, text: string): boolean {
  return node.members.some((member) => member.name !== undefined && ts.isPrivateIdentifier(member.name) && member.name.text === text);
}

/** Is `this` used other than to read or write a property? */
function exposesThis(root: ts.Node): boolean {
  const visit = (node: ts.Node): boolean => {
    if (ts.isFunctionDeclaration(node) || ts.isFunctionExpression(node) || ts.isClassLike(node)) return false;
    if (node.kind !== ts.SyntaxKind.ThisKeyword) return ts.forEachChild(node, visit) === true;
    const { parent } = node;
    if (!ts.isPropertyAccessExpression(parent)) return true;
    return ts.isCallExpression(parent.parent) && parent.parent.expression === parent;
  };
  return visit(root);
}

function isKind(member: ts.ClassElement, kind: MemberInfo["kind"]): boolean {
  if (ts.isPropertyDeclaration(member)) return true;
  return kind === "method" ? ts.isMethodDeclaration(member) : kind === "getter" ? ts.isGetAccessor(member) : ts.isSetAccessor(member);
}

function className(node: ts.ClassLikeDeclaration): string {
  if (node.name !== undefined) return node.name.text;
  const { parent } = node;
  if ((ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent)) && ts.isIdentifier(parent.name)) return parent.name.text;
  return ts.isClassDeclaration(node) ? "default" : "";
}

function isInstanceField(member: ts.ClassElement): member is ts.PropertyDeclaration {
  return ts.isPropertyDeclaration(member) && (ts.getCombinedModifierFlags(member) & (ts.ModifierFlags.Static | ts.ModifierFlags.Abstract | ts.ModifierFlags.Ambient)) === 0;
}

function hasInitializers(info: ClassInfo): boolean {
  return info.declaration.members.some((member) => isInstanceField(member) && (member.initializer !== undefined || redeclares(info, member)));
}

function redeclares(info: ClassInfo, member: ts.PropertyDeclaration): boolean {
  const key = ts.isPrivateIdentifier(member.name) ? undefined : constantKey(member.name);
  return key !== undefined && info.parent !== undefined && findField(info.parent, key) !== undefined;
}

/** Field initialisers of the class itself, then its parameter properties. */
export function lowerFieldInitializers(f: FunctionContext, info: ClassInfo, node: ts.Node): readonly HirStatement[] {
  const out: HirStatement[] = [];
  const span = f.span(node);
  const set = (key: string, value: (field: FieldInfo) => HirExpression): void => {
    const found = findField(info, key);
    if (found === undefined) return;
    const object: HirExpression = coerce(f, f.readThis(span), "ref", "this");
    out.push(effect({ kind: "field.set", object, cls: found.owner.id, key, value: value(found.field), what: key, proved: true, rep: "void", span }));
  };
  for (const member of info.declaration.members) {
    if (!isInstanceField(member)) continue;
    const key = f.lowering.classes.keyOf(member.name);
    if (key === undefined) continue;
    if (member.initializer !== undefined) set(key, (field) => lowerTo(f, member.initializer!, field.slot, key));
    else if (redeclares(info, member)) set(key, (field) => coerce(f, { kind: "undefined", rep: "box", span }, field.slot.rep, key));
  }
  if (ts.isConstructorDeclaration(node)) {
    for (const parameter of node.parameters) {
      if (!ts.isParameterPropertyDeclaration(parameter, node) || !ts.isIdentifier(parameter.name)) continue;
      const { name } = parameter;
      set(name.text, (field) => lowerTo(f, name, field.slot, name.text));
    }
  }
  return out;
}

/** A class declared inside a function. */
export function lowerLocalClass(f: FunctionContext, node: ts.ClassDeclaration): readonly HirStatement[] {
  return f.lowering.classes.staticInitializers(f, node);
}

export function lowerClassExpression(f: FunctionContext, node: ts.ClassExpression): HirExpression {
  const info = f.lowering.classes.ofDeclaration(node);
  f.lowering.classes.constructorOf(info);
  const statics = f.lowering.classes.staticInitializers(f, node);
  const value = classValue(info.id, f.span(node));
  return statics.length === 0 ? value : { kind: "sequence", statements: statics, value, rep: "ref", span: value.span };
}
