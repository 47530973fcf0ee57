/**
 * Timers with Node's order: timers of one duration are a list in order of their start, lists are in a heap by the
 * expiry of their first timer, and equal expiries go by the age of the list. Times are whole milliseconds of
 * monotonicMs(), as Node's loop has them. node:timers builds setTimeout and setInterval on this; so does the kernel.
 */
import { monotonicMs } from "#platform/clock.ts";
import { runCallback } from "./jobs.ts";
import { LoopPhase, useTimers } from "./phases.ts";

/** Longest delay; longer ones and those below 1 become 1, as in Node. */
export const DELAY_MS_MAX = 2 ** 31 - 1;

/** The clock of the event loop: whole milliseconds. */
export function loopTimeMs(): number { return Math.floor(monotonicMs()); }

/** One timer; a subclass says what happens. Reusable after it fired or was stopped. */
export class Timer {
  /** Milliseconds, 1 … DELAY_MS_MAX. */
  delayMs: number;
  /** Starts again after each firing, by its delay. */
  repeats: boolean;
  startMs: number = 0;
  /** Keeps the program alive while it is active. */
  private referenced: boolean = true;
  /** While it fires: it shall start again; stop() in the callback takes it back. */
  restarts: boolean = false;
  list: TimerList | undefined = undefined;
  previous: Timer | undefined = undefined;
  next: Timer | undefined = undefined;

  constructor(delayMs: number, repeats: boolean) {
    this.delayMs = delayMs >= 1 && delayMs <= DELAY_MS_MAX ? Math.trunc(delayMs) : 1;
    this.repeats = repeats;
  }

  /** What happens when the time has come. */
  fire(): void {}

  /** Starts, or starts anew from now. */
  start(): void { this.startAt(loopTimeMs()); }

  startAt(nowMs: number): void {
    this.stop();
    this.startMs = nowMs;
    append(this);
    if (this.referenced) referencedTimers++;
  }

  /** Stops without firing; nothing if it isn't active. */
  stop(): void {
    this.restarts = false;
    if (this.list === undefined) return;
    detach(this);
    if (this.referenced) referencedTimers--;
  }

  isActive(): boolean { return this.list !== undefined; }
  hasRef(): boolean { return this.referenced; }

  setReferenced(on: boolean): void {
    if (on === this.referenced) return;
    this.referenced = on;
    if (this.list !== undefined) referencedTimers += on ? 1 : -1;
  }
}

/** The timers of one duration; in the heap while it is not empty. */
export class TimerList {
  readonly delayMs: number;
  expiryMs: number;
  /** Order among equal expiries. */
  age: number;
  /** Index in the heap. */
  position: number = 0;
  first: Timer | undefined = undefined;
  last: Timer | undefined = undefined;

  constructor(delayMs: number, expiryMs: number, age: number) {
    this.delayMs = delayMs;
    this.expiryMs = expiryMs;
    this.age = age;
  }
}

let referencedTimers = 0;
let nextAge = 0;
let listByDelay: Map<number, TimerList> | undefined;
let heap: TimerList[] | undefined;

/** Number of active timers that keep the program alive. */
export function activeReferencedTimers(): number { return referencedTimers; }

/** When the next timer is due (loop milliseconds); Infinity: none. */
export function nextTimerMs(): number {
  return heap === undefined || heap.length === 0 ? Infinity : heap[0].expiryMs;
}

class TimerPhase extends LoopPhase {
  override referenced(): number { return referencedTimers; }
  override nextMs(): number { return nextTimerMs(); }
  override run(): void { runTimers(); }
}

/** Fires what is due; jobs (ticks, microtasks) run after each timer. */
function runTimers(): void {
  if (heap === undefined) return;
  let nowMs = loopTimeMs();
  while (heap.length > 0) {
    const list = heap[0];
    if (list.expiryMs > nowMs) {
      nowMs = loopTimeMs();
      if (list.expiryMs > nowMs) return;
    }
    runList(list, nowMs);
  }
}

function runList(list: TimerList, nowMs: number): void {
  for (let timer = list.first; timer !== undefined; timer = list.first) {
    if (nowMs - timer.startMs < list.delayMs) {
      list.expiryMs = Math.max(timer.startMs + list.delayMs, nowMs + 1);
      list.age = nextAge++;
      sink(list, list.position);
      return;
    }
    fireTimer(timer);
  }
  // Its last timer fired: it is still in the heap unless stop() emptied it.
  if (list.first === undefined && isQueued(list)) removeList(list);
}

/** The timer leaves its list without removing the list, so that equal delays started meanwhile join it in order. */
function fireTimer(timer: Timer): void {
  unlink(timer);
  if (timer.hasRef()) referencedTimers--;
  const startMs = loopTimeMs();
  timer.restarts = timer.repeats;
  runCallback(() => timer.fire());
  if (timer.restarts && !timer.isActive()) timer.startAt(startMs);
}

function append(timer: Timer): void {
  const lists = listByDelay ??= firstTimer();
  let list = lists.get(timer.delayMs);
  if (list === undefined) {
    list = new TimerList(timer.delayMs, timer.startMs + timer.delayMs, nextAge++);
    lists.set(timer.delayMs, list);
    pushList(list);
  }
  timer.list = list;
  timer.previous = list.last;
  timer.next = undefined;
  if (list.last === undefined) list.first = timer;
  else list.last.next = timer;
  list.last = timer;
}

function firstTimer(): Map<number, TimerList> {
  useTimers(new TimerPhase());
  return new Map();
}

function unlink(timer: Timer): void {
  const list = timer.list;
  if (list === undefined) return;
  if (timer.previous === undefined) list.first = timer.next;
  else timer.previous.next = timer.next;
  if (timer.next === undefined) list.last = timer.previous;
  else timer.next.previous = timer.previous;
  timer.list = undefined;
  timer.previous = undefined;
  timer.next = undefined;
}

function detach(timer: Timer): void {
  const list = timer.list;
  if (list === undefined) return;
  unlink(timer);
  if (list.first === undefined && isQueued(list)) removeList(list);
}

function isQueued(list: TimerList): boolean {
  return heap !== undefined && list.position < heap.length && heap[list.position] === list;
}

function pushList(list: TimerList): void {
  const lists = heap ??= [];
  lists.push(list);
  list.position = lists.length - 1;
  rise(list, list.position);
}

function removeList(list: TimerList): void {
  if (heap === undefined) return;
  listByDelay?.delete(list.delayMs);
  const last = heap.pop();
  if (last === undefined || last === list) return;
  const position = list.position;
  heap[position] = last;
  last.position = position;
  rise(last, position);
  sink(last, last.position);
}

function isBefore(a: TimerList, b: TimerList): boolean {
  return a.expiryMs < b.expiryMs || (a.expiryMs === b.expiryMs && a.age < b.age);
}

function rise(list: TimerList, from: number): void {
  if (heap === undefined) return;
  let position = from;
  while (position > 0) {
    const above = (position - 1) >> 1;
    const parent = heap[above];
    if (!isBefore(list, parent)) break;
    heap[position] = parent;
    parent.position = position;
    position = above;
  }
  heap[position] = list;
  list.position = position;
}

function sink(list: TimerList, from: number): void {
  if (heap === undefined) return;
  let position = from;
  const count = heap.length;
  while (2 * position + 1 < count) {
    let below = 2 * position + 1;
    if (below + 1 < count && isBefore(heap[below + 1], heap[below])) below++;
    const child = heap[below];
    if (!isBefore(child, list)) break;
    heap[position] = child;
    child.position = position;
    position = below;
  }
  heap[position] = list;
  list.position = position;
}
