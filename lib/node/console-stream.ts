/** process.stdout and process.stderr: writes are done when `write` returns, as Node's are for files and pipes. */
import { writeText } from "#platform/console.ts";
import { textOf } from "./buffer-codec.ts";
import { NodeError, invalidArgumentType } from "./errors.ts";
import { EventEmitter } from "./events.ts";
import { nextTickCall } from "./tick.ts";

type WriteCallback = (error?: Error | null) => void;

export class WriteStream extends EventEmitter {
  readonly fd: 1 | 2;
  readonly writable = true;
  readonly isTTY: boolean | undefined = undefined;
  readonly columns: number | undefined = undefined;

  constructor(fd: 1 | 2) {
    super();
    this.fd = fd;
  }

  write(chunk: string | Uint8Array, encodingOrCallback?: string | WriteCallback, callback?: WriteCallback): boolean {
    if (typeof chunk === "string") writeText(this.fd, chunk);
    else if (chunk instanceof Uint8Array) writeText(this.fd, textOf(chunk, "utf8", 0, chunk.length));
    else throw invalidArgumentType("chunk", "of type string or an instance of Buffer, TypedArray, or DataView", chunk);
    const done = typeof encodingOrCallback === "function" ? encodingOrCallback : callback;
    if (done !== undefined) nextTickCall(() => { done(null); });
    return true;
  }
  end(): never { throw new NodeError("ERR_STDOUT_CLOSE", "process.stdout cannot be closed."); }
  cork(): void {}
  uncork(): void {}
}
