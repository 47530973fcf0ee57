/** Failures of the corpus grouped by what they have in common: a list to work through from the top. */
import type { Comparison } from "./compare.ts";

export function groupByCause(failed: readonly Comparison[]): string {
  const groups = new Map<string, string[]>();
  for (const comparison of failed) {
    const cause = causeOf(comparison);
    const names = groups.get(cause);
    if (names === undefined) groups.set(cause, [comparison.program.name]);
    else names.push(comparison.program.name);
  }
  const sorted = [...groups].sort((a, b) => b[1].length - a[1].length);
  return sorted.map(([cause, names]) => `${String(names.length).padStart(4)}  ${cause}\n      ${names.join(" ")}`).join("\n");
}

/** The first telling line without what differs from program to program: paths, positions, quoted names. */
function causeOf(comparison: Comparison): string {
  const lines = comparison.detail.split("\n");
  const telling = lines.find((line) => /error|Error|WH\d+|TS\d+|failed|undefined symbol|signal/.test(line)) ?? lines[0] ?? "";
  const generic = telling.replace(/\S*test\/programs\/\S+/g, "").replace(/:\d+(:\d+)?/g, "").replace(/\s+/g, " ").trim();
  if (comparison.verdict === "refused" || comparison.verdict === "crashed") return `${comparison.verdict}: ${generic.slice(0, 220)}`;
  const signal = /\(signal \d+\)|Uncaught.*|[A-Z]\w*Error: .{0,120}/.exec(comparison.detail);
  return `${comparison.verdict}: ${signal?.[0] ?? "output differs"}`;
}
