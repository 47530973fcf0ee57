/** Agent: keeps connections by host and port, and requests in order while there are enough of them. */
import { EventEmitter } from "../events.ts";
import { Socket } from "../net/socket.ts";
import type { ClientRequest } from "./client.ts";

export interface AgentOptions {
  keepAlive?: boolean | undefined;
  keepAliveMsecs?: number | undefined;
  maxSockets?: number | undefined;
  maxTotalSockets?: number | undefined;
  maxFreeSockets?: number | undefined;
  timeout?: number | undefined;
  scheduling?: "fifo" | "lifo" | undefined;
}

class Pool {
  readonly free: Socket[] = [];
  readonly busy: Set<Socket> = new Set();
  readonly waiting: ClientRequest[] = [];
}

export class Agent extends EventEmitter {
  readonly keepAlive: boolean;
  maxSockets: number;
  maxFreeSockets: number;
  readonly options: AgentOptions;
  readonly #freeTimeoutMs: number;
  readonly #pools: Map<string, Pool> = new Map();
  readonly #names: Map<Socket, string> = new Map();

  constructor(options?: AgentOptions) {
    super();
    this.options = options ?? {};
    this.keepAlive = options?.keepAlive === true;
    this.maxSockets = options?.maxSockets ?? Infinity;
    this.maxFreeSockets = options?.maxFreeSockets ?? 256;
    this.#freeTimeoutMs = options?.timeout ?? 0;
  }

  getName(options: { host?: string | undefined; port?: number | undefined; localAddress?: string | undefined } = {}): string {
    return `${options.host ?? "localhost"}:${options.port ?? ""}:${options.localAddress ?? ""}`;
  }

  _request(request: ClientRequest): void {
    const name = this.getName({ host: request.host, port: request._port, localAddress: request._options.localAddress });
    let pool = this.#pools.get(name);
    if (pool === undefined) this.#pools.set(name, pool = new Pool());
    for (let socket = this.#takeFree(pool); socket !== undefined; socket = this.#takeFree(pool)) {
      if (socket.destroyed || !socket.writable) continue;
      pool.busy.add(socket);
      socket.ref();
      if (this.#freeTimeoutMs > 0) socket.setTimeout(0);
      request._onSocket(socket, "reused");
      return;
    }
    if (pool.busy.size >= this.maxSockets) {
      pool.waiting.push(request);
      return;
    }
    this.#open(name, pool, request);
  }
  #takeFree(pool: Pool): Socket | undefined { return this.options.scheduling === "fifo" ? pool.free.shift() : pool.free.pop(); }

  #open(name: string, pool: Pool, request: ClientRequest): void {
    const socket = new Socket();
    pool.busy.add(socket);
    this.#names.set(socket, name);
    socket.connect({ port: request._port, host: request.host, localAddress: request._options.localAddress });
    if (this.keepAlive) socket.setKeepAlive(true, this.options.keepAliveMsecs ?? 1000);
    socket.on("close", () => { this._removed(socket); });
    request._onSocket(socket, "new");
  }

  /** A request is done with its connection, which may serve another. */
  _free(socket: Socket, _request: ClientRequest): void {
    const name = this.#names.get(socket);
    const pool = name === undefined ? undefined : this.#pools.get(name);
    if (pool === undefined || socket.destroyed) return;
    pool.busy.delete(socket);
    for (let next = pool.waiting.shift(); next !== undefined; next = pool.waiting.shift()) {
      if (next.destroyed) continue;
      pool.busy.add(socket);
      next._onSocket(socket, "reused");
      return;
    }
    if (!this.keepAlive || pool.free.length >= this.maxFreeSockets) {
      socket.destroySoon();
      return;
    }
    pool.free.push(socket);
    socket.unref();
    if (this.#freeTimeoutMs > 0) {
      socket.setTimeout(this.#freeTimeoutMs);
      socket.once("timeout", () => { if (pool.free.includes(socket)) socket.destroy(); });
    }
    const drop = (): void => { if (pool.free.includes(socket)) socket.destroy(); };
    socket._consumer = { onBytes: drop, onEnd: drop }; // an idle server has nothing to say
    this.emit("free", socket);
  }

  _removed(socket: Socket): void {
    const name = this.#names.get(socket);
    if (name === undefined) return;
    this.#names.delete(socket);
    const pool = this.#pools.get(name);
    if (pool === undefined) return;
    pool.busy.delete(socket);
    const index = pool.free.indexOf(socket);
    if (index >= 0) pool.free.splice(index, 1);
    const next = pool.waiting.shift();
    if (next !== undefined) this.#open(name, pool, next);
    else if (pool.busy.size === 0 && pool.free.length === 0) this.#pools.delete(name);
  }

  _cancel(request: ClientRequest): void {
    for (const pool of this.#pools.values()) {
      const index = pool.waiting.indexOf(request);
      if (index >= 0) pool.waiting.splice(index, 1);
    }
  }

  /** Closes all connections that it holds. */
  destroy(): void {
    for (const pool of [...this.#pools.values()]) {
      for (const socket of [...pool.free]) socket.destroy();
      for (const socket of [...pool.busy]) socket.destroy();
    }
  }
}

let shared: Agent | undefined;
/** The agent of requests that name none: keeps connections for five seconds. */
export function globalAgent(): Agent { return (shared ??= new Agent({ keepAlive: true, scheduling: "lifo", timeout: 5000 })); }
