/** The QEMU command that boots an image: one place that knows the machine's devices. */
export type Machine = "microvm" | "q35";
export interface Forward { readonly host: number; readonly guest: number }

export interface VirtualMachineOptions {
  readonly machine: Machine;
  readonly memoryMib: number;
  /** "none": no device at all. */
  readonly network: "user" | "none" | { readonly tap: string };
  /** Host ports that lead to guest ports; only with user networking. */
  readonly forwards: readonly Forward[];
  /** The kernel command line, word by word: settings of the library OS, then "--", then the program's arguments. */
  readonly arguments: readonly string[];
  /** Wait for gdb on this port before the first instruction. */
  readonly gdbPort?: number;
  /** Further words for QEMU, as benchmarks need them. */
  readonly extra?: readonly string[];
}

/** isa-debug-exit answers (value << 1) | 1; lib/platform/vm/exit.ts writes the program's code to this port. */
const DEBUG_EXIT_PORT = 0xf4;

export function virtualMachineCommand(image: string, options: VirtualMachineOptions): string[] {
  const pci = options.machine === "q35";
  const command = ["qemu-system-x86_64", "-nodefaults", "-no-user-config", "-display", "none", "-no-reboot", "-cpu", "max", "-accel", "kvm", "-accel", "tcg", "-m", `${options.memoryMib}M`];
  command.push("-M", pci ? "q35" : "microvm,acpi=off,rtc=on,pit=off,pic=off,isa-serial=on,auto-kernel-cmdline=on");
  command.push("-kernel", image, "-serial", "stdio", "-device", `isa-debug-exit,iobase=${DEBUG_EXIT_PORT},iosize=4`);
  command.push("-device", pci ? "virtio-rng-pci" : "virtio-rng-device");
  if (options.arguments.length > 0) command.push("-append", options.arguments.map(quoteWord).join(" "));
  command.push(...networkWords(options, pci ? "virtio-net-pci" : "virtio-net-device"));
  if (options.gdbPort !== undefined) command.push("-gdb", `tcp:127.0.0.1:${options.gdbPort}`, "-S");
  return [...command, ...(options.extra ?? [])];
}

function networkWords(options: VirtualMachineOptions, device: string): string[] {
  if (options.network === "none") return [];
  if (options.network === "user") {
    const forwards = options.forwards.map((forward) => `,hostfwd=tcp::${forward.host}-:${forward.guest}`).join("");
    return ["-netdev", `user,id=net0${forwards}`, "-device", `${device},netdev=net0`];
  }
  return ["-netdev", `tap,id=net0,ifname=${options.network.tap},script=no,downscript=no`, "-device", `${device},netdev=net0`];
}

/** A word of the kernel command line; lib/platform/vm/args.ts undoes this. */
function quoteWord(word: string): string {
  return /^[^\s"]+$/.test(word) ? word : `"${word.replaceAll('"', '\\"')}"`;
}

/** QEMU's exit code back to the program's: odd codes come from isa-debug-exit; 0 is a power-off. */
export function programExitCode(qemuCode: number): number {
  return qemuCode & 1 ? qemuCode >> 1 : qemuCode;
}
