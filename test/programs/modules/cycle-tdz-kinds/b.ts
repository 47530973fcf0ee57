import { count, double, names, open } from "./a.ts";

const reads: [string, () => unknown][] = [
  ["count", () => count + 1],
  ["open", () => !open],
  ["double", () => double(4)],
  ["names", () => names.length],
];

/** Each binding of the other module: its value, or why it has none yet. */
export function probe(when: string): void {
  for (const [name, read] of reads) {
    try { console.log(when, name, read()); } catch (error) { console.log(when, name, String(error)); }
  }
}

probe("before a");
