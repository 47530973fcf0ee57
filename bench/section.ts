/** A part of docs/benchmarks.md: a table and how its figures came about. */
export interface Section {
  readonly title: string;
  /** The command lines, and what was done to be fair. */
  readonly how: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** What was measured, run by run, in the order of the runs: kept in bench/results.json. */
  readonly raw?: Readonly<Record<string, readonly number[]>>;
}
