/** What a failing simulation leaves behind: its name with the seed, counters, and a capture. */
import assert from "node:assert/strict";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TwoStacks } from "./two-stacks.ts";

/** Asserts; on failure the message names the seed, and a capture is written. */
export function check(stacks: TwoStacks, name: string, seed: number, condition: boolean, what: string): void {
  if (condition) return;
  let text = `${name}, seed ${seed}, at ${stacks.now.toFixed(3)} ms: ${what}`;
  for (const [side, stack] of [["a", stacks.a], ["b", stacks.b]] as const) {
    text += `\n  ${side}: ` + Object.entries(stack.counters).filter(([, value]) => value !== 0).map(([key, value]) => `${key}=${value}`).join(" ");
  }
  const path = join(tmpdir(), `whelk-net-${name.replaceAll(/[^a-z0-9]+/gi, "-")}-${seed}.pcap`);
  stacks.pcap.write(path);
  assert.fail(`${text}\n  capture: ${path}`);
}
