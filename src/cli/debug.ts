/** whelk debug: a program waits for gdb, which sees TypeScript files and lines. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { buildImage } from "./build-image.ts";
import { onlyOperand, type Command } from "./command.ts";
import { ExitCode, machineFailure, usageFailure } from "./failure.ts";
import { checkPorts } from "./host-checks.ts";
import { parseForward } from "./network-words.ts";
import { runChild } from "./run-child.ts";
import { runMachine } from "./run-machine.ts";
import { programName, resolveEntry } from "./source-entry.ts";
import { findTool, needTools } from "./toolchain.ts";

const PORT_DEFAULT = "1234";

export const debugCommand: Command = {
  name: "debug",
  summary: "run a program under gdb: 'break main.ts:5', 'bt' and 'list' show TypeScript",
  operands: "ENTRY [--target vm|process] [--port PORT] [-p HOST:GUEST]... [-- ARGS]",
  details: `
vm: the machine stops before its first instruction and waits for gdb on 127.0.0.1; the line to start gdb with, in
another terminal, is printed. process: gdb starts right here, with the program loaded; type 'run'.`,
  options: {
    target: { type: "string", choices: ["vm", "process"], help: "what to debug (default vm)" },
    port: { type: "string", value: "PORT", help: `where the machine waits for gdb (default ${PORT_DEFAULT})` },
    publish: { type: "strings", short: "p", value: "HOST:GUEST", help: "as in whelk run" },
  },
  async run(words) {
    const entry = resolveEntry(onlyOperand(debugCommand, words));
    const target = words.text("target") === "process" ? "process" : "vm";
    const port = Number(words.text("port") ?? PORT_DEFAULT);
    if (!Number.isInteger(port) || port < 1 || port > 65535) throw usageFailure(`--port ${words.text("port") ?? ""}: write a TCP port.`);
    const forwards = words.texts("publish").map(parseForward);
    if (target === "vm") {
      await checkPorts(forwards);
      await checkPorts([{ address: "127.0.0.1", host: port, guest: port, protocol: "tcp" }]).catch(() => { throw machineFailure(`Port ${port} of this host, where gdb would connect, is taken; choose another, as in --port ${port === 65535 ? PORT_DEFAULT : port + 1}.`); });
    }
    needTools(...(target === "vm" ? ["qemu"] as const : ["gdb"] as const));
    const directory = mkdtempSync(join(tmpdir(), "whelk-debug-"));
    try {
      const image = join(directory, programName(entry));
      if (await buildImage({ entry, target, output: image, purpose: "debug" }) === undefined) return ExitCode.program;
      if (target === "process") return await runChild([findTool("gdb") ?? "gdb", "--args", image, ...words.rest], process.env);
      console.error(`The machine waits for gdb. In another terminal:\n\n  gdb ${image} -ex 'target remote 127.0.0.1:${port}' -ex 'hbreak ${relative(process.cwd(), entry).split("/").at(-1) ?? ""}:1' -ex continue\n`);
      return await runMachine(image, { machine: "microvm", memoryMib: 64, network: "user", forwards, settings: [], arguments: words.rest, gdbPort: port });
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  },
};
