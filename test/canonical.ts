/**
 * What the comparison forgives, and nothing else (docs/language.md, "Uncaught errors", says so to users):
 *   - the repository's absolute path inside "file:///…" and plain paths;
 *   - stack frames after the first ("    at …"): Node's own frames of module loading are not ours, and an
 *     inlined function has no frame. Of the first frame file and line are compared, not name and column;
 *   - the source excerpt and caret under "file:line" of an uncaught error (Node shows the line with its types
 *     blanked), and that heading altogether where it names one of Node's own modules;
 *   - the trailer that names the machine ("Node.js v24.21.0") and the hint to run node with other options.
 */
import type { Outcome } from "./run-command.ts";
import { REPOSITORY } from "./corpus.ts";

export function canonicalOutcome(outcome: Outcome): Outcome {
  return { code: outcome.code, stdout: withoutFrames(outcome.stdout), stderr: withoutFrames(withoutExcerpt(withoutTrailer(outcome.stderr))) };
}

const FRAME = /^\s+at (?:async )?(?:.*\()?((?:file:\/\/|node:|\/)?[^\s():]*):(\d+)(?::\d+)?\)?( \{)?$|^\s+at .*(?:<anonymous>|native)\)?( \{)?$/;

function withoutFrames(text: string): string {
  const lines: string[] = [];
  let first = true;
  for (const line of text.split("\n")) {
    const frame = FRAME.exec(line);
    if (frame === null) {
      lines.push(withoutRoot(line));
      first = true;
      continue;
    }
    const path = frame[1] ?? "";
    if (first && path.endsWith(".ts")) {
      lines.push(`    at ${withoutRoot(path)}:${frame[2] ?? ""}`);
      first = false;
    }
    if (line.endsWith(" {")) lines.push(`${lines.pop() ?? ""} {`);
  }
  return lines.join("\n");
}

/** "file:///a/b.ts:3", the line, "   ^", "" → the heading alone. */
function withoutExcerpt(text: string): string {
  const lines = text.split("\n");
  const heading = lines.findIndex((line) => /^(file:\/\/\/|node:|\/)\S*:\d+$/.test(line));
  if (heading < 0) return text;
  const caret = lines.findIndex((line, index) => index > heading && index <= heading + 2 && /^\s*\^+\s*$/.test(line));
  let end = caret < 0 ? heading + 1 : caret + 1;
  if (lines[end] === "") end += 1;
  const kept = lines[heading]?.startsWith("node:") === true ? [] : [lines[heading] ?? ""];
  const start = heading > 0 && lines[heading - 1] === "" ? heading - 1 : heading;
  return [...lines.slice(0, start), ...kept, ...lines.slice(end)].join("\n");
}

function withoutRoot(text: string): string {
  return text.replaceAll(`file://${REPOSITORY}/`, "").replaceAll(`${REPOSITORY}/`, "");
}

function withoutTrailer(text: string): string {
  return text.replace(/\n+(Node\.js|Whelk) v\d+\.\d+\.\d+\n$/, "\n").replace("(Use `node --trace-uncaught ...` to show where the exception was thrown)\n", "");
}
