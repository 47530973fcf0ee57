/** The intrinsics of lib/sys/intrinsics.ts as instructions. */
import type { Rep } from "../hir/hir.ts";
import type { MirInstr } from "../mir/mir.ts";
import { widen } from "./emit-convert.ts";
import type { Entries } from "./entries.ts";
import type { FunctionWriter } from "./function-writer.ts";
import { allocate } from "./helpers-object.ts";
import { truncateDouble } from "./helpers-value.ts";
import { llvmType, symbolText } from "./types.ts";

type Intrinsic = Extract<MirInstr, { readonly op: "intrinsic" }>;

interface Site {
  readonly w: FunctionWriter;
  readonly i: Intrinsic;
  readonly entries: Entries;
  readonly throwTo: () => string;
}

/** Argument `k` as `rep`; `missing` when the source left it out. */
function arg(s: Site, k: number, rep: Rep, missing = "0"): string {
  const value = s.i.args[k];
  return value === undefined ? missing : widen(s.w, s.w.value(value), s.w.rep(value), rep);
}

function constantArgument(s: Site, k: number): number {
  const given = s.i.args[k];
  const text = given === undefined ? "0" : s.w.value(given); // as written: widening would make it an instruction
  const value = Number(text);
  if (!Number.isInteger(value)) throw new Error(`${s.w.fn.symbol}: argument ${k} of ${s.i.name} is no constant`);
  return value;
}

function result(s: Site, text: string, rep: Rep): void {
  if (s.i.result >= 0) s.w.bind(s.i.result, widen(s.w, text, rep, s.w.rep(s.i.result)));
}

function place(s: Site, offsetIndex: number): string {
  const base = arg(s, 0, "int");
  const offset = arg(s, offsetIndex, "int");
  const address = offset === "0" ? base : s.w.let(`add i64 ${base}, ${offset}`);
  return s.w.let(`inttoptr i64 ${address} to ptr`);
}

function load(type: string, rep: Rep, volatile: boolean): (s: Site) => void {
  return s => {
    const value = s.w.let(`load ${volatile ? "volatile " : ""}${type}, ptr ${place(s, 1)}, align 1`);
    const wide = type === "i8" || type === "i16" ? s.w.let(`zext ${type} ${value} to i32`) : value;
    result(s, wide, rep);
  };
}

function store(type: string, rep: Rep, volatile: boolean): (s: Site) => void {
  return s => {
    const value = arg(s, 1, rep);
    const narrow = type === "i8" || type === "i16" ? s.w.let(`trunc i32 ${value} to ${type}`) : value;
    s.w.line(`store ${volatile ? "volatile " : ""}${type} ${narrow}, ptr ${place(s, 2)}, align 1`);
  };
}

/** An LLVM intrinsic on reps. */
function pure(name: string, params: readonly Rep[], ret: Rep, tail = ""): (s: Site) => void {
  return s => result(s, s.w.let(`call ${llvmType(ret)} @${name}(${params.map((rep, k) => `${llvmType(rep)} ${arg(s, k, rep)}`).join(", ")}${tail})`), ret);
}

/** Inline assembly with register operands. */
function asm(text: string, constraints: string, params: readonly Rep[], ret: Rep, memory = true): (s: Site) => void {
  const clobbers = [constraints, memory ? "~{memory}" : "", "~{dirflag},~{fpsr},~{flags}"].filter(c => c !== "").join(",");
  return s => {
    const call = `call ${llvmType(ret)} asm sideeffect "${text}", "${clobbers}"(${params.map((rep, k) => `${llvmType(rep)} ${arg(s, k, rep)}`).join(", ")})`;
    if (ret === "void") s.w.call(call);
    else result(s, s.w.let(call), ret);
  };
}

/** asm with the port or value as a smaller register. */
function portIn(op: string, type: string): (s: Site) => void {
  return s => {
    const port = s.w.let(`trunc i32 ${arg(s, 0, "u32")} to i16`);
    const value = s.w.let(`call ${type} asm sideeffect "${op}", "={ax},{dx},~{memory},~{dirflag},~{fpsr},~{flags}"(i16 ${port})`);
    result(s, type === "i32" ? value : s.w.let(`zext ${type} ${value} to i32`), "u32");
  };
}

