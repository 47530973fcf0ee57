/** The promise of the runtime against Node's: the same program on both gives the same order of events. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { runMicrotasks } from "./microtasks.ts";
import { Promise as Ours, takeUnhandledRejection } from "./promise.ts";

type Log = (entry: string) => void;
type Program = (P: PromiseConstructor, log: Log) => void;
const NativePromise = globalThis.Promise;

async function runNative(program: Program): NativePromiseOf<string[]> {
  const log: string[] = [];
  program(NativePromise, (entry) => log.push(entry));
  for (let i = 0; i < 60; i++) await undefined;
  return log;
}
type NativePromiseOf<T> = Promise<T>;
function runOurs(program: Program): string[] {
  const log: string[] = [];
  program(Ours as unknown as PromiseConstructor, (entry) => log.push(entry));
  runMicrotasks();
  while (takeUnhandledRejection() !== undefined);
  return log;
}

/** A chain of n ticks that logs each, to see between which ticks the others run. */
function clock(P: PromiseConstructor, log: Log, ticks: number): void {
  let p = P.resolve();
  for (let i = 0; i < ticks; i++) p = p.then(() => log(`tick ${i}`));
}

const programs: Record<string, Program> = {
  "then of a settled promise": (P, log) => { clock(P, log, 4); P.resolve(1).then((v) => log(`value ${v}`)); },
  "returning a promise from then takes two more ticks": (P, log) => { clock(P, log, 8); P.resolve(1).then(() => P.resolve(2)).then((v) => log(`value ${v}`)); },
  "resolving with a pending promise": (P, log) => { clock(P, log, 8); new P<number>((resolve) => resolve(new P<number>((r) => r(5)))).then((v) => log(`value ${v}`)); },
  "thenables": (P, log) => {
    clock(P, log, 8);
    P.resolve({ then(resolve: (v: number) => void) { log("then called"); resolve(7); resolve(8); throw new Error("ignored"); } }).then((v) => log(`value ${String(v)}`));
    P.resolve({ get then(): never { throw new Error("getter"); } }).catch((e) => log(`caught ${e.message}`));
  },
  "errors in executor and handlers": (P, log) => {
    clock(P, log, 8);
    new P(() => { throw new Error("executor"); }).catch((e) => { log(e.message); throw new Error("again"); }).then(() => log("no"), (e) => log(e.message));
    new P((resolve, reject) => { resolve(1); reject(2); throw 3; }).then((v) => log(`first ${String(v)}`));
  },
  "finally": (P, log) => {
    clock(P, log, 12);
    P.resolve(1).finally(() => { log("finally"); return 99; }).then((v) => log(`value ${v}`));
    P.reject(new Error("r")).finally(() => log("finally 2")).catch((e) => log(e.message));
    P.resolve(1).finally(() => { throw new Error("thrown"); }).catch((e) => log(e.message));
  },
  "self resolution": (P, log) => {
    let resolve: (v: unknown) => void = () => {};
    const p = new P<unknown>((r) => { resolve = r; });
    p.catch((e) => log(`${e.name}: ${e.message}`));
    resolve(p);
  },
  "all, race, any, allSettled": (P, log) => {
    clock(P, log, 12);
    P.all([1, P.resolve(2), new P<number>((r) => P.resolve().then(() => r(3)))]).then((v) => log(`all ${JSON.stringify(v)}`));
    P.all([]).then((v) => log(`empty ${JSON.stringify(v)}`));
    P.all([P.reject(new Error("x")), 1]).catch((e) => log(`all ${e.message}`));
    P.race([P.resolve("a"), P.resolve("b")]).then((v) => log(`race ${v}`));
    P.any([P.reject(1), P.resolve("b")]).then((v) => log(`any ${v}`));
    P.any([P.reject(1), P.reject(2)]).catch((e) => log(`any ${e.name} ${e.message} ${JSON.stringify(e.errors)}`));
    P.any([]).catch((e) => log(`any ${e.name} ${e.message} ${JSON.stringify(e.errors)}`));
    P.allSettled([1, P.reject("no")]).then((v) => log(JSON.stringify(v)));
  },
  "subclass": (P, log) => {
    clock(P, log, 8);
    class Sub<T> extends P<T> {}
    const s = Sub.resolve(1).then((v) => { log(`sub ${v}`); return v; });
    log(String(s instanceof Sub));
    log(String(Sub.all([1]) instanceof Sub));
    P.resolve(s).then((v) => log(`plain ${v}`));
    s.finally(() => {}).then(() => log("sub finally"));
  },
  "withResolvers and try": (P, log) => {
    const { promise, resolve } = P.withResolvers<number>();
    promise.then((v) => log(`with ${v}`));
    resolve(4);
    (P as unknown as { try(f: (x: number) => number, x: number): Promise<number> }).try((x) => x + 1, 1).then((v) => log(`try ${v}`));
    (P as unknown as { try(f: () => never): Promise<number> }).try(() => { throw new Error("t"); }).catch((e) => log(e.message));
  },
  "not a function": (P, log) => {
    for (const executor of [undefined, null, 1, {}, []]) {
      try { new P(executor as never); } catch (e) { log((e as Error).message); }
    }
  },
};

for (const [name, program] of Object.entries(programs)) {
  test(`Promise: ${name}`, async () => { assert.deepEqual(runOurs(program), await runNative(program)); });
}

test("Promise: random programs of chains settle in Node's order", async () => {
  for (let seed = 1; seed <= 150; seed++) {
    const program: Program = (P, log) => {
      let state = seed;
      const random = (n: number): number => { state = (Math.imul(state, 1103515245) + 12345) >>> 0; return (state >>> 8) % n; };
      const promises: Promise<unknown>[] = [P.resolve(0)];
      const pick = (): Promise<unknown> => promises[random(promises.length)]!;
      for (let i = 0; i < 12; i++) {
        const other = pick();
        switch (random(7)) {
          case 0: promises.push(pick().then((v) => { log(`${i} then ${String(v)}`); return i; })); break;
          case 1: promises.push(pick().then(() => other)); break;
          case 2: promises.push(new P((r) => r(other))); break;
          case 3: { const p = P.reject(`r${i}`); p.catch(() => log(`${i} catch`)); promises.push(p); break; }
          case 4: promises.push(pick().finally(() => log(`${i} finally`))); break;
          case 5: promises.push(P.all([other, pick()])); break;
          default: promises.push(P.race([other, { then: (r: (v: string) => void) => r("thenable") }])); break;
        }
      }
      promises.forEach((p, i) => p.then((v) => log(`end ${i} ${String(v)}`), (e) => log(`end ${i} ! ${String(e)}`)));
    };
    assert.deepEqual(runOurs(program), await runNative(program), `seed ${seed}`);
  }
});

test("takeUnhandledRejection() gives a rejected promise nobody handles, once", () => {
  const p = Ours.reject(new Error("lost"));
  Ours.reject(1).catch(() => {});
  runMicrotasks();
  assert.equal(takeUnhandledRejection(), p);
  assert.equal(takeUnhandledRejection(), undefined);
});
