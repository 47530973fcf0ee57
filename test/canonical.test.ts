import { strictEqual } from "node:assert/strict";
import { test } from "node:test";
import { canonicalOutcome } from "./canonical.ts";
import { REPOSITORY } from "./corpus.ts";

function canonical(stderr: string): string {
  return canonicalOutcome({ code: 1, stdout: "", stderr }).stderr;
}

test("canonicalOutcome() reduces an uncaught error to file, line, words and the first frame's line", () => {
  const file = `file://${REPOSITORY}/test/programs/a.ts`;
  strictEqual(canonical(`${file}:5\nthrow new Error("x");\n      ^\n\nError: x\n    at f (${file}:5:7)\n    at ${file}:9:1\n    at async node:internal/modules/esm/loader:647:26 {\n  code: 1\n}\n\nNode.js v24.21.0\n`),
    "test/programs/a.ts:5\nError: x\n    at test/programs/a.ts:5 {\n  code: 1\n}\n");
});

test("canonicalOutcome() drops a heading in one of Node's own modules", () => {
  strictEqual(canonical("\nnode:internal/modules/run_main:107\n    triggerUncaughtException(\n    ^\njust a string\n(Use `node --trace-uncaught ...` to show where the exception was thrown)\n\nNode.js v24.21.0\n"), "just a string\n");
});

test("canonicalOutcome() keeps every other difference", () => {
  for (const [one, other] of [["Error: a\n", "Error: b\n"], ["a.ts:5\n", "a.ts:6\n"], ["Error: x\n    at f (a.ts:5:1)\n", "Error: x\n    at f (a.ts:6:1)\n"], ["warn\n", "warn \n"]] as const) {
    strictEqual(canonical(one) === canonical(other), false, one);
  }
});
