/** HTTP with wrk: the http example as a machine, as a process, and under Node on the host. */
import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { join } from "node:path";
import { PINNED_NODE, WHELK_ROOT } from "../src/cli/root.ts";
import { makeTap, networkEnvironment, removeTap, type MadeTap } from "../src/cli/run-process.ts";
import { machineCommand, median, type Workshop } from "./workshop.ts";
import type { Section } from "./section.ts";

const ROUNDS = 3, SECONDS = 3, CONNECTIONS = [1, 16, 64] as const;
const NODE_PORT = 18_080, FORWARDED_PORT = 18_081;

interface Contestant {
  readonly name: string;
  readonly url: string;
  readonly command: readonly string[];
  readonly env: NodeJS.ProcessEnv;
}

export async function http(shop: Workshop): Promise<Section> {
  const entry = "examples/http/main.ts";
  const [machineImage, processImage] = [await shop.image(entry, "vm"), await shop.image(entry, "process")];
  const taps: MadeTap[] = [];
  const contestants: Contestant[] = [
    { name: "Node on the host, loopback", url: `http://127.0.0.1:${NODE_PORT}/`, command: [PINNED_NODE, join(WHELK_ROOT, entry)], env: { PORT: String(NODE_PORT), NODE_NO_WARNINGS: "1" } },
    { name: "vm, user networking", url: `http://127.0.0.1:${FORWARDED_PORT}/`, command: machineCommand(machineImage, { network: "user", forwards: [{ address: "127.0.0.1", host: FORWARDED_PORT, guest: 80, protocol: "tcp" }] }), env: {} },
  ];
  if (process.getuid?.() === 0) {
    const forProcess = makeTap(), forMachine = makeTap();
    taps.push(forProcess, forMachine);
    contestants.push(
      { name: "process, tap", url: `http://${forProcess.guest}/`, command: [processImage], env: networkEnvironment(forProcess.name, { ip: `${forProcess.guest}/30`, gateway: forProcess.host }) },
      { name: "vm, tap", url: `http://${forMachine.guest}/`, command: machineCommand(machineImage, { network: { tap: forMachine.name }, settings: [`ip=${forMachine.guest}/30`, `gateway=${forMachine.host}`] }), env: {} },
    );
  }
  try {
    const rates = contestants.map(() => CONNECTIONS.map((): number[] => []));
    for (let round = 0; round < ROUNDS; round++) {
      for (const [who, contestant] of contestants.entries()) {
        const server = await startServer(contestant);
        for (const [which, connections] of CONNECTIONS.entries()) rates[who]?.[which]?.push(wrk(contestant.url, connections));
        server.kill("SIGKILL");
      }
    }
    const first = rates[0]?.map(median) ?? [];
    const rows = contestants.map(({ name }, who) => [name, ...(rates[who] ?? []).map((all, which) => `${(median(all) / 1000).toFixed(1)}k${who === 0 ? "" : ` (${(median(all) / (first[which] ?? NaN)).toFixed(2)})`}`)]);
    return { title: "HTTP", how: `requests a second (and the ratio to Node's), examples/http, \`GET /\`, keep-alive; \`wrk -t1 -cN -d${SECONDS}s\`, median of ${ROUNDS} interleaved rounds`, columns: ["server", ...CONNECTIONS.map((n) => `${n} connection${n === 1 ? "" : "s"}`)], rows };
  } finally {
    for (const tap of taps) removeTap(tap);
  }
}

function startServer(contestant: Contestant): Promise<ChildProcess> {
  const [file = "", ...args] = contestant.command;
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, ...contestant.env } });
    let output = "";
    const seen = (data: Buffer): void => {
      output += data.toString();
      if (output.includes("listening")) resolve(child);
    };
    child.stdout.on("data", seen);
    child.stderr.on("data", seen);
    child.on("exit", () => reject(new Error(`${contestant.name} ended: ${output}`)));
  });
}

/** Requests a second; a run with errors is no measurement. */
function wrk(url: string, connections: number): number {
  const done = spawnSync("wrk", ["-t1", `-c${connections}`, `-d${SECONDS}s`, url], { encoding: "utf8" });
  const rate = Number(/Requests\/sec:\s+([\d.]+)/.exec(done.stdout)?.[1] ?? "0");
  if (rate === 0 || /Socket errors|Non-2xx/.test(done.stdout)) throw new Error(`wrk on ${url}: ${done.stdout}${done.stderr}`);
  return rate;
}
