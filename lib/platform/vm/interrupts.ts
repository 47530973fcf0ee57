/**
 * Interrupts: the local APIC (xAPIC, or x2APIC if the loader left it on), its timer, and the I/O APIC's lines. A
 * line's stub only sets its flag in __interrupt_flags; interrupts are on only while the processor sleeps.
 * @spec Intel SDM volume 3 §11 · Intel 82093AA (I/O APIC) §3
 */
import { monotonicNs, timerCountsNanoseconds } from "./clock.ts";
import { FIRST_LINE_VECTOR, LINES, SPURIOUS_VECTOR } from "./descriptors.ts";
import { mapDevice } from "./page-tables.ts";
import { panic } from "./panic.ts";
import { f64Ceil, load8, low32, outb, readMsr, sizeOf64, store8, storeSize, symbolAddress, u64Of, vload32, vstore32, writeMsr } from "../../sys/intrinsics.ts";
import type { u32, u64, usize } from "../../sys/types.ts";

const MSR_APIC_BASE = 0x1b;
const MSR_X2APIC = 0x800;
const APIC_ENABLED: u64 = 0x800n;
const APIC_X2: u64 = 0x400n;
const APIC_PHYSICAL: u64 = 0xf_ffff_f000n;

const APIC_ID = 0x20;
const TASK_PRIORITY = 0x80;
const END_OF_INTERRUPT = 0xb0;
const SPURIOUS = 0xf0;
const TIMER_ENTRY = 0x320;
const TIMER_INITIAL = 0x380;
const TIMER_CURRENT = 0x390;
const TIMER_DIVIDE = 0x3e0;
const SOFTWARE_ENABLE = 0x100;
const DIVIDE_BY_1 = 0xb;
const MASKED = 0x1_0000;

export const IO_APIC_PHYSICAL = 0xfec0_0000;
const IO_APIC_SELECT = 0x00;
const IO_APIC_WINDOW = 0x10;
const IO_APIC_REDIRECTION = 0x10;

const PIC_MASK_1 = 0x21;
const PIC_MASK_2 = 0xa1;

const CALIBRATION_NS = 200_000;
const COUNT_MAX = 0xffff_ffff;

export const TIMER_LINE = 0;

let apic: usize = 0;
let x2 = false;
let ioApic: usize = 0;
let nextLine: u32 = 1;
let timerTicksPerMs: number = 0;
let opened = false;

/** Turns the local APIC on and the old PICs off. */
export function openInterrupts(): void {
  "use no-alloc";
  if (opened) return;
  opened = true;
  outb(PIC_MASK_1, 0xff);
  outb(PIC_MASK_2, 0xff);
  const base = readMsr(MSR_APIC_BASE);
  x2 = (base & APIC_X2) !== 0n;
  writeMsr(MSR_APIC_BASE, base | APIC_ENABLED);
  if (!x2) {
    apic = mapDevice(sizeOf64(base & APIC_PHYSICAL), 0x1000);
    storeSize(symbolAddress("__eoi_register"), apic + END_OF_INTERRUPT);
  }
  writeApic(TASK_PRIORITY, 0);
  writeApic(SPURIOUS, SOFTWARE_ENABLE | SPURIOUS_VECTOR);
  writeApic(TIMER_ENTRY, MASKED);
  writeApic(TIMER_DIVIDE, DIVIDE_BY_1);
}

/** Takes a free line: its number. Its vector is vectorOf(line). */
export function takeLine(): u32 {
  "use no-alloc";
  if (nextLine === LINES) panic("more interrupt lines than 31");
  nextLine = nextLine + 1;
  return nextLine - 1;
}

export function vectorOf(line: u32): u32 {
  "use no-alloc";
  return FIRST_LINE_VECTOR + line;
}

/** Where a device writes to interrupt this processor (MSI): address and data. */
export function messageAddress(): u32 {
  "use no-alloc";
  openInterrupts();
  return 0xfee0_0000 + apicId() * 0x1000;
}

/**
 * Leads pin `pin` of the I/O APIC at a physical address to a line, edge-triggered: the device's status register is read and acknowledged
 * by the driver before it looks at its queues, so that no edge is lost, and no handler has to run for a level.
 */
export function routePin(ioApicAddress: usize, pin: u32, line: u32): void {
  "use no-alloc";
  openInterrupts();
  ioApic = mapDevice(ioApicAddress, 0x20);
  writeIoApic(IO_APIC_REDIRECTION + 2 * pin + 1, apicId() * 0x100_0000);
  writeIoApic(IO_APIC_REDIRECTION + 2 * pin, vectorOf(line));
}

/** Whether a line has been raised since the last time; clears it. */
export function takeRaised(line: u32): boolean {
  "use no-alloc";
  const flag = symbolAddress("__interrupt_flags") + line;
  if (load8(flag) === 0) return false;
  store8(flag, 0);
  return true;
}

/** One interrupt of TIMER_LINE after `milliseconds` (more than a few seconds may come early). */
export function armTimer(milliseconds: number): void {
  "use no-alloc";
  if (timerTicksPerMs === 0) measureTimer();
  const exact = f64Ceil(milliseconds * timerTicksPerMs);
  const ticks: u32 = exact < 1 ? 1 : exact > COUNT_MAX ? COUNT_MAX : exact;
  writeApic(TIMER_ENTRY, vectorOf(TIMER_LINE));
  writeApic(TIMER_INITIAL, ticks);
}

/** Starts the timer masked, from its highest count; timerCount() falls from there. */
export function startTimerCount(): void {
  "use no-alloc";
  openInterrupts();
  writeApic(TIMER_ENTRY, MASKED);
  writeApic(TIMER_INITIAL, COUNT_MAX);
}

/** Ticks since startTimerCount(). */
export function timerTicks(): u32 {
  "use no-alloc";
  return COUNT_MAX - readApic(TIMER_CURRENT);
}

/** Ticks of the timer in a millisecond: known of QEMU and KVM, else against our clock, once, 0.2 ms. */
function measureTimer(): void {
  "use no-alloc";
  openInterrupts();
  if (timerCountsNanoseconds()) {
    timerTicksPerMs = 1_000_000;
    return;
  }
  startTimerCount();
  const start = monotonicNs();
  const first = timerTicks();
  let now = start;
  while (now - start < CALIBRATION_NS) now = monotonicNs();
  timerTicksPerMs = (timerTicks() - first) * 1_000_000 / (now - start);
  if (timerTicksPerMs < 1) panic("the local APIC's timer stands still");
}

function apicId(): u32 {
  "use no-alloc";
  return x2 ? readApic(APIC_ID) : readApic(APIC_ID) >>> 24;
}

function readApic(register: u32): u32 {
  "use no-alloc";
  return x2 ? low32(readMsr(MSR_X2APIC + (register >>> 4))) : vload32(apic + register);
}

function writeApic(register: u32, value: u32): void {
  "use no-alloc";
  if (x2) writeMsr(MSR_X2APIC + (register >>> 4), u64Of(value));
  else vstore32(apic + register, value);
}

function writeIoApic(register: u32, value: u32): void {
  "use no-alloc";
  vstore32(ioApic + IO_APIC_SELECT, register);
  vstore32(ioApic + IO_APIC_WINDOW, value);
}
