/** The report of a build as text for people. */
import { relative } from "node:path";
import type { BuildReport, ChainLink, DynamicFact, DynamicKind, FunctionReport, ModuleReport } from "../compiler/report/build-report.ts";

const FUNCTIONS_SHOWN = 3, SUBJECT_CHARACTERS = 30;
const DYNAMIC_WORDS: Readonly<Record<DynamicKind, string>> = {
  boxed: "boxed", cell: "in heap cells", "by-key": "by key", "by-value": "function values", virtual: "virtual calls", guard: "guards", bounds: "bounds checks",
};
/** Above the modules where the chains begin. */
const ROOT = "";
const HOW_WORDS: Readonly<Record<ChainLink["how"], string>> = { names: "", imports: "(import) ", "by-key": "(by key) " };

/** `directory`: what the program's paths are shown relative to. */
export function reportText(report: BuildReport, directory: string): string {
  const shown = (module: string): string => (module.startsWith(`${directory}/`) ? relative(directory, module) : module);
  return `${contents(report, shown)}\n${why(report, shown)}\n${dynamism(report.functions, shown)}`;
}

function contents(report: BuildReport, shown: (module: string) => string): string {
  const rows = report.modules.map((module) => [count(total(module)), count(module.codeBytes), count(module.dataBytes), count(module.stringBytes), shown(module.module), largest(module)]);
  const shared = report.shared.map(({ what, bytes }) => [count(bytes), "", "", "", `(${what})`, ""]);
  const rest = [count(report.otherBytes), "", "", "", "(entry stubs, ELF headers, alignment)", ""];
  const head = ["bytes", "code", "data", "strings", "module", "largest functions"];
  return `What is in the image: ${count(report.imageBytes)} bytes\n\n${table([head, ...rows, ...shared, rest])}`;
}

function largest(module: ModuleReport): string {
  return module.functions.slice(0, FUNCTIONS_SHOWN).map(({ name, bytes }) => `${name} ${count(bytes)}`).join(", ");
}

function total(module: ModuleReport): number {
  return module.codeBytes + module.dataBytes + module.stringBytes;
}

/** The chains as a tree: each module once, below the last module before it on its chain. */
function why(report: BuildReport, shown: (module: string) => string): string {
  const known = new Set(report.modules.map((module) => module.module));
  const below = new Map<string, ModuleReport[]>();
  for (const module of report.modules) {
    const above = module.why.slice(0, -1).findLast((link) => known.has(link.module))?.module ?? ROOT;
    below.set(above, [...below.get(above) ?? [], module]);
  }
  const lines = (above: string, indent: string): string[] => (below.get(above) ?? []).flatMap((module) => {
    const link = module.why.at(-1);
    const line = link === undefined ? "nothing names it any more" : `${HOW_WORDS[link.how]}${link.name}`;
    return [`${indent}${shown(module.module)}  ${line}  ${count(total(module))}`, ...lines(module.module, `${indent}  `)];
  });
  return `Why: the shortest way to each module, from the program, else from the platform's start; a line is a module, the
function by which the module above reaches it, and the module's bytes

${lines(ROOT, "  ").join("\n")}
`;
}

function dynamism(functions: readonly FunctionReport[], shown: (module: string) => string): string {
  if (functions.length === 0) return "Nothing in the program's own functions was boxed, guarded or dispatched dynamically.\n";
  const parts = functions.map((fn) => `  ${shown(fn.module)}:${fn.line} ${fn.name}\n${factLines(fn.facts)}`);
  return `What stayed dynamic in the program's own functions, by source line (* in a loop, ** in a loop in a loop)\n\n${parts.join("\n")}\n`;
}

function factLines(facts: readonly DynamicFact[]): string {
  return (Object.keys(DYNAMIC_WORDS) as DynamicKind[]).flatMap((kind) => {
    const own = facts.filter((fact) => fact.kind === kind);
    return own.length === 0 ? [] : [`    ${`${DYNAMIC_WORDS[kind]} ${own.length}:`.padEnd(20)} ${places(own).join(", ")}`];
  }).join("\n");
}

/** "12 .push", "14* n ×2". */
function places(facts: readonly DynamicFact[]): string[] {
  const counts = new Map<string, number>();
  for (const fact of facts) {
    const what = fact.what.length <= SUBJECT_CHARACTERS ? fact.what : `${fact.what.slice(0, SUBJECT_CHARACTERS - 1)}…`;
    const place = `${fact.line}${"*".repeat(fact.loopDepth)}${what === "" ? "" : ` ${what}`}`;
    counts.set(place, (counts.get(place) ?? 0) + 1);
  }
  return [...counts].map(([place, times]) => (times === 1 ? place : `${place} ×${times}`));
}

function count(n: number): string {
  return n.toLocaleString("en");
}

/** Columns of numbers to the right, the last two to the left. */
function table(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  return rows.map((row) => `  ${row.map((cell, column) => (column < row.length - 2 ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0))).join("  ").trimEnd()}\n`).join("");
}
