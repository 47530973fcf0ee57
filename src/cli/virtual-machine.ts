/** The QEMU command that boots an image: the one place that knows the machine's devices. */
import type { Forward, Network } from "./network-words.ts";

export type Machine = "microvm" | "q35";

/** "tcg" translates and runs everywhere; "kvm" needs /dev/kvm and a processor of x86-64-v2. */
export type Accelerator = "tcg" | "kvm";

export interface VirtualMachineOptions {
  readonly machine: Machine;
  readonly memoryMib: number;
  /** "tcg" when left out. */
  readonly accelerator?: Accelerator;
  /** "none": no device at all. */
  readonly network: Network | "none";
  /** Host ports that lead to guest ports; only with user networking. */
  readonly forwards: readonly Forward[];
  /** Settings of the library OS: "ip=10.0.0.2/24", "env.TZ=UTC". */
  readonly settings: readonly string[];
  /** The program's arguments. */
  readonly arguments: readonly string[];
  /** Where the machine leaves the program's exit code, a byte; it stays empty when the machine did not end by itself. */
  readonly exitFile?: string;
  /** Wait for gdb on this port before the first instruction. */
  readonly gdbPort?: number;
  /** Further words for QEMU, as benchmarks need them. */
  readonly extra?: readonly string[];
}

/** lib/platform/vm/exit.ts writes the exit code to the first port, and ends the machine by the second. */
const EXIT_CODE_PORT = 0xe9;
const DEBUG_EXIT_PORT = 0xf4;

/** Some KVM hosts refuse to set IA32_ARCH_CAPABILITIES, and QEMU then gives up. */
const ACCELERATOR_WORDS: Readonly<Record<Accelerator, readonly string[]>> = { tcg: ["-accel", "tcg", "-cpu", "max"], kvm: ["-accel", "kvm", "-cpu", "max,-arch-capabilities"] };

export function virtualMachineCommand(image: string, options: VirtualMachineOptions): string[] {
  const pci = options.machine === "q35";
  const command = ["qemu-system-x86_64", "-nodefaults", "-no-user-config", "-display", "none", "-no-reboot", ...ACCELERATOR_WORDS[options.accelerator ?? "tcg"], "-m", `${options.memoryMib}M`];
  command.push("-M", pci ? "q35" : "microvm");
  command.push("-kernel", image, "-serial", "stdio", "-device", `isa-debug-exit,iobase=${DEBUG_EXIT_PORT},iosize=4`);
  if (options.exitFile !== undefined) command.push("-chardev", `file,id=exit,path=${options.exitFile.replaceAll(",", ",,")}`, "-device", `isa-debugcon,iobase=${EXIT_CODE_PORT},chardev=exit`);
  command.push("-device", pci ? "virtio-rng-pci" : "virtio-rng-device");
  const words = [...options.settings, ...(options.arguments.length === 0 ? [] : ["--", ...options.arguments])];
  if (words.length > 0) command.push("-append", words.map(quoteWord).join(" "));
  command.push(...networkWords(options, pci ? "virtio-net-pci" : "virtio-net-device"));
  if (options.gdbPort !== undefined) command.push("-gdb", `tcp:127.0.0.1:${options.gdbPort}`, "-S");
  return [...command, ...(options.extra ?? [])];
}

function networkWords(options: VirtualMachineOptions, device: string): string[] {
  if (options.network === "none") return [];
  if (options.network === "user") {
    const forwards = options.forwards.map((forward) => `,hostfwd=${forward.protocol}:${forward.address}:${forward.host}-:${forward.guest}`).join("");
    return ["-netdev", `user,id=net0${forwards}`, "-device", `${device},netdev=net0`];
  }
  return ["-netdev", `tap,id=net0,ifname=${options.network.tap},script=no,downscript=no`, "-device", `${device},netdev=net0`];
}

/** A word of the kernel command line; lib/platform/vm/args.ts undoes this. */
function quoteWord(word: string): string {
  return word !== "" && /^[^\s"]+$/.test(word) ? word : `"${word.replaceAll('"', '\\"')}"`;
}
