/**
 * Builds the Linux guests that Whelk is compared with, from Debian's packages and npm's Node:
 *   node bench/linux-guest/build.ts DIRECTORY
 * leaves vmlinux (Debian's cloud kernel, as QEMU boots it by PVH), node.cpio (Node and examples/http) and c.cpio (the
 * epoll server) there. Needs apt-get, dpkg-deb and a C compiler with static libraries (libc6-dev).
 */
import { spawnSync } from "node:child_process";
import { existsSync, globSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { PINNED_NODE, WHELK_ROOT } from "../../src/cli/root.ts";
import { findProgram, llvmPrograms } from "../../src/compiler/link/tools.ts";
import { packCpio, type ArchiveFile } from "./cpio.ts";
import { unpackLegacyLz4 } from "./lz4.ts";

/** The drivers of a virtio network device on microvm. */
const MODULES = ["virtio_mmio", "virtio_net"];
const MOUNT_POINTS = ["dev", "proc", "sys", "tmp"];
const EXAMPLE = "examples/http";

export interface LinuxGuests {
  readonly kernel: string;
  readonly nodeArchive: string;
  readonly cArchive: string;
  /** Debian's package, with its version. */
  readonly kernelPackage: string;
}

/** Builds what is not there yet. */
export function buildLinuxGuests(directory: string): LinuxGuests {
  const work = resolve(directory);
  mkdirSync(work, { recursive: true });
  const debian = fetchKernel(work);
  const guests: LinuxGuests = { kernel: join(work, "vmlinux"), nodeArchive: join(work, "node.cpio"), cArchive: join(work, "c.cpio"), kernelPackage: basename(debian.file, ".deb") };
  if (!existsSync(guests.kernel)) writeFileSync(guests.kernel, extractKernel(join(debian.tree, "boot")));
  const base = [...modules(join(debian.tree, "lib/modules")), file("init", compileC(work, "init.c"), 0o755)];
  writeFileSync(guests.cArchive, packCpio([...base, file("server", compileC(work, "server.c"), 0o755)], MOUNT_POINTS));
  writeFileSync(guests.nodeArchive, packCpio([...base, ...nodeFiles()], MOUNT_POINTS));
  return guests;
}

function fetchKernel(work: string): { readonly file: string; readonly tree: string } {
  const tree = join(work, "kernel");
  const known = (): string | undefined => readdirSync(work).find((name) => name.endsWith(".deb"));
  if (known() === undefined) {
    const depends = run("apt-cache", ["depends", "linux-image-cloud-amd64"], work);
    const name = /Depends: (linux-image-\S+)/.exec(depends)?.[1];
    if (name === undefined) throw new Error("apt-cache knows no linux-image-cloud-amd64: run apt-get update");
    run("apt-get", ["download", "-qq", name], work);
  }
  const found = known();
  if (found === undefined) throw new Error("apt-get download left no package");
  if (!existsSync(tree)) run("dpkg-deb", ["-x", found, tree], work);
  return { file: found, tree };
}

/** The ELF kernel inside of bzImage: payload_offset and payload_length of the boot protocol; its last word is a length. */
function extractKernel(boot: string): Buffer {
  const image = readFileSync(globSync(join(boot, "vmlinuz-*"))[0] ?? join(boot, "vmlinuz"));
  const setupSectors = image[0x1f1] === 0 ? 4 : image[0x1f1] ?? 4;
  const start = (setupSectors + 1) * 512 + image.readUInt32LE(0x248);
  return unpackLegacyLz4(image.subarray(start, start + image.readUInt32LE(0x24c) - 4));
}

/** The modules and what they depend on, and the order in which init loads them. */
function modules(root: string): ArchiveFile[] {
  const directory = join(root, readdirSync(root)[0] ?? "");
  const paths = globSync("kernel/{drivers/{virtio,net},net/core}/**/*.ko", { cwd: directory });
  const files: ArchiveFile[] = [];
  const add = (name: string): void => {
    const path = paths.find((candidate) => moduleName(candidate) === name);
    if (path === undefined) throw new Error(`the kernel has no module ${name}`);
    if (files.some((known) => moduleName(known.path) === name)) return;
    const content = readFileSync(join(directory, path));
    for (const needed of dependencies(content)) add(needed);
    files.push(file(`modules/${basename(path)}`, content, 0o644));
  };
  for (const name of MODULES) add(name);
  return [...files, file("modules/order", Buffer.from(files.map(({ path }) => `/${path}\n`).join("")), 0o644)];
}

function moduleName(path: string): string {
  return basename(path, ".ko").replaceAll("-", "_");
}

/** The words behind "depends=" in a module's own information. (modules.dep is made only when a kernel is installed.) */
function dependencies(content: Buffer): string[] {
  const words = /\0depends=([^\0]*)\0/.exec(content.toString("latin1"))?.[1] ?? "";
  return words.split(",").filter((name) => name !== "").map((name) => name.replaceAll("-", "_"));
}

/** Node, the libraries that it loads, and the example. */
function nodeFiles(): ArchiveFile[] {
  const libraries = [...run("ldd", [PINNED_NODE], WHELK_ROOT).matchAll(/(\/\S+) \(0x/g)].map((match) => match[1] ?? "");
  const sources = readdirSync(join(WHELK_ROOT, EXAMPLE)).filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"));
  return [
    file("node", readFileSync(PINNED_NODE), 0o755),
    ...libraries.map((path) => file(path.slice(1), readFileSync(path), 0o755)),
    file("package.json", Buffer.from('{"type":"module"}'), 0o644),
    ...sources.map((name) => file(`http/${name}`, readFileSync(join(WHELK_ROOT, EXAMPLE, name)), 0o644)),
  ];
}

function compileC(work: string, source: string): Buffer {
  const compiler = findProgram(["gcc", "cc", ...llvmPrograms("clang")]);
  if (compiler === undefined) throw new Error("there is no C compiler: apt-get install gcc libc6-dev");
  const output = join(work, source.replace(/\.c$/, ""));
  run(compiler, ["-O2", "-static", "-s", "-Wall", "-o", output, join(WHELK_ROOT, "bench/linux-guest", source)], work);
  return readFileSync(output);
}

function file(path: string, content: Buffer, mode: number): ArchiveFile {
  return { path, content, mode };
}

function run(tool: string, args: readonly string[], cwd: string): string {
  const done = spawnSync(tool, args, { cwd, encoding: "utf8", maxBuffer: 1 << 26 });
  if (done.status !== 0) throw new Error(`${tool} ${args.join(" ")} failed: ${done.stderr || done.error?.message || ""}`);
  return done.stdout;
}

/** Words of the kernel's command line. QEMU's microvm without KVM has no clock that Linux could calibrate by. */
export function kernelWords(app: readonly string[], address: string, prefix: number): string {
  const mhz = Number(/^cpu MHz\s*: ([\d.]+)/m.exec(readFileSync("/proc/cpuinfo", "utf8"))?.[1] ?? "2000");
  return `console=ttyS0 quiet panic=-1 mitigations=off random.trust_cpu=on tsc_early_khz=${Math.round(mhz * 1000)} tsc=reliable rdinit=/init GUEST_IP=${address} GUEST_PREFIX=${prefix} GUEST_APP=${app.join(":")} NODE_NO_WARNINGS=1`;
}

if (import.meta.main) {
  const [directory] = process.argv.slice(2);
  if (directory === undefined) {
    console.error("Usage: node bench/linux-guest/build.ts DIRECTORY");
    process.exit(2);
  }
  console.log(Object.entries(buildLinuxGuests(directory)).map(([name, value]) => `${name}: ${value}`).join("\n"));
}
