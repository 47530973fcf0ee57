/**
 * Where the scans are. A cursor is an iterator that is kept between two commands: JavaScript's iterators of maps give
 * all that is there from beginning to end exactly once, whatever comes and goes meanwhile, which is what SCAN promises.
 */
import { parseInteger } from "./numbers.ts";
import { ReplyError } from "./reply-error.ts";

const CURSORS_MAX = 1024;

export class Cursors<T> {
  readonly #open = new Map<number, Iterator<T>>();
  #last = 0;

  /** The next `count` elements, and the cursor to go on with; "0": that was the end. `begin` is for cursor 0. */
  scan(cursor: string, count: number, begin: () => Iterator<T>): { readonly cursor: string; readonly elements: readonly T[] } {
    const id = parseInteger(cursor);
    const iterator = id === undefined ? undefined : id === 0 ? begin() : this.#open.get(id);
    if (id === undefined || iterator === undefined) throw new ReplyError("ERR invalid cursor");
    this.#open.delete(id);
    const elements: T[] = [];
    for (let i = 0; i < count; i++) {
      const step = iterator.next();
      if (step.done === true) return { cursor: "0", elements };
      elements.push(step.value);
    }
    return { cursor: String(this.#keep(iterator)), elements };
  }

  /** Keeps it under a new number; the oldest one has to go when there are too many. */
  #keep(iterator: Iterator<T>): number {
    this.#last += 1;
    this.#open.set(this.#last, iterator);
    if (this.#open.size > CURSORS_MAX) {
      for (const oldest of this.#open.keys()) {
        this.#open.delete(oldest);
        break;
      }
    }
    return this.#last;
  }
}
