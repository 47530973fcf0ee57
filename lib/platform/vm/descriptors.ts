/**
 * Segments, the task state with its stacks for exceptions, and the interrupt table: the fixed tables of the processor.
 * @spec Intel SDM volume 3 §3.4, §6.14, §7.7
 */
import { reportException } from "./panic.ts";
import { callAddress, codeAddress, high32, loadGdt, loadIdt, loadTaskRegister, low32, staticAllocate, store16, store32, store64, store8, storeSize, symbolAddress, u64Of } from "../../sys/intrinsics.ts";
import type { u32, u8, usize } from "../../sys/types.ts";

const CODE_SELECTOR = 8;
const TASK_SELECTOR = 24;
const CODE_DESCRIPTOR = 0x00af_9b00_0000_ffffn; // 64-bit, execute/read
const DATA_DESCRIPTOR = 0x00cf_9300_0000_ffffn;
const TASK_BYTES = 104;
const TASK_AVAILABLE = 0x89;
const INTERRUPT_GATE = 0x8e;

const STUB_BYTES = 16;
const VECTOR_NMI = 2;
const VECTOR_DOUBLE_FAULT = 8;
const EXCEPTIONS = 32;
/** Stacks of the task state, 1-based. */
const FAULT_STACK = 1;
const DOUBLE_FAULT_STACK = 2;

/** First vector of the interrupt lines of interrupts.ts; 32 of them have stubs. */
export const FIRST_LINE_VECTOR = 32;
export const LINES = 32;
export const SPURIOUS_VECTOR = 255;

export function loadDescriptors(): void {
  "use no-alloc";
  storeSize(symbolAddress("__panic_target"), codeAddress(reportException));
  loadSegments();
  loadInterruptTable();
}

function loadSegments(): void {
  "use no-alloc";
  const task = staticAllocate(TASK_BYTES, 16);
  storeSize(task + 36, symbolAddress("__fault_stack_top")); // IST1, not 8-aligned by design
  storeSize(task + 44, symbolAddress("__double_fault_stack_top")); // IST2
  store16(task, TASK_BYTES, 102); // no I/O bitmap

  const table = staticAllocate(40, 16);
  store64(table, 0n);
  store64(table, CODE_DESCRIPTOR, 8);
  store64(table, DATA_DESCRIPTOR, 16);
  store16(table, TASK_BYTES - 1, TASK_SELECTOR);
  const taskLow = low32(u64Of(task));
  store16(table, taskLow & 0xffff, TASK_SELECTOR + 2);
  store8(table, (taskLow >>> 16) & 0xff, TASK_SELECTOR + 4);
  store8(table, TASK_AVAILABLE, TASK_SELECTOR + 5);
  store8(table, 0, TASK_SELECTOR + 6);
  store8(table, taskLow >>> 24, TASK_SELECTOR + 7);
  store64(table, u64Of(task) >> 32n, TASK_SELECTOR + 8);

  const pointer = staticAllocate(16, 16);
  store16(pointer, 39);
  storeSize(pointer, table, 2);
  loadGdt(pointer);
  callAddress(symbolAddress("__reload_segments"), 0);
  loadTaskRegister(TASK_SELECTOR);
}

function loadInterruptTable(): void {
  "use no-alloc";
  const table = staticAllocate(4096, 16);
  for (let vector: u32 = 0; vector < EXCEPTIONS; vector = vector + 1) {
    const stack = vector === VECTOR_DOUBLE_FAULT || vector === VECTOR_NMI ? DOUBLE_FAULT_STACK : FAULT_STACK;
    setGate(table, vector, symbolAddress("__exception_stubs") + vector * STUB_BYTES, stack);
  }
  for (let line: u32 = 0; line < LINES; line = line + 1) {
    setGate(table, FIRST_LINE_VECTOR + line, symbolAddress("__interrupt_stubs") + line * STUB_BYTES, 0);
  }
  for (let vector: u32 = FIRST_LINE_VECTOR + LINES; vector <= SPURIOUS_VECTOR; vector = vector + 1) {
    setGate(table, vector, symbolAddress("__ignore_interrupt"), 0);
  }
  const pointer = staticAllocate(16, 16);
  store16(pointer, 4095);
  storeSize(pointer, table, 2);
  loadIdt(pointer);
}

function setGate(table: usize, vector: u32, code: usize, stack: u8): void {
  "use no-alloc";
  const gate = table + vector * 16;
  const low = low32(u64Of(code));
  store16(gate, low & 0xffff);
  store16(gate, CODE_SELECTOR, 2);
  store8(gate, stack, 4);
  store8(gate, INTERRUPT_GATE, 5);
  store16(gate, low >>> 16, 6);
  store32(gate, high32(u64Of(code)), 8);
  store32(gate, 0, 12);
}
