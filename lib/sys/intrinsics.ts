/**
 * Intrinsics: the compiler replaces each call by an instruction (or a few). The bodies here are the Node shim:
 * memory is an ArrayBuffer, so allocators, collectors, rings and drivers run and are fuzzed under Node.
 * What has no meaning under Node (port I/O, control registers) throws there, unless a test installs a device.
 * All 8-, 16- and 32-bit loads give integers; addresses are `usize`; offsets are added by the caller or given.
 */
import type { i32, i64, u16, u32, u64, u8, usize } from "./types.ts";
import { shim } from "./shim.ts";

/** Folded to true by the compiler, false under Node; `if (isCompiled())` removes the dead side. */
export function isCompiled(): boolean { return false; }
/** Folded: can the program print an object, or end by an error with properties? Otherwise inspect stays out of the image. */
export function linksInspect(): boolean { return true; }

// Memory. `load*`/`store*`: plain. `v*`: volatile, for device registers and rings shared with a device.
export function load8(at: usize, offset: usize = 0): u8 { return shim.view.getUint8(at + offset); }
export function load16(at: usize, offset: usize = 0): u16 { return shim.view.getUint16(at + offset, true); }
export function load32(at: usize, offset: usize = 0): u32 { return shim.view.getUint32(at + offset, true); }
export function load64(at: usize, offset: usize = 0): u64 { return shim.view.getBigUint64(at + offset, true); }
/** Loads a 64-bit word that is an address or count below 2^53. */
export function loadSize(at: usize, offset: usize = 0): usize { return Number(shim.view.getBigUint64(at + offset, true)); }
export function loadF64(at: usize, offset: usize = 0): number { return shim.view.getFloat64(at + offset, true); }
export function store8(at: usize, value: u8, offset: usize = 0): void { shim.view.setUint8(at + offset, value); }
export function store16(at: usize, value: u16, offset: usize = 0): void { shim.view.setUint16(at + offset, value, true); }
export function store32(at: usize, value: u32, offset: usize = 0): void { shim.view.setUint32(at + offset, value, true); }
export function store64(at: usize, value: u64, offset: usize = 0): void { shim.view.setBigUint64(at + offset, value, true); }
export function storeSize(at: usize, value: usize, offset: usize = 0): void { shim.view.setBigUint64(at + offset, BigInt(value), true); }
export function storeF64(at: usize, value: number, offset: usize = 0): void { shim.view.setFloat64(at + offset, value, true); }
export function vload8(at: usize, offset: usize = 0): u8 { return load8(at, offset); }
export function vload16(at: usize, offset: usize = 0): u16 { return load16(at, offset); }
export function vload32(at: usize, offset: usize = 0): u32 { return load32(at, offset); }
export function vload64(at: usize, offset: usize = 0): u64 { return load64(at, offset); }
export function vstore8(at: usize, value: u8, offset: usize = 0): void { store8(at, value, offset); }
export function vstore16(at: usize, value: u16, offset: usize = 0): void { store16(at, value, offset); }
export function vstore32(at: usize, value: u32, offset: usize = 0): void { store32(at, value, offset); }
export function vstore64(at: usize, value: u64, offset: usize = 0): void { store64(at, value, offset); }
/** memmove, memset, memcmp (<0, 0, >0 as unsigned bytes). */
export function copyMemory(to: usize, from: usize, bytes: usize): void { shim.bytes.copyWithin(to, from, from + bytes); }
/** A hint that the memory at `at` is read soon; any address is allowed. */
export function prefetch(_at: usize): void {}
export function fillMemory(at: usize, value: u8, bytes: usize): void { shim.bytes.fill(value, at, at + bytes); }
export function compareMemory(a: usize, b: usize, bytes: usize): i32 {
  for (let i = 0; i < bytes; i++) { const d = load8(a + i) - load8(b + i); if (d !== 0) return d; }
  return 0;
}
export function alignUp(value: usize, power: usize): usize { return Math.ceil(value / power) * power; }
export function alignDown(value: usize, power: usize): usize { return Math.floor(value / power) * power; }

// Atomics (sequentially consistent) and barriers.
export function atomicLoad32(at: usize): u32 { return load32(at); }
export function atomicStore32(at: usize, value: u32): void { store32(at, value); }
export function atomicAdd32(at: usize, value: u32): u32 { const old = load32(at); store32(at, (old + value) >>> 0); return old; }
export function atomicExchange32(at: usize, value: u32): u32 { const old = load32(at); store32(at, value); return old; }
/** Stores `desired` if the word is `expected`; returns what was there. */
export function atomicCas32(at: usize, expected: u32, desired: u32): u32 { const old = load32(at); if (old === expected) store32(at, desired); return old; }
export function fenceAcquire(): void {}
export function fenceRelease(): void {}
/** Full barrier (store→load). */
export function fenceFull(): void {}
export function compilerBarrier(): void {}
export function cpuPause(): void {}

