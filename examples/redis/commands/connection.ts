/** What a client says about itself. */
import type { Client } from "../client.ts";
import { command, NO_KEYS, type Command } from "../command.ts";
import { integerOf, parseInteger } from "../numbers.ts";
import { ReplyError, syntaxError, unknownSubcommand, wrongArguments } from "../reply-error.ts";
import { databaseAt } from "./keys.ts";
import { Options } from "./options.ts";
import { REDIS_VERSION } from "./version.ts";

export const CONNECTION_COMMANDS: readonly Command[] = [
  command("AUTH", -2, ["fast"], NO_KEYS, authenticate),
  command("CLIENT", -2, ["admin"], NO_KEYS, client),
  command("ECHO", 2, ["fast"], NO_KEYS, (client, words) => client.reply.bulk(words[1])),
  command("HELLO", -1, ["fast"], NO_KEYS, hello),
  command("PING", -1, ["fast", "subscribed"], NO_KEYS, ping),
  command("QUIT", -1, ["fast", "immediate", "subscribed"], NO_KEYS, quit),
  command("RESET", 1, ["fast", "immediate", "subscribed"], NO_KEYS, reset),
  command("SELECT", 2, ["fast"], NO_KEYS, select),
];

function ping(client: Client, words: readonly string[]): void {
  if (words.length > 2) throw wrongArguments(words[0]);
  if (client.onlySubscribes) client.reply.bulks(["pong", words[1] ?? ""]);
  else if (words.length === 2) client.reply.bulk(words[1]);
  else client.reply.simple("PONG");
}

function select(client: Client, words: readonly string[]): void {
  client.database = databaseAt(client.server.databases, words[1]);
  client.reply.ok();
}

function quit(client: Client): void {
  client.reply.ok();
  client.close();
}

function reset(client: Client): void {
  client.transaction = undefined;
  client.unwatch();
  client.server.subscriptions.leave(client);
  client.database = client.server.databases[0];
  client.name = "";
  client.reply.version = 2;
  client.reply.simple("RESET");
}

function authenticate(): void {
  throw new ReplyError("ERR AUTH <password> called without any password configured for the default user. Are you sure your configuration is correct?");
}

/** HELLO [2 | 3 [AUTH user password] [SETNAME name]] */
function hello(client: Client, words: readonly string[]): void {
  const { reply } = client;
  if (words.length > 1) {
    const version = parseInteger(words[1]);
    if (version === undefined) throw new ReplyError("ERR Protocol version is not an integer or out of range");
    if (version !== 2 && version !== 3) throw new ReplyError("NOPROTO unsupported protocol version");
    const options = new Options(words, 2);
    let name = client.name;
    for (let option = options.next(); option !== undefined; option = options.next()) {
      if (option === "AUTH") authenticate();
      else if (option === "SETNAME") name = checkedName(options.value());
      else throw syntaxError();
    }
    client.name = name;
    reply.version = version;
  }
  reply.map(7);
  reply.bulk("server");
  reply.bulk("redis");
  reply.bulk("version");
  reply.bulk(REDIS_VERSION);
  reply.bulk("proto");
  reply.integer(reply.version);
  reply.bulk("id");
  reply.integer(client.id);
  reply.bulk("mode");
  reply.bulk("standalone");
  reply.bulk("role");
  reply.bulk("master");
  reply.bulk("modules");
  reply.array(0);
}

/** CLIENT ID | GETNAME | SETNAME name | SETINFO attribute value | INFO | LIST | KILL ID id */
function client(client: Client, words: readonly string[]): void {
  const { reply, server } = client;
  const subcommand = words[1].toUpperCase();
  const exactly = (count: number): void => { if (words.length !== count) throw wrongArguments(`client|${words[1]}`); };
  switch (subcommand) {
    case "ID":
      exactly(2);
      reply.integer(client.id);
      break;
    case "GETNAME":
      exactly(2);
      reply.bulkOrNil(client.name === "" ? undefined : client.name);
      break;
    case "SETNAME":
      exactly(3);
      client.name = checkedName(words[2]);
      reply.ok();
      break;
    case "SETINFO":
      exactly(4);
      checkedName(words[3]);
      reply.ok();
      break;
    case "INFO":
      exactly(2);
      reply.bulk(describe(client) + "\n");
      break;
    case "LIST":
      exactly(2);
      reply.bulk([...server.clients].map((each) => describe(each) + "\n").join(""));
      break;
    case "KILL":
      exactly(4);
      kill(client, words[2], words[3]);
      break;
    default:
      throw unknownSubcommand("CLIENT", words[1]);
  }
}

function kill({ reply, server }: Client, filter: string, value: string): void {
  if (filter.toUpperCase() !== "ID") throw syntaxError();
  const id = integerOf(value);
  const found = [...server.clients].filter((each) => each.id === id);
  for (const each of found) {
    each.close();
    each.flush();
  }
  reply.integer(found.length);
}

function describe(client: Client): string {
  return [
    `id=${client.id}`, `addr=${client.address}`, `name=${client.name}`, `age=${Math.floor((client.server.nowMs - client.since) / 1000)}`,
    `db=${client.database.index}`, `sub=${client.channels.size}`, `psub=${client.patterns.size}`,
    `multi=${client.transaction?.queue.length ?? -1}`, `resp=${client.reply.version}`,
  ].join(" ");
}

function checkedName(name: string): string {
  if (!/^[!-~]*$/.test(name)) throw new ReplyError("ERR Client names cannot contain spaces, newlines or special characters.");
  return name;
}
