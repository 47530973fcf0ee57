/** TypeScript's own errors as our diagnostics; its advice for other tools is replaced by ours. */
import { ts } from "../checker/typescript.ts";
import type { Diagnostic } from "../diagnostics.ts";
import { positionIn } from "./lowering.ts";

const NO_MODULE = "Whelk has no such module; docs/language.md says which there are, and what can stand in for it.";
const NO_MEMBER = "The library does not have it; lib/globals declares what there is.";
const HINTS: Readonly<Record<number, string>> = { 2307: NO_MODULE, 2591: NO_MODULE, 2580: NO_MODULE, 2550: NO_MEMBER, 2583: NO_MEMBER };
/** "Do you need to install type definitions for node? Try `npm i …`": an image's library is not a matter of the set-up. */
const ADVICE = / Do you need to (?:install|change) .*$/s;

export function fromTypeScript(error: ts.Diagnostic): Diagnostic {
  const message = ts.flattenDiagnosticMessageText(error.messageText, "\n");
  const named = message.replace(ADVICE, "");
  const hint = aboutLibrary(error.code, message, named) ? HINTS[error.code] : undefined;
  const diagnostic = { code: `TS${error.code}`, message: named, ...(hint === undefined ? {} : { hint }) };
  if (error.file === undefined || error.start === undefined) return diagnostic;
  return { ...diagnostic, at: positionIn(error.file, error.file.fileName, error.start, error.length ?? 1) };
}

/** Not every missing name is one that the library could have: a relative import is the program's own matter. */
function aboutLibrary(code: number, message: string, named: string): boolean {
  return message !== named || (code === 2307 && !/module '[./]/.test(message));
}
