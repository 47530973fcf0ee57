/** Runs a program that owns the terminal until it ends. */
import { spawn } from "node:child_process";
import { constants } from "node:os";

/** The child's exit code; 128 + the signal that ended it. Ctrl-C reaches the child too: we wait for it to end. */
export function runChild(command: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  const [file = "", ...args] = command;
  const keepOn = (): void => {};
  process.on("SIGINT", keepOn);
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { stdio: "inherit", env });
    const end = (): void => { child.kill("SIGTERM"); };
    process.on("SIGTERM", end);
    child.on("error", reject);
    child.on("exit", (code, signal) => {
      process.off("SIGINT", keepOn);
      process.off("SIGTERM", end);
      resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal]));
    });
  });
}
