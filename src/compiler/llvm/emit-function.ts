/** One MIR function as LLVM text. */
import { type MirBlock, type MirFunction, type MirInstr, NO_VALUE, assertNever } from "../mir/mir.ts";
import {
  emitArgument, emitCall, emitCallDirect, emitCallMethod, emitCallProperty, emitCallValue, emitCapture, emitClosureNew, emitRestArguments, emitRuntimeCall,
} from "./emit-call.ts";
import { emitArithmetic, emitCompare, emitConvert, emitNegate } from "./emit-convert.ts";
import { emitIntrinsic } from "./emit-intrinsic.ts";
import {
  allocateText, emitArrayGet, emitArrayNew, emitArraySet, emitCellGet, emitCellNew, emitCellSet, emitClassGuard, emitClassTest, emitFieldGet, emitFieldSet, emitGlobalGet,
  emitGlobalSet, emitGuard, emitLength, emitObjectNew, emitPropertyGet, emitPropertySet, emitShapeTest, emitTypedGet, emitTypedSet, emitView,
} from "./emit-memory.ts";
import type { Entries } from "./entries.ts";
import { FunctionWriter } from "./function-writer.ts";
import type { LlvmModule } from "./module.ts";
import { directParameters, llvmType, returnType, symbolText } from "./types.ts";

export function emitFunction(m: LlvmModule, entries: Entries, fn: MirFunction): void {
  const w = new FunctionWriter(m, fn);
  for (const block of fn.blocks) {
    w.beginBlock(block);
    block.instrs.forEach((instr, index) => {
      w.at(instr.span);
      emitInstr(w, entries, instr, () => w.throwLabel(block, index === block.instrs.length - 1));
    });
    emitEnd(w, block);
  }
  const params = directParameters(fn).map(({ rep, value }) => `${llvmType(rep)} %v${value}`).join(", ");
  const failure = fn.ret === "void" ? "ret i1 true" : `ret { ${llvmType(fn.ret)}, i1 } { ${llvmType(fn.ret)} ${zeroText(fn)}, i1 true }`;
  const inline = fn.hir.inline === "always" ? " alwaysinline" : fn.hir.inline === "never" ? " noinline" : "";
  const lines = w.finish(failure);
  m.text.push(`define internal ${returnType(fn.ret, fn.throws)} ${symbolText(fn.symbol)}(${params})${inline}${w.forSize ? " optsize" : ""} #0${w.debugScope} {\n${lines.join("\n")}\n}\n`);
}

function zeroText(fn: MirFunction): string {
  switch (llvmType(fn.ret)) {
    case "double": return "0.0";
    case "ptr": return "null";
    case "i1": return "false";
    case "i32": case "i64": case "void": return "0";
  }
}

