const a = await Promise.resolve(1);
console.log("a", a);
const list: number[] = [];
for (const n of [1, 2, 3]) list.push(await new Promise<number>((r) => setTimeout(r, 1, n * 2)));
console.log(list);
try { await Promise.reject(new Error("no")); } catch (e) { console.log((e as Error).message); }
console.log(await (async () => { await null; return "last"; })());
export { };
