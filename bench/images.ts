/** Image sizes, least memory, compile times. */
import { statSync } from "node:fs";
import { join } from "node:path";
import { runTool, machineCommand, median, watchFor, type Workshop } from "./workshop.ts";
import { WHELK_ROOT } from "../src/cli/root.ts";
import type { Section } from "./section.ts";

const EXAMPLES = [["hello", "Hello"], ["http", "listening"]] as const;

export async function sizes(shop: Workshop): Promise<Section> {
  const rows: string[][] = [["empty PVH kernel", "vm", statSync(shop.emptyKernel()).size.toLocaleString("en"), ""]];
  for (const [name, limitKib] of [["hello", 128], ["http", 640]] as const) {
    for (const target of ["vm", "process"] as const) {
      const bytes = statSync(await shop.image(`examples/${name}/main.ts`, target)).size;
      rows.push([`examples/${name}`, target, bytes.toLocaleString("en"), target === "vm" ? `≤ ${(limitKib * 1024).toLocaleString("en")}` : ""]);
    }
  }
  return { title: "Image sizes", how: "`./whelk build ENTRY --target T`, stripped", columns: ["program", "target", "bytes", "limit"], rows };
}

const STEP_KIB = 256;
/** A machine with this little memory is not worth a try. */
const LEAST_KIB = 512, MOST_KIB = 64 * 1024;

export async function leastMemory(shop: Workshop): Promise<Section> {
  const rows: string[][] = [];
  const images: (readonly [string, string, string, "none" | "user", string])[] = [["empty PVH kernel", shop.emptyKernel(), "Hello", "none", ""]];
  for (const [name, line] of EXAMPLES) images.push([`examples/${name}`, await shop.image(`examples/${name}/main.ts`, "vm"), line, name === "http" ? "user" : "none", name === "hello" ? "≤ 4 MiB" : "≤ 8 MiB"]);
  for (const [name, image, line, network, limit] of images) {
    const boots = async (kib: number): Promise<boolean> => {
      const command = machineCommand(image, { network }).map((word, index, all) => (all[index - 1] === "-m" ? `${kib}K` : word));
      return (await watchFor(line, command, 10_000)).firstMs !== undefined;
    };
    let low = LEAST_KIB / STEP_KIB - 1, high = MOST_KIB / STEP_KIB;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (await boots(middle * STEP_KIB)) high = middle;
      else low = middle;
    }
    rows.push([name, `${(high * STEP_KIB) / 1024} MiB`, limit]);
  }
  return { title: "Least memory", how: `bisection of QEMU's \`-m\` in steps of ${STEP_KIB} KiB, microvm, until the program's first line`, columns: ["image", "memory", "limit"], rows };
}

export async function compileTimes(shop: Workshop): Promise<Section> {
  const rows: string[][] = [];
  for (const [name, runs, limit] of [["hello", 5, "< 2 s"], ["http", 3, "< 20 s"]] as const) {
    const times: number[] = [];
    for (let run = 0; run < runs; run++) {
      const start = performance.now();
      runTool(join(WHELK_ROOT, "whelk"), ["build", join(WHELK_ROOT, `examples/${name}/main.ts`), "-o", join(shop.directory, "timed.elf")]);
      times.push(performance.now() - start);
    }
    rows.push([`examples/${name}`, (median(times) / 1000).toFixed(2), times.map((ms) => (ms / 1000).toFixed(2)).join(" "), limit]);
  }
  return { title: "Compile times", how: "`time ./whelk build ENTRY`, nothing cached, seconds", columns: ["program", "median", "runs", "limit"], rows };
}
