/**
 * Which members of classes accesses by key can reach. Application code may meet any object behind a type, so a name that
 * it uses reaches the members of that name in all classes but those whose objects never leave the library. Library code
 * keeps its types (trust.ts): an access by key through an interface reaches only classes that have all that the
 * interface requires; an interface of options, which requires nothing, none of the library's own; and one of unknown
 * properties (`{ then?: unknown }`) says that any object may be behind it.
 */
import { ts } from "../checker/typescript.ts";
import type { ClassInfo } from "./class-info.ts";
import type { Types } from "./types.ts";

/** Names that a type requires; "anything": a value of the type can be any object. */
type Required = readonly string[] | "anything";

/** Directories whose objects stay in the library. */
const INTERNAL = /\/lib\/(net|kernel|drivers|platform|sys|runtime\/((json|inspect|date|gc)\/|regexp\/(parser|class-parser|reader|emitter|first|program-text|words|matcher|char-set)\.ts))/;

/** Can application code not hold an instance of the class? */
export function isInternal(info: ClassInfo): boolean { return INTERNAL.test(info.declaration.getSourceFile().fileName); }

export class Reach {
  private readonly types: Types;
  private readonly everywhere = new Set<string>();
  private readonly byType = new Map<string, Set<Required>>();
  private readonly overridable = new Map<string, Set<ClassInfo>>();
  private readonly required = new Map<ts.Type, readonly Required[]>();
  private readonly memberNames = new Map<ts.Symbol, ReadonlySet<string>>();

  constructor(types: Types) {
    this.types = types;
  }

  /** Some access by this key can meet any object. */
  everything(key: string): void { this.everywhere.add(key); }

  /** Some access by this key meets objects of the type. */
  through(key: string, type: ts.Type): void {
    for (const required of this.requirements(type)) {
      if (required === "anything") this.everywhere.add(key);
      else {
        const known = this.byType.get(key);
        if (known === undefined) this.byType.set(key, new Set([required]));
        else known.add(required);
      }
    }
  }

  /** Some call of the class's member runs what the object's own class makes of it. */
  virtually(key: string, owner: ClassInfo): void {
    const owners = this.overridable.get(key);
    if (owners === undefined) this.overridable.set(key, new Set([owner]));
    else owners.add(owner);
  }

  /** Does an access by key reach this member of the class's instances (or of a subclass's)? */
  byKey(key: string, info: ClassInfo): boolean {
    if (this.everywhere.has(key) && !isInternal(info)) return true;
    const wanted = this.byType.get(key);
    return wanted !== undefined && [...wanted].some((required) => required !== "anything" && this.mayHave(info, required));
  }

  /** Does an access by key reach a member of that name in an object of the built-in interface? */
  ofBuiltin(key: string, type: ts.Type): boolean {
    if (this.everywhere.has(key)) return true;
    const wanted = this.byType.get(key);
    return wanted !== undefined && [...wanted].some((required) => required !== "anything" && required.every((name) => type.getProperty(name) !== undefined));
  }

  /** Does a virtual call reach this member? */
  byClass(key: string, info: ClassInfo): boolean {
    const owners = this.overridable.get(key);
    if (owners === undefined) return false;
    for (let at: ClassInfo | undefined = info; at !== undefined; at = at.parent) if (owners.has(at)) return true;
    return false;
  }

  /** A subclass may have what the class lacks. */
  private mayHave(info: ClassInfo, required: readonly string[]): boolean {
    const names = this.namesOf(info);
    return required.every((name) => names.has(name)) || info.children.some((child) => this.mayHave(child, required));
  }

  private namesOf(info: ClassInfo): ReadonlySet<string> {
    let names = this.memberNames.get(info.symbol);
    if (names === undefined) {
      const type = this.types.checker.getDeclaredTypeOfSymbol(info.symbol);
      this.memberNames.set(info.symbol, names = new Set(this.types.checker.getPropertiesOfType(type).map((property) => property.name)));
    }
    return names;
  }

  private requirements(type: ts.Type): readonly Required[] {
    let known = this.required.get(type);
    if (known === undefined) this.required.set(type, known = this.findRequirements(this.types.object(type)));
    return known;
  }

  private findRequirements(type: ts.Type): readonly Required[] {
    if (type.flags & ts.TypeFlags.Union) return (type as ts.UnionType).types.flatMap((member) => this.findRequirements(member));
    if (type.flags & (ts.TypeFlags.Undefined | ts.TypeFlags.Null)) return [];
    if ((type.flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection)) === 0) return ["anything"];
    const properties = this.types.checker.getPropertiesOfType(type);
    const names = properties.filter((property) => (property.flags & ts.SymbolFlags.Optional) === 0).map((property) => property.name);
    if (names.length > 0) return [names];
    return properties.every((property) => (this.types.checker.getTypeOfSymbol(property).flags & ts.TypeFlags.Unknown) !== 0) ? ["anything"] : [];
  }
}
