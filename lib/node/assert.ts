/** node:assert. Messages are Node's for the plain comparisons; instead of its diffs, actual and expected are shown whole. */
import { inspect } from "../runtime/inspect/inspect.ts";
import { isDeepLooseEqual, isDeepStrictEqual } from "./util/deep-equal.ts";

export interface AssertionErrorOptions { message?: string | undefined; actual?: unknown; expected?: unknown; operator?: string | undefined }

export class AssertionError extends Error {
  generatedMessage: boolean;
  code = "ERR_ASSERTION";
  actual: unknown;
  expected: unknown;
  operator: string;
  constructor(options: AssertionErrorOptions) {
    super(options.message ?? `${shown(options.actual)} ${options.operator ?? ""} ${shown(options.expected)}`);
    this.name = "AssertionError";
    this.generatedMessage = options.message === undefined;
    this.actual = options.actual;
    this.expected = options.expected;
    this.operator = options.operator ?? "";
    const stack = this.stack;
    if (stack !== undefined) this.stack = `AssertionError [ERR_ASSERTION]${stack.slice(stack.indexOf(":"))}`;
  }
}

type Message = string | Error | undefined;
function shown(value: unknown): string { return inspect(value, { depth: 1000, maxArrayLength: Infinity, sorted: true, breakLength: 80 }); }

function failWith(message: Message, generated: string, actual: unknown, expected: unknown, operator: string): never {
  if (message instanceof Error) throw message;
  const error = new AssertionError({ message: message ?? generated, actual, expected, operator });
  error.generatedMessage = message === undefined;
  throw error;
}

export function ok(value: unknown, message?: string | Error): asserts value {
  if (!value) failWith(message, "The expression evaluated to a falsy value", value, true, "==");
}

/** `assert` as a value: a function with all the others as members. */
export interface Assert {
  (value: unknown, message?: string | Error): asserts value;
  ok(value: unknown, message?: string | Error): asserts value;
  fail(message?: string | Error): never;
  equal(actual: unknown, expected: unknown, message?: string | Error): void;
  notEqual(actual: unknown, expected: unknown, message?: string | Error): void;
  deepEqual(actual: unknown, expected: unknown, message?: string | Error): void;
  notDeepEqual(actual: unknown, expected: unknown, message?: string | Error): void;
  strictEqual<T>(actual: unknown, expected: T, message?: string | Error): asserts actual is T;
  notStrictEqual(actual: unknown, expected: unknown, message?: string | Error): void;
  deepStrictEqual<T>(actual: unknown, expected: T, message?: string | Error): asserts actual is T;
  notDeepStrictEqual(actual: unknown, expected: unknown, message?: string | Error): void;
  match(text: string, pattern: RegExp, message?: string | Error): void;
  doesNotMatch(text: string, pattern: RegExp, message?: string | Error): void;
  ifError(value: unknown): void;
  throws(block: () => unknown, expected?: AssertPredicate | string, message?: string | Error): void;
  doesNotThrow(block: () => unknown, message?: string | Error): void;
  rejects(block: (() => Promise<unknown>) | Promise<unknown>, expected?: AssertPredicate | string, message?: string | Error): Promise<void>;
  doesNotReject(block: (() => Promise<unknown>) | Promise<unknown>, message?: string | Error): Promise<void>;
  AssertionError: typeof AssertionError;
}

/** The function with its members; in strict mode the loose names mean the strict comparisons. */
export function makeAssert(mode: "strict" | "loose"): Assert {
  const callable = (value: unknown, message?: string | Error): void => {
    if (!value) failWith(message, "The expression evaluated to a falsy value", value, true, "==");
  };
  const strict = mode === "strict";
  return Object.assign(callable, {
    ok, fail, strictEqual, notStrictEqual, deepStrictEqual, notDeepStrictEqual, match, doesNotMatch, ifError, throws, doesNotThrow, rejects, doesNotReject, AssertionError,
    equal: strict ? strictEqual : equal, notEqual: strict ? notStrictEqual : notEqual,
    deepEqual: strict ? deepStrictEqual : deepEqual, notDeepEqual: strict ? notDeepStrictEqual : notDeepEqual,
  }) as unknown as Assert;
}
const looseAssert: Assert = makeAssert("loose");
type AssertionErrorType = AssertionError;
/** `assert.AssertionError` as a type. */
declare namespace looseAssert {
  export type AssertionError = AssertionErrorType;
}
export { looseAssert as default, looseAssert as assert };

