/** Shape records with keys and members, the selector table by row displacement, globals and the intern table. */
import {
  BOX_UNINITIALIZED, KEY_ENUMERABLE, KEY_PRIVATE, KEY_READONLY, MEMBER_GETTER, MEMBER_METHOD, MEMBER_SETTER, REP_BOOL, REP_BOX, REP_F64, REP_I32, REP_INT, REP_U32,
} from "../../../lib/runtime/layout.ts";
import type { ClassId, HirClass, HirField, HirMember, Rep } from "../hir/hir.ts";
import type { FieldPlace } from "../mir/class-table.ts";
import type { Entries } from "./entries.ts";
import { constantText } from "./function-writer.ts";
import { ENTRY_GETTER, ENTRY_METHOD, ENTRY_SETTER } from "./helpers-object.ts";
import type { LlvmModule } from "./module.ts";
import { doubleText } from "./types.ts";

const KEY_REPS: Record<HirField["rep"], number> = { box: REP_BOX, ref: REP_BOX, f64: REP_F64, bool: REP_BOOL, i32: REP_I32, u32: REP_U32, int: REP_INT, u64: REP_INT, i64: REP_INT };
const MEMBER_KINDS: Record<HirMember["kind"], number> = { method: MEMBER_METHOD, getter: MEMBER_GETTER, setter: MEMBER_SETTER };
const RECORD = "{ i32, i32, i64, ptr, i32, i32, ptr, i32, i32, ptr, i32, i32, ptr, i64 }";
const EMPTY_RECORD = `${RECORD} zeroinitializer`;

/** Keys and members of all live shapes; asks for thunks, so it runs before the last functions are written. */
export function touchMembers(m: LlvmModule, entries: Entries): void {
  for (const cls of m.instantiated) {
    // `x.constructor` of what an application can hold
    if (m.classes.get(cls).kind === "class" && !m.classes.get(cls).internal) entries.constructorValue(cls);
    for (const member of namedMembers(m, cls)) entries.functionObject(member.func);
  }
  for (const { members } of m.program.hir.builtinMembers) for (const member of members) entries.functionObject(member.func);
}

/** The members that accesses by key can reach; the others are called directly or through tables of their class. */
function namedMembers(m: LlvmModule, cls: ClassId): readonly HirMember[] {
  return m.classes.members(cls).filter((member) => member.named);
}

/** Does anything look for the field by its name? A private name never; one of an object that stays in the library only where an access by key says it. */
function hasRecord(m: LlvmModule, cls: HirClass, key: string): boolean {
  if (key.startsWith("#")) return false;
  return !cls.internal || m.selectors().has(key) || m.selectors().has(`=${key}`);
}

export function writeShapes(m: LlvmModule, entries: Entries): void {
  const rows = new SelectorTable(m, entries);
  const records = new Array<string>(m.shapeCount).fill(EMPTY_RECORD);
  for (const { shape, members } of m.program.hir.builtinMembers) {
    rows.add(shape, [], members);
    records[shape] = recordText(m, { bytes: 0, last: shape, bitmap: 0n, keys: "null", keyCount: 0, row: `ROW${shape}`, name: "null", parent: 0, kind: 0, ...membersText(m, entries, shape, members), cls: "null" });
  }
  for (const cls of m.classes.all()) {
    const { first, last } = m.shape(cls.id);
    if (!m.instantiated.has(cls.id)) {
      // never allocated: only its place in the tree counts, and its name where instances of its children show it
      const isAncestor = [...m.classes.subtree(cls.id)].some(sub => m.instantiated.has(sub));
      records[first] = recordText(m, { bytes: 0, last, bitmap: 0n, keys: "null", keyCount: 0, row: "0", name: isAncestor ? m.string(cls.name) : "null", parent: cls.parent === undefined ? 0 : m.shape(cls.parent).first, kind: cls.kind === "class" ? 1 : 2, members: "null", memberCount: 0, cls: "null" });
      continue;
    }
    const places = [...m.classes.layout(cls.id).values()];
    const named = places.filter(({ field }) => hasRecord(m, cls, field.key));
    const members = namedMembers(m, cls.id);
    rows.add(first, places, members);
    records[first] = recordText(m, {
      bytes: m.classes.instanceBytes(cls.id), last, bitmap: bitmapOf(m, cls.id, places), keys: keysText(m, first, named), keyCount: named.length, row: `ROW${first}`,
      name: m.string(cls.kind === "literal" ? "Object" : cls.name), parent: cls.parent === undefined ? 0 : m.shape(cls.parent).first, kind: cls.kind === "class" ? 1 : 2,
      ...membersText(m, entries, first, members), cls: cls.kind === "class" ? m.memo(`class ${cls.id}`, () => "null") : "null",
    });
  }
  const table = rows.finish();
  m.text.push(table.text);
  m.text.push(`@whelk.rows = internal constant [${m.shapeCount} x i32] [${records.map((_, id) => `i32 ${table.row(id)}`).join(", ")}]`);
  m.text.push(`@whelk.shapes = internal constant [${m.shapeCount} x ${RECORD}] [\n  ${records.map(r => r.replace(/ROW(\d+)/, (_, id: string) => String(table.row(Number(id))))).join(",\n  ")}\n], align 16`);
}

