/** Arguments and environment over Node's. */
export function programName(): string { return process.argv[1] ?? ""; }
export function programArguments(): string[] { return process.argv.slice(2); }
export function environment(): Map<string, string> {
  const variables = new Map<string, string>();
  for (const [name, value] of Object.entries(process.env)) if (value !== undefined) variables.set(name, value);
  return variables;
}
export function environmentVariable(name: string): string | undefined { return process.env[name]; }
