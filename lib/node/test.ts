/** node:test: tests and suites one after the other, reported as Node's spec reporter does; a failure sets the exit code. */
import { monotonicMs } from "#platform/clock.ts";
import { writeText } from "#platform/console.ts";
import { inspect } from "../runtime/inspect/inspect.ts";
import { process } from "./process.ts";
import { nextTickCall } from "./tick.ts";

export interface TestOptions { skip?: boolean | string | undefined; todo?: boolean | string | undefined; only?: boolean | undefined; timeout?: number | undefined; concurrency?: number | boolean | undefined }
export type TestFn = (context: TestContext) => void | Promise<void>;
export type SuiteFn = () => void | Promise<void>;
type Hook = () => void | Promise<void>;

/** A test, or a suite of them. */
class Node {
  readonly name: string;
  readonly options: TestOptions;
  readonly parent: Node | undefined;
  readonly fn: TestFn | undefined;
  readonly isSuite: boolean;
  readonly children: Node[] = [];
  readonly before: Hook[] = [];
  readonly after: Hook[] = [];
  readonly beforeEach: Hook[] = [];
  readonly afterEach: Hook[] = [];
  constructor(name: string, options: TestOptions, fn: TestFn | undefined, parent: Node | undefined, isSuite: boolean) {
    this.name = name;
    this.options = options;
    this.fn = fn;
    this.parent = parent;
    this.isSuite = isSuite;
  }
  get depth(): number { return this.parent === undefined ? 0 : this.parent.depth + 1; }
}

interface Counts { tests: number; suites: number; pass: number; fail: number; skipped: number; todo: number }
interface Failure { readonly name: string; readonly ms: number; readonly error: unknown }

let root: Node | undefined;
/** Where test() and describe() add: the suite being collected. */
let current: Node | undefined;
let counts: Counts | undefined;
let failures: Failure[] | undefined;
let startMs = 0;

function rootNode(): Node {
  if (root === undefined) {
    root = new Node("", {}, undefined, undefined, true);
    current = root;
    counts = { tests: 0, suites: 0, pass: 0, fail: 0, skipped: 0, todo: 0 };
    failures = [];
    startMs = monotonicMs();
    nextTickCall(() => { void runAll(); });
  }
  return root;
}

