/** HTTP with wrk: the http example as a machine, as a process, and under Node on the host. */
import { join } from "node:path";
import { PINNED_NODE, WHELK_ROOT } from "../src/cli/root.ts";
import { makeTap, networkEnvironment, removeTap, type MadeTap } from "../src/cli/run-process.ts";
import { contest, CONNECTIONS, rawScores, type Contestant } from "./contest.ts";
import { machineCommand, median, type Workshop } from "./workshop.ts";
import type { Section } from "./section.ts";

const OPTIONS = { rounds: 3, seconds: 3, warmSeconds: 2 };
const NODE_PORT = 18_080, FORWARDED_PORT = 18_081;
export const HTTP_EXAMPLE = "examples/http/main.ts";

export async function http(shop: Workshop): Promise<Section> {
  const [machineImage, processImage] = [await shop.image(HTTP_EXAMPLE, "vm"), await shop.image(HTTP_EXAMPLE, "process")];
  const taps: MadeTap[] = [];
  const contestants: Contestant[] = [
    { name: "Node on the host, loopback", url: `http://127.0.0.1:${NODE_PORT}/`, command: [PINNED_NODE, join(WHELK_ROOT, HTTP_EXAMPLE)], env: { PORT: String(NODE_PORT), NODE_NO_WARNINGS: "1" } },
    { name: "vm, user networking", url: `http://127.0.0.1:${FORWARDED_PORT}/`, command: machineCommand(machineImage, { network: "user", forwards: [{ address: "127.0.0.1", host: FORWARDED_PORT, guest: 80, protocol: "tcp" }] }) },
  ];
  try {
    if (process.getuid?.() === 0) {
      const forProcess = makeTap();
      taps.push(forProcess);
      contestants.push({ name: "process, tap", url: `http://${forProcess.guest}/`, command: [processImage], env: networkEnvironment(forProcess.name, { ip: `${forProcess.guest}/30`, gateway: forProcess.host }) });
      const forMachine = makeTap();
      taps.push(forMachine);
      contestants.push(machineOnTap("vm, tap", machineImage, forMachine));
    }
    const scores = await contest(contestants, OPTIONS);
    const first = scores.get(contestants[0] ?? { name: "", url: "", command: [] });
    const rows = [...scores].map(([{ name }, { rates }], who) => [name, ...[...rates].map(([connections, all]) => `${(median(all) / 1000).toFixed(1)}k${who === 0 ? "" : ` (${(median(all) / median(first?.rates.get(connections) ?? [])).toFixed(2)})`}`)]);
    return {
      title: "HTTP",
      how: `requests a second (and the ratio to Node's), examples/http, \`GET /\`, keep-alive; \`wrk -t1 -cN -d${OPTIONS.seconds}s\` after ${OPTIONS.warmSeconds} s of load, median of ${OPTIONS.rounds} interleaved rounds`,
      columns: ["server", ...CONNECTIONS.map((n) => `${n} connection${n === 1 ? "" : "s"}`)], rows, raw: rawScores(scores),
    };
  } finally {
    for (const tap of taps) removeTap(tap);
  }
}

export function machineOnTap(name: string, image: string, tap: MadeTap): Contestant {
  return { name, url: `http://${tap.guest}/`, command: machineCommand(image, { network: { tap: tap.name }, settings: [`ip=${tap.guest}/30`, `gateway=${tap.host}`] }) };
}
