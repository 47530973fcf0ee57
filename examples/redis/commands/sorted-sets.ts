/** Sorted sets: what changes them, and what asks for single members. Ranges are in sorted-set-ranges.ts. */
import type { Client } from "../client.ts";
import { command, ONE_KEY, type Command } from "../command.ts";
import type { Database } from "../database.ts";
import { matchesGlob } from "../glob.ts";
import { floatOf, formatFloat, integerOf } from "../numbers.ts";
import { ReplyError, syntaxError } from "../reply-error.ts";
import { SortedSet, type ScoredMember } from "../sorted-set.ts";
import { scanOptions } from "./scan.ts";

export const SORTED_SET_COMMANDS: readonly Command[] = [
  command("ZADD", -4, ["write", "fast"], ONE_KEY, add),
  command("ZCARD", 2, ["readonly", "fast"], ONE_KEY, (client, words) => client.reply.integer(client.database.sortedSet(words[1])?.size ?? 0)),
  command("ZINCRBY", 4, ["write", "fast"], ONE_KEY, increment),
  command("ZMSCORE", -3, ["readonly", "fast"], ONE_KEY, scores),
  command("ZPOPMAX", -2, ["write", "fast"], ONE_KEY, (client, words) => pop(client, words, "highest")),
  command("ZPOPMIN", -2, ["write", "fast"], ONE_KEY, (client, words) => pop(client, words, "lowest")),
  command("ZRANK", 3, ["readonly", "fast"], ONE_KEY, (client, words) => rank(client, words, "from lowest")),
  command("ZREM", -3, ["write", "fast"], ONE_KEY, remove),
  command("ZREVRANK", 3, ["readonly", "fast"], ONE_KEY, (client, words) => rank(client, words, "from highest")),
  command("ZSCAN", -3, ["readonly"], ONE_KEY, scan),
  command("ZSCORE", 3, ["readonly", "fast"], ONE_KEY, score),
];

/** The sorted set of that key, which is made if there is none. */
function sortedSetAt(database: Database, key: string): SortedSet {
  const set = database.sortedSet(key);
  if (set !== undefined) return set;
  const made = new SortedSet();
  database.put(key, made);
  return made;
}

interface AddOptions {
  readonly flags: ReadonlySet<string>;
  /** The word with the first score. */
  readonly firstScore: number;
}

/** ZADD key [NX | XX] [GT | LT] [CH] [INCR] score member … */
function addOptions(words: readonly string[]): AddOptions {
  const flags = new Set<string>();
  let at = 2;
  for (; at < words.length; at++) {
    const name = words[at].toUpperCase();
    if (!["NX", "XX", "GT", "LT", "CH", "INCR"].includes(name)) break;
    flags.add(name);
  }
  const rest = words.length - at;
  if (rest === 0 || rest % 2 !== 0) throw syntaxError();
  if (flags.has("NX") && flags.has("XX")) throw new ReplyError("ERR XX and NX options at the same time are not compatible");
  if ((flags.has("GT") && flags.has("LT")) || (flags.has("NX") && (flags.has("GT") || flags.has("LT")))) {
    throw new ReplyError("ERR GT, LT, and/or NX options at the same time are not compatible");
  }
  if (flags.has("INCR") && rest > 2) throw new ReplyError("ERR INCR option supports a single increment-element pair");
  return { flags, firstScore: at };
}

function add({ database, reply }: Client, words: readonly string[]): void {
  const { flags, firstScore } = addOptions(words);
  const pairs: ScoredMember[] = [];
  for (let i = firstScore; i < words.length; i += 2) pairs.push({ score: floatOf(words[i]), member: words[i + 1] });
  const set = sortedSetAt(database, words[1]);
  let added = 0, changed = 0, last: number | undefined;
  for (const { score, member } of pairs) {
    const old = set.score(member);
    const wanted = flags.has("INCR") ? sumOf(old ?? 0, score) : score;
    last = accepts(flags, old, wanted) ? wanted : undefined;
    if (last === undefined) continue;
    set.set(member, wanted);
    if (old === undefined) added += 1;
    else if (old !== wanted) changed += 1;
  }
  database.shrunk(words[1], set.size);
  if (!flags.has("INCR")) reply.integer(flags.has("CH") ? added + changed : added);
  else if (last === undefined) reply.nil();
  else reply.float(last);
}

