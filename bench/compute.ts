/** Compute programs, process target against the pinned Node: the same source, interleaved. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { PINNED_NODE, WHELK_ROOT } from "../src/cli/root.ts";
import { geometricMean, median, type Workshop } from "./workshop.ts";
import type { Section } from "./section.ts";

const PROGRAMS = ["fib", "nbody", "sieve", "sha256", "trees", "map", "dispatch", "async", "richards", "deltablue", "json", "nqueens", "sort", "strings", "regexp"] as const;
const ROUNDS = 3;

/** Runs one program: what it computed, and the milliseconds that it measured itself. */
function runOnce(command: readonly string[]): { result: string; ms: number } {
  const [file = "", ...args] = command;
  const done = spawnSync(file, args, { encoding: "utf8", timeout: 300_000, env: { ...process.env, NODE_NO_WARNINGS: "1" } });
  const match = /^(\S+) ([\d.]+)\n$/.exec(done.stdout);
  if (done.status !== 0 || match === null) throw new Error(`${command.join(" ")} ended with ${done.status ?? done.signal}: ${done.stdout}${done.stderr}`);
  return { result: match[1] ?? "", ms: Number(match[2]) };
}

export async function compute(shop: Workshop): Promise<Section> {
  const rows: string[][] = [], ratios: number[] = [], raw: Record<string, readonly number[]> = {};
  for (const name of PROGRAMS) {
    const entry = `bench/programs/${name}.ts`;
    let image: string;
    try {
      image = await shop.image(entry, "process");
    } catch (error) {
      rows.push([name, "", "", "", `does not compile: ${error instanceof Error ? error.message.split("\n")[1] ?? "" : ""}`]);
      continue;
    }
    const ours: number[] = [], nodes: number[] = [];
    let note = "";
    for (let round = 0; round < ROUNDS && note === ""; round++) {
      const node = runOnce([PINNED_NODE, join(WHELK_ROOT, entry)]);
      try {
        const own = runOnce([image]);
        if (own.result !== node.result) note = `wrong result: ${own.result}, not ${node.result}`;
        ours.push(own.ms);
      } catch (error) {
        note = error instanceof Error ? error.message.slice(-120) : String(error);
      }
      nodes.push(node.ms);
    }
    raw[name] = ours;
    raw[`${name}, Node`] = nodes;
    const ratio = median(ours) / median(nodes);
    if (note === "") ratios.push(ratio);
    rows.push([name, note === "" ? median(ours).toFixed(0) : "", median(nodes).toFixed(0), note === "" ? ratio.toFixed(2) : "", note]);
  }
  rows.push([`geometric mean of ${ratios.length}`, "", "", geometricMean(ratios).toFixed(2), ""]);
  return { title: "Compute", how: `each program times itself (\`performance.now()\`), ms, ${ROUNDS} rounds, interleaved; \`./whelk build bench/programs/X.ts --target process\` against the pinned Node; results are compared`, columns: ["program", "Whelk", "Node", "Whelk / Node", ""], rows, raw };
}
