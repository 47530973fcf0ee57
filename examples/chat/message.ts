/** What goes over the wire, as JSON. */

/** From a browser. */
export interface Utterance { readonly name: string; readonly text: string }

/** To all browsers. */
export type Message =
  | { readonly kind: "said"; readonly name: string; readonly text: string; /** Milliseconds since 1970. */ readonly atMs: number }
  | { readonly kind: "present"; readonly count: number };

export function isUtterance(value: unknown): value is Utterance {
  return typeof value === "object" && value !== null && "name" in value && typeof value.name === "string" && "text" in value && typeof value.text === "string";
}
