import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { test } from "node:test";
import { SortedSet } from "./sorted-set.ts";

/** A small generator of numbers, so that a failure can be repeated. */
function generator(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor(state / 2 ** 32 * below);
  };
}

test("SortedSet agrees with a sorted array through random changes", () => {
  const random = generator(1), set = new SortedSet(), model = new Map<string, number>();
  for (let step = 0; step < 3000; step++) {
    const member = `m${random(200)}`;
    if (random(3) === 0) {
      strictEqual(set.delete(member), model.delete(member));
    } else {
      const score = random(20);
      set.set(member, score);
      model.set(member, score);
    }
    if (step % 10 !== 0) continue;
    const sorted = [...model].map(([member, score]) => ({ member, score })).sort((a, b) => a.score - b.score || (a.member < b.member ? -1 : 1));
    const plain = set.slice(0, set.size).map(({ member, score }) => ({ member, score }));
    deepStrictEqual(plain, sorted);
    sorted.forEach(({ member }, rank) => strictEqual(set.rank(member), rank));
    const from = random(set.size + 1);
    deepStrictEqual(set.slice(from, from + 3).map(({ member }) => member), sorted.slice(from, from + 3).map(({ member }) => member));
    strictEqual(set.countWhile(({ score }) => score < 10), sorted.filter(({ score }) => score < 10).length);
  }
});
