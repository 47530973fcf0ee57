/** Two stacks on a faulty wire, and a clock that jumps from event to event. */
import type { EndpointOwner, TcpOptions, TcpSocket } from "../contract.ts";
import { EVENT_ACCEPT, EVENT_CLOSED, EVENT_CONNECTED, EVENT_DRAINED, EVENT_END } from "../contract.ts";
import { NetworkStack } from "../stack.ts";
import { TcpLimits } from "../tcp/context.ts";
import { FaultyWire } from "./faulty-wire.ts";
import type { Faults } from "./faulty-wire.ts";
import { PcapWriter } from "./pcap.ts";
import { SeededRandom } from "./seeded-random.ts";

export const ADDRESS_A = 0x0a000001;
export const ADDRESS_B = 0x0a000002;
export const OPTIONS: TcpOptions = { noDelay: false, keepAliveMs: 0, localPort: 0, localAddress: 0 };

/** Sends and receives on a socket as fast as it goes, and remembers what happened. */
export class Talker implements EndpointOwner {
  readonly socket: TcpSocket;
  private readonly toSend: Uint8Array;
  private readonly closeAfter: boolean;
  private sentBytes: number = 0;
  readonly received: Uint8Array[] = [];
  receivedBytes: number = 0;
  connected: boolean = false;
  ended: boolean = false;
  closed: boolean = false;
  drained: boolean = false;
  /** Stops reading while true. */
  paused: boolean = false;

  constructor(socket: TcpSocket, toSend: Uint8Array, closeAfter: boolean) {
    this.socket = socket;
    this.toSend = toSend;
    this.closeAfter = closeAfter;
    socket.setOwner(this);
    this.pump();
  }

  pump(): void {
    if (this.sentBytes < this.toSend.length) this.sentBytes += this.socket.send(this.toSend, this.sentBytes, this.toSend.length);
    if (this.sentBytes === this.toSend.length && this.closeAfter) this.socket.shutdown();
    if (this.paused) return;
    for (let bytes = this.socket.receive(); bytes !== undefined; bytes = this.socket.receive()) {
      this.received.push(bytes);
      this.receivedBytes += bytes.length;
    }
  }

  ready(events: number): void {
    if ((events & EVENT_CONNECTED) !== 0) this.connected = true;
    if ((events & EVENT_END) !== 0) this.ended = true;
    if ((events & EVENT_CLOSED) !== 0) this.closed = true;
    if ((events & EVENT_DRAINED) !== 0) this.drained = true;
    this.pump();
  }

  data(): Uint8Array {
    return Buffer.concat(this.received);
  }
}

export class TwoStacks {
  readonly wire: FaultyWire;
  readonly a: NetworkStack;
  readonly b: NetworkStack;
  /** What went over the wire, for failure.ts. */
  readonly pcap: PcapWriter = new PcapWriter();
  now: number = 1000;
  turns: number = 0;

  constructor(seed: number, faults: Faults = {}, mtu: number = 1500, limits: TcpLimits = new TcpLimits()) {
    this.wire = new FaultyWire(seed, faults, mtu);
    this.wire.pcap = this.pcap;
    this.a = new NetworkStack(new SeededRandom(seed * 2 + 1), this.now, limits);
    this.b = new NetworkStack(new SeededRandom(seed * 2 + 2), this.now, limits);
    const configuredA = this.a.addInterface("a", this.wire.a, { ip: "10.0.0.1/24" }, this.now);
    const configuredB = this.b.addInterface("b", this.wire.b, { ip: "10.0.0.2/24" }, this.now);
    if (typeof configuredA === "string" || typeof configuredB === "string") throw new Error("the test's configuration is wrong");
  }

  /** A connection from a to b:port, both ends with an owner. */
  join(port: number, fromA: Uint8Array, fromB: Uint8Array, closeA: boolean = true, closeB: boolean = true, options: TcpOptions = OPTIONS): { client: Talker; server: () => Talker | undefined } {
    const listener = this.b.listen(0, port, 16);
    if (typeof listener === "string") throw new Error(listener);
    let server: Talker | undefined;
    listener.setOwner({
      ready: (events: number): void => {
        if ((events & EVENT_ACCEPT) === 0) return;
        for (let socket = listener.accept(); socket !== undefined; socket = listener.accept()) server = new Talker(socket, fromB, closeB);
      },
    });
    const socket = this.a.connect(ADDRESS_B, port, options);
    if (typeof socket === "string") throw new Error(socket);
    return { client: new Talker(socket, fromA, closeA), server: () => server };
  }

  turn(): void {
    this.turns++;
    for (const stack of [this.a, this.b]) {
      stack.receiveAll(this.now);
      stack.runTimers(this.now);
      for (let endpoint = stack.takeReady(); endpoint !== undefined; endpoint = stack.takeReady()) endpoint.deliver();
      stack.sendAll(this.now);
    }
    this.wire.carry(this.now);
    if (this.a.pending() || this.b.pending() || this.wire.a.received.length + this.wire.b.received.length > 0) return;
    const next = Math.min(this.wire.next(), this.a.nextDeadline(), this.b.nextDeadline());
    if (next === Infinity) return;
    this.now = Math.max(this.now + 0.001, next);
    this.wire.deliver(this.now);
  }

  /** Turns until `done`, or `limitMs` of simulated time have passed; false: it was not done. */
  run(done: () => boolean, limitMs: number, turnLimit: number = 2_000_000): boolean {
    const end = this.now + limitMs;
    let turns = 0;
    while (!done()) {
      if (this.now > end || turns++ > turnLimit) return false;
      this.turn();
      if (Math.min(this.wire.next(), this.a.nextDeadline(), this.b.nextDeadline()) === Infinity && !this.a.pending() && !this.b.pending() && this.wire.a.received.length + this.wire.b.received.length === 0 && !done()) {
        this.turn();
        if (Math.min(this.wire.next(), this.a.nextDeadline(), this.b.nextDeadline()) === Infinity && !done()) return false; // nothing will ever happen
      }
    }
    return true;
  }
}

/** Bytes whose order tells where they are from. */
export function pattern(count: number, seed: number): Uint8Array {
  const random = new SeededRandom(seed);
  const bytes = new Uint8Array(count);
  for (let i = 0; i < count; i++) bytes[i] = (i & 3) === 0 ? random.next() & 255 : (i >>> 8) ^ i ^ seed;
  return bytes;
}
