/** The command line as its users meet it. */
import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { REPOSITORY } from "./corpus.ts";
import { NODE_BINARY } from "./oracle.ts";
import { runCommand } from "./run-command.ts";
import { whelk } from "./whelk-process.ts";

const directory = mkdtempSync(join(tmpdir(), "whelk-cli-"));
after(() => rmSync(directory, { recursive: true, force: true }));

for (const command of ["new", "check", "build", "run", "test", "debug"]) {
  test(`whelk ${command} --help shows its use`, async () => {
    const outcome = await whelk([command, "--help"]);
    strictEqual(outcome.code, 0);
    match(outcome.stdout, new RegExp(`^Usage: whelk ${command} `, "m"));
  });
}

for (const [words, reason] of [
  [["frobnicate"], /There is no command 'frobnicate'/], [["run"], /Usage: whelk run/], [["run", "no-such-file.ts"], /There is no file no-such-file\.ts/],
  [["run", "examples/hello", "-p", "80"], /write -p HOST:GUEST/], [["run", "examples/hello", "-m", "lots"], /write an amount of memory/],
  [["run", "examples/hello", "--net", "bridge"], /write --net user/], [["run", "examples/hello", "--ip", "10.0.0.1"], /with its prefix length/],
  [["build", "examples/hello", "--target", "arm"], /--target is vm or process/], [["check", "examples/hello", "--wat"], /Unknown option '--wat'/],
] as const) {
  test(`whelk ${words.join(" ")} stops with one line and code 2`, async () => {
    const outcome = await whelk(words);
    strictEqual(outcome.code, 2);
    match(outcome.stderr, reason);
    strictEqual(outcome.stderr.trim().split("\n").length, 1);
  });
}

test("whelk new makes a project that tsc accepts and that runs", async () => {
  const project = join(directory, "my app");
  strictEqual((await whelk(["new", project])).code, 0);
  const tsc = await runCommand(NODE_BINARY, [join(REPOSITORY, "node_modules/typescript/bin/tsc"), "-p", project, "--typeRoots", join(REPOSITORY, "node_modules/@types")], { cwd: directory, timeoutMs: 60_000 });
  deepStrictEqual({ code: tsc.code, stdout: tsc.stdout }, { code: 0, stdout: "" });
  const tests = await whelk(["test"], project);
  strictEqual(tests.code, 0, tests.stdout + tests.stderr);
  match(tests.stdout, /# 1 of 1 files passed on process/);
});

test("whelk new does not touch a directory with files in it", async () => {
  const before = readdirSync(join(REPOSITORY, "examples/hello"));
  strictEqual((await whelk(["new", "examples/hello"])).code, 2);
  deepStrictEqual(readdirSync(join(REPOSITORY, "examples/hello")), before);
});

test("whelk check shows TypeScript's error with code, line and caret, and ends with 1", async () => {
  const path = join(directory, "wrong.ts");
  writeFileSync(path, 'const n: number = "text";\nconsole.log(n);\n');
  const outcome = await whelk(["check", path]);
  strictEqual(outcome.code, 1);
  match(outcome.stderr, /wrong\.ts:1:7.*TS2322/);
  match(outcome.stderr, /const n: number = "text";\n[ |]+\^/);
});

test("whelk check is silent about a good program", async () => {
  deepStrictEqual(await whelk(["check", "examples/hello"]), { code: 0, stdout: "", stderr: "" });
});

test("whelk build writes no image when there are errors", async () => {
  const path = join(directory, "bad.ts"), image = join(directory, "bad.elf");
  writeFileSync(path, "const n: number = nothing;\nconsole.log(n);\n");
  strictEqual((await whelk(["build", path, "-o", image])).code, 1);
  ok(!existsSync(image));
});

for (const emit of ["hir", "mir", "llvm", "asm"]) {
  test(`whelk build --emit ${emit} prints text`, async () => {
    const outcome = await whelk(["build", "examples/hello", "--emit", emit]);
    strictEqual(outcome.code, 0, outcome.stderr);
    ok(outcome.stdout.length > 1000, outcome.stdout);
  });
}

test("whelk build --report says what is in the image, why, and what stayed dynamic", async () => {
  const path = join(directory, "reported.ts");
  writeFileSync(path, 'const parsed = JSON.parse("[1, 2]") as { name: string };\nconsole.log(parsed.name);\n');
  const outcome = await whelk(["build", path, "--target", "process", "-o", join(directory, "reported"), "--report"]);
  strictEqual(outcome.code, 0, outcome.stderr);
  match(outcome.stdout, /^What is in the image: [\d,]+ bytes$/m);
  match(outcome.stdout, /^ +[\d,]+ +[\d,]+ +[\d,]+ +[\d,]+ +lib\/runtime\/json\/parse\.ts /m);
  match(outcome.stdout, /^  \S*reported\.ts  \(module\)  [\d,]+\n {4}lib\/runtime\/json\/parse\.ts  jsonParse  /m);
  match(outcome.stdout, /reported\.ts:1 \(module\)\n +by key 1: +2 \.name/);
});