interface Record_ {
  readonly bytes: number; readonly last: number; readonly bitmap: bigint; readonly keys: string; readonly keyCount: number; readonly row: string;
  readonly name: string; readonly parent: number; readonly kind: number; readonly members: string; readonly memberCount: number; readonly cls: string;
}

function recordText(_m: LlvmModule, r: Record_): string {
  return `${RECORD} { i32 ${r.bytes}, i32 ${r.last}, i64 ${BigInt.asIntN(64, r.bitmap)}, ptr ${r.keys}, i32 ${r.keyCount}, i32 ${r.row}, ptr ${r.name}, i32 ${r.parent}, i32 ${r.kind}, ptr ${r.members}, i32 ${r.memberCount}, i32 0, ptr ${r.cls}, i64 0 }`;
}

function bitmapOf(m: LlvmModule, cls: ClassId, places: readonly FieldPlace[]): bigint {
  let bitmap = m.classes.get(cls).kind === "literal" ? 1n : 0n;
  for (const { field, offset } of places) {
    if (KEY_REPS[field.rep] !== REP_BOX) continue;
    const slot = (offset - 8) / 8;
    bitmap |= 1n << BigInt(Math.min(slot, 63));
  }
  return bitmap;
}

function keysText(m: LlvmModule, shape: number, places: readonly FieldPlace[]): string {
  if (places.length === 0) return "null";
  const items = places.map(({ field, offset }) => {
    const flags = (field.enumerable ? KEY_ENUMERABLE : 0) | (field.readonly ? KEY_READONLY : 0) | (field.enumerable ? 0 : KEY_PRIVATE);
    return `{ ptr, i32, i8, i8, i16 } { ptr ${m.string(field.key)}, i32 ${offset}, i8 ${KEY_REPS[field.rep]}, i8 ${flags}, i16 ${field.cls === undefined ? 0 : m.shape(field.cls).first} }`;
  });
  return m.define(`keys.${shape}`, name => `${name} = internal constant [${items.length} x { ptr, i32, i8, i8, i16 }] [${items.join(", ")}], align 8`);
}

function membersText(m: LlvmModule, entries: Entries, shape: number, members: readonly HirMember[]): { members: string; memberCount: number } {
  if (members.length === 0) return { members: "null", memberCount: 0 };
  const items = members.map(x => `{ ptr, i32, i32, ptr } { ptr ${m.string(x.key)}, i32 ${MEMBER_KINDS[x.kind]}, i32 0, ptr ${entries.functionObject(x.func)} }`);
  const symbol = m.define(`members.${shape}`, name => `${name} = internal constant [${items.length} x { ptr, i32, i32, ptr }] [${items.join(", ")}], align 8`);
  return { members: symbol, memberCount: members.length };
}

/** Row displacement: the entry of (shape, selector) is at row(shape) + selector; it names its selector. */
class SelectorTable {
  private readonly module: LlvmModule;
  private readonly entries: Entries;
  private readonly rows: { shape: number; slots: { selector: number; text: string }[] }[] = [];
  private readonly offsets = new Map<number, number>();

