interface Logger { log(message: string): void; level?: number; readonly lines: string[] }
class MemoryLogger implements Logger { lines: string[] = []; log(m: string): void { this.lines.push(m); } }
const prefixing = (inner: Logger, prefix: string): Logger => ({ lines: inner.lines, level: 1, log: (m) => inner.log(prefix + m) });
const base = new MemoryLogger();
const l = prefixing(prefixing(base, "a:"), "b:");
l.log("one"); base.log("two");
console.log(base.lines, l.lines === base.lines, l.level, (base as Logger).level);
interface Callable { (x: number): number; factor: number }
const f = ((x: number) => x * f.factor) as Callable;
f.factor = 3;
console.log(f(5), f.factor);
interface Comparator<T> { compare(a: T, b: T): number }
const byLength: Comparator<string> = { compare(a, b) { return a.length - b.length; } };
console.log(["ccc", "a", "bb"].sort(byLength.compare));
