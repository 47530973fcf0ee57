/** The command line: whelk COMMAND … */
import { buildCommand } from "./build.ts";
import { checkCommand } from "./check.ts";
import { helpText, parseWords, type Command } from "./command.ts";
import { debugCommand } from "./debug.ts";
import { ExitCode, Failure, isSystemError, systemErrorText } from "./failure.ts";
import { newCommand } from "./new.ts";
import { runCommand } from "./run.ts";
import { testCommand } from "./test.ts";
import { whelkVersion } from "./version.ts";

const COMMANDS: readonly Command[] = [newCommand, checkCommand, buildCommand, runCommand, testCommand, debugCommand];

function overview(): string {
  const width = Math.max(...COMMANDS.map((command) => command.name.length));
  const rows = COMMANDS.map((command) => `  ${command.name.padEnd(width)}  ${command.summary}`);
  return `whelk turns a TypeScript program for Node into a machine that boots by itself.

Usage: whelk COMMAND ...      whelk COMMAND --help

${rows.join("\n")}

Exit codes: 0 done; 1 the program does not compile or a test failed; 2 wrong use;
3 something on this machine is missing; 70 a mistake in Whelk. 'whelk run' answers with
the program's own exit code.
`;
}

async function dispatch(args: readonly string[]): Promise<number> {
  const [name, ...words] = args;
  if (name === undefined) {
    process.stderr.write(overview());
    return ExitCode.usage;
  }
  if (name === "--version" || name === "-V") {
    console.log(`whelk ${whelkVersion()}`);
    return ExitCode.ok;
  }
  const wanted = name === "help" ? words.shift() : name;
  if (wanted === undefined || wanted === "--help" || wanted === "-h") {
    process.stdout.write(overview());
    return ExitCode.ok;
  }
  const command = COMMANDS.find((candidate) => candidate.name === wanted);
  if (command === undefined) throw new Failure(`There is no command '${wanted}'; there are ${COMMANDS.map((known) => known.name).join(", ")}.`, ExitCode.usage);
  const end = words.indexOf("--");
  const own = end < 0 ? words : words.slice(0, end);
  if (name === "help" || own.includes("--help") || own.includes("-h")) {
    process.stdout.write(helpText(command));
    return ExitCode.ok;
  }
  return command.run(parseWords(command, words));
}

try {
  process.exitCode = await dispatch(process.argv.slice(2));
} catch (error) {
  if (error instanceof Failure) {
    console.error(`whelk: ${error.message}`);
    process.exitCode = error.exitCode;
  } else if (isSystemError(error)) {
    console.error(`whelk: ${systemErrorText(error)}`);
    process.exitCode = ExitCode.machine;
  } else {
    console.error(`whelk: a mistake in Whelk, please report it with the program:\n${error instanceof Error ? error.stack ?? error.message : String(error)}`);
    process.exitCode = ExitCode.internal;
  }
}
