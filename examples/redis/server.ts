/** The server: databases, clients, and how a command is executed. */
import type { Socket } from "node:net";
import { Client } from "./client.ts";
import { takes, type Command } from "./command.ts";
import { Cursors } from "./cursors.ts";
import { Database } from "./database.ts";
import { ReplyError, wrongArguments } from "./reply-error.ts";
import { Subscriptions } from "./subscriptions.ts";

const DATABASES = 16;
const SWEEP_MS = 100, SWEEP_KEYS = 200;

export interface Statistics { connections: number; commands: number }

export class Server {
  readonly port: number;
  readonly databases: readonly Database[];
  readonly clients = new Set<Client>();
  readonly subscriptions = new Subscriptions();
  readonly keyCursors = new Cursors<string>();
  readonly memberCursors = new Cursors<string>();
  readonly fieldCursors = new Cursors<[string, string]>();
  readonly scoreCursors = new Cursors<[string, number]>();
  readonly statistics: Statistics = { connections: 0, commands: 0 };
  readonly startedMs = Date.now();
  readonly #commands = new Map<string, Command>();
  readonly #pushedTo = new Set<Client>();
  #nowMs = Date.now();

  constructor(port: number, commands: readonly Command[]) {
    this.port = port;
    this.databases = Array.from({ length: DATABASES }, (_, index) => new Database(index, () => this.#nowMs));
    for (const command of commands) this.#commands.set(command.name, command);
    setInterval(() => this.#sweep(), SWEEP_MS).unref();
  }

  /** Milliseconds since 1970, the same for all commands that came together. */
  get nowMs(): number {
    return this.#nowMs;
  }

  get commands(): readonly Command[] {
    return [...this.#commands.values()];
  }

  /** The command of this name, in any case. */
  find(name: string): Command | undefined {
    return this.#commands.get(name) ?? this.#commands.get(name.toUpperCase());
  }

  /** Serves a connection until it ends. */
  serve(socket: Socket): void {
    this.statistics.connections += 1;
    const client = new Client(this.statistics.connections, this, socket);
    this.clients.add(client);
    socket.setNoDelay(true);
    socket.on("data", (chunk: Buffer) => {
      this.#nowMs = Date.now();
      client.receive(chunk);
      this.#flushPushed();
    });
    socket.on("drain", () => socket.resume());
    socket.on("error", () => socket.destroy()); // a client that vanishes is no news
    socket.on("close", () => {
      client.unwatch();
      this.subscriptions.leave(client);
      this.clients.delete(client);
    });
  }

  /** Executes, queues or refuses a command, and writes the reply. */
  execute(client: Client, words: readonly string[]): void {
    this.statistics.commands += 1;
    const command = this.find(words[0]);
    const refusal = refuse(client, command, words);
    if (command === undefined || refusal !== undefined) {
      if (client.transaction !== undefined) client.transaction.failed = true;
      client.reply.error(refusal ?? "");
    } else if (client.transaction !== undefined && !command.flags.includes("immediate")) {
      client.transaction.queue.push({ command, words });
      client.reply.simple("QUEUED");
    } else {
      this.run(client, command, words);
    }
  }

  /** Runs a command; what it throws for the client becomes the only reply. */
  run(client: Client, command: Command, words: readonly string[]): void {
    const before = client.reply.length;
    try {
      command.run(client, words);
    } catch (error) {
      if (!(error instanceof ReplyError)) throw error;
      client.reply.rewind(before);
      client.reply.error(error.message);
    }
  }

  publish(channel: string, message: string): number {
    return this.subscriptions.publish(channel, message, (client) => this.#pushedTo.add(client));
  }

  /** Sends what was published once for all that came together. */
  #flushPushed(): void {
    if (this.#pushedTo.size === 0) return;
    for (const client of this.#pushedTo) client.flush();
    this.#pushedTo.clear();
  }

  #sweep(): void {
    this.#nowMs = Date.now();
    for (const database of this.databases) database.sweepExpired(SWEEP_KEYS);
  }
}

/** Why the command can't even be queued. */
function refuse(client: Client, command: Command | undefined, words: readonly string[]): string | undefined {
  if (command === undefined) {
    const args = words.slice(1).map((word) => `'${word.slice(0, 128)}' `).join("");
    return `ERR unknown command '${words[0].slice(0, 128)}', with args beginning with: ${args.slice(0, 128)}`;
  }
  if (!takes(command, words.length)) return wrongArguments(words[0]).message;
  if (client.onlySubscribes && !command.flags.includes("subscribed")) {
    return `ERR Can't execute '${words[0].toLowerCase()}': only (P)SUBSCRIBE / (P)UNSUBSCRIBE / PING / QUIT / RESET are allowed in this context`;
  }
  return undefined;
}
