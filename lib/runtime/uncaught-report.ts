/**
 * What the end of a program by an exception says, as Node says it: where, the error with its stack and properties, and
 * who ran it. Node's excerpt of the source line is left out: images don't carry their sources.
 */
import { linksInspect } from "../sys/intrinsics.ts";
import { writeText } from "#platform/console.ts";
import { Error } from "./errors.ts";
import { inspect } from "./inspect/inspect.ts";
import { describeObject } from "./property.ts";
import { firstPosition } from "./stack-trace.ts";
import { stringCall } from "./string-methods.ts";
import { isObjectValue } from "./value.ts";

/** Printed last, where Node prints its own version. */
const TRAILER = "\n\nWhelk v0.1.0\n";
const STANDARD_ERROR = 2;

/** What node:events has to add to an error's stack; a program without emitters has none of it. */
let completeStack: ((error: object) => void) | undefined;
export function onUncaughtReport(complete: (error: object) => void): void { completeStack = complete; }

/** Prints an uncaught error, or the reason of a rejection that nobody handled. */
export function reportUncaught(error: unknown, isRejection: boolean): void {
  if (completeStack !== undefined && error instanceof Error) completeStack(error);
  if (error instanceof Error) writeText(STANDARD_ERROR, heading(error) + textOf(error) + TRAILER);
  else if (isRejection) writeText(STANDARD_ERROR, rejectionText(error) + TRAILER);
  else writeText(STANDARD_ERROR, (isObjectValue(error) ? textOf(error) : stringCall(error)) + "\n(Use `node --trace-uncaught ...` to show where the exception was thrown)" + TRAILER);
}

/** A program that never needs inspect ends only by errors without properties of their own. */
function textOf(error: unknown): string {
  if (linksInspect()) return inspect(error);
  return error instanceof Error && typeof error.stack === "string" ? error.stack : describeObject(error);
}

/** "file:line", or nothing while the image has no positions. */
function heading(error: Error): string {
  const position = firstPosition(error.stack);
  return position === "" ? "" : position + "\n\n";
}

function rejectionText(reason: unknown): string {
  const text = isObjectValue(reason) ? describeObject(reason) : stringCall(reason);
  return "node:internal/process/promises:392\n      new UnhandledPromiseRejection(reason);\n      ^\n\n"
    + "UnhandledPromiseRejection: This error originated either by throwing inside of an async function without a catch block, or by rejecting a promise which was not handled with .catch(). The promise rejected with the reason \"" + text + "\". {\n  code: 'ERR_UNHANDLED_REJECTION'\n}";
}
