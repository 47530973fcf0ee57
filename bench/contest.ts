/** HTTP servers under wrk, in turn: one at a time, round by round. */
import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { findTool } from "../src/cli/toolchain.ts";

export const CONNECTIONS = [1, 16, 64] as const;

export interface Contestant {
  readonly name: string;
  readonly url: string;
  readonly command: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
}

export interface ContestOptions {
  readonly rounds: number;
  /** Of each run of wrk. */
  readonly seconds: number;
  /** Of a run before the others that doesn't count: compilers at run time get warm. */
  readonly warmSeconds: number;
}

/** Of one contestant: all rounds. */
export interface Scores {
  /** Milliseconds from start to "listening". */
  readonly startMs: number[];
  /** Requests a second, by connections. */
  readonly rates: ReadonlyMap<number, number[]>;
}

const START_MS_MAX = 120_000;

export async function contest(contestants: readonly Contestant[], options: ContestOptions): Promise<ReadonlyMap<Contestant, Scores>> {
  const scores = new Map(contestants.map((contestant): [Contestant, Scores] => [contestant, { startMs: [], rates: new Map(CONNECTIONS.map((n) => [n, []])) }]));
  for (let round = 0; round < options.rounds; round++) {
    for (const [contestant, { startMs, rates }] of scores) {
      const start = performance.now();
      const server = await startServer(contestant);
      startMs.push(performance.now() - start);
      try {
        wrk(contestant.url, 16, options.warmSeconds);
        for (const [connections, all] of rates) all.push(wrk(contestant.url, connections, options.seconds));
      } finally {
        server.kill("SIGKILL");
      }
    }
  }
  return scores;
}

/** For Section.raw. */
export function rawScores(scores: ReadonlyMap<Contestant, Scores>): Record<string, readonly number[]> {
  return Object.fromEntries([...scores].flatMap(([{ name }, { startMs, rates }]) => [
    [`${name}, start ms`, startMs.map(Math.round)] as const, ...[...rates].map(([connections, all]) => [`${name}, ${connections}`, all] as const),
  ]));
}

function startServer(contestant: Contestant): Promise<ChildProcess> {
  const [file = "", ...args] = contestant.command;
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, ...contestant.env } });
    let output = "";
    const timer = setTimeout(() => child.kill("SIGKILL"), START_MS_MAX);
    const seen = (data: Buffer): void => {
      output += data.toString();
      if (!output.includes("listening")) return;
      clearTimeout(timer);
      resolve(child);
    };
    child.stdout.on("data", seen);
    child.stderr.on("data", seen);
    child.on("error", reject);
    child.on("exit", () => {
      clearTimeout(timer);
      reject(new Error(`${contestant.name} ended, or did not listen in ${START_MS_MAX / 1000} s: ${output}`));
    });
  });
}

/** Requests a second; a run with errors is no measurement. */
function wrk(url: string, connections: number, seconds: number): number {
  const done = spawnSync(findTool("wrk") ?? "wrk", ["-t1", `-c${connections}`, `-d${seconds}s`, "--timeout", "30s", url], { encoding: "utf8" });
  const rate = Number(/Requests\/sec:\s+([\d.]+)/.exec(done.stdout)?.[1] ?? "0");
  if (rate === 0 || /Socket errors|Non-2xx/.test(done.stdout)) throw new Error(`wrk on ${url}: ${done.stdout}${done.stderr}`);
  return rate;
}
