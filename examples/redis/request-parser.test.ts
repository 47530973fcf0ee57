import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { test } from "node:test";
import { RequestParser, splitLine, type Parsed } from "./request-parser.ts";

const PIPELINE = '*2\r\n$3\r\nGET\r\n$1\r\nk\r\nPING\r\n*0\r\n\r\n*3\r\n$3\r\nSET\r\n$0\r\n\r\n$4\r\n\r\n\u00ff\0\r\necho "a b"\n';
const COMMANDS = [["GET", "k"], ["PING"], ["SET", "", "\r\n\u00ff\0"], ["echo", "a b"]];

function parseAll(...chunks: readonly string[]): Parsed[] {
  const parser = new RequestParser(), found: Parsed[] = [];
  for (const chunk of chunks) {
    parser.push(Buffer.from(chunk, "latin1"));
    for (let parsed = parser.next(); parsed !== undefined; parsed = parser.next()) {
      found.push(parsed);
      if (typeof parsed === "string") return found;
    }
  }
  return found;
}

test("RequestParser finds the commands of a pipeline, cut anywhere", () => {
  for (let cut = 0; cut <= PIPELINE.length; cut++) deepStrictEqual(parseAll(PIPELINE.slice(0, cut), PIPELINE.slice(cut)), COMMANDS, `cut at ${cut}`);
  deepStrictEqual(parseAll(...PIPELINE), COMMANDS);
});

test("RequestParser joins a big value once", () => {
  const value = "x".repeat(1 << 20);
  const text = `*2\r\n$4\r\nECHO\r\n$${value.length}\r\n${value}\r\n`;
  const chunks = Array.from({ length: Math.ceil(text.length / 1460) }, (_, i) => text.slice(i * 1460, (i + 1) * 1460));
  deepStrictEqual(parseAll(...chunks), [["ECHO", value]]);
});

test("RequestParser says what is wrong", () => {
  const cases: readonly (readonly [text: string, problem: string])[] = [
    ["*x\r\n", "invalid multibulk length"], ["*99999999\r\n", "invalid multibulk length"], ["*1\r\n$-1\r\n", "invalid bulk length"],
    ["*1\r\n$9999999999\r\n", "invalid bulk length"], ["*1\r\n$\r\n", "invalid bulk length"], ["*1\r\nPING\r\n", "expected '$'"],
    ['PING "half\r\n', "unbalanced quotes in request"], ["x".repeat(70_000), "too big inline request"],
  ];
  for (const [text, problem] of cases) deepStrictEqual(parseAll(text), [problem], text.slice(0, 20));
});

test("splitLine() takes quotes and escapes as redis-cli does", () => {
  deepStrictEqual(splitLine(` a "b\\x41\\n\\"" 'c\\'d\\n' `), ["a", 'bA\n"', "c'd\\n"]);
  strictEqual(splitLine('"a"b'), undefined);
  deepStrictEqual(splitLine('""'), [""]);
});
