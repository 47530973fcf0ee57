/** From checker types to representations. A slot is where a value rests: variable, parameter, field, result. */
import { ts } from "../checker/typescript.ts";
import type { Rep, TypedKind } from "../hir/hir.ts";

export type Flavour = "i8" | "u8" | "i16" | "u16" | "i32" | "u32" | "usize" | "u64" | "i64";

export interface Slot {
  readonly rep: Rep;
  /** Machine type: stores wrap. */
  readonly flavour?: Flavour;
}

/** Representations of the type parameters of a generic instance; others are boxes. */
export type TypeEnv = ReadonlyMap<ts.Symbol, Rep>;
export const EMPTY_ENV: TypeEnv = new Map();

export const FLAVOUR_REPS: Readonly<Record<Flavour, Rep>> = { i8: "i32", i16: "i32", i32: "i32", u8: "u32", u16: "u32", u32: "u32", usize: "int", u64: "u64", i64: "i64" };
export const BOX_SLOT: Slot = { rep: "box" };
export const REF_SLOT: Slot = { rep: "ref" };

const TYPED_KINDS: Readonly<Record<string, TypedKind>> = {
  Int8Array: "i8", Uint8Array: "u8", Buffer: "u8", Uint8ClampedArray: "u8c", Int16Array: "i16", Uint16Array: "u16",
  Int32Array: "i32", Uint32Array: "u32", Float32Array: "f32", Float64Array: "f64",
};
/** Members that numbers and booleans have too: an interface of only these may hold a primitive. */
const PRIMITIVE_MEMBERS: ReadonlySet<string> = new Set(["toString", "valueOf", "toLocaleString", "constructor", "hasOwnProperty", "isPrototypeOf", "propertyIsEnumerable", "toFixed", "toPrecision", "toExponential"]);

export class Types {
  readonly checker: ts.TypeChecker;
  private readonly objectReps = new Map<ts.Type, Rep>();

  constructor(checker: ts.TypeChecker) {
    this.checker = checker;
  }

  slot(type: ts.Type, env: TypeEnv): Slot {
    const flavour = flavourOf(type);
    if (flavour !== undefined) return { rep: FLAVOUR_REPS[flavour], flavour };
    return { rep: this.rep(type, env) };
  }

  rep(type: ts.Type, env: TypeEnv): Rep {
    const flavour = flavourOf(type);
    if (flavour !== undefined) return FLAVOUR_REPS[flavour];
    const { flags } = type;
    if (flags & ts.TypeFlags.Union) return this.unionRep(type as ts.UnionType, env);
    if (flags & ts.TypeFlags.NumberLike) return "f64";
    if (flags & ts.TypeFlags.BooleanLike) return "bool";
    if (flags & (ts.TypeFlags.StringLike | ts.TypeFlags.ESSymbolLike | ts.TypeFlags.NonPrimitive)) return "ref";
    if (flags & ts.TypeFlags.BigIntLike) return "u64";
    if (flags & ts.TypeFlags.TypeParameter) return this.parameterRep(type, env);
    if (flags & ts.TypeFlags.Intersection) return this.intersectionRep(type as ts.IntersectionType, env);
    if (flags & ts.TypeFlags.Object) return this.objectRep(type as ts.ObjectType);
    return "box";
  }

  private parameterRep(type: ts.Type, env: TypeEnv): Rep {
    if (isThisType(type)) return "ref";
    return env.get(type.symbol) ?? "box";
  }

  private unionRep(type: ts.UnionType, env: TypeEnv): Rep {
    let found: Rep | undefined;
    let nullish = false;
    for (const member of type.types) {
      if (member.flags & (ts.TypeFlags.Undefined | ts.TypeFlags.Null | ts.TypeFlags.Void)) { nullish = true; continue; }
      const flavoured = this.rep(member, env);
      const rep = isIntegerRep(flavoured) ? "f64" : flavoured;
      if (found !== undefined && found !== rep) return "box";
      found = rep;
    }
    if (found === undefined) return "box";
    return nullish && found !== "ref" ? "box" : found;
  }

