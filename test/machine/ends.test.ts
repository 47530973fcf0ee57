/** How machines end, or go on, that lack something or run a program that throws. Needs QEMU. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { imageEnd } from "../../src/cli/image-kind.ts";
import { virtualMachineCommand, type VirtualMachineOptions } from "../../src/cli/virtual-machine.ts";
import { compile } from "../../src/compiler/compile.ts";

const directory = mkdtempSync(join(tmpdir(), "whelk-ends-"));
const image = join(directory, "image");
const OUT_OF_MEMORY_CODE = 127; // 134 or so: isa-debug-exit's status is (code << 1) | 1, a byte

before(() => {
  const entry = fileURLToPath(new URL("./ends.ts", import.meta.url));
  const { diagnostics } = compile({ entry, target: "vm", output: image, optimize: 1, debug: false, verify: false });
  assert.deepEqual(diagnostics.map((one) => one.text), []);
});
after(() => rmSync(directory, { recursive: true }));

function commandFor(kind: string, options: Partial<VirtualMachineOptions> = {}): string[] {
  return virtualMachineCommand(image, { machine: "microvm", memoryMib: 32, network: "none", forwards: [], settings: [], arguments: [kind], ...options });
}

interface Ended { readonly code: number; readonly text: string }

/** `change`: makes another command of QEMU's, to take something away. */
function boot(kind: string, options: Partial<VirtualMachineOptions> = {}, change = (words: string[]): string[] => words): Ended {
  const [file = "", ...words] = change(commandFor(kind, options));
  const result = spawnSync(file, words, { encoding: "utf8", timeout: 60_000 });
  return { code: (result.status ?? 0) >> 1, text: result.stdout };
}

/** Neither virtio-rng nor RDRAND. */
function withoutEntropy(words: readonly string[]): string[] {
  return words.filter((word, index) => !word.startsWith("virtio-rng") && !words[index + 1]?.startsWith("virtio-rng")).map((word, index, all) => (all[index - 1] === "-cpu" ? `${word},-rdrand,-rdseed` : word));
}

function withMemory(amount: string): (words: readonly string[]) => string[] {
  return (words) => words.map((word, index) => (words[index - 1] === "-m" ? amount : word));
}

for (const [kind, network] of [["timer", "none"], ["promise", "none"], ["callback", "user"]] as const) {
  test(`an error in a ${kind} ends the program with its line and code 1`, () => {
    const { code, text } = boot(kind, { network });
    assert.match(text, new RegExp(`^\\S*ends\\.ts:\\d+\\n\\nError: thrown in a ${kind}\\n {4}at throwNow \\(\\S*ends\\.ts:\\d+:\\d+\\)\\n {4}at .*ends\\.ts:\\d+:\\d+`));
    assert.equal(code, 1);
  });
}

test("memory that runs out is said with amounts and a backtrace", () => {
  const { code, text } = boot("memory", { memoryMib: 8 });
  assert.match(text, /^whelk: out of memory: \d+ KiB wanted, \d+ KiB live after the last collection, \d+ KiB in the heap\n/);
  assert.match(text, /at fillMemory \(\S*ends\.ts:\d+\)/);
  assert.equal(code, OUT_OF_MEMORY_CODE);
});

test("without a source of randomness a program that asks for some gets an error, others go on", () => {
  const asked = boot("random", {}, withoutEntropy);
  assert.match(asked.text, /Error: no source of randomness: start the machine with virtio-rng.*\n {4}at .*ends\.ts:\d+/);
  assert.equal(asked.code, 1);
  assert.deepEqual(boot("nothing", {}, withoutEntropy), { code: 0, text: "nothing to do\n" });
  assert.match(boot("listen", { network: "user" }, withoutEntropy).text, /Error: no source of randomness/);
});

test("RDRAND does where there is no virtio-rng", () => {
  assert.deepEqual(boot("random", {}, (words) => withoutEntropy(words).map((word) => word.replace(",-rdrand,-rdseed", ",-rdseed"))), { code: 0, text: "4\n" });
});

test("without a network device a server says so and goes on with loopback", () => {
  const { code, text } = boot("listen");
  assert.match(text, /^whelk: network: no network device: start the machine with virtio-net .*\nlistening\n$/);
  assert.equal(code, 0);
});

test("a network device that there is no driver for is none", () => {
  const { text } = boot("listen", { machine: "q35", extra: ["-netdev", "user,id=net0", "-device", "e1000,netdev=net0"] });
  assert.match(text, /^whelk: network: no network device/);
});

for (const [machine, devices] of [
  ["microvm", ["virtio-balloon-device", "virtio-serial-device"]], ["q35", ["virtio-balloon-pci", "virtio-serial-pci", "edu"]],
] as const) {
  test(`devices that nobody knows are passed over on ${machine}`, () => {
    const extra = devices.flatMap((device) => ["-device", device]);
    assert.deepEqual(boot("listen", { machine, network: "user", extra }), { code: 0, text: "listening\n" });
  });
}

test("a machine with too little memory says so before the program starts", () => {
  const roomKib = 96; // above the image: less than two of the smallest stack
  const { code, text } = boot("nothing", {}, withMemory(`${Math.ceil(imageEnd(image) / 4096) * 4 + roomKib}K`));
  assert.match(text, /^whelk: fatal: not enough memory: 2 MiB is the least\n {4}at mapStack /);
  assert.notEqual(code, 0);
});

test("no output is lost when nobody reads it for a while", () => {
  const { stdout } = spawnSync("bash", ["-c", '"$@" | { sleep 1.5; cat; }', "bash", ...commandFor("lines")], { encoding: "utf8", timeout: 60_000 });
  assert.equal(stdout, Array.from({ length: 1000 }, (_, i) => `line ${i} ${".".repeat(100)}\n`).join("")); // more than a pipe holds
});