function portOut(op: string, type: string): (s: Site) => void {
  return s => {
    const port = s.w.let(`trunc i32 ${arg(s, 0, "u32")} to i16`);
    const wide = arg(s, 1, "u32");
    const value = type === "i32" ? wide : s.w.let(`trunc i32 ${wide} to ${type}`);
    s.w.call(`call void asm sideeffect "${op}", "{dx},{ax},~{memory},~{dirflag},~{fpsr},~{flags}"(i16 ${port}, ${type} ${value})`);
  };
}

function address(symbol: string): (s: Site) => void {
  return s => result(s, s.w.let(`ptrtoint ptr ${symbol} to i64`), "int");
}

function syscall(s: Site): void {
  const registers = ["{rax}", "{rdi}", "{rsi}", "{rdx}", "{r10}", "{r8}", "{r9}"];
  const count = s.i.args.length;
  const values = s.i.args.map((_, k) => `i64 ${arg(s, k, "int")}`);
  const value = s.w.let(`call i64 asm sideeffect "syscall", "={rax},${registers.slice(0, count).join(",")},~{rcx},~{r11},~{memory},~{dirflag},~{fpsr},~{flags}"(${values.join(", ")})`);
  result(s, s.i.name === "syscall" ? s.w.let(`trunc i64 ${value} to i32`) : value, s.i.name === "syscall" ? "i32" : "int");
}

/** Calls code that follows the boxed or resume protocol: gives { i64, i1 }. */
function protocol(s: Site, text: string): void {
  const value = s.w.checkedCall("box", text, s.throwTo());
  result(s, value, "box");
}

