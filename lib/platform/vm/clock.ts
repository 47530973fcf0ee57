/**
 * Clocks: the time stamp counter, scaled by 64-bit fixed point. Its frequency comes, on first use, from
 *   1. kvmclock, which also knows the wall clock          (KVM, Firecracker)
 *   2. CPUID 0x15: the crystal and its ratio              (bare metal, Cloud Hypervisor)
 *   3. CPUID 0x40000010: kHz from the hypervisor          (VMware's leaf: QEMU, Xen)
 *   4. 1 ms against the local APIC's timer, which QEMU runs at 1 GHz exactly (its translator, TCG)
 *   5. CPUID 0x16: whole MHz, when nothing better is left
 * @spec Linux Documentation/virt/kvm/x86/msr.rst · Intel SDM volume 2 CPUID
 */
import { readRtcMs } from "./real-time-clock.ts";
import { startTimerCount, timerTicks } from "./interrupts.ts";
import { panic } from "./panic.ts";
import { cpuid, f64ToI64, i64ToF64, load32, load64, load8, mulDiv64, mulHigh64, readTsc, staticAllocate, u64Of, writeMsr } from "../../sys/intrinsics.ts";
import type { u32, u64, usize } from "../../sys/types.ts";

const HYPERVISOR_LEAF = 0x4000_0000;
const KVM_FEATURES_LEAF = 0x4000_0001;
const FREQUENCY_LEAF = 0x4000_0010;
const SIGNATURE_KVM = 0x4b4d_564b; // "KVMK" in ebx
const SIGNATURE_TCG = 0x5447_4354; // "TCGT"
const KVM_CLOCK_2 = 8;
const MSR_KVM_WALL_CLOCK = 0x4b56_4d00;
const MSR_KVM_SYSTEM_TIME = 0x4b56_4d01;

// kvmclock's page: version, tsc_timestamp, system_time, tsc_to_system_mul, tsc_shift.
const KVM_TSC_STAMP = 8;
const KVM_SYSTEM_TIME = 16;
const KVM_TSC_MULTIPLIER = 24;
const KVM_TSC_SHIFT = 28;

const CALIBRATION_NS = 1_000_000;
const SAMPLE_TRIES = 4;

/** Nanoseconds = (ticks * scale) >> 32, scale < 2^63. 0: not yet known. */
let scale: u64 = 0n;
let startTicks: u64 = 0n;
let hasKvmClock = false;
/** wallClockMs() - monotonicMs(); 0: not yet known. */
let wallOffsetMs: number = 0;

/** Milliseconds since the first use, fractional; never goes back. */
export function monotonicMs(): number {
  "use no-alloc";
  return monotonicNs() * 1e-6;
}

export function monotonicNs(): number {
  "use no-alloc";
  if (scale === 0n) openClock();
  return i64ToF64(nanoseconds(readTsc() - startTicks) | 0n);
}

/** Milliseconds since 1970-01-01 UTC. The machine's clock is read once; from there on the monotonic clock counts. */
export function wallClockMs(): number {
  "use no-alloc";
  if (wallOffsetMs === 0) {
    const nowMs = monotonicMs();
    wallOffsetMs = (hasKvmClock ? kvmWallMs() : readRtcMs()) - nowMs;
  }
  return wallOffsetMs + monotonicMs();
}

/** ticks * scale / 2^32, by halves: the product has up to 128 bits. */
function nanoseconds(ticks: u64): u64 {
  "use no-alloc";
  return (mulHigh64(ticks, scale) << 32n) | ((ticks * scale) >> 32n);
}

function openClock(): void {
  "use no-alloc";
  scale = findScale();
  if (scale === 0n) panic("no clock: neither kvmclock nor CPUID tells the frequency of the time stamp counter");
  startTicks = readTsc();
}

/** First letters of the hypervisor's name; 0: none. */
function hypervisorSignature(): u32 {
  "use no-alloc";
  return (cpuid(1, 0, 2) & 0x8000_0000) !== 0 ? cpuid(HYPERVISOR_LEAF, 0, 1) : 0;
}

