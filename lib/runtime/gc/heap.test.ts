import assert from "node:assert/strict";
import { test } from "node:test";
import { load32, loadSize, store32, storeSize } from "../../sys/intrinsics.ts";
import { shim } from "../../sys/shim.ts";
import { RECORD_BITMAP, RECORD_INSTANCE_BYTES, SHAPE_EPHEMERONS, SHAPE_RECORD_BYTES, SHAPE_STORE_RAW, SHAPE_STORE_VALUES, SHAPE_STRING, SHAPE_WEAK_CELL, STORE_CAPACITY, STORE_DATA, STRING_LENGTH } from "../layout.ts";
import { resolvePointer } from "./block.ts";
import { beginMarking, finishCollection, markHeapObject } from "./collector.ts";
import { allocateSlow, closeRegions, heapCommittedBytes, openAllocation } from "./heap.ts";
import { objectBytes, setShapeRecords } from "./object-size.ts";
import { verifyHeap } from "./verify.ts";

const NODE_SHAPE = 64;
const NODE_BYTES = 32; // header, left, right, raw number
const RECORDS = 1024;

function openShim(): void {
  if (shim.bytes.length > 0) return; // the heap's state outlives a test: one memory for all
  shim.reset(64 << 20);
  setShapeRecords(RECORDS);
  const record = RECORDS + NODE_SHAPE * SHAPE_RECORD_BYTES;
  store32(record, NODE_BYTES, RECORD_INSTANCE_BYTES);
  shim.view.setBigUint64(record + RECORD_BITMAP, 0b011n, true);
}

/** Marks from the roots as the collector does, and re-opens allocation. */
function collect(roots: readonly number[], ambiguous: readonly number[] = []): number {
  closeRegions();
  beginMarking();
  for (const word of ambiguous) {
    const object = resolvePointer(word);
    if (object !== 0) markHeapObject(object);
  }
  for (const root of roots) markHeapObject(root);
  const live = finishCollection();
  openAllocation();
  return live;
}

function newNode(left: number, right: number, value: number): number {
  const node = allocateSlow(NODE_SHAPE, NODE_BYTES);
  storeSize(node, left, 8);
  storeSize(node, right, 16);
  store32(node, value, 24);
  return node;
}

function newStore(capacity: number): number {
  const store = allocateSlow(SHAPE_STORE_VALUES, STORE_DATA + capacity * 8);
  store32(store, capacity, STORE_CAPACITY);
  return store;
}

function newText(length: number): number {
  const text = allocateSlow(SHAPE_STRING, 16 + length);
  store32(text, length, STRING_LENGTH);
  return text;
}

/** The multiset of a tree's values, as their sum; checks headers. */
function sum(node: number): number {
  if (node === 0) return 0;
  assert.equal(load32(node), NODE_SHAPE);
  return load32(node, 24) + sum(loadSize(node, 8)) + sum(loadSize(node, 16));
}

function tree(depth: number): number {
  if (depth === 0) return newNode(0, 0, 1);
  return newNode(tree(depth - 1), tree(depth - 1), 1);
}

test("collect() keeps what the roots reach, and only that", () => {
  openShim();
  const kept = tree(10);
  for (let i = 0; i < 20; i++) tree(8);
  const live = collect([kept]);
  assert.equal(live, 2047 * NODE_BYTES);
  for (let i = 0; i < 40; i++) tree(8);
  assert.equal(sum(kept), 2047);
});

test("the heap stays flat when the same amount is live", () => {
  openShim();
  let kept = tree(12);
  collect([kept]);
  for (let i = 0; i < 5; i++) { kept = tree(12); newStore(5000); newText(70_000); collect([kept]); }
  const committed = heapCommittedBytes();
  for (let i = 0; i < 60; i++) {
    kept = tree(12);
    newStore(5000);
    newText(70_000);
    for (let k = 0; k < 50; k++) newText(k * 40);
    collect([kept]);
    assert.equal(sum(kept), 8191);
  }
  assert.equal(heapCommittedBytes(), committed);
});

test("new memory is zero, whatever lay there before", () => {
  openShim();
  for (let round = 0; round < 4; round++) {
    for (let i = 0; i < 120; i++) {
      const bytes = 16 + ((i * 977) % 40_000);
      const store = allocateSlow(SHAPE_STORE_RAW, bytes);
      store32(store, bytes - 16, STORE_CAPACITY);
      for (let at = store + 16; at < store + objectBytes(store); at += 8) assert.equal(loadSize(at), 0);
      shim.bytes.fill(0xa5, store + 16, store + bytes);
    }
    collect([]);
  }
});

