/** Every message that a user of the compiler can see is a row here: code, text, and what to write instead. */

export interface SourcePosition {
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  readonly column: number;
  /** Characters to underline, at least 1. */
  readonly length: number;
  /** The text of the line, for the excerpt. */
  readonly text: string;
}

export interface Diagnostic {
  /** "WH2003", or "TS2322" for TypeScript's own. */
  readonly code: string;
  readonly message: string;
  readonly hint?: string;
  readonly at?: SourcePosition;
}

interface Row { readonly text: string; readonly hint?: string }

/** `{0}`, `{1}` … are replaced by arguments. */
export const MESSAGES = {
  // 1xxx: programs and modules
  WH1001: { text: "The entry file {0} does not exist." },
  WH1002: { text: "The target {0} has no start.ts in {1}." },
  WH1003: { text: "Cannot find the module {0}.", hint: "Packages must ship TypeScript sources; node: modules are those of lib/node." },
  WH1004: { text: "Dynamic import() is not supported.", hint: "Use a static import: an image is closed when it is built." },
  WH1005: { text: "`require` and `import =` are not supported.", hint: "Write `import … from \"…\"`." },
  WH1006: { text: "Namespaces with values are not supported.", hint: "Make it a module, or an object." },
  WH1007: { text: "{0} is JavaScript or a declaration without TypeScript source and cannot be compiled.", hint: "Use a package that ships its TypeScript sources." },
  WH1010: { text: "Top-level `await` is supported only in modules that no other module imports from.", hint: "Export an async function and await it in the entry." },
  // 2xxx: refused language
  WH2001: { text: "`eval` and `with` are not supported.", hint: "An image contains no compiler." },
  WH2002: { text: "`arguments` is not supported.", hint: "Use a rest parameter: (...args)." },
  WH2003: { text: "Decorators are not supported.", hint: "Call a function explicitly." },
  WH2004: { text: "bigint values are not supported outside the low dialect.", hint: "Use number, or two numbers for 64-bit values." },
  WH2005: { text: "A constructor that returns a value is not supported.", hint: "Use a static factory method." },
  WH2006: { text: "A class inside a function that uses the function's variables is not supported ({0}).", hint: "Move the class to the top level and pass what it needs to its constructor." },
  WH2007: { text: "This kind of syntax is not supported: {0}." },
  WH2008: { text: "A class can only extend a class named directly.", hint: "Extend a class by its name; mixins are not supported." },
  WH2009: { text: "`{0}` cannot be extended.", hint: "Hold one in a field instead." },
  WH2010: { text: "The static member {0} is redefined in a subclass and reached through a variable, `this` or a subclass.", hint: "Name the class: `Class.{0}`." },
  WH2011: { text: "Assigning to a method, class or function ({0}) is not supported.", hint: "Use a field that holds a function." },
  WH2012: { text: "This destructuring form is not supported: {0}." },
  WH2013: { text: "The variable {0} of another switch case is used here, where it may not be initialised.", hint: "Put braces around the case." },
  WH2014: { text: "Changing prototypes is not supported." },
  WH2015: { text: "`super` is not supported here." },
  WH2016: { text: "Labels and jumps: no target for {0}." },
  WH2017: { text: "The class member with a computed name {0} is not supported.", hint: "Only literals and well-known symbols (Symbol.iterator …) can name class members." },
  WH2018: { text: "The generator or async function {0} cannot be used here." },
  WH2019: { text: "{0}.", hint: "The flag v, and rare Unicode properties, are not supported." },
  // 3xxx: built-ins
  WH3001: { text: "{0} is declared but not implemented in this library (expected {1} in {2})." },
  WH3002: { text: "{0} has no module: add a row to builtin-modules.ts." },
  WH3003: { text: "{0} cannot be used as a value.", hint: "Wrap it in a function: (x) => {0}(x)." },
  WH3004: { text: "{0} is not known here.", hint: "Globals are those of lib/globals." },
  WH3005: { text: "The runtime function {0} is missing (expected in {1})." },
  WH3006: { text: "{0} has representations {1}, the runtime interface says {2}." },
  // 4xxx: the low dialect
  WH4001: { text: "{0} of integer words is not defined: {1}.", hint: "Use idiv or irem, or convert explicitly." },
  WH4002: { text: "The argument of {0} must be a constant." },
  WH4003: { text: "A word (u64, i64) cannot become {0} implicitly.", hint: "Use sizeOf64, low32, u64Of …" },
  WH4004: { text: "{0} takes a top-level function without captured variables." },
  WH4005: { text: "Unknown directive \"use {0}\"." },
  WH4006: { text: "{0} is refused here: {1}." },
  // 5xxx: promises of functions
  WH5001: { text: "{0} says \"use {1}\", but there is {2}." },
  // 9xxx
  WH9001: { text: "Internal error while compiling this: {0}.", hint: "This is a defect of the compiler." },
} as const satisfies Record<string, Row>;

export type MessageCode = keyof typeof MESSAGES;

export function makeDiagnostic(code: MessageCode, args: readonly string[], at: SourcePosition | undefined): Diagnostic {
  const row: Row = MESSAGES[code];
  const fill = (text: string): string => text.replace(/\{(\d)\}/g, (_, index: string) => args[Number(index)] ?? "?");
  return { code, message: fill(row.text), ...(row.hint === undefined ? {} : { hint: fill(row.hint) }), ...(at === undefined ? {} : { at }) };
}

/**
 * As text, without colours:
 *
 *   app.ts:3:7 error WH2003: Decorators are not supported.
 *     3 | @sealed class A {}
 *       | ^~~~~~~
 *     hint: Call a function explicitly.
 */
export function renderDiagnostic(diagnostic: Diagnostic): string {
  const { at } = diagnostic;
  const head = `error ${diagnostic.code}: ${diagnostic.message}`;
  const lines: string[] = [];
  if (at === undefined) lines.push(head);
  else {
    const number = String(at.line);
    const before = at.text.slice(0, at.column - 1).replace(/[^\t]/g, " ");
    const width = Math.max(1, Math.min(at.length, at.text.length - at.column + 1));
    lines.push(`${at.file}:${at.line}:${at.column} ${head}`, `  ${number} | ${at.text}`, `  ${" ".repeat(number.length)} | ${before}^${"~".repeat(width - 1)}`);
  }
  if (diagnostic.hint !== undefined) lines.push(`  hint: ${diagnostic.hint}`);
  return lines.join("\n");
}

export function renderDiagnostics(diagnostics: readonly Diagnostic[]): string {
  return diagnostics.map(renderDiagnostic).join("\n\n");
}
