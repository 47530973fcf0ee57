function source(log: string[]): Iterable<number> {
  return {
    [Symbol.iterator]() {
      let n = 0;
      return {
        next: () => ({ value: n++, done: false }),
        return: () => { log.push("closed"); return { value: undefined, done: true }; },
      };
    },
  };
}
const log: string[] = [];
for (const x of source(log)) { if (x === 2) break; }
try { for (const x of source(log)) { if (x === 1) throw new Error("stop"); } } catch { log.push("caught"); }
function find(): number { for (const x of source(log)) if (x > 3) return x; return -1; }
console.log(find());
const [a, b] = source(log);
console.log(a, b, log);
