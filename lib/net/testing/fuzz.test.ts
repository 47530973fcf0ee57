/** The first seeds of every fuzzer, and all that ever failed (`KEPT`): those stay. */
import { test } from "node:test";
import { FUZZERS } from "./fuzzers.ts";

/** Fuzzer → seeds beyond the first ones that once found something. */
const KEPT: Readonly<Record<string, readonly number[]>> = {
  wire: [1932, 4138], // a neighbour's address corrupted in its ARP reply
};

for (const { name, seeds, run } of FUZZERS) {
  test(`fuzzer ${name}: seeds 1 to ${seeds} and those that are kept`, () => {
    for (let seed = 1; seed <= seeds; seed++) run(seed);
    for (const seed of KEPT[name] ?? []) run(seed);
  });
}
