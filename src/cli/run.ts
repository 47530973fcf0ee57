/** whelk run: a program runs, as a machine, as a process or under Node. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildImage } from "./build-image.ts";
import { usageFailure, ExitCode } from "./failure.ts";
import { type Command, type Words } from "./command.ts";
import { startForwarders } from "./forwarder.ts";
import { checkPorts, checkTap, needRootForTap } from "./host-checks.ts";
import { imageKind } from "./image-kind.ts";
import { checkAddresses, parseForward, parseMemory, parseNetwork, type Addresses, type Forward, type Network } from "./network-words.ts";
import { PINNED_NODE } from "./root.ts";
import { runChild } from "./run-child.ts";
import { runMachine } from "./run-machine.ts";
import { runProcess } from "./run-process.ts";
import { fileKind, programName, resolveEntry } from "./source-entry.ts";
import { needTools } from "./toolchain.ts";

type RunTarget = "vm" | "process" | "node";

interface Place {
  readonly memoryMib: number;
  readonly machine: "microvm" | "q35";
  readonly accelerator: "tcg" | "kvm";
  readonly network: Network;
  readonly forwards: readonly Forward[];
  readonly addresses: Addresses;
  readonly arguments: readonly string[];
}

export const runCommand: Command = {
  name: "run",
  summary: "run a program: as a virtual machine, as a Linux process, or under Node",
  operands: "ENTRY|IMAGE [options] [-- ARGS]",
  details: `
The console is the terminal, Ctrl-C stops the program, and its exit code is the command's.

  vm       QEMU boots the image; user networking, so that no root is needed (default)
  process  Linux runs the image, sandboxed; a network needs --net tap:NAME, or root with -p
  node     the pinned Node runs the source

  whelk run examples/http/main.ts -p 8080:80
  whelk run main.ts --net tap:tap0 --ip 10.0.0.2/24 --gateway 10.0.0.1 -- --verbose`,
  options: {
    target: { type: "string", choices: ["vm", "process", "node"], help: "where to run (default vm; of an IMAGE, what it was built for)" },
    memory: { type: "string", short: "m", value: "SIZE", help: "memory of the machine (default 64M)" },
    publish: { type: "strings", short: "p", value: "HOST:GUEST", help: "TCP port HOST of 127.0.0.1 leads to port GUEST of the program;\nADDRESS:HOST:GUEST listens on another address, HOST:GUEST/udp\nis a UDP port; repeatable" },
    net: { type: "string", value: "user|tap:NAME", help: "network: QEMU's own (default), or a tap device of this host" },
    ip: { type: "string", value: "A/LEN", help: "fixed address (default: DHCP)" },
    gateway: { type: "string", value: "A", help: "default gateway, with --ip" },
    dns: { type: "string", value: "A", help: "name server, with --ip" },
    accel: { type: "string", choices: ["tcg", "kvm"], help: "QEMU's accelerator (default tcg; kvm needs /dev/kvm)" },
    machine: { type: "string", choices: ["microvm", "q35"], help: "QEMU's machine (default microvm)" },
  },
  async run(words) {
    const [operand, ...others] = words.operands;
    if (operand === undefined || others.length > 0) throw usageFailure(`Usage: whelk run ${runCommand.operands}. Arguments of the program go after '--'.`);
    const place = readPlace(words);
    const kind = fileKind(operand) === "file" && !/\.m?ts$/.test(operand) ? imageKind(operand) : undefined;
    if (kind === undefined && fileKind(operand) === "file" && !/\.m?ts$/.test(operand)) throw usageFailure(`${operand} is not an image of whelk build, and not a .ts file.`);
    const asked = words.text("target") as RunTarget | undefined;
    if (kind !== undefined) {
      if (asked !== undefined && asked !== kind) throw usageFailure(`${operand} was built for ${kind}; leave out --target ${asked}.`);
      await checkHost(kind, place);
      return runImage(operand.includes("/") ? operand : `./${operand}`, kind, place);
    }
    const entry = resolveEntry(operand);
    const target = asked ?? "vm";
    await checkHost(target, place); // before the compiler's work, not after it
    if (target === "node") return runNode(entry, place);
    if (target === "vm") needTools("qemu");
    const directory = mkdtempSync(join(tmpdir(), "whelk-image-"));
    try {
      const output = join(directory, programName(entry));
      const built = await buildImage({ entry, target, output, purpose: "release" });
      return built === undefined ? ExitCode.program : await runImage(output, target, place);
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  },
};

function readPlace(words: Words): Place {
  const addresses = checkAddresses(Object.fromEntries((["ip", "gateway", "dns"] as const).flatMap((name) => {
    const value = words.text(name);
    return value === undefined ? [] : [[name, value]];
  })));
  return {
    memoryMib: parseMemory(words.text("memory") ?? "64M"),
    machine: words.text("machine") === "q35" ? "q35" : "microvm",
    accelerator: words.text("accel") === "kvm" ? "kvm" : "tcg",
    network: parseNetwork(words.text("net") ?? "user"),
    forwards: words.texts("publish").map(parseForward),
    addresses,
    arguments: words.rest,
  };
}

async function checkHost(target: RunTarget, place: Place): Promise<void> {
  const tap = place.network === "user" ? undefined : place.network.tap;
  if (target === "vm" && tap !== undefined && place.forwards.length > 0) throw usageFailure("-p goes with user networking; on a tap device the program is reachable at its own address.");
  if (target === "process" && tap === undefined && place.forwards.length > 0) needRootForTap();
  if (target !== "node") await checkPorts(place.forwards);
  if (target !== "node" && tap !== undefined) checkTap(tap);
}

function runImage(image: string, target: "vm" | "process", place: Place): Promise<number> {
  if (target === "process") {
    return runProcess(image, { tap: place.network === "user" ? undefined : place.network.tap, forwards: place.forwards, addresses: place.addresses, arguments: place.arguments });
  }
  const settings = Object.entries(place.addresses).map(([name, value]) => `${name}=${value}`);
  return runMachine(image, { machine: place.machine, accelerator: place.accelerator, memoryMib: place.memoryMib, network: place.network, forwards: place.forwards, settings, arguments: place.arguments });
}

async function runNode(entry: string, place: Place): Promise<number> {
  const servers = await startForwarders(place.forwards.filter((forward) => forward.host !== forward.guest), "127.0.0.1");
  try {
    return await runChild([PINNED_NODE, entry, ...place.arguments], { ...process.env, NODE_NO_WARNINGS: "1" });
  } finally {
    for (const server of servers) server.close();
  }
}
