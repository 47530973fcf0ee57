/** Strings that count. */
import type { Client } from "../client.ts";
import { command, ONE_KEY, type Command } from "../command.ts";
import { addIntegers, floatOf, formatFloat, integerOf } from "../numbers.ts";
import { ReplyError } from "../reply-error.ts";

export const COUNTER_COMMANDS: readonly Command[] = [
  command("DECR", 2, ["write", "fast"], ONE_KEY, (client, words) => add(client, words[1], -1)),
  command("DECRBY", 3, ["write", "fast"], ONE_KEY, (client, words) => add(client, words[1], -integerOf(words[2]))),
  command("INCR", 2, ["write", "fast"], ONE_KEY, (client, words) => add(client, words[1], 1)),
  command("INCRBY", 3, ["write", "fast"], ONE_KEY, (client, words) => add(client, words[1], integerOf(words[2]))),
  command("INCRBYFLOAT", 3, ["write", "fast"], ONE_KEY, addFloat),
];

function add({ database, reply }: Client, key: string, change: number): void {
  const value = addIntegers(integerOf(database.string(key) ?? "0"), change);
  database.put(key, String(value));
  reply.integer(value);
}

function addFloat({ database, reply }: Client, words: readonly string[]): void {
  const value = floatOf(database.string(words[1]) ?? "0") + floatOf(words[2]);
  if (!Number.isFinite(value)) throw new ReplyError("ERR increment would produce NaN or Infinity");
  database.put(words[1], formatFloat(value));
  reply.bulk(formatFloat(value));
}
