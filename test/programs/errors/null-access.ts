interface Node2 { next: Node2 | null; value: number }
const n: Node2 = { next: null, value: 1 };
function attempt(f: () => unknown): void { try { console.log("ok", f()); } catch (e) { console.log((e as Error).name + ": " + (e as Error).message); } }
attempt(() => n.next!.value);
attempt(() => (undefined as unknown as Node2).next);
attempt(() => { n.next!.value = 5; });
attempt(() => (null as unknown as string).length);
attempt(() => (undefined as unknown as number[])[0]);
attempt(() => (undefined as unknown as () => void)());
attempt(() => (n as unknown as { method(): void }).method());
attempt(() => (null as unknown as { method(): void }).method());
attempt(() => new (5 as unknown as new () => object)());
attempt(() => n.value);
attempt(() => [...(null as unknown as number[])]);
