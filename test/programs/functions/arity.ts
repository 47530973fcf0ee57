// Fewer parameters than given is legal TypeScript for callbacks.
const seen: string[] = [];
[1, 2].forEach(() => { seen.push("none"); });
[1, 2].forEach((x) => { seen.push("one " + x); });
[1, 2].forEach((x, i) => { seen.push(`two ${x} ${i}`); });
[1, 2].forEach((x, i, all) => { seen.push(`three ${x} ${i} ${all.length}`); });
console.log(seen.join("; "));
type Three = (a: number, b: string, c: boolean) => string;
const fs: Three[] = [() => "0", (a) => `${a}`, (a, b) => a + b, (a, b, c) => a + b + c, (...all) => all.join("+")];
console.log(fs.map((f) => f(1, "x", true)));
console.log(["1", "2", "3"].map(Number), ["a", "b"].map((s) => s.toUpperCase()));
console.log(["10", "10", "10"].map((s) => parseInt(s)));
