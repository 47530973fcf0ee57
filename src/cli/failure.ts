/** A reason to stop that the user can do something about: one line, and what to do. */
export class Failure extends Error {
  readonly exitCode: number;
  constructor(message: string, exitCode: number) {
    super(message);
    this.name = "Failure";
    this.exitCode = exitCode;
  }
}

/** The command's own exit codes; `whelk run` otherwise answers with the program's. */
export const ExitCode = {
  ok: 0,
  /** The program does not compile, or a test failed. */
  program: 1,
  /** Wrong use of the command line. */
  usage: 2,
  /** Something on this machine is missing: a tool, a permission, a device. */
  machine: 3,
  /** A mistake in Whelk. */
  internal: 70,
  interrupted: 130,
} as const;

export function usageFailure(message: string): Failure {
  return new Failure(message, ExitCode.usage);
}

export function machineFailure(message: string): Failure {
  return new Failure(message, ExitCode.machine);
}

/** An answer of the operating system's that nobody foresaw: no permission, no room, too many files. */
export function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && "syscall" in error && "code" in error;
}

export function systemErrorText(error: NodeJS.ErrnoException): string {
  const words: Readonly<Record<string, string>> = { EACCES: "no permission", EPERM: "no permission", EROFS: "the file system is read-only", ENOSPC: "no room is left there", ENOTDIR: "a part of that path is not a directory", EEXIST: "that is there, and no directory", EMFILE: "too many open files" };
  return `can't ${error.syscall ?? "go on with"} ${error.path ?? ""}: ${words[error.code ?? ""] ?? error.message}.`;
}
