import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { test } from "node:test";
import { List } from "./list.ts";

const listOf = (...elements: readonly string[]): List => {
  const list = new List();
  for (const element of elements) list.pushRight(element);
  return list;
};
const elements = (list: List): string[] => list.slice(0, list.length);

test("List keeps its order over both ends, growing and wrapping round", () => {
  const list = new List(), model: string[] = [];
  for (let i = 0; i < 100; i++) {
    list.pushLeft(`l${i}`);
    model.unshift(`l${i}`);
    list.pushRight(`r${i}`);
    model.push(`r${i}`);
    if (i % 3 === 0) strictEqual(list.popRight(), model.pop());
    if (i % 5 === 0) strictEqual(list.popLeft(), model.shift());
    deepStrictEqual(elements(list), model);
  }
  while (model.length > 0) strictEqual(list.popLeft(), model.shift());
  strictEqual(list.popLeft(), undefined);
  strictEqual(list.popRight(), undefined);
});

test("List.remove() takes from the left or from the right", () => {
  const left = listOf("a", "b", "a", "c", "a");
  strictEqual(left.remove("a", 2, "left"), 2);
  deepStrictEqual(elements(left), ["b", "c", "a"]);
  const right = listOf("a", "b", "a", "c", "a");
  strictEqual(right.remove("a", 2, "right"), 2);
  deepStrictEqual(elements(right), ["a", "b", "c"]);
});

test("List.insert() and List.keep()", () => {
  const list = listOf("a", "b", "c");
  list.insert(1, "x");
  deepStrictEqual(elements(list), ["a", "x", "b", "c"]);
  list.keep(1, 3);
  deepStrictEqual(elements(list), ["x", "b"]);
});