function emitInstr(w: FunctionWriter, entries: Entries, i: MirInstr, throwTo: () => string): void {
  const m = w.module;
  switch (i.op) {
    case "const": return;
    case "capture": return emitCapture(w, i);
    case "exception":
      w.set(`%v${i.result}`, `load i64, ptr @whelk.exception${m.meta.tbaa("exception")}`);
      return w.line(`store i64 0, ptr @whelk.exception${m.meta.tbaa("exception")}`);
    case "global.get": return emitGlobalGet(w, i, throwTo);
    case "global.set": return emitGlobalSet(w, i);
    case "cell.new": return emitCellNew(w, i, throwTo);
    case "cell.get": return emitCellGet(w, i, throwTo);
    case "cell.set": return emitCellSet(w, i, throwTo);
    case "convert": return emitConvert(w, i, throwTo);
    case "arithmetic": return emitArithmetic(w, i);
    case "negate": return emitNegate(w, i);
    case "not": w.set(`%v${i.result}`, `xor i1 ${w.value(i.args[0] ?? -1)}, true`); return;
    case "compare": return emitCompare(w, i);
    case "select": w.set(`%v${i.result}`, `select ${i.args.map(a => w.operand(a)).join(", ")}`); return;
    case "call": return emitCall(w, i, throwTo);
    case "call.runtime": return emitRuntimeCall(w, i, throwTo);
    case "call.value": return emitCallValue(w, i, throwTo);
    case "call.method": return emitCallMethod(w, i, entries, throwTo);
    case "call.direct": return emitCallDirect(w, i, throwTo);
    case "call.property": return emitCallProperty(w, i, throwTo);
    case "allocate":
      m.instantiated.add(i.cls);
      return w.bind(i.result, allocateText(w, m.shape(i.cls).first, m.classes.instanceBytes(i.cls), throwTo));
    case "object.new": return emitObjectNew(w, i, throwTo);
    case "closure.new": return emitClosureNew(w, i, entries, throwTo);
    case "class.value": return w.bind(i.result, entries.constructibleClass(i.cls));
    case "class.test": return emitClassTest(w, i);
    case "shape.test": return emitShapeTest(w, i);
    case "class.guard": return emitClassGuard(w, i, throwTo);
    case "guard": return emitGuard(w, i, throwTo);
    case "field.get": return emitFieldGet(w, i, throwTo);
    case "field.set": return emitFieldSet(w, i, throwTo);
    case "property.get": return emitPropertyGet(w, i, throwTo);
    case "property.set": return emitPropertySet(w, i, throwTo);
    case "array.new": return emitArrayNew(w, i, throwTo);
    case "array.get": return emitArrayGet(w, i, throwTo);
    case "array.set": return emitArraySet(w, i, throwTo);
    case "length": return emitLength(w, i, throwTo);
    case "view.length": case "view.data": return emitView(w, i);
    case "typed.get": return emitTypedGet(w, i, throwTo);
    case "typed.set": return emitTypedSet(w, i, throwTo);
    case "intrinsic": return emitIntrinsic(w, i, entries, throwTo);
    case "resume.code": w.bind(i.result, w.let(`ptrtoint ptr ${m.direct(i.func)} to i64`)); return;
    case "argument": return emitArgument(w, i);
    case "arguments.rest": return emitRestArguments(w, i, throwTo);
    case "await": case "yield": throw new Error(`${w.fn.symbol}: ${i.op} after the coroutine split`);
    default: assertNever(i);
  }
}

function emitEnd(w: FunctionWriter, block: MirBlock): void {
  const end = block.end;
  switch (end.kind) {
    case "jump":
      w.edge(end.to);
      w.line(`br label %b${end.to.target.id}`);
      break;
    case "checked":
      w.edge(end.normal);
      w.line(`br label %b${end.normal.target.id}`);
      w.finishChecked(block);
      break;
    case "branch": {
      const then = w.edgeLabel(end.then), otherwise = w.edgeLabel(end.otherwise);
      w.branch(w.value(end.cond), then, otherwise);
      w.flushEdges();
      break;
    }
    case "switch": {
      const type = llvmType(w.rep(end.value));
      const cases = end.cases.map(c => `${type} ${c.value}, label %${w.edgeLabel(c.to)}`);
      w.line(`switch ${type} ${w.value(end.value)}, label %${w.edgeLabel(end.otherwise)} [ ${cases.join(" ")} ]`);
      w.flushEdges();
      break;
    }
    case "return": {
      const { fn } = w;
      if (end.value === NO_VALUE || fn.ret === "void") w.line(fn.throws ? "ret i1 false" : "ret void");
      else if (!fn.throws) w.line(`ret ${w.operand(end.value)}`);
      else {
        const type = llvmType(fn.ret);
        w.line(`ret { ${type}, i1 } ${w.let(`insertvalue { ${type}, i1 } { ${type} poison, i1 false }, ${w.operand(end.value)}, 0`)}`);
      }
      break;
    }
    case "throw":
      w.line(`store i64 ${w.value(end.value)}, ptr @whelk.exception${w.module.meta.tbaa("exception")}`);
      if (end.handler === undefined) w.line(`br label %${w.throwLabel(block, false)}`);
      else {
        w.edge(end.handler);
        w.line(`br label %b${end.handler.target.id}`);
      }
      break;
    case "unreachable": w.line("unreachable"); break;
    case "suspend": case "none": throw new Error(`${w.fn.symbol}: b${block.id} ends in ${end.kind}`);
  }
}
