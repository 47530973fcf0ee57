/** Sets. */
import type { Client } from "../client.ts";
import { ALL_KEYS, command, ONE_KEY, TWO_KEYS, type Command } from "../command.ts";
import type { Database } from "../database.ts";
import { matchesGlob } from "../glob.ts";
import { MemberSet } from "../member-set.ts";
import { integerOf } from "../numbers.ts";
import { ReplyError, syntaxError } from "../reply-error.ts";
import { scanOptions } from "./scan.ts";

type Combine = (sets: readonly MemberSet[]) => MemberSet;

export const SET_COMMANDS: readonly Command[] = [
  command("SADD", -3, ["write", "fast"], ONE_KEY, add),
  command("SCARD", 2, ["readonly", "fast"], ONE_KEY, (client, words) => client.reply.integer(client.database.memberSet(words[1])?.size ?? 0)),
  command("SDIFF", -2, ["readonly"], ALL_KEYS, (client, words) => tell(client, words, difference)),
  command("SDIFFSTORE", -3, ["write"], ALL_KEYS, (client, words) => store(client, words, difference)),
  command("SINTER", -2, ["readonly"], ALL_KEYS, (client, words) => tell(client, words, intersection)),
  command("SINTERSTORE", -3, ["write"], ALL_KEYS, (client, words) => store(client, words, intersection)),
  command("SISMEMBER", 3, ["readonly", "fast"], ONE_KEY, (client, words) => client.reply.flag(client.database.memberSet(words[1])?.has(words[2]) ?? false)),
  command("SMEMBERS", 2, ["readonly"], ONE_KEY, (client, words) => tell(client, words, union)),
  command("SMISMEMBER", -3, ["readonly", "fast"], ONE_KEY, areMembers),
  command("SMOVE", 4, ["write", "fast"], TWO_KEYS, move),
  command("SPOP", -2, ["write", "fast"], ONE_KEY, pop),
  command("SRANDMEMBER", -2, ["readonly"], ONE_KEY, random),
  command("SREM", -3, ["write", "fast"], ONE_KEY, remove),
  command("SSCAN", -3, ["readonly"], ONE_KEY, scan),
  command("SUNION", -2, ["readonly"], ALL_KEYS, (client, words) => tell(client, words, union)),
  command("SUNIONSTORE", -3, ["write"], ALL_KEYS, (client, words) => store(client, words, union)),
];

/** The set of that key, which is made if there is none. */
function setAt(database: Database, key: string): MemberSet {
  const set = database.memberSet(key);
  if (set !== undefined) return set;
  const made = new MemberSet();
  database.put(key, made);
  return made;
}

function add({ database, reply }: Client, words: readonly string[]): void {
  const set = setAt(database, words[1]);
  let added = 0;
  for (let i = 2; i < words.length; i++) if (set.add(words[i])) added += 1;
  if (added > 0) database.changed(words[1]);
  reply.integer(added);
}

function remove({ database, reply }: Client, words: readonly string[]): void {
  const set = database.memberSet(words[1]);
  let removed = 0;
  for (let i = 2; i < words.length; i++) if (set?.delete(words[i]) === true) removed += 1;
  if (set !== undefined && removed > 0) database.shrunk(words[1], set.size);
  reply.integer(removed);
}

function areMembers({ database, reply }: Client, words: readonly string[]): void {
  const set = database.memberSet(words[1]);
  reply.array(words.length - 2);
  for (let i = 2; i < words.length; i++) reply.flag(set?.has(words[i]) ?? false);
}

function move({ database, reply }: Client, words: readonly string[]): void {
  const [, from, to, member] = words;
  const source = database.memberSet(from);
  database.memberSet(to); // of the right type, before anything changes
  const moved = source !== undefined && source.has(member);
  if (moved && from !== to) {
    source.delete(member);
    setAt(database, to).add(member);
    database.shrunk(from, source.size);
    database.changed(to);
  }
  reply.flag(moved);
}

/** SPOP key [count] */
function pop({ database, reply }: Client, words: readonly string[]): void {
  const count = countOf(words);
  if (count !== undefined && count < 0) throw new ReplyError("ERR value is out of range, must be positive");
  const set = database.memberSet(words[1]);
  const popped: string[] = [];
  if (set !== undefined) {
    for (let i = Math.min(count ?? 1, set.size); i > 0; i--) {
      const member = set.random();
      set.delete(member);
      popped.push(member);
    }
    database.shrunk(words[1], set.size);
  }
  if (count === undefined) reply.bulkOrNil(popped[0]);
  else tellMembers(reply, popped);
}

/** SRANDMEMBER key [count]; a negative count may give a member more than once. */
function random({ database, reply }: Client, words: readonly string[]): void {
  const count = countOf(words);
  const set = database.memberSet(words[1]);
  if (count === undefined) {
    reply.bulkOrNil(set?.random());
    return;
  }
  if (set === undefined) {
    reply.array(0);
    return;
  }
  if (count < 0) {
    reply.array(-count);
    for (let i = 0; i < -count; i++) reply.bulk(set.random());
    return;
  }
  reply.bulks(sample([...set.values()], count));
}

/** Up to `count` of the elements, each with the same chance (Fisher and Yates, as far as needed). */
function sample(elements: string[], count: number): readonly string[] {
  const length = Math.min(count, elements.length);
  for (let i = 0; i < length; i++) {
    const other = i + Math.floor(Math.random() * (elements.length - i));
    const element = elements[i];
    elements[i] = elements[other];
    elements[other] = element;
  }
  return elements.slice(0, length);
}

function countOf(words: readonly string[]): number | undefined {
  if (words.length > 3) throw syntaxError();
  return words.length === 3 ? integerOf(words[2]) : undefined;
}

function tell({ database, reply }: Client, words: readonly string[], combine: Combine): void {
  tellMembers(reply, [...combine(setsAt(database, words, 1)).values()]);
}

function tellMembers(reply: Client["reply"], members: readonly string[]): void {
  reply.set(members.length);
  for (const member of members) reply.bulk(member);
}

function store({ database, reply }: Client, words: readonly string[], combine: Combine): void {
  const result = combine(setsAt(database, words, 2));
  if (result.size === 0) database.delete(words[1]);
  else database.replace(words[1], result);
  reply.integer(result.size);
}

function setsAt(database: Database, words: readonly string[], start: number): MemberSet[] {
  return words.slice(start).map((key) => database.memberSet(key) ?? new MemberSet());
}

function union(sets: readonly MemberSet[]): MemberSet {
  const result = new MemberSet();
  for (const set of sets) for (const member of set.values()) result.add(member);
  return result;
}

function intersection(sets: readonly MemberSet[]): MemberSet {
  const smallest = sets.reduce((best, set) => set.size < best.size ? set : best);
  const result = new MemberSet();
  for (const member of smallest.values()) if (sets.every((set) => set.has(member))) result.add(member);
  return result;
}

function difference(sets: readonly MemberSet[]): MemberSet {
  const [first, ...others] = sets;
  const result = new MemberSet();
  for (const member of first.values()) if (!others.some((set) => set.has(member))) result.add(member);
  return result;
}

/** SSCAN key cursor [MATCH pattern] [COUNT count] */
function scan({ database, reply, server }: Client, words: readonly string[]): void {
  const { pattern, count } = scanOptions(words, 3);
  const set = database.memberSet(words[1]) ?? new MemberSet();
  const { cursor, elements } = server.memberCursors.scan(words[2], count, () => set.values());
  reply.array(2);
  reply.bulk(cursor);
  reply.bulks(elements.filter((member) => matchesGlob(pattern, member)));
}
