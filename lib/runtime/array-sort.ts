/**
 * Array.prototype.sort and toSorted (ECMA-262 §23.1.3.30): stable, undefined last, holes after that.
 * Insertion sort on runs of up to 16, then merges bottom-up through one spare array.
 */
import { isHole, makeHole } from "./array.ts";
import { compareStrings } from "./string.ts";

type Compare<T> = (a: T, b: T) => number;
const RUN = 16;

export function arraySort<T>(self: T[], compare?: Compare<T>): T[] {
  if (compare !== undefined && typeof compare !== "function") throw new TypeError("The comparison function must be either a function or undefined: " + String(compare));
  const length = self.length;
  const items: T[] = [];
  let undefinedCount = 0;
  for (let i = 0; i < length; i++) {
    if (isHole(self, i)) continue;
    const item = self[i] as T;
    if (item === undefined) undefinedCount++;
    else items.push(item);
  }
  const sorted = compare === undefined ? sortByText(items) : mergeSort(items, compare);
  const count = sorted.length;
  for (let i = 0; i < count; i++) self[i] = sorted[i] as T;
  for (let i = count; i < count + undefinedCount; i++) self[i] = undefined as T;
  for (let i = count + undefinedCount; i < length; i++) makeHole(self, i);
  return self;
}

export function arrayToSorted<T>(self: readonly T[], compare?: Compare<T>): T[] {
  if (compare !== undefined && typeof compare !== "function") throw new TypeError("The comparison function must be either a function or undefined: " + String(compare));
  return arraySort([...self], compare);
}

interface Keyed<T> { readonly key: string; readonly item: T }

/** The default order: by the items' texts, each made once. */
function sortByText<T>(items: T[]): T[] {
  let texts = 0;
  while (texts < items.length && typeof items[texts] === "string") texts++;
  if (texts === items.length) return mergeSort(items as string[], compareStrings) as T[];
  const keyed: Keyed<T>[] = [];
  for (let i = 0; i < items.length; i++) keyed.push({ key: String(items[i]), item: items[i] as T });
  const sorted = mergeSort(keyed, compareKeys);
  const result: T[] = [];
  for (let i = 0; i < sorted.length; i++) result.push((sorted[i] as Keyed<T>).item);
  return result;
}

function compareKeys<T>(a: Keyed<T>, b: Keyed<T>): number {
  return compareStrings(a.key, b.key);
}

/** Sorts `items` (which it may use as scratch) and gives the array that holds the result. */
function mergeSort<T>(items: T[], compare: Compare<T>): T[] {
  const length = items.length;
  for (let start = 0; start < length; start += RUN) insertionSort(items, start, Math.min(start + RUN, length), compare);
  if (length <= RUN) return items;
  let from = items, to = [...items];
  for (let width = RUN; width < length; width *= 2) {
    for (let start = 0; start < length; start += 2 * width) {
      merge(from, to, start, Math.min(start + width, length), Math.min(start + 2 * width, length), compare);
    }
    const swap = from;
    from = to;
    to = swap;
  }
  return from;
}

function insertionSort<T>(items: T[], start: number, end: number, compare: Compare<T>): void {
  for (let i = start + 1; i < end; i++) {
    const item = items[i] as T;
    let at = i;
    while (at > start && compare(items[at - 1] as T, item) > 0) {
      items[at] = items[at - 1] as T;
      at--;
    }
    items[at] = item;
  }
}

/** Merges [start, middle) and [middle, end) of `from` into `to`; equal items keep their order. */
function merge<T>(from: T[], to: T[], start: number, middle: number, end: number, compare: Compare<T>): void {
  let left = start, right = middle;
  for (let at = start; at < end; at++) {
    if (left < middle && (right >= end || compare(from[left] as T, from[right] as T) <= 0)) to[at] = from[left++] as T;
    else to[at] = from[right++] as T;
  }
}
