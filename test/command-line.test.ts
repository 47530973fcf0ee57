/** The command line as its users meet it. */
import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { REPOSITORY } from "./corpus.ts";
import { NODE_BINARY } from "./oracle.ts";
import { runCommand } from "./run-command.ts";
import { freePort, WHELK, whelk } from "./whelk-process.ts";

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
  [["build", "examples/hello", "--target", "arm"], /--target is vm or process/], [["build", "examples/hello", "-o", "lib"], /is a directory; name a file in it/],
  [["run", "examples/hello", "--ip", "10.0.0.2/24", "--gateway", "10.0.1.1"], /outside of --ip/], [["run", "examples/hello", "-p", "9999:80", "-p", "9999:81"], /port 9999 of this host twice/],
  [["run", "examples/hello", "--net", "tap:whelk-no", "-p", "9999:80"], /-p goes with user networking/], [["debug", "examples/hello", "--port", "0"], /write a TCP port/],
  [["run", "README.md"], /README\.md is not an image/], [["run", "examples"], /directory without a main\.ts/], [["new"], /Usage: whelk new DIR/],
  [["check", "examples/hello", "--wat"], /Unknown option '--wat'/],
] as const) {
  test(`whelk ${words.join(" ")} stops with one line and code 2`, async () => {
    const outcome = await whelk(words);
    strictEqual(outcome.code, 2);
    match(outcome.stderr, reason);
    strictEqual(outcome.stderr.trim().split("\n").length, 1);
  });
}

test("whelk run stops before it compiles when a port or a tap device is missing, with code 3", async () => {
  const port = await freePort();
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  try {
    for (const [words, reason] of [
      [["run", "examples/hello", "-p", `${port}:80`], /^whelk: Port \d+ of this host is taken; choose another, as in -p \d+:80\.$/],
      [["run", "examples/hello", "-p", `${port}:80`, "--target", "node"], /^whelk: Port \d+ of this host is taken/],
      [["debug", "examples/hello", "--port", String(port)], /^whelk: Port \d+ of this host, where gdb would connect, is taken/],
      [["run", "examples/hello", "--net", "tap:whelk-no"], /^whelk: There is no tap device whelk-no\. Make it: sudo ip tuntap add/],
    ] as const) {
      const outcome = await whelk(words);
      deepStrictEqual([outcome.code, outcome.stdout], [3, ""], outcome.stderr);
      match(outcome.stderr.trim(), reason);
    }
  } finally {
    server.close();
  }
});

test("without QEMU and apt-get, whelk run names the package and ends with 3", async () => {
  const path = join(directory, "path");
  mkdirSync(path);
  for (const tool of ["bash", "readlink", "cmp", "env"]) symlinkSync(`/usr/bin/${tool}`, join(path, tool));
  const outcome = await runCommand(WHELK, ["run", "examples/hello"], { cwd: REPOSITORY, timeoutMs: 60_000, env: { PATH: path } });
  strictEqual(outcome.code, 3);
  match(outcome.stderr, /^whelk: Missing: QEMU for x86-64\. Install them, on Debian: apt-get install qemu-system-x86\.\n$/);
});

test("a machine with less memory than its image ends with one line", async () => {
  const image = join(directory, "small.elf");
  strictEqual((await whelk(["build", "examples/hello", "-o", image])).code, 0);
  const outcome = await whelk(["run", image, "-m", "1M"]);
  deepStrictEqual([outcome.code, outcome.stdout], [2, ""]);
  match(outcome.stderr, /^whelk: -m 1M is less than the image itself takes; write at least -m \dM\.\n$/);
});

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

test("whelk check shows our own error with what to write instead", async () => {
  const outcome = await whelk(["check", "test/refused/arguments.ts"]);
  strictEqual(outcome.code, 1);
  match(outcome.stderr, /arguments\.ts:\d+:\d+ error WH2002: .*\n.*arguments.*\n[ |]+\^~+\n +hint: Use a rest parameter/);
});

test("whelk check says that a module of Node's is not there, instead of npm's advice", async () => {
  const outcome = await whelk(["check", "test/refused/node-fs.ts"]);
  match(outcome.stderr, /error TS2591: Cannot find name 'node:fs'\.\n[^]*hint: Whelk has no such module/);
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

for (const target of ["vm", "process", "node"]) {
  test(`Ctrl-C stops whelk run --target ${target} with code 130`, async () => {
    const path = join(directory, "waiting.ts");
    writeFileSync(path, 'console.log("waiting");\nsetInterval(() => {}, 1000);\n');
    // A terminal sends SIGINT to the whole process group.
    const child = spawn(WHELK, ["run", path, "--target", target], { cwd: REPOSITORY, stdio: ["ignore", "pipe", "ignore"], detached: true });
    const ended = new Promise<number | null>((resolve) => child.on("exit", (code) => resolve(code)));
    let text = ""; // a machine's console comes in pieces
    await new Promise<void>((resolve) => child.stdout.on("data", (data: Buffer) => { if ((text += data.toString()).includes("waiting")) resolve(); }));
    process.kill(-(child.pid ?? 0), "SIGINT");
    strictEqual(await ended, 130);
  });
}

test("whelk test ends with 1 when a test fails, after all files, and names the file", async () => {
  const project = join(directory, "tests");
  mkdirSync(project);
  writeFileSync(join(project, "bad.test.ts"), 'import { test } from "node:test";\nimport { strictEqual } from "node:assert/strict";\ntest("one is two", () => { strictEqual(1, 2); });\n');
  writeFileSync(join(project, "broken.test.ts"), 'const n: number = "text";\n');
  writeFileSync(join(project, "good.test.ts"), 'import { test } from "node:test";\ntest("nothing", () => {});\n');
  const outcome = await whelk(["test", "--target", "vm"], project);
  strictEqual(outcome.code, 1);
  match(outcome.stdout, /✖ one is two[^]*1 !== 2[^]*bad\.test\.ts:3/);
  match(outcome.stderr, /broken\.test\.ts:1:7 error TS2322/);
  match(outcome.stdout, /✔ nothing[^]*# 1 of 3 files passed on vm; failed: bad\.test\.ts, broken\.test\.ts\n$/);
});

test("whelk debug --target process starts gdb with the program: break, bt and list show TypeScript", async () => {
  const path = join(directory, "debugged.ts"), commands = join(directory, "commands");
  writeFileSync(path, 'function twice(n: number): number {\n  const result = n * 2;\n  console.log("in twice");\n  return result;\n}\nconsole.log(twice(Number("21")));\n');
  writeFileSync(commands, "break debugged.ts:3\nrun\nbt\nlist\nkill\nquit\n");
  const outcome = await runCommand("bash", ["-c", '"$0" debug "$1" --target process < "$2"', WHELK, path, commands], { cwd: directory, timeoutMs: 100_000 });
  match(outcome.stdout, /Breakpoint 1, [^]*debugged\.ts:3/);
  match(outcome.stdout, /#1 [^]*debugged\.ts:6/);
  match(outcome.stdout, /3\s+console\.log\("in twice"\);/);
});
