import assert from "node:assert/strict";
import { test } from "node:test";
import { globalQueueMicrotask } from "../runtime/microtasks.ts";
import { Immediate } from "./immediates.ts";
import { setTickQueue } from "./jobs.ts";
import { addSource, release, retain, runLoop } from "./loop.ts";
import { Timer, activeReferencedTimers, loopTimeMs, nextTimerMs } from "./timers.ts";

class Callback extends Timer {
  private readonly callback: () => void;
  constructor(delayMs: number, repeats: boolean, callback: () => void) {
    super(delayMs, repeats);
    this.callback = callback;
  }
  override fire(): void { this.callback(); }
}

class Task extends Immediate {
  private readonly callback: () => void;
  constructor(callback: () => void) { super(); this.callback = callback; }
  override run(): void { this.callback(); }
}

function after(delayMs: number, callback: () => void): Timer {
  const timer = new Callback(delayMs, false, callback);
  timer.start();
  return timer;
}

const ticks: (() => void)[] = [];
setTickQueue({ isEmpty: () => ticks.length === 0, run: () => { for (let tick = ticks.shift(); tick !== undefined; tick = ticks.shift()) tick(); } });

test("timers fire by their time, equal ones in order of their start", () => {
  const log: string[] = [];
  for (const [name, delay] of [["c", 9], ["a", 3], ["d", 9], ["b", 6], ["a2", 3]] as const) after(delay, () => log.push(name));
  runLoop();
  assert.deepEqual(log, ["a", "a2", "b", "c", "d"]);
  assert.equal(nextTimerMs(), Infinity);
});

test("delays outside 1 to 2^31-1 are 1, fractions are cut", () => {
  for (const [given, used] of [[0, 1], [-5, 1], [NaN, 1], [2 ** 31, 1], [2.9, 2], [2 ** 31 - 1, 2 ** 31 - 1]] as const) {
    assert.equal(new Timer(given, false).delayMs, used);
  }
});

test("a timer started by a timer of the same delay waits for its own time", () => {
  const log: string[] = [];
  after(2, () => { log.push("first"); after(2, () => log.push("third")); });
  after(2, () => log.push("second"));
  runLoop();
  assert.deepEqual(log, ["first", "second", "third"]);
});

test("a stopped timer does not fire, even when it is stopped by one that fires at the same time", () => {
  const log: string[] = [];
  const victims: Timer[] = [];
  after(2, () => { log.push("killer"); for (const victim of victims) victim.stop(); });
  victims.push(after(2, () => log.push("victim")), after(3, () => log.push("later victim")));
  runLoop();
  assert.deepEqual(log, ["killer"]);
  assert.equal(activeReferencedTimers(), 0);
});

test("a repeating timer goes on until it is stopped, and may stop itself", () => {
  let count = 0;
  const timer: Timer = new Callback(1, true, () => { if (++count === 5) timer.stop(); });
  timer.start();
  runLoop();
  assert.equal(count, 5);
});

test("an unreferenced timer does not keep the loop alive", () => {
  let fired = false;
  const timer = after(50, () => { fired = true; });
  timer.setReferenced(false);
  after(2, () => {});
  runLoop();
  assert.equal(fired, false);
  timer.stop();
});

test("ticks come before microtasks, both before the next timer", () => {
  const log: string[] = [];
  for (const name of ["1", "2"]) {
    after(2, () => {
      log.push(name);
      globalQueueMicrotask(() => log.push(`${name} microtask`));
      ticks.push(() => { log.push(`${name} tick`); globalQueueMicrotask(() => log.push(`${name} microtask of tick`)); });
    });
  }
  runLoop();
  assert.deepEqual(log, ["1", "1 tick", "1 microtask", "1 microtask of tick", "2", "2 tick", "2 microtask", "2 microtask of tick"]);
});

test("immediates of an immediate run in the next round, after due timers", () => {
  const log: string[] = [];
  new Task(() => {
    log.push("immediate");
    after(1, () => log.push("timer"));
    const end = performance.now() + 5;
    while (performance.now() < end) continue;
    new Task(() => log.push("next immediate")).start();
  }).start();
  new Task(() => log.push("second immediate")).start();
  runLoop();
  assert.deepEqual(log, ["immediate", "second immediate", "timer", "next immediate"]);
});

test("many timers: the heap gives every one, in order", () => {
  let seed = 7;
  const order: number[] = [];
  const timers: Timer[] = [];
  const nowMs = loopTimeMs();
  for (let i = 0; i < 2000; i++) {
    seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
    const delay = 1 + (seed >>> 8) % 40;
    const timer = new Callback(delay, false, () => { order.push(delay); });
    timer.startAt(nowMs);
    timers.push(timer);
  }
  for (let i = 0; i < timers.length; i += 3) timers[i].stop();
  runLoop();
  assert.equal(order.length, 2000 - Math.ceil(2000 / 3));
  assert.deepEqual(order, order.slice().sort((a, b) => a - b));
});

test("a source is asked to turn, flush and arm, and keeps the loop awake while it has work", () => {
  let turns = 0;
  let flushes = 0;
  let armed = 0;
  retain();
  addSource({
    turn: () => { if (++turns === 3) release(); },
    flush: () => { flushes++; },
    pending: () => turns < 2,
    nextDeadline: () => Infinity,
    arm: () => { armed++; return false; },
  });
  runLoop();
  assert.equal(turns, 3);
  assert.equal(armed, 1);
  assert.ok(flushes >= 3);
});
