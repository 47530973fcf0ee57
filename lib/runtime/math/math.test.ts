/** Every member of Math against V8's, bit for bit, on seeded samples that favour the borders of the algorithms. */
import assert from "node:assert/strict";
import { test } from "node:test";
import * as ours from "../math.ts";

let state = 12345;
function next(): number { state = (Math.imul(state, 1664525) + 1013904223) >>> 0; return state / 2 ** 32; }
const view = new DataView(new ArrayBuffer(8));
function anyBits(): number {
  view.setUint32(0, next() * 2 ** 32);
  view.setUint32(4, next() * 2 ** 32);
  return view.getFloat64(0);
}
const SPECIAL = [0, -0, Infinity, -Infinity, NaN, 1, -1, 5e-324, -5e-324, 0.5, -0.5, 1.5, 2.5, -2.5, 1.7976931348623157e308, 2, 1e-310, 0.9999999999999999, 0.49999999999999994, 2 ** 31, 2 ** 32, 2 ** 53];
function sample(): number {
  const kind = next();
  if (kind < 0.2) return anyBits();
  if (kind < 0.4) return next() * 2 - 1;
  if (kind < 0.55) return (next() * 2 - 1) * 1e3;
  if (kind < 0.65) return Math.floor(next() * 2000 - 1000) / 2;
  if (kind < 0.8) return 1 + (next() - 0.5) * 2 ** -Math.floor(next() * 50);
  if (kind < 0.9) return (next() * 2 - 1) * 10 ** Math.floor(next() * 300);
  return SPECIAL[Math.floor(next() * SPECIAL.length)]!;
}

const NAMES = ["abs", "acos", "acosh", "asin", "asinh", "atan", "atan2", "atanh", "cbrt", "ceil", "clz32", "cos", "cosh", "exp", "expm1", "floor", "fround", "hypot", "imul",
  "log", "log10", "log1p", "log2", "max", "min", "round", "sign", "sin", "sinh", "sqrt", "tan", "tanh", "trunc"] as const;

for (const name of NAMES) {
  test(`Math.${name}() gives V8's bits`, () => {
    const mine = ours[`math${name[0]!.toUpperCase()}${name.slice(1)}` as keyof typeof ours] as (...args: number[]) => number;
    const theirs = Math[name] as (...args: number[]) => number;
    const two = theirs.length === 2;
    for (let i = 0; i < 20000; i++) {
      const a = sample(), b = sample();
      const args = two ? [a, b] : [a];
      if (!Object.is(mine(...args), theirs(...args))) assert.fail(`Math.${name}(${args.join(", ")}): ${mine(...args)} instead of ${theirs(...args)}`);
    }
  });
}

test("Math constants", () => {
  for (const name of ["E", "LN10", "LN2", "LOG2E", "LOG10E", "PI", "SQRT1_2", "SQRT2"] as const) assert.equal(ours[`math${name}`], Math[name]);
});
