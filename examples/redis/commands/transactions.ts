/** Commands that run together, and only if nobody changed what the client watched. */
import type { Client } from "../client.ts";
import { ALL_KEYS, command, NO_KEYS, type Command } from "../command.ts";
import { ReplyError } from "../reply-error.ts";

export const TRANSACTION_COMMANDS: readonly Command[] = [
  command("DISCARD", 1, ["fast", "immediate"], NO_KEYS, discard),
  command("EXEC", 1, ["immediate"], NO_KEYS, execute),
  command("MULTI", 1, ["fast", "immediate"], NO_KEYS, begin),
  command("UNWATCH", 1, ["fast"], NO_KEYS, (client) => { client.unwatch(); client.reply.ok(); }),
  command("WATCH", -2, ["fast", "immediate"], ALL_KEYS, watch),
];

function begin(client: Client): void {
  if (client.transaction !== undefined) throw new ReplyError("ERR MULTI calls can not be nested");
  client.transaction = { queue: [], failed: false };
  client.reply.ok();
}

function execute(client: Client): void {
  const { transaction, reply, server } = client;
  if (transaction === undefined) throw new ReplyError("ERR EXEC without MULTI");
  client.transaction = undefined;
  const watchedChanged = client.unwatch();
  if (transaction.failed) throw new ReplyError("EXECABORT Transaction discarded because of previous errors.");
  if (watchedChanged) {
    reply.nilArray();
    return;
  }
  reply.array(transaction.queue.length);
  for (const { command, words } of transaction.queue) server.run(client, command, words);
}

function discard(client: Client): void {
  if (client.transaction === undefined) throw new ReplyError("ERR DISCARD without MULTI");
  client.transaction = undefined;
  client.unwatch();
  client.reply.ok();
}

function watch(client: Client, words: readonly string[]): void {
  if (client.transaction !== undefined) throw new ReplyError("ERR WATCH inside MULTI is not allowed");
  for (const key of words.slice(1)) client.watch(key);
  client.reply.ok();
}
