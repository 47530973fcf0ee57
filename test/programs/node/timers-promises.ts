import { setTimeout as sleep, setImmediate as immediate } from "node:timers/promises";
const order: string[] = [];
const a = sleep(10, "ten").then((v) => order.push(v));
const b = sleep(1, "one").then((v) => order.push(v));
order.push("sync");
await Promise.all([a, b]);
console.log(order, await immediate("imm"));
const c = new AbortController();
const p = sleep(10000, undefined, { signal: c.signal });
c.abort();
try { await p; } catch (e) { console.log((e as Error).name, (e as { code?: string }).code, (e as Error).message); }
