/** The queue of endpoints that have events, and what all endpoints share. */
import type { u32 } from "../sys/types.ts";
import type { Endpoint, EndpointOwner, NetError } from "./contract.ts";

export class ReadyQueue {
  private first: ReadyEndpoint | undefined = undefined;
  private last: ReadyEndpoint | undefined = undefined;

  push(endpoint: ReadyEndpoint): void {
    endpoint.nextReady = undefined;
    if (this.last === undefined) this.first = endpoint;
    else this.last.nextReady = endpoint;
    this.last = endpoint;
  }

  take(): ReadyEndpoint | undefined {
    const endpoint = this.first;
    if (endpoint === undefined) return undefined;
    this.first = endpoint.nextReady;
    if (this.first === undefined) this.last = undefined;
    endpoint.nextReady = undefined;
    endpoint.inReadyQueue = false;
    return endpoint;
  }

  isEmpty(): boolean {
    return this.first === undefined;
  }
}

export class ReadyEndpoint implements Endpoint {
  private readonly queue: ReadyQueue;
  private owner: EndpointOwner | undefined = undefined;
  private events: u32 = 0;
  nextReady: ReadyEndpoint | undefined = undefined;
  inReadyQueue: boolean = false;
  error: NetError = "";

  constructor(queue: ReadyQueue) {
    this.queue = queue;
  }

  /** Collects events for the owner. */
  raise(events: u32): void {
    this.events |= events;
    if (this.inReadyQueue || this.owner === undefined || this.events === 0) return;
    this.inReadyQueue = true;
    this.queue.push(this);
  }

  setOwner(owner: EndpointOwner): void {
    this.owner = owner;
    this.raise(0);
  }

  deliver(): void {
    const events = this.events;
    this.events = 0;
    if (this.owner !== undefined && events !== 0) this.owner.ready(events);
  }

  /** The program let go of it: no more events. */
  protected silence(): void {
    this.owner = undefined;
    this.events = 0;
  }
}
