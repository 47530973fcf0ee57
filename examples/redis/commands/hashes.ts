/** Hashes: fields with values. */
import type { Client } from "../client.ts";
import { command, ONE_KEY, type Command } from "../command.ts";
import type { Database, Hash } from "../database.ts";
import { matchesGlob } from "../glob.ts";
import { addIntegers, floatOf, formatFloat, integerOf, parseFloatStrictly, parseInteger } from "../numbers.ts";
import { ReplyError, wrongArguments } from "../reply-error.ts";
import { scanOptions } from "./scan.ts";

export const HASH_COMMANDS: readonly Command[] = [
  command("HDEL", -3, ["write", "fast"], ONE_KEY, remove),
  command("HEXISTS", 3, ["readonly", "fast"], ONE_KEY, (client, words) => client.reply.flag(client.database.hash(words[1])?.has(words[2]) ?? false)),
  command("HGET", 3, ["readonly", "fast"], ONE_KEY, (client, words) => client.reply.bulkOrNil(client.database.hash(words[1])?.get(words[2]))),
  command("HGETALL", 2, ["readonly"], ONE_KEY, getAll),
  command("HINCRBY", 4, ["write", "fast"], ONE_KEY, increment),
  command("HINCRBYFLOAT", 4, ["write", "fast"], ONE_KEY, incrementFloat),
  command("HKEYS", 2, ["readonly"], ONE_KEY, (client, words) => client.reply.bulks([...client.database.hash(words[1])?.keys() ?? []])),
  command("HLEN", 2, ["readonly", "fast"], ONE_KEY, (client, words) => client.reply.integer(client.database.hash(words[1])?.size ?? 0)),
  command("HMGET", -3, ["readonly", "fast"], ONE_KEY, getMany),
  command("HMSET", -4, ["write", "fast"], ONE_KEY, (client, words) => { setFields(client, words); client.reply.ok(); }),
  command("HSCAN", -3, ["readonly"], ONE_KEY, scan),
  command("HSET", -4, ["write", "fast"], ONE_KEY, (client, words) => client.reply.integer(setFields(client, words))),
  command("HSETNX", 4, ["write", "fast"], ONE_KEY, setIfAbsent),
  command("HSTRLEN", 3, ["readonly", "fast"], ONE_KEY, (client, words) => client.reply.integer(client.database.hash(words[1])?.get(words[2])?.length ?? 0)),
  command("HVALS", 2, ["readonly"], ONE_KEY, (client, words) => client.reply.bulks([...client.database.hash(words[1])?.values() ?? []])),
];

/** The hash of that key, which is made if there is none. */
function hashAt(database: Database, key: string): Hash {
  const hash = database.hash(key);
  if (hash !== undefined) return hash;
  const made: Hash = new Map();
  database.put(key, made);
  return made;
}

/** Sets the fields and answers how many are new. */
function setFields({ database }: Client, words: readonly string[]): number {
  if (words.length % 2 !== 0) throw wrongArguments(words[0]);
  const hash = hashAt(database, words[1]);
  const before = hash.size;
  for (let i = 2; i < words.length; i += 2) hash.set(words[i], words[i + 1]);
  database.changed(words[1]);
  return hash.size - before;
}

function setIfAbsent({ database, reply }: Client, words: readonly string[]): void {
  const hash = hashAt(database, words[1]);
  const absent = !hash.has(words[2]);
  if (absent) {
    hash.set(words[2], words[3]);
    database.changed(words[1]);
  }
  reply.flag(absent);
}

function getMany({ database, reply }: Client, words: readonly string[]): void {
  const hash = database.hash(words[1]);
  reply.array(words.length - 2);
  for (let i = 2; i < words.length; i++) reply.bulkOrNil(hash?.get(words[i]));
}

function getAll({ database, reply }: Client, words: readonly string[]): void {
  const hash = database.hash(words[1]);
  reply.map(hash?.size ?? 0);
  for (const [field, value] of hash ?? []) {
    reply.bulk(field);
    reply.bulk(value);
  }
}

function remove({ database, reply }: Client, words: readonly string[]): void {
  const hash = database.hash(words[1]);
  let removed = 0;
  for (let i = 2; i < words.length; i++) if (hash?.delete(words[i]) === true) removed += 1;
  if (hash !== undefined && removed > 0) database.shrunk(words[1], hash.size);
  reply.integer(removed);
}

function increment({ database, reply }: Client, words: readonly string[]): void {
  const [, key, field, text] = words;
  const change = integerOf(text);
  const old = parseInteger(database.hash(key)?.get(field) ?? "0");
  if (old === undefined) throw new ReplyError("ERR hash value is not an integer");
  const value = addIntegers(old, change);
  hashAt(database, key).set(field, String(value));
  database.changed(key);
  reply.integer(value);
}

function incrementFloat({ database, reply }: Client, words: readonly string[]): void {
  const [, key, field, text] = words;
  const change = floatOf(text);
  const old = parseFloatStrictly(database.hash(key)?.get(field) ?? "0");
  if (old === undefined) throw new ReplyError("ERR hash value is not a float");
  if (!Number.isFinite(old + change)) throw new ReplyError("ERR increment would produce NaN or Infinity");
  const value = formatFloat(old + change);
  hashAt(database, key).set(field, value);
  database.changed(key);
  reply.bulk(value);
}

/** HSCAN key cursor [MATCH pattern] [COUNT count] */
function scan({ database, reply, server }: Client, words: readonly string[]): void {
  const { pattern, count } = scanOptions(words, 3);
  const hash = database.hash(words[1]) ?? new Map<string, string>();
  const { cursor, elements } = server.fieldCursors.scan(words[2], count, () => hash.entries());
  reply.array(2);
  reply.bulk(cursor);
  reply.bulks(elements.filter(([field]) => matchesGlob(pattern, field)).flat());
}
