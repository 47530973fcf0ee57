function attempt(f: () => unknown): void { try { console.log(f()); } catch (e) { console.log((e as Error).name + ": " + (e as Error).message); } }
const f = ((s: string) => s.toUpperCase()) as unknown as (n: number) => number;
attempt(() => f("ok" as unknown as number));
attempt(() => f(5));
attempt(() => (undefined as unknown as typeof f)(1));
const o = { run: "not a function" } as unknown as { run: () => void };
attempt(() => o.run());
attempt(() => [1].map("x" as unknown as (n: number) => number));
const g = ((a: number, b: number) => `${a},${b}`) as (a?: number, b?: number, c?: number) => string;
attempt(() => g(1));
attempt(() => g(1, 2, 3));