const TABLE: Record<string, (s: Site) => void> = {
  isCompiled: s => result(s, "true", "bool"),
  load8: load("i8", "u32", false), load16: load("i16", "u32", false), load32: load("i32", "u32", false), load64: load("i64", "u64", false),
  loadSize: load("i64", "int", false), loadF64: load("double", "f64", false),
  store8: store("i8", "u32", false), store16: store("i16", "u32", false), store32: store("i32", "u32", false), store64: store("i64", "u64", false),
  storeSize: store("i64", "int", false), storeF64: store("double", "f64", false),
  vload8: load("i8", "u32", true), vload16: load("i16", "u32", true), vload32: load("i32", "u32", true), vload64: load("i64", "u64", true),
  vstore8: store("i8", "u32", true), vstore16: store("i16", "u32", true), vstore32: store("i32", "u32", true), vstore64: store("i64", "u64", true),
  copyMemory: s => s.w.call(`call void @llvm.memmove.p0.p0.i64(ptr ${pointer(s, 0)}, ptr ${pointer(s, 1)}, i64 ${arg(s, 2, "int")}, i1 false)`),
  prefetch: s => s.w.call(`call void @llvm.prefetch.p0(ptr ${pointer(s, 0)}, i32 0, i32 3, i32 1)`),
  fillMemory: s => s.w.call(`call void @llvm.memset.p0.i64(ptr ${pointer(s, 0)}, i8 ${s.w.let(`trunc i32 ${arg(s, 1, "u32")} to i8`)}, i64 ${arg(s, 2, "int")}, i1 false)`),
  compareMemory: s => result(s, s.w.let(`call i32 @memcmp(ptr ${pointer(s, 0)}, ptr ${pointer(s, 1)}, i64 ${arg(s, 2, "int")})`), "i32"),
  alignUp: s => {
    const power = arg(s, 1, "int");
    const sum = s.w.let(`add i64 ${arg(s, 0, "int")}, ${s.w.let(`sub i64 ${power}, 1`)}`);
    result(s, s.w.let(`and i64 ${sum}, ${s.w.let(`sub i64 0, ${power}`)}`), "int");
  },
  alignDown: s => result(s, s.w.let(`and i64 ${arg(s, 0, "int")}, ${s.w.let(`sub i64 0, ${arg(s, 1, "int")}`)}`), "int"),
  atomicLoad32: s => result(s, s.w.let(`load atomic i32, ptr ${pointer(s, 0)} seq_cst, align 4`), "u32"),
  atomicStore32: s => s.w.line(`store atomic i32 ${arg(s, 1, "u32")}, ptr ${pointer(s, 0)} seq_cst, align 4`),
  atomicAdd32: s => result(s, s.w.let(`atomicrmw add ptr ${pointer(s, 0)}, i32 ${arg(s, 1, "u32")} seq_cst`), "u32"),
  atomicExchange32: s => result(s, s.w.let(`atomicrmw xchg ptr ${pointer(s, 0)}, i32 ${arg(s, 1, "u32")} seq_cst`), "u32"),
  atomicCas32: s => {
    const pair = s.w.let(`cmpxchg ptr ${pointer(s, 0)}, i32 ${arg(s, 1, "u32")}, i32 ${arg(s, 2, "u32")} seq_cst seq_cst`);
    result(s, s.w.let(`extractvalue { i32, i1 } ${pair}, 0`), "u32");
  },
  fenceAcquire: s => s.w.line("fence acquire"), fenceRelease: s => s.w.line("fence release"), fenceFull: s => s.w.line("fence seq_cst"),
  compilerBarrier: asm("", "", [], "void"), cpuPause: asm("pause", "", [], "void"),
  idiv: s => result(s, s.w.let(`udiv i64 ${arg(s, 0, "int")}, ${arg(s, 1, "int")}`), "int"),
  irem: s => result(s, s.w.let(`urem i64 ${arg(s, 0, "int")}, ${arg(s, 1, "int")}`), "int"),
  clz32: pure("llvm.ctlz.i32", ["u32"], "u32", ", i1 false"), ctz32: pure("llvm.cttz.i32", ["u32"], "u32", ", i1 false"), popcount32: pure("llvm.ctpop.i32", ["u32"], "u32"),
  ctz64: s => result(s, s.w.let(`trunc i64 ${s.w.let(`call i64 @llvm.cttz.i64(i64 ${arg(s, 0, "u64")}, i1 false)`)} to i32`), "u32"),
  clz64: s => result(s, s.w.let(`trunc i64 ${s.w.let(`call i64 @llvm.ctlz.i64(i64 ${arg(s, 0, "u64")}, i1 false)`)} to i32`), "u32"),
  byteSwap16: s => result(s, s.w.let(`lshr i32 ${s.w.let(`call i32 @llvm.bswap.i32(i32 ${arg(s, 0, "u32")})`)}, 16`), "u32"),
  byteSwap32: pure("llvm.bswap.i32", ["u32"], "u32"),
  mulHigh64: s => {
    const product = s.w.let(`mul i128 ${s.w.let(`zext i64 ${arg(s, 0, "u64")} to i128`)}, ${s.w.let(`zext i64 ${arg(s, 1, "u64")} to i128`)}`);
    result(s, s.w.let(`trunc i128 ${s.w.let(`lshr i128 ${product}, 64`)} to i64`), "u64");
  },
  mulDiv64: s => {
    const pair = s.w.let(`call { i64, i64 } asm "mulq $3\\0Adivq $4", "={ax},=&{dx},{ax},r,r,~{dirflag},~{fpsr},~{flags}"(i64 ${arg(s, 0, "u64")}, i64 ${arg(s, 1, "u64")}, i64 ${arg(s, 2, "u64")})`);
    result(s, s.w.let(`extractvalue { i64, i64 } ${pair}, 0`), "u64");
  },
  u64Of: s => result(s, arg(s, 0, "int"), "u64"), sizeOf64: s => result(s, arg(s, 0, "u64"), "int"),
  low32: s => result(s, s.w.let(`trunc i64 ${arg(s, 0, "u64")} to i32`), "u32"),
  high32: s => result(s, s.w.let(`trunc i64 ${s.w.let(`lshr i64 ${arg(s, 0, "u64")}, 32`)} to i32`), "u32"),
  f64Bits: s => result(s, s.w.let(`bitcast double ${arg(s, 0, "f64")} to i64`), "u64"),
  f64FromBits: s => result(s, s.w.let(`bitcast i64 ${arg(s, 0, "u64")} to double`), "f64"),
  f64Sqrt: pure("llvm.sqrt.f64", ["f64"], "f64"), f64Floor: pure("llvm.floor.f64", ["f64"], "f64"), f64Ceil: pure("llvm.ceil.f64", ["f64"], "f64"),
  f64Trunc: pure("llvm.trunc.f64", ["f64"], "f64"), f64Abs: pure("llvm.fabs.f64", ["f64"], "f64"),
  f64ToI64: s => result(s, s.w.let(`call i64 ${truncateDouble(s.w.module)}(double ${arg(s, 0, "f64")})`), "i64"),
  i64ToF64: s => result(s, s.w.let(`sitofp i64 ${arg(s, 0, "i64")} to double`), "f64"),
  f32Bits: s => result(s, s.w.let(`bitcast float ${s.w.let(`fptrunc double ${arg(s, 0, "f64")} to float`)} to i32`), "u32"),
  bitsOf: s => result(s, arg(s, 0, "box"), "u64"), valueOfBits: s => valueOfBits(s, arg(s, 0, "u64")),
  addressOf: s => result(s, arg(s, 0, "box"), "int"), objectAt: s => valueOfBits(s, arg(s, 0, "int")),
  allocateObject,
  keepAlive: s => s.w.call(`call void asm sideeffect "", "r,~{memory}"(i64 ${arg(s, 0, "box")})`),
  shapeTable: address("@whelk.shapes"), shapeCount: s => result(s, String(s.w.module.shapeCount), "u32"),
  globalsStart: address("@whelk.roots"), globalsEnd: address("@whelk.roots.end"),
  internTable: address("@whelk.interned"), internCount: s => result(s, s.w.let("load i32, ptr @whelk.interned.count"), "u32"),
  shapeOf,
  callBoxed: s => {
    const closure = s.w.let(`inttoptr i64 ${arg(s, 0, "box")} to ptr`);
    const code = s.w.let(`load ptr, ptr ${s.w.let(`getelementptr i8, ptr ${closure}, i64 16`)}`);
    protocol(s, `call { i64, i1 } ${code}(ptr ${closure}, i64 ${arg(s, 1, "box")}, i32 ${arg(s, 2, "u32")}, ptr ${pointer(s, 3)})`);
  },
  callBoxedAt: s => protocol(s, `call { i64, i1 } ${pointer(s, 0)}(ptr ${pointer(s, 1)}, i64 ${arg(s, 2, "box")}, i32 ${arg(s, 3, "u32")}, ptr ${pointer(s, 4)})`),
  callAddress: s => s.w.call(`call void ${pointer(s, 0)}(i64 ${arg(s, 1, "int")})`),
  codeAddress,
  resumeFrame: s => {
    const frame = s.w.let(`inttoptr i64 ${arg(s, 0, "box")} to ptr`);
    protocol(s, `call { i64, i1 } ${pointer(s, 1)}(ptr ${frame}, i32 ${arg(s, 2, "u32")}, i64 ${arg(s, 3, "box")})`);
  },
  runInitializers: s => {
    const threw = s.w.let("call i1 @whelk.initialize()");
    const next = s.w.newLabel("n");
    s.w.branch(threw, s.throwTo(), next, ", !prof !6");
    s.w.startLabel(next);
  },
  stackAllocate: s => {
    const bytes = constantArgument(s, 0), slot = s.w.temp();
    s.w.allocas.push(`${slot} = alloca [${bytes} x i8], align 16`);
    s.w.line(`call void @llvm.memset.p0.i64(ptr ${slot}, i8 0, i64 ${bytes}, i1 false)`);
    result(s, s.w.let(`ptrtoint ptr ${slot} to i64`), "int");
  },
  staticAllocate: s => {
    const bytes = constantArgument(s, 0), align = constantArgument(s, 1);
    const name = s.w.module.define(s.w.module.uniqueName("static"), n => `${n} = internal global [${bytes} x i8] zeroinitializer, align ${align}`);
    result(s, s.w.let(`ptrtoint ptr ${name} to i64`), "int");
  },
  symbolAddress: s => {
    const text = literal(s);
    const symbol = symbolText(text);
    if (!text.startsWith("whelk.") || text === "whelk.lines") s.w.module.define(`external ${text}`, () => `${symbol} = external dso_local global i8`);
    result(s, s.w.let(`ptrtoint ptr ${symbol} to i64`), "int");
  },
  literalAddress: s => {
    const text = literal(s);
    const bytes = [...new TextEncoder().encode(text)];
    const name = s.w.module.define(`literal.${text}`, n => `${n} = internal unnamed_addr constant [${bytes.length} x i8] [${bytes.map(b => `i8 ${b}`).join(", ")}]`);
    result(s, s.w.let(`ptrtoint ptr ${name} to i64`), "int");
  },
  withSpilledRegisters: s => s.w.call(`call void @whelk.spill(i64 ${arg(s, 0, "int")})`),
  framePointer: s => result(s, s.w.let(`ptrtoint ptr ${s.w.let("call ptr @llvm.frameaddress.p0(i32 0)")} to i64`), "int"),
  returnAddress: s => result(s, s.w.let(`ptrtoint ptr ${s.w.let("call ptr @llvm.returnaddress(i32 0)")} to i64`), "int"),
  stackPointer: asm("movq %rsp, $0", "=r", [], "int"),
  trap: s => s.w.call("call void @llvm.trap()"),
  inb: portIn("inb %dx, %al", "i8"), inw: portIn("inw %dx, %ax", "i16"), ind: portIn("inl %dx, %eax", "i32"),
  outb: portOut("outb %al, %dx", "i8"), outw: portOut("outw %ax, %dx", "i16"), outd: portOut("outl %eax, %dx", "i32"),
  readMsr: asm("rdmsr\\0Ashlq $$32, %rdx\\0Aorq %rdx, %rax", "={rax},{ecx},~{rdx}", ["u32"], "u64"),
  writeMsr: s => {
    const value = arg(s, 1, "u64");
    const low = s.w.let(`trunc i64 ${value} to i32`), high = s.w.let(`trunc i64 ${s.w.let(`lshr i64 ${value}, 32`)} to i32`);
    s.w.call(`call void asm sideeffect "wrmsr", "{ecx},{eax},{edx},~{memory},~{dirflag},~{fpsr},~{flags}"(i32 ${arg(s, 0, "u32")}, i32 ${low}, i32 ${high})`);
  },
  readCr: s => result(s, s.w.let(`call i64 asm sideeffect "movq %cr${constantArgument(s, 0)}, $0", "=r,~{memory},~{dirflag},~{fpsr},~{flags}"()`), "u64"),
  writeCr: s => s.w.call(`call void asm sideeffect "movq $0, %cr${constantArgument(s, 0)}", "r,~{memory},~{dirflag},~{fpsr},~{flags}"(i64 ${arg(s, 1, "u64")})`),
  loadGdt: asm("lgdt ($0)", "r", ["int"], "void"), loadIdt: asm("lidt ($0)", "r", ["int"], "void"),
  loadTaskRegister: asm("ltr ${0:w}", "r", ["u32"], "void"), invalidatePage: asm("invlpg ($0)", "r", ["int"], "void"),
  enableInterrupts: asm("sti", "", [], "void"), disableInterrupts: asm("cli", "", [], "void"), halt: asm("hlt", "", [], "void"),
  enableInterruptsAndHalt: asm("sti\\0Ahlt", "", [], "void"),
  readTsc: asm("rdtsc\\0Ashlq $$32, %rdx\\0Aorq %rdx, %rax", "={rax},~{rdx}", [], "u64"),
  cpuid: s => {
    const all = s.w.let(`call { i32, i32, i32, i32 } asm sideeffect "cpuid", "={ax},={bx},={cx},={dx},{ax},{cx},~{dirflag},~{fpsr},~{flags}"(i32 ${arg(s, 0, "u32")}, i32 ${arg(s, 1, "u32")})`);
    result(s, s.w.let(`extractvalue { i32, i32, i32, i32 } ${all}, ${constantArgument(s, 2)}`), "u32");
  },
  rdrand64: asm("rdrandq $0\\0Ajc 1f\\0Axorl ${0:k}, ${0:k}\\0A1:", "=r", [], "u64"),
  rdseed64: asm("rdseedq $0\\0Ajc 1f\\0Axorl ${0:k}, ${0:k}\\0A1:", "=r", [], "u64"),
  syscall, syscallSize: syscall,
};

