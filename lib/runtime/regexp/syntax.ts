/** The tree of a regular expression. Flags that modifiers can change are in the nodes; sets have all forms of their letters. */
import type { u32 } from "../../sys/types.ts";
import type { CharSet } from "./char-set.ts";

export type RegExpNode =
  | { readonly kind: "empty" }
  /** A code point, or without the flag u a code unit. */
  | { readonly kind: "char"; readonly code: u32 }
  | { readonly kind: "set"; readonly set: CharSet }
  | { readonly kind: "start" | "end"; readonly multiline: boolean }
  | { readonly kind: "boundary"; readonly negative: boolean; readonly fold: boolean }
  /** `index` 0: not captured. */
  | { readonly kind: "group"; readonly index: u32; readonly body: RegExpNode }
  /** Several numbers when a name is given to several groups. */
  | { readonly kind: "backref"; readonly groups: u32[]; readonly name: string | undefined; readonly fold: boolean }
  /** Captures of groups firstGroup … lastGroup are inside. */
  | { readonly kind: "look"; readonly ahead: boolean; readonly negative: boolean; readonly body: RegExpNode; readonly firstGroup: u32; readonly lastGroup: u32 }
  | { readonly kind: "sequence"; readonly items: readonly RegExpNode[] }
  | { readonly kind: "alternation"; readonly items: readonly RegExpNode[] }
  | { readonly kind: "repeat"; readonly body: RegExpNode; readonly min: number; readonly max: number; readonly greedy: boolean; readonly firstGroup: u32; readonly lastGroup: u32 };

export interface ParsedRegExp {
  readonly root: RegExpNode;
  /** With the whole match. */
  readonly groupCount: u32;
  /** Names in order of their first group. */
  readonly names: readonly { readonly name: string; readonly groups: u32[] }[];
}
