/** One connection: its words in, its replies out, and what it has chosen. */
import type { Socket } from "node:net";
import type { Command } from "./command.ts";
import type { Database, Watcher } from "./database.ts";
import { Reply } from "./reply.ts";
import { RequestParser } from "./request-parser.ts";
import type { Server } from "./server.ts";

/** More bytes that wait for a subscriber who doesn't read end its connection. */
const PUSHED_BYTES_MAX = 8 << 20;

export interface QueuedCommand { readonly command: Command; readonly words: readonly string[] }

/** What is between MULTI and EXEC. */
export interface Transaction { readonly queue: QueuedCommand[]; failed: boolean }

export class Client implements Watcher {
  readonly id: number;
  readonly server: Server;
  readonly socket: Socket;
  readonly reply = new Reply();
  readonly since: number;
  database: Database;
  name = "";
  transaction: Transaction | undefined = undefined;
  readonly channels = new Set<string>();
  readonly patterns = new Set<string>();
  readonly #parser = new RequestParser();
  readonly #watched: { readonly database: Database; readonly key: string }[] = [];
  #watchedChanged = false;
  #closing = false;

  constructor(id: number, server: Server, socket: Socket) {
    this.id = id;
    this.server = server;
    this.socket = socket;
    this.database = server.databases[0];
    this.since = Date.now();
  }

  get address(): string {
    return `${this.socket.remoteAddress ?? "?"}:${this.socket.remotePort ?? 0}`;
  }

  get subscriptions(): number {
    return this.channels.size + this.patterns.size;
  }

  /** Whether only commands about subscriptions may come: RESP2 can't tell a message from an answer. */
  get onlySubscribes(): boolean {
    return this.reply.version === 2 && this.subscriptions > 0;
  }

  /** Answers all whole commands in what has come, in one write. */
  receive(chunk: Buffer): void {
    this.#parser.push(chunk);
    while (!this.#closing) {
      const words = this.#parser.next();
      if (words === undefined) break;
      if (typeof words === "string") {
        this.reply.error(`ERR Protocol error: ${words}`);
        this.close();
      } else {
        this.server.execute(this, words);
      }
    }
    this.flush();
  }

  /** Sends what was written. A client that doesn't read isn't read from, so that its answers don't pile up. */
  flush(): void {
    if (this.socket.writableEnded) return;
    if (this.reply.length > 0 && !this.socket.write(this.reply.take())) {
      if (this.subscriptions > 0 && this.socket.writableLength > PUSHED_BYTES_MAX) this.socket.destroy();
      else this.socket.pause();
    }
    if (this.#closing) this.socket.end();
  }

  /** Ends the connection after what was written. */
  close(): void {
    this.#closing = true;
  }

  watch(key: string): void {
    this.#watched.push({ database: this.database, key });
    this.database.watch(key, this);
  }

  changed(): void {
    this.#watchedChanged = true;
  }

  /** Forgets what it watched; whether any of that has changed. */
  unwatch(): boolean {
    const changed = this.#watchedChanged;
    for (const { database, key } of this.#watched) database.unwatch(key, this);
    this.#watched.length = 0;
    this.#watchedChanged = false;
    return changed;
  }
}
