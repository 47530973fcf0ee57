/** Messages to whoever listens. */
import type { Client } from "../client.ts";
import { command, NO_KEYS, type Command } from "../command.ts";
import { matchesGlob } from "../glob.ts";
import { unknownSubcommand, wrongArguments } from "../reply-error.ts";

export const PUBLISHING_COMMANDS: readonly Command[] = [
  command("PSUBSCRIBE", -2, ["pubsub", "subscribed"], NO_KEYS, (client, words) => subscribe(client, words, "pattern")),
  command("PUBLISH", 3, ["pubsub", "fast"], NO_KEYS, (client, words) => client.reply.integer(client.server.publish(words[1], words[2]))),
  command("PUBSUB", -2, ["pubsub"], NO_KEYS, tell),
  command("PUNSUBSCRIBE", -1, ["pubsub", "subscribed"], NO_KEYS, (client, words) => unsubscribe(client, words, "pattern")),
  command("SUBSCRIBE", -2, ["pubsub", "subscribed"], NO_KEYS, (client, words) => subscribe(client, words, "channel")),
  command("UNSUBSCRIBE", -1, ["pubsub", "subscribed"], NO_KEYS, (client, words) => unsubscribe(client, words, "channel")),
];

type Kind = "channel" | "pattern";

function subscribe(client: Client, words: readonly string[], kind: Kind): void {
  const { subscriptions } = client.server;
  for (const name of words.slice(1)) {
    if (kind === "channel") subscriptions.subscribe(client, name);
    else subscriptions.subscribePattern(client, name);
    confirm(client, kind === "channel" ? "subscribe" : "psubscribe", name);
  }
}

/** Without names: from all of them. */
function unsubscribe(client: Client, words: readonly string[], kind: Kind): void {
  const { subscriptions } = client.server;
  const answer = kind === "channel" ? "unsubscribe" : "punsubscribe";
  const names = words.length > 1 ? words.slice(1) : [...kind === "channel" ? client.channels : client.patterns];
  for (const name of names) {
    if (kind === "channel") subscriptions.unsubscribe(client, name);
    else subscriptions.unsubscribePattern(client, name);
    confirm(client, answer, name);
  }
  if (names.length === 0) confirm(client, answer, undefined);
}

function confirm({ reply, subscriptions }: Client, answer: string, name: string | undefined): void {
  reply.push(3);
  reply.bulk(answer);
  reply.bulkOrNil(name);
  reply.integer(subscriptions);
}

/** PUBSUB CHANNELS [pattern] | NUMSUB [channel …] | NUMPAT */
function tell({ reply, server: { subscriptions } }: Client, words: readonly string[]): void {
  switch (words[1].toUpperCase()) {
    case "CHANNELS":
      if (words.length > 3) throw wrongArguments("pubsub|channels");
      reply.bulks(subscriptions.channels().filter((channel) => words.length === 2 || matchesGlob(words[2], channel)));
      break;
    case "NUMSUB":
      reply.array((words.length - 2) * 2);
      for (const channel of words.slice(2)) {
        reply.bulk(channel);
        reply.integer(subscriptions.subscribers(channel));
      }
      break;
    case "NUMPAT":
      reply.integer(subscriptions.patterns);
      break;
    default:
      throw unknownSubcommand("PUBSUB", words[1]);
  }
}
