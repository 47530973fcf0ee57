/** Every claim about the address space, as an image that must fault. Needs QEMU. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { virtualMachineCommand } from "../../src/cli/virtual-machine.ts";
import { compile } from "../../src/compiler/compile.ts";

const directory = mkdtempSync(join(tmpdir(), "whelk-protection-"));
const image = join(directory, "image");
const PAGE_FAULT = /invalid memory access to 0x[0-9a-f]+\n {2}pc 0x/;
const FAULT_CODE = 127; // 139, as far as isa-debug-exit can tell: its status is (code << 1) | 1

before(() => {
  const entry = fileURLToPath(new URL("./faults.ts", import.meta.url));
  const { diagnostics } = compile({ entry, target: "vm", output: image, optimize: 1, debug: false, verify: false });
  assert.deepEqual(diagnostics.map((one) => one.text), []);
});
after(() => rmSync(directory, { recursive: true }));

function boot(kind: string): { code: number; text: string } {
  const [command, ...words] = virtualMachineCommand(image, { machine: "microvm", memoryMib: 8, network: "none", forwards: [], settings: [], arguments: [kind] });
  const result = spawnSync(command, words, { encoding: "utf8", timeout: 30_000 });
  return { code: (result.status ?? 0) >> 1, text: result.stdout };
}

test("a program that does no harm survives", () => {
  assert.deepEqual(boot("none"), { code: 0, text: "survived\n" });
});

for (const [kind, fact] of [
  ["null", "page 0 is not mapped"],
  ["text", "code can't be written"],
  ["rodata", "constants can't be written"],
  ["heap-code", "the heap can't be executed"],
  ["data-code", "data can't be executed"],
  ["guard", "the guard under the stack of exceptions is not mapped"],
] as const) {
  test(fact, () => {
    const { code, text } = boot(kind);
    assert.match(text, PAGE_FAULT);
    assert.match(text, / {4}at \(module\) \(\S*faults\.ts:\d+\)/);
    assert.doesNotMatch(text, /survived/);
    assert.equal(code, FAULT_CODE);
  });
}

test("a stack that runs over is told apart from other faults", () => {
  const { code, text } = boot("stack");
  assert.match(text, /stack overflow|Maximum call stack size exceeded/);
  assert.notEqual(code, 0);
});

test("a trap says so, and where", () => {
  const { text } = boot("trap");
  assert.match(text, /internal check failed \(ud2\)/);
  assert.match(text, /faults\.ts:\d+/);
});
