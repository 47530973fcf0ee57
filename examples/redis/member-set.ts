/** A set of strings that can give a random member at once. */
export class MemberSet {
  readonly #members: string[] = [];
  readonly #places = new Map<string, number>();

  get size(): number {
    return this.#members.length;
  }

  has(member: string): boolean {
    return this.#places.has(member);
  }

  /** Whether it is new. */
  add(member: string): boolean {
    if (this.#places.has(member)) return false;
    this.#places.set(member, this.#members.length);
    this.#members.push(member);
    return true;
  }

  /** Whether it was there. */
  delete(member: string): boolean {
    const place = this.#places.get(member);
    if (place === undefined) return false;
    const last = this.#members.pop();
    if (last !== undefined && last !== member) { // the last one moves into the gap
      this.#members[place] = last;
      this.#places.set(last, place);
    }
    this.#places.delete(member);
    return true;
  }

  /** A member, each with the same chance. The set is not empty. */
  random(): string {
    return this.#members[Math.floor(Math.random() * this.#members.length)];
  }

  /** Members in the order in which they came; goes on correctly while the set changes. */
  values(): IterableIterator<string> {
    return this.#places.keys();
  }
}
