/** A command: its name, what it takes, and the function that answers it. */
import type { Client } from "./client.ts";

/** Answers a command by writing to `client.reply`; `words[0]` is the command's name. */
export type Handler = (client: Client, words: readonly string[]) => void;

export type Flag = "write" | "readonly" | "fast" | "admin" | "pubsub"
  /** Runs at once in a transaction too. */
  | "immediate"
  /** Allowed while the client is subscribed and speaks RESP2. */
  | "subscribed";

/** Which words are keys: the first, the last (negative: from the end), and the step between them; 0: none. */
export type KeyPlaces = readonly [first: number, last: number, step: number];

export const NO_KEYS: KeyPlaces = [0, 0, 0];
export const ONE_KEY: KeyPlaces = [1, 1, 1];
export const TWO_KEYS: KeyPlaces = [1, 2, 1];
export const ALL_KEYS: KeyPlaces = [1, -1, 1];

export interface Command {
  readonly name: string;
  /** How many words it takes, its name among them; negative: at least as many. */
  readonly arity: number;
  readonly flags: readonly Flag[];
  readonly keys: KeyPlaces;
  readonly run: Handler;
}

export function command(name: string, arity: number, flags: readonly Flag[], keys: KeyPlaces, run: Handler): Command {
  return { name, arity, flags, keys, run };
}

export function takes(command: Command, words: number): boolean {
  return command.arity >= 0 ? words === command.arity : words >= -command.arity;
}
