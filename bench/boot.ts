/** Boot: wall time against the empty kernel, interleaved, and guest instructions. */
import { readFileSync, rmSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { machineCommand, median, watchFor, type Workshop } from "./workshop.ts";
import type { Section } from "./section.ts";

const ROUNDS = 15;

export async function bootTimes(shop: Workshop): Promise<Section> {
  const hello = await shop.image("examples/hello/main.ts", "vm"), http = await shop.image("examples/http/main.ts", "vm"), helloProcess = await shop.image("examples/hello/main.ts", "process");
  const cases = [
    { name: "empty PVH kernel", command: machineCommand(shop.emptyKernel()), line: "Hello", limit: "" },
    { name: "examples/hello", command: machineCommand(hello), line: "Hello", limit: "≤ 25 ms more" },
    { name: "examples/http (listening; DHCP done)", command: machineCommand(http, { network: "user" }), line: "listening", limit: "" },
    { name: "examples/hello, process target", command: [helloProcess], line: "Hello", limit: "" },
  ];
  const times = cases.map((): number[] => []);
  for (let round = 0; round < ROUNDS; round++) {
    for (const [index, { name, command, line }] of cases.entries()) {
      const { firstMs, output } = await watchFor(line, command, 30_000);
      if (firstMs === undefined) throw new Error(`${name} did not print "${line}": ${output}`);
      times[index]?.push(firstMs);
    }
  }
  const floor = median(times[0] ?? []);
  const rows = cases.map(({ name, limit }, index) => {
    const all = times[index] ?? [];
    const middle = median(all);
    const more = index === 0 || index === 3 ? "" : `${(middle - floor).toFixed(1)}`;
    return [name, middle.toFixed(1), `${Math.min(...all).toFixed(1)} … ${Math.max(...all).toFixed(1)}`, more, limit];
  });
  return { title: "Boot, wall time", how: `from the start of QEMU (or of the process) to the first line of output, ms; microvm, ${ROUNDS} rounds, interleaved`, columns: ["what", "median", "least … most", "more than the empty kernel", "limit"], rows, raw: Object.fromEntries(cases.map(({ name }, index) => [name, (times[index] ?? []).map((ms) => Math.round(ms * 10) / 10)])) };
}

/** Where images are linked (lib/platform/vm/link.ld); QEMU's firmware runs elsewhere. */
const IMAGE_ADDRESSES = "0x100000..0x8fffff";

export async function bootInstructions(shop: Workshop): Promise<Section> {
  const rows: string[][] = [];
  for (const [name, image] of [["empty PVH kernel", shop.emptyKernel()], ["examples/hello", await shop.image("examples/hello/main.ts", "vm")]] as const) {
    const log = join(shop.directory, "instructions");
    const [qemu = "", ...words] = machineCommand(image, { extra: ["-singlestep", "-d", "exec,nochain", "-dfilter", IMAGE_ADDRESSES, "-D", log] });
    spawnSync(qemu, words, { stdio: "ignore", timeout: 300_000 });
    const text = readFileSync(log);
    let count = 0;
    for (let at = text.indexOf("Trace "); at >= 0; at = text.indexOf("Trace ", at + 6)) count++;
    rmSync(log);
    rows.push([name, count.toLocaleString("en")]);
  }
  return { title: "Boot, guest instructions", how: `from the PVH entry to the exit: lines of QEMU's \`-singlestep -d exec,nochain -dfilter ${IMAGE_ADDRESSES}\`, an instruction each`, columns: ["image", "instructions"], rows };
}
