/** Warnings of the library itself, in the form in which Node prints them to stderr. */
import { writeText } from "#platform/console.ts";

/** "(node:1) MaxListenersExceededWarning: …" and how to see where from. */
export function emitProcessWarning(name: string, message: string): void {
  writeText(2, `(node:1) ${name}: ${message}\n(Use \`node --trace-warnings ...\` to show where the warning was created)\n`);
}
