import assert from "node:assert/strict";
import { test } from "node:test";
import { Cursor, HashTable } from "./hash-table.ts";

/** Adds and removes so long that the table is left for another. */
function churn(table: HashTable): HashTable {
  let at = table;
  for (let i = 0; i < 100; i++) {
    at = at.append({ churned: i }, i);
    at = at.remove(at.find(at.keys[at.used - 1]));
  }
  return at;
}

test("a table that was left keeps neither its keys nor its successor alive", () => {
  const old = new HashTable(true).append({ name: "kept" }, "value");
  const current = churn(old);
  assert.notEqual(current, old);
  assert.deepEqual([old.keys, old.values, old.index.length, old.successor], [[], [], 0, undefined]);
  assert.equal(current.live, 1);
});

test("a cursor finds its place in the tables that follow, and holds no keys of the old one", () => {
  const first = { name: "first" }, second = { name: "second" };
  const old = new HashTable(true).append({ name: "gone" }, 0).append(first, 1).append(second, 2);
  const cursor = new Cursor(old);
  assert.ok(cursor.advance() && cursor.advance());
  assert.equal(cursor.key(), first);
  const current = churn(churn(old.remove(0)));
  assert.ok(old.keys.every((key) => key !== first && key !== second));
  assert.ok(cursor.advance());
  assert.deepEqual([cursor.key(), cursor.value(), current.live], [second, 2, 2]);
  assert.ok(!cursor.advance());
  assert.equal(current.cursors, 0);
});