function pointer(s: Site, k: number): string { return s.w.let(`inttoptr i64 ${arg(s, k, "int")} to ptr`); }

/** The word as whatever rep the use has. */
function valueOfBits(s: Site, word: string): void {
  if (s.i.result < 0) return;
  const rep = s.w.rep(s.i.result);
  if (rep === "f64") s.w.bind(s.i.result, s.w.let(`bitcast i64 ${s.w.let(`sub i64 ${word}, 562949953421312`)} to double`));
  else if (rep === "bool") s.w.bind(s.i.result, s.w.let(`icmp eq i64 ${word}, 24`));
  else s.w.bind(s.i.result, widen(s.w, word, "box", rep));
}

function allocateObject(s: Site): void {
  const rounded = s.w.let(`and i64 ${s.w.let(`add i64 ${arg(s, 1, "int")}, 15`)}, -16`);
  const header = s.w.let(`zext i32 ${arg(s, 0, "u32")} to i64`);
  result(s, s.w.let(`ptrtoint ptr ${allocateDynamic(s, header, rounded)} to i64`), "int");
}

function allocateDynamic(s: Site, header: string, bytes: string): string {
  const call = `call { ptr, i1 } ${allocate(s.w.module)}(i64 ${header}, i64 ${bytes})`;
  if (s.w.module.runtimeThrows("allocateSlow")) return s.w.checkedCall("ref", call, s.throwTo());
  return s.w.let(`extractvalue { ptr, i1 } ${s.w.let(call)}, 0`);
}

