/** An example that serves, in one of the three places, for tests that drive it with real clients. */
import { strictEqual } from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe } from "node:test";
import { makeTap, removeTap, type MadeTap } from "../src/cli/run-process.ts";
import { compileProgram } from "../src/cli/compile-program.ts";
import { REPOSITORY } from "./corpus.ts";
import { canMakeTap, freePort, RunningWhelk } from "./whelk-process.ts";

export type Place = "node" | "process" | "vm";
const PLACES: readonly Place[] = ["node", "process", "vm"];
const START_MS_MAX = 60_000;

export interface Example {
  /** Its directory in examples/. */
  readonly name: string;
  /** The port that it listens on, but for PORT in its environment under Node. */
  readonly port: number;
  /** Whether it listens on the UDP port of that number too. */
  readonly udp?: true;
  /** Of the machine, as `whelk run -m` takes it. */
  readonly memory?: string;
  /** Its arguments, given the address at which it reaches this host. */
  readonly arguments?: (hostAddress: string) => readonly string[];
}

/** Where the example runs during the tests of a `describeExample`. */
export interface ExampleServer {
  readonly place: Place;
  /** The port of 127.0.0.1 that leads to it. */
  readonly port: number;
  readonly whelk: RunningWhelk;
}

/** Describes tests that are run in each of the places; `server()` is there while they run. */
export function describeExample(example: Example, tests: (server: () => ExampleServer, place: Place) => void): void {
  for (const place of PLACES) {
    const skip = place === "process" && !canMakeTap() ? "the process target's network needs root, for a tap device" : false;
    describe(`examples/${example.name} on ${place}`, { skip }, () => {
      const directory = mkdtempSync(join(tmpdir(), "whelk-example-"));
      let server: ExampleServer | undefined;
      let tap: MadeTap | undefined;
      before(async () => {
        if (place === "process") tap = makeTap();
        server = await start(example, place, directory, tap);
      });
      after(async () => {
        await server?.whelk.stop();
        if (tap !== undefined) removeTap(tap);
        rmSync(directory, { recursive: true, force: true });
      });
      tests(() => server ?? fail(example), place);
    });
  }
}

async function start(example: Example, place: Place, directory: string, tap: MadeTap | undefined): Promise<ExampleServer> {
  const entry = join(REPOSITORY, "examples", example.name, "main.ts");
  const port = await freePort();
  const words = ["run", ...place === "node" ? [entry, "--target", "node"] : [await compile(entry, place, directory), ...publish(example, port)]];
  if (place === "vm") words.push(...example.memory === undefined ? [] : ["-m", example.memory]);
  if (tap !== undefined) words.push("--net", `tap:${tap.name}`, "--ip", `${tap.guest}/30`, "--gateway", tap.host);
  const hostAddress = place === "vm" ? "10.0.2.2" : tap?.host ?? "127.0.0.1";
  if (example.arguments !== undefined) words.push("--", ...example.arguments(hostAddress));
  const whelk = new RunningWhelk(words, place === "node" ? { PORT: String(port) } : {});
  await whelk.waitFor("listening on port", START_MS_MAX);
  return { place, port, whelk };
}

function publish({ port, udp }: Example, hostPort: number): readonly string[] {
  return ["-p", `${hostPort}:${port}`, ...udp === true ? ["-p", `${hostPort}:${port}/udp`] : []];
}

/** With the compiler's validators on. */
async function compile(entry: string, target: "process" | "vm", directory: string): Promise<string> {
  const output = join(directory, "image");
  const built = await compileProgram({ entry, target, output, purpose: "test" });
  strictEqual(built.text, "");
  return output;
}

function fail(example: Example): never {
  throw new Error(`examples/${example.name} did not start`);
}
