/** A zone: what an authoritative server knows, and what it answers (RFC 1034 §4.3.2, RFC 4592, RFC 2308). */
import { isWithin, lowerName, parentName, type Name } from "./name.ts";
import { soaMinimum, Type, type RecordSet } from "./record.ts";

const ALIASES_MAX = 8;
const WILDCARD = "\x01*";

export type Outcome = "answer" | "no-data" | "no-name" | "delegation" | "refused";

export interface Answer {
  readonly outcome: Outcome;
  readonly answers: readonly RecordSet[];
  readonly authority: readonly RecordSet[];
  readonly additional: readonly RecordSet[];
}

type Node = Map<number, RecordSet>;

export class Zone {
  readonly origin: Name;
  readonly #nodes = new Map<Name, Node>();
  readonly #soa: RecordSet;

  /** Throws when there isn't exactly one SOA. */
  constructor(sets: readonly RecordSet[]) {
    const soa = sets.find(({ type }) => type === Type.SOA);
    if (soa === undefined || soa.records.length !== 1) throw new Error("a zone needs one SOA record");
    this.origin = lowerName(soa.name);
    this.#soa = { ...soa, ttl: Math.min(soa.ttl, soaMinimum(soa.records[0])) };
    for (const set of sets) this.#add(set);
  }

  #add(set: RecordSet): void {
    const name = lowerName(set.name);
    if (!isWithin(name, this.origin)) throw new Error("a record is outside of the zone");
    // Names above a record exist too, even if they have none (RFC 4592 §2.2.2).
    for (let at: Name | undefined = name; at !== undefined && at !== this.origin; at = parentName(at)) if (!this.#nodes.has(at)) this.#nodes.set(at, new Map());
    const node = this.#nodes.get(name) ?? new Map<number, RecordSet>();
    node.set(set.type, set);
    this.#nodes.set(name, node);
  }

  lookUp(asked: Name, type: number): Answer {
    const answers: RecordSet[] = [];
    let name = asked;
    for (let aliases = 0; ; aliases++) {
      if (!isWithin(lowerName(name), this.origin)) {
        return answers.length > 0 ? { outcome: "answer", answers, authority: [], additional: [] } : { outcome: "refused", answers, authority: [], additional: [] };
      }
      const cut = this.#delegation(lowerName(name));
      if (cut !== undefined) return { outcome: answers.length > 0 ? "answer" : "delegation", answers, authority: [cut], additional: this.#addresses([cut]) };
      const node = this.#node(lowerName(name));
      if (node === undefined) return { outcome: "no-name", answers, authority: [this.#soa], additional: [] };
      const alias = type === Type.CNAME || type === Type.ANY ? undefined : node.get(Type.CNAME);
      const found = alias !== undefined ? [alias] : type === Type.ANY ? [...node.values()] : node.has(type) ? [node.get(type) ?? this.#soa] : [];
      if (found.length === 0) return { outcome: "no-data", answers, authority: [this.#soa], additional: [] };
      answers.push(...found.map((set) => ({ ...set, name }))); // a wildcard's records get the name that was asked for
      const target = alias?.records[0].target;
      if (target === undefined || aliases >= ALIASES_MAX) return { outcome: "answer", answers, authority: [], additional: this.#addresses(found) };
      name = target;
    }
  }

  /** The name servers of the highest zone cut above or at the name. */
  #delegation(name: Name): RecordSet | undefined {
    let cut: RecordSet | undefined;
    for (let at: Name | undefined = name; at !== undefined && at !== this.origin; at = parentName(at)) cut = this.#nodes.get(at)?.get(Type.NS) ?? cut;
    return cut;
  }

  /** The node of the name, or of the wildcard that stands for it. */
  #node(name: Name): Node | undefined {
    const exact = this.#nodes.get(name);
    if (exact !== undefined) return exact;
    for (let at = parentName(name); at !== undefined; at = parentName(at)) if (this.#nodes.has(at)) return this.#nodes.get(WILDCARD + at);
    return undefined;
  }

  /** Addresses of what the records lead to, as far as this zone knows them. */
  #addresses(sets: readonly RecordSet[]): readonly RecordSet[] {
    const found: RecordSet[] = [];
    for (const { type, records } of sets) {
      if (type === Type.CNAME) continue;
      for (const { target } of records) {
        const node = target === undefined ? undefined : this.#nodes.get(lowerName(target));
        for (const addressType of [Type.A, Type.AAAA]) {
          const addresses = node?.get(addressType);
          if (addresses !== undefined && !found.includes(addresses)) found.push(addresses);
        }
      }
    }
    return found;
  }
}