export function fail(message: string | Error = "Failed"): never { return failWith(message, "", undefined, undefined, "fail"); }

function comparison(sentence: string, actual: unknown, expected: unknown): string {
  const left = shown(actual);
  const right = shown(expected);
  if (!left.includes("\n") && !right.includes("\n") && left.length + right.length < 72 && (typeof actual !== "object" || actual === null) && (typeof expected !== "object" || expected === null)) return `${sentence}:\n\n${left} !== ${right}\n`;
  return `${sentence}:\n+ actual - expected\n\n+ ${left.replaceAll("\n", "\n+ ")}\n- ${right.replaceAll("\n", "\n- ")}\n`;
}

export function strictEqual<T>(actual: unknown, expected: T, message?: string | Error): asserts actual is T {
  if (!Object.is(actual, expected)) failWith(message, comparison("Expected values to be strictly equal", actual, expected), actual, expected, "strictEqual");
}
export function notStrictEqual(actual: unknown, expected: unknown, message?: string | Error): void {
  if (Object.is(actual, expected)) failWith(message, `Expected "actual" to be strictly unequal to: ${shown(expected)}`, actual, expected, "notStrictEqual");
}
export function equal(actual: unknown, expected: unknown, message?: string | Error): void {
  if (actual != expected && !(actual !== actual && expected !== expected)) failWith(message, `${shown(actual)} == ${shown(expected)}`, actual, expected, "==");
}
export function notEqual(actual: unknown, expected: unknown, message?: string | Error): void {
  if (actual == expected || (actual !== actual && expected !== expected)) failWith(message, `${shown(actual)} != ${shown(expected)}`, actual, expected, "!=");
}
export function deepStrictEqual<T>(actual: unknown, expected: T, message?: string | Error): asserts actual is T {
  if (!isDeepStrictEqual(actual, expected)) failWith(message, comparison("Expected values to be strictly deep-equal", actual, expected), actual, expected, "deepStrictEqual");
}
export function notDeepStrictEqual(actual: unknown, expected: unknown, message?: string | Error): void {
  if (isDeepStrictEqual(actual, expected)) failWith(message, `Expected "actual" not to be strictly deep-equal to: ${shown(expected)}`, actual, expected, "notDeepStrictEqual");
}
export function deepEqual(actual: unknown, expected: unknown, message?: string | Error): void {
  if (!isDeepLooseEqual(actual, expected)) failWith(message, comparison("Expected values to be loosely deep-equal", actual, expected), actual, expected, "deepEqual");
}
export function notDeepEqual(actual: unknown, expected: unknown, message?: string | Error): void {
  if (isDeepLooseEqual(actual, expected)) failWith(message, `Expected "actual" not to be loosely deep-equal to: ${shown(expected)}`, actual, expected, "notDeepEqual");
}
export function match(text: string, pattern: RegExp, message?: string | Error): void {
  if (!pattern.test(text)) failWith(message, `The input did not match the regular expression ${String(pattern)}. Input:\n\n${shown(text)}\n`, text, pattern, "match");
}
export function doesNotMatch(text: string, pattern: RegExp, message?: string | Error): void {
  if (pattern.test(text)) failWith(message, `The input was expected to not match the regular expression ${String(pattern)}. Input:\n\n${shown(text)}\n`, text, pattern, "doesNotMatch");
}
export function ifError(value: unknown): void {
  if (value === null || value === undefined) return;
  failWith(undefined, `ifError got unwanted exception: ${value instanceof Error ? value.message : shown(value)}`, value, null, "ifError");
}

