/** The domain against JavaScript's own arithmetic: what an operation gives is in the range that the domain says. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { ArithmeticOp, CompareOp } from "../../hir/hir.ts";
import { type NumberRange, arithmeticRange, join, negateRange, ofConstant, refine, roundRange, widen } from "./number-range.ts";

const NUMBERS = [
  0, -0, 1, -1, 2, 3, -3, 0.5, -0.5, 1.5, -2.25, 255, 65536, 0x7fffffff, -0x80000000, 0x80000000, 0xffffffff, 2 ** 32, -(2 ** 32), 2 ** 53, -(2 ** 53),
  2 ** 53 - 1, 2 ** 60, 1e308, -1e308, 5e-324, -5e-324, Infinity, -Infinity, NaN,
];
const OPERATIONS: readonly (readonly [ArithmeticOp, (a: number, b: number) => number])[] = [
  ["add", (a, b) => a + b], ["sub", (a, b) => a - b], ["mul", (a, b) => a * b], ["rem", (a, b) => a % b], ["div", (a, b) => a / b],
];
const COMPARISONS: readonly (readonly [CompareOp, (a: number, b: number) => boolean])[] = [
  ["lt", (a, b) => a < b], ["le", (a, b) => a <= b], ["gt", (a, b) => a > b], ["ge", (a, b) => a >= b], ["eq", (a, b) => a === b], ["ne", (a, b) => a !== b],
];

function contains(range: NumberRange, value: number): boolean {
  if (Number.isNaN(value)) return range.nan;
  if (Object.is(value, -0) && !range.minusZero) return false;
  return value >= range.low && value <= range.high && (!range.integral || Number.isInteger(value) || !Number.isFinite(value));
}

/** Sets of up to three numbers, each with the smallest range that holds it. */
function* sets(): Generator<readonly [readonly number[], NumberRange]> {
  for (const [k, a] of NUMBERS.entries()) {
    for (const b of NUMBERS.slice(k)) {
      const c = NUMBERS[(k * 7 + 5) % NUMBERS.length] ?? 0;
      for (const values of [[a], [a, b], [a, b, c]]) {
        const range = values.map(ofConstant).reduce((x: NumberRange | undefined, y) => join(x, y), undefined);
        assert.ok(range !== undefined && values.every(v => contains(range, v)), String(values));
        yield [values, range];
      }
    }
  }
}

test("arithmetic stays in the range of its operands' ranges", () => {
  const all = [...sets()];
  for (const [k, [left, a]] of all.entries()) {
    for (let n = k % 5; n < all.length; n += 17) {
      const [right, b] = all[n] ?? [[], a];
      for (const [operator, compute] of OPERATIONS) {
        const range = arithmeticRange(operator, a, b);
        for (const x of left) for (const y of right) assert.ok(contains(range, compute(x, y)), `${x} ${operator} ${y} = ${compute(x, y)}, not in ${JSON.stringify(range)}`);
      }
    }
  }
});

test("a comparison that is true leaves what it compared", () => {
  const all = [...sets()];
  for (const [k, [left, a]] of all.entries()) {
    for (let n = k % 7; n < all.length; n += 23) {
      const [right, b] = all[n] ?? [[], a];
      for (const [operator, holds] of COMPARISONS) {
        const range = refine(a, operator, b);
        for (const x of left) for (const y of right) if (holds(x, y)) assert.ok(range !== undefined && contains(range, x), `${x} ${operator} ${y}: ${JSON.stringify(range)}`);
      }
    }
  }
});

test("negation, rounding and widening contain their results", () => {
  for (const [values, a] of sets()) {
    for (const x of values) {
      assert.ok(contains(negateRange(a), -x), `-(${x})`);
      assert.ok(contains(roundRange("f64Floor", a), Math.floor(x)), `floor ${x}`);
      assert.ok(contains(roundRange("f64Ceil", a), Math.ceil(x)), `ceil ${x}`);
      assert.ok(contains(roundRange("f64Trunc", a), Math.trunc(x)), `trunc ${x}`);
      assert.ok(contains(widen(ofConstant(values[0] ?? 0), a), x), `widened ${x}`);
    }
  }
});
