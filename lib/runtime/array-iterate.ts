/** Arrays and iterators: what `for…of`, spread, Array.from and the iterator methods need. */
import { ArrayIterator } from "./iterator.ts";
import { closeIterator, getIterator } from "./iterate.ts";

/** Appends all that the iterable gives. */
export function iterateInto(target: unknown[], iterable: unknown): void {
  const iterator = getIterator(iterable) as Iterator<unknown>;
  for (;;) {
    const result = iterator.next();
    if (result.done === true) return;
    target.push(result.value);
  }
}

/** Appends what `map` makes of each item; closes the iterator when `map` throws. */
export function mapInto<T, U>(target: U[], iterable: unknown, map: (value: T, index: number) => U): void {
  const iterator = getIterator(iterable) as Iterator<T>;
  let index = 0;
  for (;;) {
    const result = iterator.next();
    if (result.done === true) return;
    let failed = true;
    try {
      target.push(map(result.value, index));
      failed = false;
    } finally {
      if (failed) closeQuietly(iterator);
    }
    index++;
  }
}

/** The exception that is on its way counts, not what `return` throws. */
function closeQuietly(iterator: unknown): void {
  try { closeIterator(iterator); } catch { /* see above */ }
}

// The kinds of ArrayIterator: 0 keys, 1 values, 2 entries.
export function arrayKeys(self: unknown[]): unknown { return new ArrayIterator(self, 0); }
export function arrayValues(self: unknown[]): unknown { return new ArrayIterator(self, 1); }
export function arrayEntries(self: unknown[]): unknown { return new ArrayIterator(self, 2); }
export function arraySymbolIterator(self: unknown[]): unknown { return new ArrayIterator(self, 1); }
