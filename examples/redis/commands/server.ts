/** What the server says about itself. */
import type { Client } from "../client.ts";
import { command, NO_KEYS, type Command } from "../command.ts";
import { matchesGlob } from "../glob.ts";
import { syntaxError, unknownSubcommand, wrongArguments } from "../reply-error.ts";
import type { Server } from "../server.ts";
import { REDIS_VERSION } from "./version.ts";

export const SERVER_COMMANDS: readonly Command[] = [
  command("COMMAND", -1, ["fast"], NO_KEYS, commands),
  command("CONFIG", -2, ["admin"], NO_KEYS, config),
  command("DBSIZE", 1, ["readonly", "fast"], NO_KEYS, (client) => client.reply.integer(client.database.size)),
  command("FLUSHALL", -1, ["write"], NO_KEYS, (client, words) => flush(client, words, client.server.databases)),
  command("FLUSHDB", -1, ["write"], NO_KEYS, (client, words) => flush(client, words, [client.database])),
  command("INFO", -1, ["fast"], NO_KEYS, info),
  command("TIME", 1, ["fast"], NO_KEYS, time),
];

/** FLUSHALL [ASYNC | SYNC] */
function flush({ reply }: Client, words: readonly string[], databases: readonly Client["database"][]): void {
  if (words.length > 2 || (words.length === 2 && !/^a?sync$/i.test(words[1]))) throw syntaxError();
  for (const database of databases) database.clear();
  reply.ok();
}

function time({ reply }: Client): void {
  const nowMs = Date.now();
  reply.bulks([String(Math.floor(nowMs / 1000)), String((nowMs % 1000) * 1000)]);
}

/** What can't be changed, as CONFIG GET tells it. */
function settings(server: Server): ReadonlyMap<string, string> {
  return new Map([
    ["appendonly", "no"],
    ["databases", String(server.databases.length)],
    ["maxmemory", "0"],
    ["maxmemory-policy", "noeviction"],
    ["port", String(server.port)],
    ["save", ""],
    ["timeout", "0"],
  ]);
}

/** CONFIG GET pattern … | RESETSTAT */
function config({ reply, server }: Client, words: readonly string[]): void {
  const subcommand = words[1].toUpperCase();
  if (subcommand === "GET") {
    if (words.length < 3) throw wrongArguments("config|get");
    const found = [...settings(server)].filter(([name]) => words.slice(2).some((pattern) => matchesGlob(pattern.toLowerCase(), name)));
    reply.map(found.length);
    for (const word of found.flat()) reply.bulk(word);
  } else if (subcommand === "RESETSTAT") {
    server.statistics.connections = 0;
    server.statistics.commands = 0;
    reply.ok();
  } else {
    throw unknownSubcommand("CONFIG", words[1]);
  }
}

/** COMMAND [COUNT | LIST | INFO name …] */
function commands({ reply, server }: Client, words: readonly string[]): void {
  const subcommand = words[1]?.toUpperCase();
  if (subcommand === undefined) {
    reply.array(server.commands.length);
    for (const each of server.commands) describe(reply, each);
  } else if (subcommand === "COUNT") {
    if (words.length > 2) throw wrongArguments("command|count");
    reply.integer(server.commands.length);
  } else if (subcommand === "LIST") {
    reply.bulks(server.commands.map(({ name }) => name.toLowerCase()));
  } else if (subcommand === "INFO") {
    const asked = words.length > 2 ? words.slice(2).map((name) => server.find(name)) : server.commands;
    reply.array(asked.length);
    for (const each of asked) {
      if (each === undefined) reply.nilArray();
      else describe(reply, each);
    }
  } else {
    throw unknownSubcommand("COMMAND", words[1]);
  }
}

function describe(reply: Client["reply"], { name, arity, flags, keys }: Command): void {
  const shown = flags.filter((flag) => flag !== "immediate" && flag !== "subscribed");
  reply.array(6);
  reply.bulk(name.toLowerCase());
  reply.integer(arity);
  reply.set(shown.length);
  for (const flag of shown) reply.simple(flag);
  for (const place of keys) reply.integer(place);
}

type Section = (server: Server) => Record<string, string | number>;

/** Sections by name, in INFO's order. */
const SECTIONS: Readonly<Record<string, Section>> = {
  Server: (server) => ({
    redis_version: REDIS_VERSION, redis_mode: "standalone", process_id: process.pid, tcp_port: server.port,
    uptime_in_seconds: Math.floor((server.nowMs - server.startedMs) / 1000),
  }),
  Clients: (server) => ({ connected_clients: server.clients.size }),
  Memory: () => {
    const { heapUsed, rss } = process.memoryUsage();
    return { used_memory: heapUsed, used_memory_human: `${(heapUsed / (1 << 20)).toFixed(2)}M`, used_memory_rss: rss, maxmemory: 0 };
  },
  Persistence: () => ({ loading: 0, rdb_changes_since_last_save: 0, aof_enabled: 0 }),
  Stats: (server) => ({
    total_connections_received: server.statistics.connections, total_commands_processed: server.statistics.commands,
    expired_keys: server.databases.reduce((sum, { expiredKeys }) => sum + expiredKeys, 0), pubsub_patterns: server.subscriptions.patterns,
  }),
  Replication: () => ({ role: "master", connected_slaves: 0 }),
  Keyspace: (server) => Object.fromEntries(server.databases.filter(({ size }) => size > 0).map(({ index, size, expiringKeys }) =>
    [`db${index}`, `keys=${size},expires=${expiringKeys}`])),
};

/** INFO [section …] */
function info({ reply, server }: Client, words: readonly string[]): void {
  const wanted = new Set(words.slice(1).map((name) => name.toLowerCase()));
  const all = wanted.size === 0 || ["all", "default", "everything"].some((name) => wanted.has(name));
  const texts: string[] = [];
  for (const [name, fields] of Object.entries(SECTIONS)) {
    if (!all && !wanted.has(name.toLowerCase())) continue;
    texts.push(`# ${name}\r\n` + Object.entries(fields(server)).map(([field, value]) => `${field}:${value}\r\n`).join(""));
  }
  reply.bulk(texts.join("\r\n"));
}
