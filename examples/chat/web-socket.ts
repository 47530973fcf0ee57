/** One WebSocket, from the server's side: text messages in and out. */
import type { Socket } from "node:net";
import { CloseCode, closePayload, emitFrame, Opcode, type Frame } from "./frame.ts";
import { FrameParser, protocolError, type FrameError } from "./frame-parser.ts";

const MESSAGE_BYTES_MAX = 64 << 10;
/** A peer that leaves more than this unread is let go. */
const UNSENT_BYTES_MAX = 1 << 20;
const CLOSE_MS_MAX = 2000;

export interface WebSocketEvents {
  message(text: string): void;
  /** Once, however the connection ended. */
  closed(): void;
}

export class WebSocket {
  readonly #socket: Socket;
  readonly #events: WebSocketEvents;
  readonly #parser = new FrameParser(MESSAGE_BYTES_MAX);
  /** The frames of a message that isn't whole yet. */
  #fragments: Buffer[] = [];
  #fragmentBytes = 0;
  #closing = false;

  constructor(socket: Socket, events: WebSocketEvents) {
    this.#socket = socket;
    this.#events = events;
    socket.on("data", (chunk: Buffer) => this.receive(chunk));
    socket.on("end", () => socket.end());
    socket.on("error", () => socket.destroy()); // a peer that vanishes is no news
    socket.on("close", () => events.closed());
  }

  /** Takes bytes of the connection, those that came with the request among them. */
  receive(chunk: Buffer): void {
    this.#parser.push(chunk);
    while (!this.#closing) {
      const frame = this.#parser.next();
      if (frame === undefined) return;
      const failure = "closeCode" in frame ? frame : this.#take(frame);
      if (failure !== undefined) this.close(failure.closeCode, failure.reason);
    }
  }

  send(text: string): void {
    if (this.#closing) return;
    this.#socket.write(emitFrame(Opcode.text, Buffer.from(text)));
    if (this.#socket.writableLength > UNSENT_BYTES_MAX) this.#socket.destroy();
  }

  /** Says goodbye, and doesn't wait long for the peer's (RFC 6455 §7.1.1). */
  close(code: number, reason = ""): void {
    if (this.#closing) return;
    this.#closing = true;
    this.#socket.end(emitFrame(Opcode.close, closePayload(code, reason)));
    const timer = setTimeout(() => this.#socket.destroy(), CLOSE_MS_MAX);
    this.#socket.on("close", () => clearTimeout(timer));
  }

  #take(frame: Frame): FrameError | undefined {
    switch (frame.opcode) {
      case Opcode.ping:
        this.#socket.write(emitFrame(Opcode.pong, frame.payload));
        return undefined;
      case Opcode.pong:
        return undefined;
      case Opcode.close:
        this.close(frame.payload.length >= 2 ? frame.payload.readUInt16BE(0) : CloseCode.normal);
        return undefined;
      case Opcode.binary:
        return { closeCode: CloseCode.unsupported, reason: "text only" };
      default:
        return this.#takeText(frame);
    }
  }

  #takeText({ opcode, final, payload }: Frame): FrameError | undefined {
    const goesOn = this.#fragments.length > 0;
    if (goesOn !== (opcode === Opcode.continuation)) return protocolError("a fragment is missing");
    this.#fragmentBytes += payload.length;
    if (this.#fragmentBytes > MESSAGE_BYTES_MAX) return { closeCode: CloseCode.tooBig, reason: "the message is too big" };
    this.#fragments.push(payload);
    if (!final) return undefined;
    const text = parseUtf8(Buffer.concat(this.#fragments));
    this.#fragments = [];
    this.#fragmentBytes = 0;
    if (text === undefined) return { closeCode: CloseCode.badData, reason: "not UTF-8" };
    this.#events.message(text);
    return undefined;
  }
}

function parseUtf8(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
