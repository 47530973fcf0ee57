/** The tools that are not npm packages: found on the PATH, else installed by apt where that may be, else named. */
import { spawnSync } from "node:child_process";
import { findProgram, llvmPrograms, LLVM_VERSIONS } from "../compiler/link/tools.ts";
import { machineFailure } from "./failure.ts";

interface Tool {
  /** Programs that do, best first. */
  readonly programs: readonly string[];
  /** Debian packages that bring one of them, best first. */
  readonly packages: readonly string[];
  readonly what: string;
}

const TOOLS = {
  clang: { programs: llvmPrograms("clang"), packages: LLVM_VERSIONS.map((version) => `clang-${version}`), what: "clang 16 or later" },
  lld: { programs: llvmPrograms("lld"), packages: LLVM_VERSIONS.map((version) => `lld-${version}`), what: "lld 16 or later" },
  qemu: { programs: ["qemu-system-x86_64"], packages: ["qemu-system-x86"], what: "QEMU for x86-64" },
  gdb: { programs: ["gdb"], packages: ["gdb"], what: "gdb" },
  curl: { programs: ["curl"], packages: ["curl"], what: "curl" },
  wrk: { programs: ["wrk"], packages: ["wrk"], what: "wrk" },
  redisTools: { programs: ["redis-benchmark"], packages: ["redis-tools"], what: "redis-cli and redis-benchmark" },
  dig: { programs: ["dig"], packages: ["bind9-dnsutils", "dnsutils"], what: "dig" },
  chromium: { programs: ["chromium", "chromium-browser"], packages: ["chromium"], what: "Chromium" },
  ip: { programs: ["ip", "/usr/sbin/ip", "/sbin/ip"], packages: ["iproute2"], what: "ip" },
} as const satisfies Record<string, Tool>;

export type ToolName = keyof typeof TOOLS;

/** The path of the tool, if it is here. */
export function findTool(name: ToolName): string | undefined {
  return findProgram(TOOLS[name].programs);
}

/** Makes sure that all these tools are here; installs what is missing or stops and says what to install. */
export function needTools(...names: readonly ToolName[]): void {
  const missing = names.filter((name) => findTool(name) === undefined);
  if (missing.length === 0) return;
  const words = missing.map((name) => TOOLS[name].what).join(", ");
  const aptGet = findProgram(["apt-get"]);
  const advice = `Missing: ${words}. Install them, on Debian: apt-get install ${missing.map((name) => TOOLS[name].packages[0]).join(" ")}.`;
  const prefix = rootPrefix();
  if (aptGet === undefined || prefix === undefined) throw machineFailure(advice);
  console.error(`whelk: installing ${words} by apt-get (once) ...`);
  const apt = (...args: readonly string[]): boolean => {
    const [program = "", ...first] = [...prefix, aptGet];
    return spawnSync(program, [...first, "-qq", ...args], { stdio: ["ignore", "ignore", "inherit"], env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } }).status === 0;
  };
  apt("update");
  for (const name of missing) {
    const installed = TOOLS[name].packages.some((packageName) => hasPackage(packageName) && apt("install", "-y", "--no-install-recommends", packageName));
    if (!installed || findTool(name) === undefined) throw machineFailure(`apt-get could not install ${TOOLS[name].what}. ${advice}`);
  }
}

function hasPackage(name: string): boolean {
  const answer = spawnSync("apt-cache", ["policy", name], { encoding: "utf8" });
  return answer.status === 0 && /Candidate: \S*\d/.test(answer.stdout);
}

/** Words before a command that needs root; undefined when there is no way without asking. */
export function rootPrefix(): readonly string[] | undefined {
  if (process.getuid?.() === 0) return [];
  const sudo = findProgram(["sudo"]);
  return sudo !== undefined && spawnSync(sudo, ["-n", "true"], { stdio: "ignore" }).status === 0 ? [sudo, "-n"] : undefined;
}