/** What an exception is compared with: a pattern for its text, a class, properties, or a predicate. */
export type AssertPredicate = RegExp | (new (...args: any[]) => object) | ((thrown: unknown) => boolean) | object;

function checkThrown(thrown: unknown, expected: AssertPredicate | undefined, message: Message, operator: string): void {
  if (expected === undefined) return;
  if (expected instanceof RegExp) {
    if (!expected.test(String(thrown))) failWith(message, `The input did not match the regular expression ${String(expected)}. Input:\n\n${shown(String(thrown))}\n`, thrown, expected, operator);
    return;
  }
  if (typeof expected === "function") {
    if (isErrorClass(expected)) {
      if (!(thrown instanceof (expected as new () => object))) failWith(message, `The error is expected to be an instance of "${expected.name}". Received ${shown(thrown)}`, thrown, expected, operator);
      return;
    }
    if ((expected as (thrown: unknown) => boolean)(thrown) !== true) failWith(message, `The validation function is expected to return "true". Received ${shown(false)}`, thrown, expected, operator);
    return;
  }
  const wanted = expected as Record<string, unknown>;
  const got = (typeof thrown === "object" && thrown !== null ? thrown : {}) as Record<string, unknown>;
  const keys = expected instanceof Error ? [...Object.keys(expected), "name", "message"] : Object.keys(expected);
  for (const key of keys) {
    const value = wanted[key];
    const fits = value instanceof RegExp && typeof got[key] === "string" ? value.test(got[key]) : isDeepStrictEqual(got[key], value);
    if (!fits) failWith(message, comparison("Expected values to be strictly deep-equal", thrown, expected), thrown, expected, operator);
  }
}
function isErrorClass(fn: Function): boolean { return fn === Error || (fn.name.length > 0 && fn.name.charAt(0) === fn.name.charAt(0).toUpperCase() && fn.name.charAt(0) !== fn.name.charAt(0).toLowerCase()); }

export function throws(block: () => unknown, expected?: AssertPredicate | string, message?: string | Error): void {
  const told = typeof expected === "string" ? expected : message;
  try {
    block();
  } catch (thrown) {
    checkThrown(thrown, typeof expected === "string" ? undefined : expected, told, "throws");
    return;
  }
  failWith(undefined, `Missing expected exception${typeof expected === "function" && isErrorClass(expected) ? ` (${expected.name})` : ""}${told === undefined ? "." : `: ${String(told)}`}`, undefined, expected, "throws");
}
export function doesNotThrow(block: () => unknown, message?: string | Error): void {
  try {
    block();
  } catch (thrown) {
    failWith(undefined, `Got unwanted exception${message === undefined ? "." : `: ${String(message)}`}\nActual message: "${thrown instanceof Error ? thrown.message : String(thrown)}"`, thrown, undefined, "doesNotThrow");
  }
}
export async function rejects(block: (() => Promise<unknown>) | Promise<unknown>, expected?: AssertPredicate | string, message?: string | Error): Promise<void> {
  const told = typeof expected === "string" ? expected : message;
  try {
    await (typeof block === "function" ? block() : block);
  } catch (thrown) {
    checkThrown(thrown, typeof expected === "string" ? undefined : expected, told, "rejects");
    return;
  }
  failWith(undefined, `Missing expected rejection${typeof expected === "function" && isErrorClass(expected) ? ` (${expected.name})` : ""}${told === undefined ? "." : `: ${String(told)}`}`, undefined, expected, "rejects");
}
export async function doesNotReject(block: (() => Promise<unknown>) | Promise<unknown>, message?: string | Error): Promise<void> {
  try {
    await (typeof block === "function" ? block() : block);
  } catch (thrown) {
    failWith(undefined, `Got unwanted rejection${message === undefined ? "." : `: ${String(message)}`}\nActual message: "${thrown instanceof Error ? thrown.message : String(thrown)}"`, thrown, undefined, "doesNotReject");
  }
}
