/** The % placeholders of console.log's first argument, and what is appended; how a value is shown is the caller's. */
import type { u32 } from "../../sys/types.ts";

/** s, d, i, f, j, o, O or c, as a char code. */
export type Placeholder = (letter: u32, value: unknown) => string;

export function fillTemplate(args: readonly unknown[], placeholder: Placeholder, show: (value: unknown) => string): string {
  const first = args[0];
  if (typeof first !== "string") return join("", args, 0, show);
  if (args.length === 1) return first;
  if (first.indexOf("%") < 0) return join(first, args, 1, show);
  let text = "";
  let last: u32 = 0;
  let used: u32 = 0;
  for (let i: u32 = 0; i + 1 < first.length; i++) {
    if (first.charCodeAt(i) !== 37) continue;
    i++;
    const letter = first.charCodeAt(i);
    if (letter === 37) {
      text += first.slice(last, i);
      last = i + 1;
    } else if (used + 1 < args.length && isPlaceholder(letter)) {
      used++;
      text += first.slice(last, i - 1) + placeholder(letter, args[used]);
      last = i + 1;
    }
  }
  return join(text + first.slice(last), args, used + 1, show);
}

/** Appends the arguments from `from` on, each after a space unless it is the very first. */
function join(before: string, args: readonly unknown[], from: u32, show: (value: unknown) => string): string {
  let text = before;
  for (let i: u32 = from; i < args.length; i++) {
    const value = args[i];
    if (i !== 0) text += " ";
    text += typeof value === "string" ? value : show(value);
  }
  return text;
}

function isPlaceholder(letter: u32): boolean {
  return letter === 115 || letter === 100 || letter === 105 || letter === 102 || letter === 106 || letter === 111 || letter === 79 || letter === 99;
}
