/** What a command is, how its words are parsed, and its --help: all from one table of options. */
import { parseArgs } from "node:util";
import { usageFailure } from "./failure.ts";

export interface Option {
  /** "string" takes a value; "strings" may come more than once. */
  readonly type: "boolean" | "string" | "strings";
  readonly short?: string;
  /** How help shows the value: "FILE", "vm|process". */
  readonly value?: string;
  /** Allowed values, if the set is closed. */
  readonly choices?: readonly string[];
  readonly help: string;
}

export interface Command {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** The words after the name: "ENTRY [-- ARGS]". */
  readonly operands: string;
  /** More for --help: paragraphs and examples. */
  readonly details: string;
  readonly options: Readonly<Record<string, Option>>;
  /** Runs it; the number is the process's exit code. */
  run(words: Words): Promise<number>;
}

/** The words of a command line, checked against the command's options. */
export class Words {
  readonly operands: readonly string[];
  /** Words after "--". */
  readonly rest: readonly string[];
  readonly #values: ReadonlyMap<string, readonly (string | boolean)[]>;

  constructor(operands: readonly string[], rest: readonly string[], values: ReadonlyMap<string, readonly (string | boolean)[]>) {
    this.operands = operands;
    this.rest = rest;
    this.#values = values;
  }

  flag(name: string): boolean {
    return this.#values.get(name)?.at(-1) === true;
  }

  text(name: string): string | undefined {
    const value = this.#values.get(name)?.at(-1);
    return typeof value === "string" ? value : undefined;
  }

  texts(name: string): string[] {
    return (this.#values.get(name) ?? []).filter((value) => typeof value === "string");
  }
}

/** Parses the words after the command's name; a wrong word is a Failure that names the way out. */
export function parseWords(command: Command, words: readonly string[]): Words {
  const end = words.indexOf("--");
  const own = end < 0 ? words : words.slice(0, end);
  const options = Object.fromEntries(Object.entries(command.options).map(([name, option]) => [name, {
    type: option.type === "boolean" ? "boolean" as const : "string" as const,
    multiple: true as const,
    ...(option.short === undefined ? {} : { short: option.short }),
  }]));
  let parsed: { values: Record<string, unknown>; positionals: string[] };
  try {
    parsed = parseArgs({ args: [...own], options, allowPositionals: true, strict: true });
  } catch (error) {
    const reason = error instanceof Error ? error.message.split(". To specify")[0]?.replace(/\n.*/s, "") : String(error);
    throw usageFailure(`${reason}. See 'whelk ${command.name} --help'.`);
  }
  const values = new Map<string, (string | boolean)[]>();
  for (const [name, value] of Object.entries(parsed.values)) values.set(name, value as (string | boolean)[]);
  checkChoices(command, values);
  return new Words(parsed.positionals, end < 0 ? [] : words.slice(end + 1), values);
}

function checkChoices(command: Command, values: ReadonlyMap<string, readonly (string | boolean)[]>): void {
  for (const [name, given] of values) {
    const option = command.options[name];
    if (option === undefined) continue;
    if (option.type !== "strings" && given.length > 1) throw usageFailure(`--${name} is there ${given.length} times; give it once.`);
    for (const value of given) {
      if (typeof value === "string" && option.choices !== undefined && !option.choices.includes(value)) throw usageFailure(`--${name} is ${option.choices.join(" or ")}, not '${value}'.`);
    }
  }
}

/** The one operand of a command that takes exactly one. */
export function onlyOperand(command: Command, words: Words): string {
  const [operand, ...others] = words.operands;
  if (operand === undefined || others.length > 0) throw usageFailure(`Usage: whelk ${command.name} ${command.operands}. See 'whelk ${command.name} --help'.`);
  return operand;
}

export function helpText(command: Command): string {
  const rows = Object.entries({ ...command.options, help: HELP }).map(([name, option]) => {
    const value = option.type === "boolean" ? "" : ` ${option.value ?? option.choices?.join("|") ?? "VALUE"}`;
    return [`${option.short === undefined ? "    " : `-${option.short}, `}--${name}${value}`, option.help] as const;
  });
  const width = Math.max(...rows.map(([left]) => left.length));
  const options = rows.map(([left, help]) => `  ${left.padEnd(width)}  ${help.replaceAll("\n", `\n${" ".repeat(width + 4)}`)}`).join("\n");
  return `whelk ${command.name}: ${command.summary}\n\nUsage: whelk ${command.name} ${command.operands}\n\n${command.details.trim()}\n\nOptions:\n${options}\n`;
}

const HELP: Option = { type: "boolean", short: "h", help: "this text" };
