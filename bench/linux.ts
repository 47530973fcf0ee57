/** HTTP over tap: Whelk's machine against Linux guests on the same QEMU, with Node and with a C server. */
import { join } from "node:path";
import { WHELK_ROOT } from "../src/cli/root.ts";
import { makeTap, removeTap, type MadeTap } from "../src/cli/run-process.ts";
import { contest, CONNECTIONS, rawScores, type Contestant } from "./contest.ts";
import { HTTP_EXAMPLE, machineOnTap } from "./http.ts";
import { buildLinuxGuests, kernelWords, type LinuxGuests } from "./linux-guest/build.ts";
import { BARE_MACHINE, machineCommand, median, type Workshop } from "./workshop.ts";
import type { Section } from "./section.ts";

/** Node compiles while it serves, and that under an emulator: it gets longer to become warm. */
const OPTIONS = { rounds: 3, seconds: 4, warmSeconds: 10 };
/** Outlives a run: the packages are fetched once. */
const GUESTS = join(WHELK_ROOT, "node_modules/.cache/whelk-linux-guests");
const NODE_MIB = 512, C_MIB = 128;
const GOALS: Readonly<Record<string, string>> = { "Linux, Node": "≥ 8", "Linux, C epoll": "≥ 1.5" };

export async function linux(shop: Workshop): Promise<Section> {
  if (process.getuid?.() !== 0) throw new Error("the comparison over tap devices needs root");
  const guests = buildLinuxGuests(GUESTS);
  const image = await shop.image(HTTP_EXAMPLE, "vm");
  const taps: MadeTap[] = [];
  const tap = (): MadeTap => {
    const made = makeTap();
    taps.push(made);
    return made;
  };
  try {
    const contestants = [
      machineOnTap("Whelk", image, tap()),
      linuxOnTap("Linux, Node", guests, guests.nodeArchive, ["/node", "/http/main.ts"], NODE_MIB, tap()),
      linuxOnTap("Linux, C epoll", guests, guests.cArchive, ["/server"], C_MIB, tap()),
    ];
    const scores = await contest(contestants, OPTIONS);
    const own = [...scores.values()][0];
    const rows = [...scores].map(([{ name }, { startMs, rates }], who) => [
      name, (median(startMs) / 1000).toFixed(2),
      ...[...rates].map(([connections, all]) => `${(median(all) / 1000).toFixed(1)}k${who === 0 ? "" : ` (Whelk ${(median(own?.rates.get(connections) ?? []) / median(all)).toFixed(1)}×)`}`), GOALS[name] ?? "",
    ]);
    return {
      title: "HTTP, against Linux guests",
      how: `requests a second over tap, \`GET /\` of examples/http (the C server answers with the same bytes); QEMU microvm, TCG, Whelk ${BARE_MACHINE.memoryMib} MiB, Linux ${NODE_MIB} and ${C_MIB} MiB with Debian's ${guests.kernelPackage} as vmlinux, built by bench/linux-guest/build.ts; \`wrk -t1 -cN -d${OPTIONS.seconds}s\` after ${OPTIONS.warmSeconds} s of load, median of ${OPTIONS.rounds} interleaved rounds`,
      columns: ["guest", "start to listening, s", ...CONNECTIONS.map((n) => `${n} connection${n === 1 ? "" : "s"}`), "goal"], rows, raw: rawScores(scores),
    };
  } finally {
    for (const made of taps) removeTap(made);
  }
}

function linuxOnTap(name: string, guests: LinuxGuests, archive: string, app: readonly string[], memoryMib: number, tap: MadeTap): Contestant {
  const command = machineCommand(guests.kernel, { memoryMib, network: { tap: tap.name }, extra: ["-initrd", archive, "-append", kernelWords(app, tap.guest, 30)] });
  return { name, url: `http://${tap.guest}/`, command };
}
