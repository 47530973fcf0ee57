/** The boxed entry of function objects: (closure, this box, argc, argv) → { box, i1 }. One for each signature, not for each function. */
import { FUNCTION_NATIVE } from "../../../lib/runtime/layout.ts";
import type { Signature } from "../hir/hir.ts";
import { boxDouble, unboxDouble } from "./helpers-value.ts";
import type { LlvmModule } from "./module.ts";
import { letterRep, llvmType, splitSignature } from "./types.ts";

/** Unpacks the arguments by the signature's letters (missing ones are undefined) and calls the native entry. */
export function boxedEntry(m: LlvmModule, signature: Signature): string {
  return m.define(`boxed.${signature}`, name => {
    const { letters, result } = splitSignature(signature);
    const type = llvmType(letterRep(result));
    const lines: string[] = [];
    const args = [...letters].map((letter, i) => unpack(m, lines, letter, i));
    lines.push(`%cp = getelementptr i8, ptr %f, i64 ${FUNCTION_NATIVE}`, "%code = load ptr, ptr %cp",
      `%r = call { ${type}, i1 } %code(ptr %f, i64 %this${args.join("")})`);
    if (result === "d") {
      lines.push("%d = extractvalue { double, i1 } %r, 0", "%e = extractvalue { double, i1 } %r, 1", `%b = call i64 ${boxDouble(m)}(double %d)`,
        "%p = insertvalue { i64, i1 } poison, i64 %b, 0", "%q = insertvalue { i64, i1 } %p, i1 %e, 1", "ret { i64, i1 } %q");
    } else lines.push("ret { i64, i1 } %r");
    const failure = /^v*$/.test(letters) ? "" : "threw:\n  ret { i64, i1 } { i64 0, i1 true }\n";
    return `define internal { i64, i1 } ${name}(ptr %f, i64 %this, i32 %argc, ptr %argv) optsize #0 {\n  ${lines.join("\n  ")}\n${failure}}\n`;
  });
}

function unpack(m: LlvmModule, lines: string[], letter: string, i: number): string {
  if (letter === "r") {
    lines.push(`%v${i} = call { ptr, i1 } ${restArguments(m)}(i32 %argc, ptr %argv, i32 ${i})`);
    checked(lines, i, "ptr");
    return `, ptr %a${i}`;
  }
  const missing = m.define("whelk.undefined", symbol => `${symbol} = internal constant i64 0`);
  lines.push(`%h${i} = icmp ugt i32 %argc, ${i}`, `%g${i} = getelementptr i64, ptr %argv, i64 ${i}`, `%p${i} = select i1 %h${i}, ptr %g${i}, ptr ${missing}`, `%b${i} = load i64, ptr %p${i}`);
  if (letter !== "d") return `, i64 %b${i}`;
  lines.push(`%v${i} = call { double, i1 } ${unboxDouble(m)}(i64 %b${i}, ptr ${m.label("argument")}) noinline`);
  checked(lines, i, "double");
  return `, double %a${i}`;
}

function checked(lines: string[], i: number, type: string): void {
  lines.push(`%e${i} = extractvalue { ${type}, i1 } %v${i}, 1`, `%a${i} = extractvalue { ${type}, i1 } %v${i}, 0`, `br i1 %e${i}, label %threw, label %n${i}\nn${i}:`);
}

/** The arguments from `from` on as an array: (argc, argv, from) → { ptr, i1 }. */
export function restArguments(m: LlvmModule): string {
  return m.define("whelk.rest", name => `define internal { ptr, i1 } ${name}(i32 %argc, ptr %argv, i32 %from) noinline #0 {
  %more = icmp ugt i32 %argc, %from
  %d = sub i32 %argc, %from
  %count = select i1 %more, i32 %d, i32 0
  %l = call { ptr, i1 } ${m.runtime("newArray")}(i1 false, i32 %count)
  %a = extractvalue { ptr, i1 } %l, 0
  %end = add i32 %from, %count
  br label %head
head:
  %i = phi i32 [ %from, %0 ], [ %next, %body ]
  %in = icmp ult i32 %i, %end
  br i1 %in, label %body, label %done
body:
  %i64 = zext i32 %i to i64
  %p = getelementptr i64, ptr %argv, i64 %i64
  %v = load i64, ptr %p
  %t = call i1 ${m.runtime("arrayPushValue")}(ptr %a, i64 %v)
  %next = add i32 %i, 1
  br label %head
done:
  ret { ptr, i1 } %l
}
`);
}
