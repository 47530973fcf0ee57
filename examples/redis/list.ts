/** A list with both ends at hand: a ring of strings. */
const CAPACITY_MIN = 8;

export class List {
  /** Its length is a power of two; what is not in the list is "". */
  #ring: string[] = new Array<string>(CAPACITY_MIN).fill("");
  #head = 0;
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** The element at `index`, which is in the list. */
  at(index: number): string {
    return this.#ring[this.#slot(index)];
  }

  set(index: number, element: string): void {
    this.#ring[this.#slot(index)] = element;
  }

  pushLeft(element: string): void {
    this.#grow();
    this.#head = (this.#head - 1) & (this.#ring.length - 1);
    this.#ring[this.#head] = element;
    this.#length += 1;
  }

  pushRight(element: string): void {
    this.#grow();
    this.#ring[this.#slot(this.#length)] = element;
    this.#length += 1;
  }

  popLeft(): string | undefined {
    if (this.#length === 0) return undefined;
    const element = this.at(0);
    this.set(0, "");
    this.#head = this.#slot(1);
    this.#length -= 1;
    return element;
  }

  popRight(): string | undefined {
    if (this.#length === 0) return undefined;
    const element = this.at(this.#length - 1);
    this.set(this.#length - 1, "");
    this.#length -= 1;
    return element;
  }

  /** Puts `element` before the one at `index`. */
  insert(index: number, element: string): void {
    this.pushRight(element);
    for (let i = this.#length - 1; i > index; i--) this.set(i, this.at(i - 1));
    this.set(index, element);
  }

  /** Keeps the elements from `start` to before `end`. */
  keep(start: number, end: number): void {
    const kept = this.slice(start, end);
    this.#ring = new Array<string>(capacityFor(kept.length)).fill("");
    for (let i = 0; i < kept.length; i++) this.#ring[i] = kept[i];
    this.#head = 0;
    this.#length = kept.length;
  }

  slice(start: number, end: number): string[] {
    const elements: string[] = [];
    for (let i = start; i < end; i++) elements.push(this.at(i));
    return elements;
  }

  /** Takes out up to `count` elements that equal `element`, from the left or from the right; answers how many. */
  remove(element: string, count: number, from: "left" | "right"): number {
    const kept: string[] = [];
    let removed = 0;
    for (let i = 0; i < this.#length; i++) {
      const candidate = this.at(from === "left" ? i : this.#length - 1 - i);
      if (removed < count && candidate === element) removed += 1;
      else kept.push(candidate);
    }
    if (from === "right") kept.reverse();
    for (let i = 0; i < kept.length; i++) this.set(i, kept[i]);
    this.keep(0, kept.length);
    return removed;
  }

  #slot(index: number): number {
    return (this.#head + index) & (this.#ring.length - 1);
  }

  #grow(): void {
    if (this.#length < this.#ring.length) return;
    const elements = this.slice(0, this.#length);
    this.#ring = elements.concat(new Array<string>(elements.length).fill(""));
    this.#head = 0;
  }
}

function capacityFor(length: number): number {
  let capacity = CAPACITY_MIN;
  while (capacity < length) capacity *= 2;
  return capacity;
}
