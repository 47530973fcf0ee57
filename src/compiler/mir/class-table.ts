/** Questions about the program's classes: fields with offsets, subclasses, which function a method key means. */
import { LITERAL_OVERFLOW, OBJECT_ALIGN, OBJECT_SLOTS } from "../../../lib/runtime/layout.ts";
import type { ClassId, FunctionId, HirClass, HirField, HirFunction, HirMember } from "../hir/hir.ts";

export interface FieldPlace { readonly field: HirField; readonly offset: number }

export class ClassTable {
  private readonly byId = new Map<ClassId, HirClass>();
  private readonly childrenOf = new Map<ClassId, ClassId[]>();
  private readonly layouts = new Map<ClassId, Map<string, FieldPlace>>();
  private readonly owners = new Map<FunctionId, ClassId | undefined>();

  constructor(classes: readonly HirClass[]) {
    for (const cls of classes) this.add(cls);
  }

  add(cls: HirClass): void {
    this.byId.set(cls.id, cls);
    if (cls.parent !== undefined) {
      const siblings = this.childrenOf.get(cls.parent);
      if (siblings === undefined) this.childrenOf.set(cls.parent, [cls.id]);
      else siblings.push(cls.id);
    }
    if (cls.kind !== "class") return;
    const own = cls.members.map(m => m.func);
    if (cls.construct !== undefined) own.push(cls.construct);
    for (const func of own) this.owners.set(func, this.owners.has(func) ? undefined : cls.id);
  }

  get(id: ClassId): HirClass {
    const cls = this.byId.get(id);
    if (cls === undefined) throw new Error(`no class ${id} in the program`);
    return cls;
  }

  all(): Iterable<HirClass> { return this.byId.values(); }

  children(id: ClassId): readonly ClassId[] { return this.childrenOf.get(id) ?? []; }

  /** The class whose instances `this` always is in this function (a method or constructor of exactly one class). */
  owner(hir: HirFunction): ClassId | undefined { return hir.thisClass ?? this.owners.get(hir.id); }

  isSubclass(id: ClassId, ancestor: ClassId): boolean {
    for (let at: ClassId | undefined = id; at !== undefined; at = this.get(at).parent) if (at === ancestor) return true;
    return false;
  }

  subtree(id: ClassId): ClassId[] {
    const out = [id];
    for (let i = 0; i < out.length; i++) out.push(...this.children(out[i] ?? id));
    return out;
  }

  /** All fields, ancestors' first, in definition order. A redefinition keeps the ancestor's place. */
  layout(id: ClassId): ReadonlyMap<string, FieldPlace> {
    const known = this.layouts.get(id);
    if (known !== undefined) return known;
    const cls = this.get(id);
    const layout = new Map(cls.parent === undefined ? [] : this.layout(cls.parent));
    let offset = cls.kind === "literal" ? LITERAL_OVERFLOW + 8 : OBJECT_SLOTS;
    for (const place of layout.values()) offset = Math.max(offset, place.offset + 8);
    for (const field of cls.fields) {
      const before = layout.get(field.key);
      if (before !== undefined && before.field.rep === field.rep) continue;
      layout.set(field.key, { field, offset });
      offset += 8;
    }
    this.layouts.set(id, layout);
    return layout;
  }

  field(id: ClassId, key: string): FieldPlace | undefined { return this.layout(id).get(key); }

  instanceBytes(id: ClassId): number {
    let end = this.get(id).kind === "literal" ? LITERAL_OVERFLOW + 8 : OBJECT_SLOTS;
    for (const place of this.layout(id).values()) end = Math.max(end, place.offset + 8);
    return Math.ceil(end / OBJECT_ALIGN) * OBJECT_ALIGN;
  }

  member(id: ClassId, key: string, kind: HirMember["kind"]): HirMember | undefined {
    for (let at: ClassId | undefined = id; at !== undefined; at = this.get(at).parent) {
      const found = this.get(at).members.find(m => m.key === key && m.kind === kind);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** Own and inherited members, own first; a child's member hides its ancestor's. */
  members(id: ClassId): HirMember[] {
    const out: HirMember[] = [];
    for (let at: ClassId | undefined = id; at !== undefined; at = this.get(at).parent) {
      for (const m of this.get(at).members) if (!out.some(o => o.key === m.key && o.kind === m.kind)) out.push(m);
    }
    return out;
  }

  /**
   * What `object.key()` can run for an object of `id` or a subclass. undefined: some subclass has a field or accessor
   * of that name, or no such method: look up by key.
   */
  targets(id: ClassId, key: string): FunctionId[] | undefined {
    const found = new Set<FunctionId>();
    for (const cls of this.subtree(id)) {
      if (this.field(cls, key) !== undefined || this.member(cls, key, "getter") !== undefined) return undefined;
      const method = this.member(cls, key, "method");
      if (method === undefined) return undefined;
      found.add(method.func);
    }
    return [...found];
  }
}
