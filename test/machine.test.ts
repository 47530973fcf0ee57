/** What the issue of the machine itself promises: sizes, memory, both machines, idle, load, exit, gdb. */
import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { findTool } from "../src/cli/toolchain.ts";
import { REPOSITORY } from "./corpus.ts";
import { runCommand } from "./run-command.ts";
import { freePort, RunningWhelk, whelk } from "./whelk-process.ts";

const KIB = 1024;
const directory = mkdtempSync(join(tmpdir(), "whelk-machine-"));
const hello = join(directory, "hello.elf"), http = join(directory, "http.elf");

before(async () => {
  for (const [name, image] of [["hello", hello], ["http", http]] as const) {
    const outcome = await whelk(["build", `examples/${name}/main.ts`, "-o", image]);
    strictEqual(outcome.code, 0, outcome.stderr);
  }
});
after(() => rmSync(directory, { recursive: true, force: true }));

async function runSource(source: string, ...args: readonly string[]): ReturnType<typeof whelk> {
  const path = join(directory, "program.ts");
  writeFileSync(path, source);
  const end = args.indexOf("--");
  return end < 0 ? whelk(["run", path, ...args]) : whelk(["run", path, ...args.slice(0, end), ...args.slice(end)]);
}

test("hello is at most 160 KiB", () => {
  ok(statSync(hello).size <= 160 * KIB, `hello is ${statSync(hello).size} bytes`);
});

test("http is at most 800 KiB", () => {
  ok(statSync(http).size <= 800 * KIB, `http is ${statSync(http).size} bytes`);
});

for (const machine of ["microvm", "q35"]) {
  test(`hello boots on ${machine} with 4 MiB`, async () => {
    const outcome = await whelk(["run", hello, "--machine", machine, "-m", "4M"]);
    deepStrictEqual({ code: outcome.code, stdout: outcome.stdout.replaceAll("\r", "") }, { code: 0, stdout: "Hello from a machine made of TypeScript\n" }, outcome.stderr);
  });
  test(`http answers on ${machine} with 12 MiB`, async () => {
    const port = await freePort();
    const server = new RunningWhelk(["run", http, "--machine", machine, "-m", "12M", "-p", `${port}:80`]);
    try {
      await server.waitFor("listening on port 80", 60_000);
      const outcome = await runCommand("curl", ["-sS", "--max-time", "20", `http://127.0.0.1:${port}/`], { cwd: directory, timeoutMs: 30_000 });
      strictEqual(outcome.stdout, "Hello, world!\n", outcome.stderr);
    } finally {
      await server.stop();
    }
  });
}

for (const target of ["vm", "process"]) {
  test(`arguments and the exit code pass through ${target}`, async () => {
    const outcome = await runSource('console.log(JSON.stringify(process.argv.slice(2)));\nprocess.exit(200 + process.argv.length);\n', "--target", target, "--", "one", "two words", 'qu"ote');
    deepStrictEqual({ code: outcome.code, stdout: outcome.stdout.trim() }, { code: 205, stdout: '["one","two words","qu\\"ote"]' }, outcome.stderr);
  });
}

test("memory that runs out ends with a message, not a hang", async () => {
  const outcome = await runSource('const kept: number[][] = [];\nfor (;;) kept.push(Array.from({ length: 1000 }, (_, i) => i + kept.length));\n', "-m", "16M");
  match(outcome.stdout + outcome.stderr, /out of memory/i);
  ok(outcome.code > 0, String(outcome.code));
});

for (const target of ["vm", "process"]) {
  test(`recursion without end on ${target} ends with a message, not a hang`, async () => {
    const outcome = await runSource("function down(n: number): number { return down(n + 1) + 1; }\nconsole.log(down(0));\n", "--target", target);
    match(outcome.stdout + outcome.stderr, /stack overflow/);
    ok(outcome.code > 0, String(outcome.code));
  });
}

test("a machine that waits for a timer uses no host CPU", async () => {
  const path = join(directory, "idle.ts");
  writeFileSync(path, 'console.log("waiting");\nsetTimeout(() => console.log("over"), 600000);\n');
  const server = new RunningWhelk(["run", path]);
  try {
    await server.waitFor("waiting", 60_000);
    await new Promise((resolve) => setTimeout(resolve, 1000));
    const machine = childOf(server.pid);
    const start = cpuMs(machine);
    await new Promise((resolve) => setTimeout(resolve, 3000));
    const usedMs = cpuMs(machine) - start;
    ok(usedMs <= 60, `${usedMs} ms of CPU in 3 s`);
  } finally {
    await server.stop();
  }
});

test("wrk's load on http: every answer is good", async () => {
  const port = await freePort();
  const server = new RunningWhelk(["run", http, "-m", "32M", "-p", `${port}:80`]);
  try {
    await server.waitFor("listening on port 80", 60_000);
    for (const connections of ["1", "16", "64"]) {
      const outcome = await runCommand("wrk", ["-t1", `-c${connections}`, "-d3s", `http://127.0.0.1:${port}/`], { cwd: directory, timeoutMs: 30_000 });
      const requests = Number(/(\d+) requests in/.exec(outcome.stdout)?.[1] ?? "0");
      ok(requests > 50 && !/Socket errors|Non-2xx/.test(outcome.stdout), outcome.stdout);
    }
  } finally {
    await server.stop();
  }
});

test("gdb breaks on a line of TypeScript and shows it", async () => {
  const path = join(directory, "debugged.ts");
  writeFileSync(path, 'function twice(n: number): number {\n  const result = n * 2;\n  console.log("in twice");\n  return result;\n}\nconsole.log(twice(Number("21")));\n');
  const port = await freePort();
  const machine = new RunningWhelk(["debug", path, "--port", String(port)]);
  try {
    await machine.waitFor("The machine waits for gdb", 60_000);
    const image = /gdb (\S+) -ex/.exec(machine.output)?.[1] ?? "";
    const gdb = await runCommand(findTool("gdb") ?? "gdb", ["-batch", image, "-ex", `target remote 127.0.0.1:${port}`, "-ex", "hbreak debugged.ts:3", "-ex", "continue", "-ex", "bt", "-ex", "list", "-ex", "kill"], { cwd: REPOSITORY, timeoutMs: 60_000 });
    match(gdb.stdout, /debugged\.ts:3/);
    match(gdb.stdout, /console\.log\("in twice"\)/);
    match(gdb.stdout, /#1 .*debugged\.ts:6/);
  } finally {
    await machine.stop();
  }
});

/** The first child of a process: QEMU below whelk. */
function childOf(pid: number): number {
  for (const name of readdirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const fields = readFileSync(`/proc/${name}/stat`, "utf8").replace(/^.*\) /s, "").split(" ");
      if (Number(fields[1]) === pid) return Number(name);
    } catch {
      continue; // It ended meanwhile.
    }
  }
  throw new Error(`process ${pid} has no child`);
}

/** User and system time of a process so far. */
function cpuMs(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").replace(/^.*\) /s, "").split(" ");
  const ticks = Number(fields[11]) + Number(fields[12]);
  return ticks * 10;
}