/** What a test function is given. */
export class TestContext {
  readonly name: string;
  readonly #node: Node;
  #skipped = false;
  constructor(node: Node) {
    this.name = node.name;
    this.#node = node;
  }
  get _wasSkipped(): boolean { return this.#skipped; }
  skip(_message?: string): void { this.#skipped = true; }
  diagnostic(message: string): void { line(this.#node.depth, `ℹ ${message}`); }
  /** A test within this one, run at once. */
  async test(name: string, first?: TestOptions | TestFn, second?: TestFn): Promise<void> {
    const fn = typeof first === "function" ? first : second;
    await run(new Node(name, typeof first === "object" ? first : {}, fn, this.#node, false));
  }
}

function add(name: string | undefined, options: TestOptions, fn: TestFn | undefined, isSuite: boolean): Node {
  const parent = current ?? rootNode();
  const node = new Node(name ?? (fn === undefined || fn.name === "" ? "<anonymous>" : fn.name), options, fn, parent, isSuite);
  parent.children.push(node);
  return node;
}

export function test(name?: string, fn?: TestFn): Promise<void>;
export function test(name: string, options: TestOptions, fn?: TestFn): Promise<void>;
export function test(name?: string, first?: TestOptions | TestFn, second?: TestFn): Promise<void> {
  rootNode();
  add(name, typeof first === "object" ? first : {}, typeof first === "function" ? first : second, false);
  return Promise.resolve();
}
export { test as it, test as default };

export function describe(name?: string, fn?: SuiteFn): void;
export function describe(name: string, options: TestOptions, fn?: SuiteFn): void;
export function describe(name?: string, first?: TestOptions | SuiteFn, second?: SuiteFn): void {
  rootNode();
  const fn = typeof first === "function" ? first : second;
  const node = add(name, typeof first === "object" ? first : {}, undefined, true);
  if (fn === undefined) return;
  const outer = current;
  current = node;
  void fn();
  current = outer;
}
export { describe as suite };

export function before(fn: Hook): void { (current ?? rootNode()).before.push(fn); }
export function after(fn: Hook): void { (current ?? rootNode()).after.push(fn); }
export function beforeEach(fn: Hook): void { (current ?? rootNode()).beforeEach.push(fn); }
export function afterEach(fn: Hook): void { (current ?? rootNode()).afterEach.push(fn); }

function line(depth: number, text: string): void { writeText(1, `${"  ".repeat(Math.max(0, depth - 1))}${text}\n`); }
function duration(ms: number): string { return `(${Number(ms.toFixed(6))}ms)`; }

async function hooks(list: readonly Hook[]): Promise<void> { for (const hook of list) await hook(); }
async function hooksAround(node: Node | undefined, which: "beforeEach" | "afterEach"): Promise<void> {
  if (node === undefined) return;
  if (which === "beforeEach") {
    await hooksAround(node.parent, which);
    await hooks(node.beforeEach);
  } else {
    await hooks(node.afterEach);
    await hooksAround(node.parent, which);
  }
}

/** Runs a test or suite; false if it failed. */
async function run(node: Node): Promise<boolean> {
  const totals = counts as Counts;
  const skip = node.options.skip;
  if (skip !== undefined && skip !== false) {
    totals.skipped++;
    if (!node.isSuite) totals.tests++;
    line(node.depth, `﹣ ${node.name} ${duration(0)} # ${skip === true ? "SKIP" : skip}`);
    return true;
  }
  const beganMs = monotonicMs();
  if (node.isSuite) {
    totals.suites++;
    line(node.depth, `▶ ${node.name}`);
    let good = true;
    let failure: unknown;
    try {
      await hooks(node.before);
      for (const child of node.children) if (!(await run(child))) good = false;
      await hooks(node.after);
    } catch (error) {
      good = false;
      failure = error;
    }
    line(node.depth, `${good ? "✔" : "✖"} ${node.name} ${duration(monotonicMs() - beganMs)}`);
    if (failure !== undefined) (failures as Failure[]).push({ name: node.name, ms: monotonicMs() - beganMs, error: failure });
    return good;
  }
  totals.tests++;
  const context = new TestContext(node);
  let thrown: { readonly error: unknown } | undefined;
  try {
    await hooksAround(node.parent, "beforeEach");
    if (node.fn !== undefined) await node.fn(context);
    await hooksAround(node.parent, "afterEach");
  } catch (error) {
    thrown = { error };
  }
  const ms = monotonicMs() - beganMs;
  const todo = node.options.todo !== undefined && node.options.todo !== false;
  if (context._wasSkipped) {
    totals.skipped++;
    line(node.depth, `﹣ ${node.name} ${duration(ms)} # SKIP`);
    return true;
  }
  if (todo) totals.todo++;
  else if (thrown === undefined) totals.pass++;
  else totals.fail++;
  line(node.depth, `${thrown === undefined ? "✔" : todo ? "⚠" : "✖"} ${node.name} ${duration(ms)}${todo ? " # TODO" : ""}`);
  if (thrown === undefined || todo) return true;
  (failures as Failure[]).push({ name: node.name, ms, error: thrown.error });
  return false;
}

async function runAll(): Promise<void> {
  const all = rootNode();
  const totals = counts as Counts;
  await hooks(all.before);
  for (let i = 0; i < all.children.length; i++) await run(all.children[i] as Node);
  await hooks(all.after);
  const list = failures as Failure[];
  for (const [name, count] of [["tests", totals.tests], ["suites", totals.suites], ["pass", totals.pass], ["fail", totals.fail], ["cancelled", 0], ["skipped", totals.skipped], ["todo", totals.todo]] as const) writeText(1, `ℹ ${name} ${count}\n`);
  writeText(1, `ℹ duration_ms ${Number((monotonicMs() - startMs).toFixed(6))}\n`);
  if (list.length === 0) return;
  writeText(1, "\n✖ failing tests:\n");
  for (const failure of list) {
    const text = inspect(failure.error);
    writeText(1, `\n✖ ${failure.name} ${duration(failure.ms)}\n  ${text.replaceAll("\n", "\n  ")}\n`);
  }
  process.exitCode = 1;
}