  constructor(module: LlvmModule, entries: Entries) {
    this.module = module;
    this.entries = entries;
  }

  add(shape: number, places: readonly FieldPlace[], members: readonly HirMember[]): void {
    const slots: { selector: number; text: string }[] = [];
    const known = this.module.selectors();
    const put = (key: string, kind: number, offset: number, pointer: string): void => {
      const selector = known.get(key);
      if (selector === undefined || slots.some(s => s.selector === selector)) return;
      slots.push({ selector, text: `{ i32, i32, ptr } { i32 ${selector}, i32 ${kind | (offset << 8)}, ptr ${pointer} }` });
    };
    for (const { field, offset } of places) {
      if (field.key.startsWith("#")) continue;
      put(field.key, KEY_REPS[field.rep], offset, "null");
      // a store by key to a field that code relies on is the runtime's, which tests the value
      if (!field.readonly && field.cls === undefined) put(`=${field.key}`, KEY_REPS[field.rep], offset, "null");
    }
    for (const x of members) {
      if (x.kind === "setter") put(`=${x.key}`, ENTRY_SETTER, 0, this.entries.functionObject(x.func));
      else put(x.key, x.kind === "method" ? ENTRY_METHOD : ENTRY_GETTER, 0, this.entries.functionObject(x.func));
    }
    this.rows.push({ shape, slots });
  }

  finish(): { readonly text: string; row(shape: number): number } {
    const width = this.module.selectors().size + 1;
    const table: (string | undefined)[] = [];
    const usedRows = new Set<number>();
    const sorted = this.rows.filter(r => r.slots.length > 0).sort((a, b) => b.slots.length - a.slots.length);
    for (const { shape, slots } of sorted) {
      let row = 0;
      while (usedRows.has(row) || slots.some(s => table[row + s.selector] !== undefined)) row++;
      usedRows.add(row);
      this.offsets.set(shape, row);
      for (const s of slots) table[row + s.selector] = s.text;
    }
    const empty = table.length;
    const items = Array.from({ length: empty + width + 1 }, (_, i) => table[i] ?? "{ i32, i32, ptr } zeroinitializer");
    return {
      text: `@whelk.selectors = internal constant [${items.length} x { i32, i32, ptr }] [${items.join(", ")}], align 16`,
      row: shape => this.offsets.get(shape) ?? empty,
    };
  }
}

/** The program's variables: those that hold boxes or refs are one block, the collector's roots. */
export function writeGlobals(m: LlvmModule): void {
  const roots = m.roots.map(id => {
    const { global } = m.global(id);
    const type = memoryType(global.rep);
    if (global.initial !== undefined) return `${type} ${constantText(m, global.initial)}`;
    return m.guarded.has(id) ? (type === "ptr" ? `ptr inttoptr (i64 ${BOX_UNINITIALIZED} to ptr)` : `i64 ${BOX_UNINITIALIZED}`) : `${type} ${zero(global.rep)}`;
  });
  m.text.push(`@whelk.roots = internal global <{ ${roots.map(r => r.slice(0, r.indexOf(" "))).join(", ")} }> <{ ${roots.join(", ")} }>, align 16`);
  for (const g of m.referencedGlobals()) {
    if (g.rep === "box" || g.rep === "ref") continue;
    const initial = g.initial === undefined ? zero(g.rep) : g.initial.kind === "boolean" ? String(Number(g.initial.value)) : constantText(m, g.initial);
    m.text.push(`${m.global(g.id).symbol} = internal global ${memoryType(g.rep)} ${initial}, align 8`);
  }
}

function memoryType(rep: Rep): string {
  switch (rep) {
    case "f64": return "double";
    case "bool": return "i8";
    case "i32": case "u32": return "i32";
    case "ref": return "ptr";
    case "box": case "int": case "i64": case "u64": case "void": return "i64";
  }
}

function zero(rep: Rep): string { return rep === "f64" ? doubleText(0) : rep === "ref" ? "null" : "0"; }
