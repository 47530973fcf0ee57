/** structuredClone against Node's own on plain data, and on our collections. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { Date as OurDate } from "../runtime/date.ts";
import { Map as OurMap } from "../runtime/map.ts";
import { Set as OurSet } from "../runtime/set.ts";
import { globalStructuredClone } from "./structured-clone.ts";

test("structuredClone() copies deeply and keeps sharing and cycles", () => {
  const shared = { s: 1 };
  const value: Record<string, unknown> = { a: [1, , "x"], shared, again: shared, bytes: new Uint8Array([1, 2, 3]).subarray(1), nothing: undefined };
  value["self"] = value;
  const copy = globalStructuredClone(value);
  assert.deepEqual(copy, structuredClone(value));
  assert.equal(copy["self"], copy);
  assert.equal(copy["shared"], copy["again"]);
  assert.notEqual(copy["shared"], shared);
});

test("structuredClone() copies maps, sets, dates and errors", () => {
  const copy = globalStructuredClone({ m: new OurMap([["k", new OurSet([1])]]), d: new OurDate(5), e: new TypeError("bad", { cause: 1 }) });
  assert.deepEqual([...copy.m.get("k")!], [1]);
  assert.equal(copy.d.getTime(), 5);
  assert.ok(copy.e instanceof TypeError);
  assert.equal(copy.e.cause, 1);
});

test("structuredClone() refuses functions and symbols as Node does", () => {
  for (const value of [() => 1, Symbol("s")]) {
    const message = (() => { try { structuredClone(value); } catch (error) { return (error as Error).message; } return ""; })();
    assert.throws(() => globalStructuredClone({ value }), { name: "DataCloneError", message });
  }
});
