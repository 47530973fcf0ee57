import assert from "node:assert/strict";
import { test } from "node:test";
import { Flow, FlowTable } from "./flow.ts";
import type { Route } from "../route.ts";

const ROUTE = {} as Route;
const flowOf = (i: number): Flow => new Flow(0x0a000001, 80, 0x0a000002 + (i >>> 14), 1024 + (i & 0x3fff), ROUTE);
const found = (table: FlowTable, flow: Flow): boolean => table.find(flow.localAddress, flow.localPort, flow.remoteAddress, flow.remotePort) === flow;

test("FlowTable finds each of 21,000 flows, and none that was removed, while it grows", () => {
  const table = new FlowTable(12345);
  const flows = Array.from({ length: 21_000 }, (_, i) => flowOf(i));
  flows.forEach((flow, i) => {
    table.add(flow);
    if (i % 3 === 2) table.remove(flows[i - 1]!);
  });
  flows.forEach((flow, i) => assert.equal(found(table, flow), i % 3 !== 1, `flow ${i}`));
  assert.equal(table.count, flows.filter((_, i) => i % 3 !== 1).length);
  assert.deepEqual(new Set(table.all()), new Set(flows.filter((_, i) => i % 3 !== 1)));
});

test("FlowTable.remove() of what isn't there changes nothing", () => {
  const table = new FlowTable(1);
  const kept = flowOf(1);
  table.add(kept);
  table.remove(flowOf(2));
  assert.ok(found(table, kept) && table.count === 1);
});
