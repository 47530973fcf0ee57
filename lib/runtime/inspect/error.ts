/** Errors as inspect shows them: the stack, with a class name that the stack does not say, and what a cause repeats left out. */
import type { u32 } from "../../sys/types.ts";
import { prefix, type Inspector } from "./inspect.ts";

/** The text of an error; takes out of `keys` what it says already and adds `cause` and `errors`. */
export function errorText(inspector: Inspector, error: Error, className: string | null, tag: string, keys: (string | symbol)[]): string {
  const name: unknown = error.name ?? "Error";
  const message: unknown = error.message;
  let stack = stackOf(inspector, error);
  if (!inspector.showHidden) {
    drop(keys, "stack");
    if (typeof message !== "string" || stack.includes(message)) drop(keys, "message");
    if (typeof name !== "string" || stack.includes(name)) drop(keys, "name");
  }
  if (Object.hasOwn(error, "cause") && !keys.includes("cause")) keys.push("cause");
  if (Object.hasOwn(error, "errors") && Array.isArray((error as { errors?: unknown }).errors) && !keys.includes("errors")) keys.push("errors");
  stack = withClassName(stack, className, String(name), tag);
  const messageAt = typeof message === "string" && message !== "" ? stack.indexOf(message) : -1;
  const framesAt = stack.indexOf("\n    at", messageAt <= 0 ? 0 : messageAt + (message as string).length);
  if (framesAt < 0) stack = `[${stack}]`;
  else stack = `${stack.slice(0, framesAt)}\n${frames(inspector, error, stack.slice(framesAt + 1)).join("\n")}`;
  if (inspector.indentation !== 0) stack = stack.replaceAll("\n", `\n${" ".repeat(inspector.indentation)}`);
  return stack;
}

function drop(keys: (string | symbol)[], key: string): void {
  const index = keys.indexOf(key);
  if (index >= 0) keys.splice(index, 1);
}

function stackOf(inspector: Inspector, error: Error): string {
  const stack: unknown = error.stack;
  if (typeof stack === "string" && stack !== "") return stack;
  const text = headOf(error);
  if (stack === undefined || stack === null || stack === "") return text;
  inspector.indentation += 4;
  const shown = inspector.value(stack, 0);
  inspector.indentation -= 4;
  return `${text}\n    ${shown}`;
}

/** Error.prototype.toString (ECMA-262 §20.5.3.4). */
function headOf(error: Error): string {
  const name = error.name === undefined ? "Error" : String(error.name);
  const message = error.message === undefined ? "" : String(error.message);
  if (name === "") return message;
  return message === "" ? name : `${name}: ${message}`;
}

/** "Error: x" of a `class Foo extends Error` becomes "Foo: x" or "Foo [Error]: x". */
function withClassName(stack: string, className: string | null, name: string, tag: string): string {
  const regular = name.endsWith("Error") && stack.startsWith(name) && (stack.length === name.length || stack[name.length] === ":" || stack[name.length] === "\n");
  if (className !== null && !regular) return stack;
  const before = prefix(className, tag, "Error", "").slice(0, -1);
  if (name === before) return stack;
  if (before.includes(name)) return name.length === 0 ? `${before}: ${stack}` : before + stack.slice(name.length);
  return `${before} [${name}]${stack.slice(name.length)}`;
}

/** The lines of the stack; a run that the cause's stack has too is replaced by a note. */
function frames(inspector: Inspector, error: Error, stack: string): string[] {
  const lines = stack.split("\n");
  const cause: unknown = error.cause;
  if (!(cause instanceof Error)) return lines;
  const causeStack = stackOf(inspector, cause);
  const at = causeStack.indexOf("\n    at");
  if (at < 0) return lines;
  const causeLines = causeStack.slice(at + 1).split("\n");
  for (let i: u32 = 0; i + 3 < lines.length; i++) {
    const position = causeLines.indexOf(lines[i]!);
    if (position < 0 || causeLines.length - position <= 3) continue;
    let count = 1;
    const most = Math.min(lines.length - i, causeLines.length - position);
    while (count < most && lines[i + count] === causeLines[position + count]) count++;
    if (count > 3) {
      lines.splice(i + 1, count - 2, inspector.stylize(`    ... ${count - 2} lines matching cause stack trace ...`, "undefined"));
      return lines;
    }
  }
  return lines;
}
