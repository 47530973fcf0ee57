/** Who gets which messages. */
import type { Client } from "./client.ts";
import { matchesGlob } from "./glob.ts";

type Subscribers = Map<string, Set<Client>>;

export class Subscriptions {
  readonly #channels: Subscribers = new Map();
  readonly #patterns: Subscribers = new Map();

  subscribe(client: Client, channel: string): void {
    client.channels.add(channel);
    add(this.#channels, channel, client);
  }

  unsubscribe(client: Client, channel: string): void {
    client.channels.delete(channel);
    remove(this.#channels, channel, client);
  }

  subscribePattern(client: Client, pattern: string): void {
    client.patterns.add(pattern);
    add(this.#patterns, pattern, client);
  }

  unsubscribePattern(client: Client, pattern: string): void {
    client.patterns.delete(pattern);
    remove(this.#patterns, pattern, client);
  }

  /** Takes away all that the client subscribed to. */
  leave(client: Client): void {
    for (const channel of [...client.channels]) this.unsubscribe(client, channel);
    for (const pattern of [...client.patterns]) this.unsubscribePattern(client, pattern);
  }

  /** Writes the message to its subscribers, and answers how many that are. They are given to `written`. */
  publish(channel: string, message: string, written: (client: Client) => void): number {
    let receivers = 0;
    for (const client of this.#channels.get(channel) ?? []) {
      push(client, ["message", channel, message]);
      written(client);
      receivers += 1;
    }
    for (const [pattern, clients] of this.#patterns) {
      if (!matchesGlob(pattern, channel)) continue;
      for (const client of clients) {
        push(client, ["pmessage", pattern, channel, message]);
        written(client);
        receivers += 1;
      }
    }
    return receivers;
  }

  /** Channels with subscribers. */
  channels(): string[] {
    return [...this.#channels.keys()];
  }

  subscribers(channel: string): number {
    return this.#channels.get(channel)?.size ?? 0;
  }

  get patterns(): number {
    return this.#patterns.size;
  }
}

function push(client: Client, words: readonly string[]): void {
  client.reply.push(words.length);
  for (const word of words) client.reply.bulk(word);
}

function add(subscribers: Subscribers, name: string, client: Client): void {
  const clients = subscribers.get(name);
  if (clients === undefined) subscribers.set(name, new Set([client]));
  else clients.add(client);
}

function remove(subscribers: Subscribers, name: string, client: Client): void {
  const clients = subscribers.get(name);
  if (clients === undefined) return;
  clients.delete(client);
  if (clients.size === 0) subscribers.delete(name);
}
