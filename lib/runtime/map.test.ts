/** Map and Set against Node's own, by seeded sequences of operations with iterators held across changes. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { Map as OurMap } from "./map.ts";
import { Set as OurSet } from "./set.ts";

function generator(seed: number): (n: number) => number {
  let state = seed * 2654435761 >>> 0;
  return (n) => { state = (Math.imul(state, 1664525) + 1013904223) >>> 0; return (state >>> 7) % n; };
}
const objects = [{ id: 1 }, { id: 2 }, [3], () => 4, Symbol("s")];
function keyOf(random: (n: number) => number, range: number): unknown {
  switch (random(8)) {
    case 0: return objects[random(objects.length)];
    case 1: return [NaN, 0, -0, Infinity, 0.5, 1e300, 2 ** 31, -1, 4294967296][random(9)];
    case 2: return [undefined, null, true, false, "", 5n, 6n][random(7)];
    case 3: case 4: return random(range);
    default: return `key${random(range)}`;
  }
}

test("Map does what Node's does under random operations", () => {
  for (let seed = 1; seed <= 120; seed++) {
    const random = generator(seed);
    const ours = new OurMap<unknown, number>(), native = new Map<unknown, number>();
    const iterators: [Iterator<unknown>, Iterator<unknown>][] = [];
    const range = [5, 30, 300][seed % 3]!;
    for (let i = 0; i < 600; i++) {
      const key = keyOf(random, range);
      switch (random(12)) {
        case 0: case 1: case 2: case 3: assert.equal(ours.set(key, i), ours); native.set(key, i); break;
        case 4: case 5: case 6: assert.equal(ours.delete(key), native.delete(key)); break;
        case 7: assert.equal(ours.get(key), native.get(key)); assert.equal(ours.has(key), native.has(key)); break;
        case 8: if (random(40) === 0) { ours.clear(); native.clear(); } break;
        case 9: iterators.push(random(2) === 0 ? [ours.entries(), native.entries()] : [ours.keys(), native.keys()]); break;
        default: for (const [a, b] of iterators) { const x = a.next(), y = b.next(); assert.deepEqual(x, y, `seed ${seed} step ${i}`); }
      }
      assert.equal(ours.size, native.size);
    }
    assert.deepEqual([...ours.entries()], [...native.entries()]);
  }
});

test("Map.forEach() sees what is added and not what is deleted during it", () => {
  const run = (M: MapConstructor): string[] => {
    const log: string[] = [];
    const m = new M<number, number>([[1, 1], [2, 2], [3, 3]]);
    m.forEach((v, k) => { log.push(`${k}:${v}`); if (k < 40) { m.delete(k); m.set(k + 3, v * 2); } });
    return log;
  };
  assert.deepEqual(run(OurMap as unknown as MapConstructor), run(Map));
});

test("Map normalises -0, refuses entries that are no objects, groups", () => {
  assert.ok(Object.is([...new OurMap([[-0, 1]]).keys()][0], 0));
  assert.throws(() => new OurMap([1 as never]), { message: "Iterator value 1 is not an entry object" });
  assert.deepEqual([...OurMap.groupBy([1, 2, 3], (x) => x % 2)], [[1, [1, 3]], [0, [2]]]);
});

test("Set and its methods do what Node's do", () => {
  for (let seed = 1; seed <= 200; seed++) {
    const random = generator(seed);
    const values = (): unknown[] => Array.from({ length: random(20) }, () => keyOf(random, 12));
    const a = values(), b = values();
    const oa = new OurSet(a), ob = new OurSet(b), na = new Set(a), nb = new Set(b);
    assert.deepEqual([...oa], [...na]);
    const other = random(2) === 0 ? ob : nb;
    assert.deepEqual([...oa.union(other)], [...na.union(nb)]);
    assert.deepEqual([...oa.intersection(other)], [...na.intersection(nb)]);
    assert.deepEqual([...oa.difference(other)], [...na.difference(nb)]);
    assert.deepEqual([...oa.symmetricDifference(other)], [...na.symmetricDifference(nb)]);
    assert.equal(oa.isSubsetOf(other), na.isSubsetOf(nb));
    assert.equal(oa.isSupersetOf(other), na.isSupersetOf(nb));
    assert.equal(oa.isDisjointFrom(other), na.isDisjointFrom(nb));
  }
});

test("Iterator helpers chain as Node's do", () => {
  const run = (m: { values(): IteratorObject<number, undefined, unknown> }): unknown[] => [
    m.values().map((x) => x * 2).filter((x) => x % 3 !== 0).drop(1).take(4).toArray(),
    m.values().flatMap((x) => [x, -x]).reduce((a, b) => a + b * b),
    m.values().some((x) => x > 3), m.values().every((x) => x > 3), m.values().find((x) => x > 3),
  ];
  const list = Array.from({ length: 20 }, (_, i) => i);
  assert.deepEqual(run(new OurSet(list) as unknown as Set<number>), run(new Set(list)));
});