// Integer division and words.
/** Truncating division of non-negative integers; b is not 0. */
export function idiv(a: usize, b: usize): usize { return Math.trunc(a / b); }
export function irem(a: usize, b: usize): usize { return a % b; }
export function clz32(value: u32): u32 { return Math.clz32(value); }
export function ctz32(value: u32): u32 { return value === 0 ? 32 : 31 - Math.clz32(value & -value); }
export function popcount32(value: u32): u32 { let n = 0; for (let v = value >>> 0; v !== 0; v = (v & (v - 1)) >>> 0) n++; return n; }
export function ctz64(value: u64): u32 { if (value === 0n) return 64; let n = 0; for (let v = value; (v & 1n) === 0n; v >>= 1n) n++; return n; }
export function clz64(value: u64): u32 { return 64 - (value === 0n ? 0 : value.toString(2).length); }
export function byteSwap16(value: u16): u16 { return ((value & 0xff) << 8) | (value >>> 8); }
export function byteSwap32(value: u32): u32 { return ((value >>> 24) | ((value >>> 8) & 0xff00) | ((value << 8) & 0xff0000) | (value << 24)) >>> 0; }
/** High 64 bits of the 128-bit product. */
export function mulHigh64(a: u64, b: u64): u64 { return (a * b) >> 64n; }
/** (a * b) / c on 128 bits, c not 0, the quotient fits. */
export function mulDiv64(a: u64, b: u64, c: u64): u64 { return (a * b) / c; }
export function u64Of(value: usize): u64 { return BigInt(value); }
export function sizeOf64(value: u64): usize { return Number(value); }
export function low32(value: u64): u32 { return Number(value & 0xffffffffn); }
export function high32(value: u64): u32 { return Number((value >> 32n) & 0xffffffffn); }
export function f64Bits(value: number): u64 { scratch.setFloat64(0, value); return scratch.getBigUint64(0); }
export function f64FromBits(bits: u64): number { scratch.setBigUint64(0, bits); return scratch.getFloat64(0); }
/** 1-instruction math of f64: square root, floor, ceil, trunc. */
export function f64Sqrt(value: number): number { return Math.sqrt(value); }
export function f64Floor(value: number): number { return Math.floor(value); }
export function f64Ceil(value: number): number { return Math.ceil(value); }
export function f64Trunc(value: number): number { return Math.trunc(value); }
export function f64Abs(value: number): number { return Math.abs(value); }
/** Truncates to 64 bits; outside ±2^63 or NaN gives -2^63 (cvttsd2si). */
export function f64ToI64(value: number): i64 { return Number.isFinite(value) && Math.abs(value) < 2 ** 63 ? BigInt(Math.trunc(value)) : -(2n ** 63n); }
export function i64ToF64(value: i64): number { return Number(value); }
export function f32Bits(value: number): u32 { scratch.setFloat32(0, value); return scratch.getUint32(0); }
const scratch = new DataView(new ArrayBuffer(8));

// Objects as memory (compiled code only).
/** The bits of any value; see lib/runtime/layout.ts. */
export function bitsOf(_value: unknown): u64 { throw onlyCompiled("bitsOf"); }
export function valueOfBits<T>(_bits: u64): T { throw onlyCompiled("valueOfBits"); }
/** The address of an object (no check). */
export function addressOf(_value: unknown): usize { throw onlyCompiled("addressOf"); }
export function objectAt<T>(_address: usize): T { throw onlyCompiled("objectAt"); }
/** Allocates a zeroed object of `bytes` (rounded up to 16) with this shape id; may collect, may throw out of memory. Its address. */
export function allocateObject(_shape: u32, _bytes: usize): usize { throw onlyCompiled("allocateObject"); }
/** Keeps the object alive up to this point (its interior address is in use). */
export function keepAlive(_value: unknown): void {}
/** Address of the shape records; count of shapes. */
export function shapeTable(): usize { throw onlyCompiled("shapeTable"); }
export function shapeCount(): u32 { throw onlyCompiled("shapeCount"); }
/** First and one past last address of the program's global variables that hold boxes (collector roots), 8 bytes each. */
export function globalsStart(): usize { throw onlyCompiled("globalsStart"); }
export function globalsEnd(): usize { throw onlyCompiled("globalsEnd"); }
/** Address of the interned static strings' pointer table, and their number. */
export function internTable(): usize { throw onlyCompiled("internTable"); }
export function internCount(): u32 { throw onlyCompiled("internCount"); }
/** The shape id of a class of the program or runtime, as a constant. */
export function shapeOf(_cls: abstract new (...args: never[]) => unknown): u32 { throw onlyCompiled("shapeOf"); }
/** An instance of the class, named directly, whose constructor has not run: its fields are 0, false or not there. */
export function bareInstance<T extends object>(cls: abstract new (...args: never[]) => T): T { return Object.create(cls.prototype as object) as T; }
/** Calls a function value through its boxed entry: argv is the address of argc boxes. */
export function callBoxed(_fn: unknown, _thisArg: unknown, _argc: u32, _argv: usize): unknown { throw onlyCompiled("callBoxed"); }
/** Calls a boxed entry at a code address (getters, constructors from tables). */
export function callBoxedAt(_code: usize, _closure: usize, _thisArg: unknown, _argc: u32, _argv: usize): unknown { throw onlyCompiled("callBoxedAt"); }
/** Calls native code `void code(usize)` that cannot throw (interrupt handlers, entry points). */
export function callAddress(_code: usize, _argument: usize): void { throw onlyCompiled("callAddress"); }
/** Address of a top-level function `(usize) => void` or `() => void` with no captures, for tables of handlers. */
export function codeAddress(_fn: unknown): usize { throw onlyCompiled("codeAddress"); }
/** Resumes a coroutine frame: mode 0 next, 1 throw, 2 return. Gives what it yields or returns; throws what it throws. */
export function resumeFrame(_frame: object, _code: usize, _mode: u32, _value: unknown): unknown { throw onlyCompiled("resumeFrame"); }
/** Runs the module initialisers of the program in order. Throws what they throw. */
export function runInitializers(): void { throw onlyCompiled("runInitializers"); }
/** Zeroed memory in the current frame, 16-byte aligned; `bytes` is a constant. Valid until the function returns. */
export function stackAllocate(bytes: usize): usize { return shim.stackAllocate(bytes); }
/** Zeroed static memory, one block for each call site; `bytes` and `align` are constants. */
export function staticAllocate(_bytes: usize, _align: usize): usize { throw onlyCompiled("staticAllocate"); }
/** Address of a symbol of the link (`__text_start`, assembly labels). */
export function symbolAddress(_name: string): usize { throw onlyCompiled("symbolAddress"); }
/** Address of the bytes of a string literal (ASCII, no terminator); use with `.length`. Allocates nothing. */
export function literalAddress(_text: string): usize { throw onlyCompiled("literalAddress"); }
/** Saves the callee-saved registers in this frame and calls `scan(stackPointer)` (conservative roots). */
export function withSpilledRegisters(_code: usize): void { throw onlyCompiled("withSpilledRegisters"); }
export function framePointer(): usize { throw onlyCompiled("framePointer"); }
export function stackPointer(): usize { throw onlyCompiled("stackPointer"); }
export function returnAddress(): usize { throw onlyCompiled("returnAddress"); }
/** Ends the program without any clean-up: `ud2`. */
export function trap(): never { throw new Error("trap"); }

