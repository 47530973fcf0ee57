/** What `whelk build --report` knows of an image, as data; src/cli/report-text.ts makes text of it. */
export interface BuildReport {
  /** The stripped image's file size. */
  readonly imageBytes: number;
  /** Largest first. Their bytes, `shared` and `otherBytes` add up to the image's. */
  readonly modules: readonly ModuleReport[];
  /** What belongs to no module: dispatch, tables, the backtraces' line table. Largest first. */
  readonly shared: readonly { readonly what: SharedKind; readonly bytes: number }[];
  /** Entry stubs, ELF headers, and alignment of sections to pages. */
  readonly otherBytes: number;
  /** Functions of the program, not the library, in order of module and line: what their types could not prove. */
  readonly functions: readonly FunctionReport[];
  /** Milliseconds of each step of the link. */
  readonly phases: Readonly<Record<string, number>>;
}

export interface ModuleReport {
  /** Path as in the symbols: absolute for the program's, "lib/…" for the library's. */
  readonly module: string;
  readonly codeBytes: number;
  /** Constants and function objects. */
  readonly dataBytes: number;
  /** String constants; one that several modules use counts for the one nearest to the entry. */
  readonly stringBytes: number;
  /** Functions that the optimiser left, largest first; what was inlined counts for where it was inlined. */
  readonly functions: readonly { readonly name: string; readonly bytes: number }[];
  /** The shortest chain of references that leads here: from the program's entry, else from the platform's. */
  readonly why: readonly ChainLink[];
}

/**
 * References that say little, so that they count only where there is no other.
 *   by-key     through the tables of classes: by key on a value of unknown class
 *   imports    as a module whose initialiser has something to do
 */
export type Detour = "by-key" | "imports";

export interface ChainLink {
  readonly module: string;
  readonly name: string;
  /** How the link before reaches this one; of the first link, "names". */
  readonly how: Detour | "names";
}

export type SharedKind = "dispatch" | "helpers" | "class tables" | "line table";

export interface FunctionReport {
  readonly module: string;
  readonly name: string;
  readonly line: number;
  readonly facts: readonly DynamicFact[];
}

/**
 * What the compiler could not settle before the program runs.
 *   boxed     a number or boolean becomes a box
 *   cell      a captured variable that is reassigned lives in the heap
 *   by-key    a property or method of a value whose class is not known
 *   by-value  a call of a function value
 *   virtual   a method that subclasses override
 *   guard     a test of a type that may lie
 *   bounds    an index that is compared with the length
 */
export type DynamicKind = "boxed" | "cell" | "by-key" | "by-value" | "virtual" | "guard" | "bounds";

export interface DynamicFact {
  readonly kind: DynamicKind;
  readonly line: number;
  /** The key or expression, if there is one. */
  readonly what: string;
  /** How many loops of the function are round it. */
  readonly loopDepth: number;
}
