/** A listening port (contract.ts, TcpListener): its SYN queue and its accept queue, both bounded by the backlog. */
import type { u32 } from "../../sys/types.ts";
import type { TcpListener } from "../contract.ts";
import { EVENT_ACCEPT } from "../contract.ts";
import { ReadyEndpoint } from "../ready.ts";
import type { ReadyQueue } from "../ready.ts";
import type { HalfOpen } from "./half-open.ts";
import type { TcpStream } from "./stream.ts";

export interface ListeningKeeper {
  listeningClosed(listening: Listening): void;
}

export class Listening extends ReadyEndpoint implements TcpListener {
  readonly localAddress: u32;
  readonly localPort: u32;
  readonly backlog: u32;
  private readonly keeper: ListeningKeeper;
  /** Another listener on this port with another address. */
  nextOnPort: Listening | undefined = undefined;
  private oldest: HalfOpen | undefined = undefined;
  private newest: HalfOpen | undefined = undefined;
  halfOpenCount: u32 = 0;
  private accepted: TcpStream[] = [];
  private head: u32 = 0;
  closed: boolean = false;

  constructor(localAddress: u32, localPort: u32, backlog: u32, keeper: ListeningKeeper, ready: ReadyQueue) {
    super(ready);
    this.localAddress = localAddress;
    this.localPort = localPort;
    this.backlog = backlog < 1 ? 1 : backlog;
    this.keeper = keeper;
  }

  acceptQueueIsFull(): boolean {
    return this.accepted.length - this.head >= this.backlog;
  }

  /** An established connection waits for the program. */
  push(stream: TcpStream): void {
    this.accepted.push(stream);
    this.raise(EVENT_ACCEPT);
  }

  accept(): TcpStream | undefined {
    return this.take();
  }

  take(): TcpStream | undefined {
    if (this.head === this.accepted.length) return undefined;
    const stream = this.accepted[this.head];
    this.head++;
    if (this.head === this.accepted.length) {
      this.accepted = [];
      this.head = 0;
    } else if (this.head >= 64 && this.head * 2 >= this.accepted.length) {
      this.accepted = this.accepted.slice(this.head);
      this.head = 0;
    }
    return stream;
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    this.silence();
    this.keeper.listeningClosed(this);
  }

  addHalfOpen(halfOpen: HalfOpen): void {
    halfOpen.older = this.newest;
    halfOpen.newer = undefined;
    if (this.newest === undefined) this.oldest = halfOpen;
    else this.newest.newer = halfOpen;
    this.newest = halfOpen;
    this.halfOpenCount++;
  }

  removeHalfOpen(halfOpen: HalfOpen): void {
    if (halfOpen.older === undefined) this.oldest = halfOpen.newer;
    else halfOpen.older.newer = halfOpen.newer;
    if (halfOpen.newer === undefined) this.newest = halfOpen.older;
    else halfOpen.newer.older = halfOpen.older;
    halfOpen.older = undefined;
    halfOpen.newer = undefined;
    this.halfOpenCount--;
  }

  oldestHalfOpen(): HalfOpen | undefined {
    return this.oldest;
  }
}
