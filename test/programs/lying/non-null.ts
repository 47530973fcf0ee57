const m = new Map<string, { n: number }>();
function attempt(f: () => unknown): void { try { console.log(f()); } catch (e) { console.log((e as Error).name + ": " + (e as Error).message); } }
attempt(() => m.get("x")!.n);
attempt(() => [1, 2].find((x) => x > 5)! + 1);
attempt(() => ([] as string[])[0]!.length);
attempt(() => /x/.exec("y")![0]);
attempt(() => ([] as number[]).pop()!.toFixed(2));
const list: { a: { b: string } }[] = [];
attempt(() => list[3]!.a.b);
let late!: { v: number };
attempt(() => late.v);