/** The literal string that an intrinsic names. */
function literal(s: Site): string {
  if (s.i.text !== undefined) return s.i.text;
  const value = s.i.args[0];
  for (const block of s.w.fn.blocks) for (const instr of block.instrs) if (instr.result === value && instr.op === "const" && instr.constant.kind === "string") return instr.constant.value;
  throw new Error(`${s.w.fn.symbol}: ${s.i.name} wants a literal`);
}

function shapeOf(s: Site): void {
  const value = s.i.args[0];
  for (const block of s.w.fn.blocks) {
    for (const instr of block.instrs) if (instr.result === value && instr.op === "class.value") return result(s, String(s.w.module.shape(instr.cls).first), "u32");
  }
  const named = [...s.w.module.classes.all()].find(c => c.symbol === s.i.text || c.name === s.i.text);
  if (named === undefined) throw new Error(`${s.w.fn.symbol}: shapeOf wants a class`);
  s.w.module.instantiated.add(named.id);
  result(s, String(s.w.module.shape(named.id).first), "u32");
}

/** `void code(i64)` around a function, for tables of handlers. */
function codeAddress(s: Site): void {
  const { w, i } = s;
  const m = w.module;
  const func = i.func;
  if (func === undefined) throw new Error(`${w.fn.symbol}: codeAddress wants a top-level function`);
  const name = m.define(`code.${m.function(func).symbol}`, n => {
    const fn = m.function(func);
    const params = fn.params.map((p, k) => {
      const type = llvmType(fn.reps[p] ?? "int");
      return { type, text: k > 0 ? `${type} 0` : type === "i64" ? "i64 %x" : type === "i32" ? "i32 %n" : type === "ptr" ? "ptr %p" : "double %d" };
    });
    const debug = m.debug.helper(`code.${fn.symbol}`, fn.hir.span);
    return `define internal void ${n}(i64 %x) #0${debug.head} {
  %n = trunc i64 %x to i32
  %p = inttoptr i64 %x to ptr
  %d = sitofp i64 %x to double
  call ${m.directReturn(fn)} ${m.direct(func)}(${params.map(p => p.text).join(", ")})${debug.call}
  ret void
}
`;
  });
  result(s, w.let(`ptrtoint ptr ${name} to i64`), "int");
}

export function emitIntrinsic(w: FunctionWriter, i: Intrinsic, entries: Entries, throwTo: () => string): void {
  const emit = TABLE[i.name];
  if (emit === undefined) throw new Error(`${w.fn.symbol}: no intrinsic ${i.name}`);
  emit({ w, i, entries, throwTo });
}