  private intersectionRep(type: ts.IntersectionType, env: TypeEnv): Rep {
    let result: Rep = "box";
    for (const member of type.types) {
      const rep = this.rep(member, env);
      if (rep === "f64" || rep === "bool" || rep === "u64") return rep;
      if (rep === "ref") result = "ref";
      if (member.flags & ts.TypeFlags.TypeParameter && env.get(member.symbol) !== undefined && rep !== "box") return rep;
    }
    return result;
  }

  private objectRep(type: ts.ObjectType): Rep {
    const known = this.objectReps.get(type);
    if (known !== undefined) return known;
    const rep = this.holdsPrimitives(type) ? "box" : "ref";
    this.objectReps.set(type, rep);
    return rep;
  }

  private holdsPrimitives(type: ts.ObjectType): boolean {
    if (this.isClassInstance(type) || this.checker.isArrayType(type) || this.checker.isTupleType(type)) return false;
    if (type.symbol?.name === "Number" || type.symbol?.name === "Boolean") return true;
    if (type.getCallSignatures().length > 0 || type.getConstructSignatures().length > 0) return false;
    if (this.checker.getIndexInfosOfType(type).length > 0) return false;
    const properties = this.checker.getPropertiesOfType(type);
    return properties.every((property) => PRIMITIVE_MEMBERS.has(property.name));
  }

  isClassInstance(type: ts.Type): boolean {
    const target = targetOf(type);
    return (target.flags & ts.TypeFlags.Object) !== 0 && ((target as ts.ObjectType).objectFlags & ts.ObjectFlags.Class) !== 0;
  }

  nonNullable(type: ts.Type): ts.Type {
    return type.flags & (ts.TypeFlags.Union | ts.TypeFlags.Null | ts.TypeFlags.Undefined) ? this.checker.getNonNullableType(type) : type;
  }

  /** The type without null and undefined, a type parameter replaced by its constraint. */
  object(type: ts.Type): ts.Type {
    const plain = this.nonNullable(type);
    if (plain.flags & (ts.TypeFlags.TypeParameter | ts.TypeFlags.IndexedAccess | ts.TypeFlags.Conditional | ts.TypeFlags.Substitution)) {
      const constraint = this.checker.getBaseConstraintOfType(plain);
      if (constraint !== undefined && constraint !== plain) return this.nonNullable(constraint);
    }
    return plain;
  }

  /** Element type of an array or tuple type (also readonly). */
  arrayElement(type: ts.Type): ts.Type | undefined {
    const plain = this.object(type);
    if (!this.checker.isArrayType(plain) && !this.checker.isTupleType(plain)) return undefined;
    return this.checker.getIndexTypeOfType(plain, ts.IndexKind.Number) ?? this.checker.getAnyType();
  }

  /** Representation of the elements of an array of this element type: f64 or box stores. */
  elementRep(type: ts.Type, env: TypeEnv): "f64" | "bool" | "ref" | "box" {
    const rep = this.rep(type, env);
    if (isIntegerRep(rep) || rep === "f64") return "f64";
    return rep === "bool" || rep === "ref" ? rep : "box";
  }

  typedKind(type: ts.Type): TypedKind | undefined {
    const plain = this.object(type);
    const name = plain.symbol?.name;
    if (name === undefined || !Object.hasOwn(TYPED_KINDS, name) || !isGlobalDeclaration(plain.symbol)) return undefined;
    return TYPED_KINDS[name];
  }

  isString(type: ts.Type): boolean { return this.every(this.object(type), ts.TypeFlags.StringLike); }
  isNumber(type: ts.Type): boolean { return this.every(type, ts.TypeFlags.NumberLike); }
  isBoolean(type: ts.Type): boolean { return this.every(type, ts.TypeFlags.BooleanLike); }
  isWord(type: ts.Type): boolean { return this.every(type, ts.TypeFlags.BigIntLike); }