// x86-64.
export function inb(port: u16): u8 { return shim.portRead(port, 1); }
export function inw(port: u16): u16 { return shim.portRead(port, 2); }
export function ind(port: u16): u32 { return shim.portRead(port, 4); }
export function outb(port: u16, value: u8): void { shim.portWrite(port, value, 1); }
export function outw(port: u16, value: u16): void { shim.portWrite(port, value, 2); }
export function outd(port: u16, value: u32): void { shim.portWrite(port, value, 4); }
export function readMsr(_msr: u32): u64 { throw onlyCompiled("readMsr"); }
export function writeMsr(_msr: u32, _value: u64): void { throw onlyCompiled("writeMsr"); }
/** Control register n (0, 2, 3, 4). */
export function readCr(_n: u32): u64 { throw onlyCompiled("readCr"); }
export function writeCr(_n: u32, _value: u64): void { throw onlyCompiled("writeCr"); }
export function loadGdt(_descriptor: usize): void { throw onlyCompiled("loadGdt"); }
export function loadIdt(_descriptor: usize): void { throw onlyCompiled("loadIdt"); }
export function loadTaskRegister(_selector: u16): void { throw onlyCompiled("loadTaskRegister"); }
export function invalidatePage(_address: usize): void { throw onlyCompiled("invalidatePage"); }
export function enableInterrupts(): void { throw onlyCompiled("enableInterrupts"); }
export function disableInterrupts(): void { throw onlyCompiled("disableInterrupts"); }
export function halt(): void { throw onlyCompiled("halt"); }
/** `sti; hlt` as one step: an interrupt that is already pending ends the halt. */
export function enableInterruptsAndHalt(): void { throw onlyCompiled("enableInterruptsAndHalt"); }
export function readTsc(): u64 { return process.hrtime.bigint(); }
/** CPUID leaf/subleaf; register 0 eax, 1 ebx, 2 ecx, 3 edx. */
export function cpuid(_leaf: u32, _subleaf: u32, _register: u32): u32 { throw onlyCompiled("cpuid"); }
/** RDRAND / RDSEED: the word, or 0 if the CPU has none ready (check CPUID first). */
export function rdrand64(): u64 { throw onlyCompiled("rdrand64"); }
export function rdseed64(): u64 { throw onlyCompiled("rdseed64"); }

// Linux (process target).
/** A Linux system call; the result, or a negative errno. */
export function syscall(_n: u32, _a?: usize, _b?: usize, _c?: usize, _d?: usize, _e?: usize, _f?: usize): i32 { throw onlyCompiled("syscall"); }
/** As syscall, for results that are addresses. */
export function syscallSize(_n: u32, _a?: usize, _b?: usize, _c?: usize, _d?: usize, _e?: usize, _f?: usize): usize { throw onlyCompiled("syscallSize"); }

function onlyCompiled(name: string): Error { return new Error(`${name}() exists only in compiled code`); }
