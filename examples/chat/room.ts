/** Who is there, and what was said last. */
import { CloseCode } from "./frame.ts";
import { isUtterance, type Message } from "./message.ts";
import type { WebSocket } from "./web-socket.ts";

const HISTORY_LENGTH = 50;
const NAME_LENGTH_MAX = 32, TEXT_LENGTH_MAX = 2000;

export class Room {
  readonly #members = new Set<WebSocket>();
  readonly #history: string[] = [];

  /** Lets a member in, who gets what was said last. */
  enter(member: WebSocket): void {
    for (const message of this.#history) member.send(message);
    this.#members.add(member);
    this.#tellCount();
  }

  leave(member: WebSocket): void {
    if (this.#members.delete(member)) this.#tellCount();
  }

  /** Gives what a member says to all, the member too. */
  say(member: WebSocket, json: string): void {
    const utterance = parseJson(json);
    if (!isUtterance(utterance)) {
      member.close(CloseCode.badData, 'write {"name": "…", "text": "…"}');
      return;
    }
    const name = utterance.name.trim().slice(0, NAME_LENGTH_MAX) || "somebody", text = utterance.text.slice(0, TEXT_LENGTH_MAX);
    const message = stringify({ kind: "said", name, text, atMs: Date.now() });
    this.#history.push(message);
    if (this.#history.length > HISTORY_LENGTH) this.#history.shift();
    this.#broadcast(message);
  }

  #tellCount(): void {
    this.#broadcast(stringify({ kind: "present", count: this.#members.size }));
  }

  #broadcast(message: string): void {
    for (const member of this.#members) member.send(message);
  }
}

function stringify(message: Message): string {
  return JSON.stringify(message);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