/** QEMU and KVM run the local APIC's timer at 1 GHz. */
export function timerCountsNanoseconds(): boolean {
  "use no-alloc";
  const signature = hypervisorSignature();
  return signature === SIGNATURE_TCG || signature === SIGNATURE_KVM;
}

function findScale(): u64 {
  "use no-alloc";
  const signature = hypervisorSignature();
  if (signature === SIGNATURE_KVM && (cpuid(KVM_FEATURES_LEAF, 0, 0) & KVM_CLOCK_2) !== 0) return kvmScale();
  const highest = cpuid(0, 0, 0);
  if (highest >= 0x15) {
    const denominator = cpuid(0x15, 0, 0);
    const numerator = cpuid(0x15, 0, 1);
    const crystalHz = cpuid(0x15, 0, 2);
    if (denominator !== 0 && numerator !== 0 && crystalHz !== 0) return scaleOf(crystalHz * numerator / denominator);
  }
  if (signature !== 0 && cpuid(HYPERVISOR_LEAF, 0, 0) >= FREQUENCY_LEAF) {
    const kilohertz = cpuid(FREQUENCY_LEAF, 0, 0);
    if (kilohertz !== 0) return scaleOf(kilohertz * 1000);
  }
  if (signature === SIGNATURE_TCG || signature === SIGNATURE_KVM) return calibratedScale();
  if (highest >= 0x16) {
    const megahertz = cpuid(0x16, 0, 0) & 0xffff;
    if (megahertz !== 0) return scaleOf(megahertz * 1_000_000);
  }
  return 0n;
}

/** 2^32 * 10^9 / hertz. */
function scaleOf(hertz: number): u64 {
  "use no-alloc";
  return f64ToI64(4_294_967_296e9 / hertz) | 0n;
}

/** 1 ms of a timer that counts nanoseconds, in ticks. */
function calibratedScale(): u64 {
  "use no-alloc";
  startTimerCount();
  takeSample();
  const firstTicks = sampleTicks;
  const firstTimer = sampleTimer;
  while (timerTicks() - firstTimer < CALIBRATION_NS) continue;
  takeSample();
  return mulDiv64(u64Of(sampleTimer - firstTimer), 0x1_0000_0000n, sampleTicks - firstTicks);
}

let sampleTicks: u64 = 0n;
let sampleTimer: u32 = 0;

/** Reads both clocks at one moment: of a few tries the one that took the shortest. */
function takeSample(): void {
  "use no-alloc";
  let shortest: u64 = 0xffff_ffff_ffffn;
  for (let i: u32 = 0; i < SAMPLE_TRIES; i = i + 1) {
    const before = readTsc();
    const timer = timerTicks();
    const after = readTsc();
    if (after - before >= shortest) continue;
    shortest = after - before;
    sampleTicks = before + (shortest >> 1n);
    sampleTimer = timer;
  }
}

/** Asks for the time page of kvmclock; only its scale is used, because our start is our own. */
function kvmScale(): u64 {
  "use no-alloc";
  hasKvmClock = true;
  const page = kvmTimePage();
  writeMsr(MSR_KVM_SYSTEM_TIME, u64Of(page + 1));
  const shift = load8(page, KVM_TSC_SHIFT);
  const multiplier = u64Of(load32(page, KVM_TSC_MULTIPLIER));
  // A signed byte: negative shifts are right shifts.
  return shift < 128 ? multiplier << u64Of(shift) : multiplier >> u64Of(256 - shift);
}

/** Static memory of the image: physical = virtual. */
function kvmTimePage(): usize {
  "use no-alloc";
  return staticAllocate(64, 64);
}

/** The host's time at the machine's start plus the machine's time now. */
function kvmWallMs(): number {
  "use no-alloc";
  const wall = staticAllocate(16, 16);
  writeMsr(MSR_KVM_WALL_CLOCK, u64Of(wall));
  const page = kvmTimePage();
  const machineNs = i64ToF64(load64(page, KVM_SYSTEM_TIME) + nanoseconds(readTsc() - load64(page, KVM_TSC_STAMP)));
  return load32(wall, 4) * 1000 + load32(wall, 8) * 1e-6 + machineNs * 1e-6;
}