test("resolvePointer() finds objects from interior and end addresses, young and old", () => {
  openShim();
  collect([]);
  const objects = Array.from({ length: 500 }, (_, i) => (i % 3 === 0 ? newText(i * 5) : i % 7 === 0 ? newStore(i * 9) : newNode(0, 0, i)));
  for (let round = 0; round < 2; round++) {
    for (const object of objects) {
      assert.equal(resolvePointer(object), object);
      assert.equal(resolvePointer(object + 8), object);
      assert.equal(resolvePointer(object + objectBytes(object) - 1), object);
    }
    collect([], objects.map((object) => object + 9));
  }
  assert.equal(resolvePointer(3), 0);
  assert.equal(resolvePointer(2 ** 46), 0);
});

test("random graphs survive as a model says", () => {
  openShim();
  let seed = 12345;
  const random = (limit: number): number => { seed = (Math.imul(seed, 1103515245) + 12345) >>> 0; return (seed >>> 8) % limit; };
  interface Model { readonly at: number; readonly value: number; left: Model | undefined; right: Model | undefined }
  let population: Model[] = [];
  for (let round = 0; round < 30; round++) {
    for (let i = 0; i < 3000; i++) {
      const pick = (): Model | undefined => (population.length === 0 || random(4) === 0 ? undefined : population[random(population.length)]);
      const left = pick();
      const right = pick();
      const value = random(1 << 30);
      population.push({ at: newNode(left?.at ?? 0, right?.at ?? 0, value), value, left, right });
      if (random(50) === 0) newText(random(20_000));
    }
    const roots = population.filter(() => random(200) === 0);
    collect(roots.map((m) => m.at));
    assert.ok(verifyHeap() >= roots.length);
    const reached = new Set<Model>();
    const visit = [...roots];
    for (let m = visit.pop(); m !== undefined; m = visit.pop()) {
      if (reached.has(m)) continue;
      reached.add(m);
      assert.equal(load32(m.at), NODE_SHAPE);
      assert.equal(load32(m.at, 24), m.value);
      assert.equal(loadSize(m.at, 8), m.left?.at ?? 0);
      assert.equal(loadSize(m.at, 16), m.right?.at ?? 0);
      if (m.left !== undefined) visit.push(m.left);
      if (m.right !== undefined) visit.push(m.right);
    }
    population = [...reached];
  }
});

test("a weak cell loses its target, an ephemeron its value, with the key", () => {
  openShim();
  const key = newNode(0, 0, 1);
  const dead = newNode(0, 0, 2);
  const cells = [key, dead].map((target) => {
    const cell = allocateSlow(SHAPE_WEAK_CELL, 32);
    storeSize(cell, target, 8);
    return cell;
  });
  const value = newNode(0, 0, 3);
  const lost = newNode(0, 0, 4);
  const entries = allocateSlow(SHAPE_STORE_RAW, STORE_DATA + 4 * 16);
  store32(entries, 64, STORE_CAPACITY);
  // value is reached only by key; lost only by dead.
  for (const [i, pair] of [[key, value], [dead, lost]].entries()) { storeSize(entries + 16 + i * 16, pair[0] ?? 0); storeSize(entries + 24 + i * 16, pair[1] ?? 0); }
  const table = allocateSlow(SHAPE_EPHEMERONS, 32);
  store32(table, 4, 8);
  storeSize(table, entries, 16);
  collect([key, table, ...cells]);
  assert.equal(loadSize(cells[0] ?? 0, 8), key);
  assert.equal(loadSize(cells[1] ?? 0, 8), 0);
  assert.equal(loadSize(entries, 24), value);
  assert.equal(sum(value), 3);
  assert.equal(loadSize(entries, 32), 32);
  assert.equal(loadSize(entries, 40), 0);
});

test("objects of several lines find room between live ones when no block is free", () => {
  openShim();
  // Every eighth of many small objects stays: no block is free, most lines are.
  const kept: number[] = [];
  for (let i = 0; i < 60_000; i++) {
    const text = newText(112);
    if (i % 8 === 0) kept.push(text);
  }
  const live = collect(kept);
  const committed = heapCommittedBytes();
  const room = Math.floor((committed - live) / 2);
  for (let given = 0; given < room; given += 512) newText(496);
  assert.equal(heapCommittedBytes(), committed);
  for (const text of kept) assert.equal(load32(text, STRING_LENGTH), 112);
  verifyHeap();
});