/** Whether the options let a member go from its old score (undefined: it's new) to the wanted one. */
function accepts(flags: ReadonlySet<string>, old: number | undefined, wanted: number): boolean {
  if (old === undefined) return !flags.has("XX");
  return !flags.has("NX") && !(flags.has("GT") && wanted <= old) && !(flags.has("LT") && wanted >= old);
}

function increment({ database, reply }: Client, words: readonly string[]): void {
  const [, key, text, member] = words;
  const change = floatOf(text);
  const score = sumOf(database.sortedSet(key)?.score(member) ?? 0, change);
  sortedSetAt(database, key).set(member, score);
  database.changed(key);
  reply.float(score);
}

function sumOf(a: number, b: number): number {
  const sum = a + b;
  if (Number.isNaN(sum)) throw new ReplyError("ERR resulting score is not a number (NaN)");
  return sum;
}

function remove({ database, reply }: Client, words: readonly string[]): void {
  const set = database.sortedSet(words[1]);
  let removed = 0;
  for (let i = 2; i < words.length; i++) if (set?.delete(words[i]) === true) removed += 1;
  if (set !== undefined && removed > 0) database.shrunk(words[1], set.size);
  reply.integer(removed);
}

function score({ database, reply }: Client, words: readonly string[]): void {
  tellScore(reply, database.sortedSet(words[1])?.score(words[2]));
}

function scores({ database, reply }: Client, words: readonly string[]): void {
  const set = database.sortedSet(words[1]);
  reply.array(words.length - 2);
  for (let i = 2; i < words.length; i++) tellScore(reply, set?.score(words[i]));
}

function tellScore(reply: Client["reply"], score: number | undefined): void {
  if (score === undefined) reply.nil();
  else reply.float(score);
}

function rank({ database, reply }: Client, words: readonly string[], direction: "from lowest" | "from highest"): void {
  const set = database.sortedSet(words[1]);
  const rank = set?.rank(words[2]);
  if (set === undefined || rank === undefined) reply.nil();
  else reply.integer(direction === "from lowest" ? rank : set.size - 1 - rank);
}

/** ZPOPMIN key [count] */
function pop({ database, reply }: Client, words: readonly string[], which: "lowest" | "highest"): void {
  if (words.length > 3) throw syntaxError();
  const count = words.length === 3 ? integerOf(words[2]) : 1;
  if (count < 0) throw new ReplyError("ERR value is out of range, must be positive");
  const set = database.sortedSet(words[1]);
  const popped: ScoredMember[] = [];
  if (set !== undefined) {
    const length = Math.min(count, set.size);
    popped.push(...which === "lowest" ? set.slice(0, length) : set.slice(set.size - length, set.size).reverse());
    for (const { member } of popped) set.delete(member);
    database.shrunk(words[1], set.size);
  }
  if (words.length === 3) tellMembers(reply, popped, "with scores");
  else tellFlat(reply, popped);
}

/** Members and scores; RESP3 has a pair for each of them. */
export function tellMembers(reply: Client["reply"], members: readonly ScoredMember[], scores: "with scores" | "alone"): void {
  if (scores === "alone") {
    reply.bulks(members.map(({ member }) => member));
  } else if (reply.version === 2) {
    tellFlat(reply, members);
  } else {
    reply.array(members.length);
    for (const { member, score } of members) {
      reply.array(2);
      reply.bulk(member);
      reply.float(score);
    }
  }
}

function tellFlat(reply: Client["reply"], members: readonly ScoredMember[]): void {
  reply.array(members.length * 2);
  for (const { member, score } of members) {
    reply.bulk(member);
    reply.float(score);
  }
}

/** ZSCAN key cursor [MATCH pattern] [COUNT count] */
function scan({ database, reply, server }: Client, words: readonly string[]): void {
  const { pattern, count } = scanOptions(words, 3);
  const set = database.sortedSet(words[1]) ?? new SortedSet();
  const { cursor, elements } = server.scoreCursors.scan(words[2], count, () => set.entries());
  reply.array(2);
  reply.bulk(cursor);
  reply.bulks(elements.filter(([member]) => matchesGlob(pattern, member)).flatMap(([member, score]) => [member, formatFloat(score)]));
}
