/**
 * From a pattern's text to its program. The compiler runs this for literals; it is in an image only if something there
 * makes a regular expression of a text.
 */
import { emitRegExp } from "./emitter.ts";
import { parseRegExp } from "./parser.ts";
import type { RegExpProgram } from "./program.ts";

const FLAGS = "dgimsuvy";

/** Throws a SyntaxError with V8's words. `flags` are sorted. */
export function compileRegExp(source: string, flags: string): RegExpProgram {
  if (flags.includes("v")) throw new SyntaxError(`Invalid regular expression: /${source}/${flags}: the flag v is not supported; use u`);
  return emitRegExp(parseRegExp(source, flags), flags.includes("u"));
}

/** In the order of the getter `flags`; throws a SyntaxError. */
export function sortFlags(flags: string): string {
  let sorted = "";
  for (const flag of FLAGS) if (flags.includes(flag)) sorted += flag;
  if (sorted.length !== flags.length) throw new SyntaxError(`Invalid flags supplied to RegExp constructor '${flags}'`);
  return sorted;
}
