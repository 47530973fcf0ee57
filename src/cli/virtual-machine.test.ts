import { ok, strictEqual } from "node:assert/strict";
import { test } from "node:test";
import { virtualMachineCommand, type VirtualMachineOptions } from "./virtual-machine.ts";

const BARE: VirtualMachineOptions = { machine: "microvm", memoryMib: 64, network: "none", forwards: [], settings: [], arguments: [] };

function wordAfter(command: readonly string[], word: string): string | undefined {
  const at = command.indexOf(word);
  return at < 0 ? undefined : command[at + 1];
}

test("virtualMachineCommand() puts settings before --, arguments after it, and quotes what needs it", () => {
  const command = virtualMachineCommand("image", { ...BARE, settings: ["ip=10.0.0.2/24"], arguments: ["plain", "two words", 'a"b', ""] });
  strictEqual(wordAfter(command, "-append"), 'ip=10.0.0.2/24 -- plain "two words" "a\\"b" ""');
});

test("virtualMachineCommand() has no command line without words", () => {
  ok(!virtualMachineCommand("image", BARE).includes("-append"));
});

test("virtualMachineCommand() forwards ports of the address that was asked for", () => {
  const command = virtualMachineCommand("image", { ...BARE, network: "user", forwards: [{ address: "127.0.0.1", host: 8080, guest: 80, protocol: "tcp" }, { address: "0.0.0.0", host: 1, guest: 2, protocol: "udp" }] });
  strictEqual(wordAfter(command, "-netdev"), "user,id=net0,hostfwd=tcp:127.0.0.1:8080-:80,hostfwd=udp:0.0.0.0:1-:2");
});

test("virtualMachineCommand() uses devices of the machine's bus", () => {
  ok(virtualMachineCommand("image", { ...BARE, network: { tap: "tap0" } }).includes("virtio-net-device,netdev=net0"));
  ok(virtualMachineCommand("image", { ...BARE, machine: "q35", network: { tap: "tap0" } }).includes("virtio-net-pci,netdev=net0"));
});