  private every(type: ts.Type, flags: ts.TypeFlags): boolean {
    if (type.flags & ts.TypeFlags.Never) return false;
    if (type.flags & ts.TypeFlags.Union) return (type as ts.UnionType).types.every((member) => this.every(member, flags));
    if (type.flags & ts.TypeFlags.Intersection) return (type as ts.IntersectionType).types.some((member) => this.every(member, flags));
    return (type.flags & flags) !== 0;
  }

  /** Can a value of this type be a string? (unknown and type parameters can) */
  mayBeString(type: ts.Type): boolean {
    if (type.flags & ts.TypeFlags.Union) return (type as ts.UnionType).types.some((member) => this.mayBeString(member));
    if (type.flags & ts.TypeFlags.Intersection) return (type as ts.IntersectionType).types.every((member) => this.mayBeString(member));
    if (type.flags & (ts.TypeFlags.Object)) {
      return !this.isClassInstance(type) && !this.checker.isArrayType(type) && !this.checker.isTupleType(type)
        && type.getCallSignatures().length === 0 && !(type.symbol !== undefined && (type.symbol.flags & ts.SymbolFlags.ObjectLiteral));
    }
    return (type.flags & (ts.TypeFlags.NumberLike | ts.TypeFlags.BooleanLike | ts.TypeFlags.Undefined | ts.TypeFlags.Null | ts.TypeFlags.Void
      | ts.TypeFlags.BigIntLike | ts.TypeFlags.ESSymbolLike | ts.TypeFlags.NonPrimitive | ts.TypeFlags.Never)) === 0;
  }

  /** Null, undefined or void and nothing else. */
  isNullish(type: ts.Type): boolean { return this.every(type, ts.TypeFlags.Null | ts.TypeFlags.Undefined | ts.TypeFlags.Void); }
}

export function isIntegerRep(rep: Rep): rep is "i32" | "u32" | "int" { return rep === "i32" || rep === "u32" || rep === "int"; }
export function isNumberRep(rep: Rep): rep is "f64" | "i32" | "u32" | "int" { return rep === "f64" || isIntegerRep(rep); }
export function isWordRep(rep: Rep): rep is "i64" | "u64" { return rep === "i64" || rep === "u64"; }

export function flavourOf(type: ts.Type): Flavour | undefined {
  const alias = type.aliasSymbol;
  if (alias === undefined || !Object.hasOwn(FLAVOUR_REPS, alias.name)) return undefined;
  const file = alias.declarations?.[0]?.getSourceFile().fileName;
  return file !== undefined && file.endsWith("/sys/types.ts") ? (alias.name as Flavour) : undefined;
}

export function targetOf(type: ts.Type): ts.Type {
  return type.flags & ts.TypeFlags.Object && (type as ts.ObjectType).objectFlags & ts.ObjectFlags.Reference ? (type as ts.TypeReference).target : type;
}

export function isThisType(type: ts.Type): boolean {
  return (type as ts.Type & { readonly isThisType?: boolean }).isThisType === true;
}

/** Is the symbol declared by lib/globals (not by a module)? */
export function isGlobalDeclaration(symbol: ts.Symbol): boolean {
  return symbol.declarations?.some((declaration) => isGlobalsFile(declaration.getSourceFile())) ?? false;
}

export function isGlobalsFile(file: ts.SourceFile): boolean { return file.isDeclarationFile && file.fileName.includes("/globals/"); }

const PRIMITIVE = ts.TypeFlags.StringLike | ts.TypeFlags.NumberLike | ts.TypeFlags.BooleanLike | ts.TypeFlags.ESSymbolLike | ts.TypeFlags.Undefined | ts.TypeFlags.Null | ts.TypeFlags.Void;

/** Certainly no object, by the static type. */
export function isPrimitiveType(type: ts.Type): boolean {
  if (type.isUnion()) return type.types.every(isPrimitiveType);
  return (type.flags & PRIMITIVE) !== 0;
}
