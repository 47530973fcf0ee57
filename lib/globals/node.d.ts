/**
 * Node's globals, as an application sees them: exactly what lib/node implements. Member functions of `Buffer`,
 * `Console` and their constructors are functions in lib/node (bufferToString, consoleLog …); the rest are classes.
 */
type BufferEncoding = "ascii" | "utf8" | "utf-8" | "utf16le" | "utf-16le" | "ucs2" | "ucs-2" | "base64" | "base64url" | "latin1" | "binary" | "hex";

interface Buffer extends Uint8Array {
  write(string: string, encoding?: BufferEncoding): number;
  write(string: string, offset: number, encoding?: BufferEncoding): number;
  write(string: string, offset: number, length: number, encoding?: BufferEncoding): number;
  toString(encoding?: BufferEncoding, start?: number, end?: number): string;
  toJSON(): { type: "Buffer"; data: number[] };
  equals(otherBuffer: Uint8Array): boolean;
  compare(target: Uint8Array, targetStart?: number, targetEnd?: number, sourceStart?: number, sourceEnd?: number): -1 | 0 | 1;
  copy(target: Uint8Array, targetStart?: number, sourceStart?: number, sourceEnd?: number): number;
  slice(start?: number, end?: number): Buffer;
  subarray(start?: number, end?: number): Buffer;
  fill(value: string | Uint8Array | number, offset?: number, end?: number, encoding?: BufferEncoding): this;
  fill(value: string | Uint8Array | number, encoding: BufferEncoding): this;
  indexOf(value: string | number | Uint8Array, byteOffset?: number, encoding?: BufferEncoding): number;
  indexOf(value: string | number | Uint8Array, encoding: BufferEncoding): number;
  lastIndexOf(value: string | number | Uint8Array, byteOffset?: number, encoding?: BufferEncoding): number;
  includes(value: string | number | Uint8Array, byteOffset?: number, encoding?: BufferEncoding): boolean;
  swap16(): this;
  swap32(): this;
  readUInt8(offset?: number): number; readUint8(offset?: number): number;
  readUInt16LE(offset?: number): number; readUint16LE(offset?: number): number;
  readUInt16BE(offset?: number): number; readUint16BE(offset?: number): number;
  readUInt32LE(offset?: number): number; readUint32LE(offset?: number): number;
  readUInt32BE(offset?: number): number; readUint32BE(offset?: number): number;
  readInt8(offset?: number): number;
  readInt16LE(offset?: number): number; readInt16BE(offset?: number): number;
  readInt32LE(offset?: number): number; readInt32BE(offset?: number): number;
  readUIntLE(offset: number, byteLength: number): number; readUIntBE(offset: number, byteLength: number): number;
  readIntLE(offset: number, byteLength: number): number; readIntBE(offset: number, byteLength: number): number;
  readFloatLE(offset?: number): number; readFloatBE(offset?: number): number;
  readDoubleLE(offset?: number): number; readDoubleBE(offset?: number): number;
  writeUInt8(value: number, offset?: number): number; writeUint8(value: number, offset?: number): number;
  writeUInt16LE(value: number, offset?: number): number; writeUint16LE(value: number, offset?: number): number;
  writeUInt16BE(value: number, offset?: number): number; writeUint16BE(value: number, offset?: number): number;
  writeUInt32LE(value: number, offset?: number): number; writeUint32LE(value: number, offset?: number): number;
  writeUInt32BE(value: number, offset?: number): number; writeUint32BE(value: number, offset?: number): number;
  writeInt8(value: number, offset?: number): number;
  writeInt16LE(value: number, offset?: number): number; writeInt16BE(value: number, offset?: number): number;
  writeInt32LE(value: number, offset?: number): number; writeInt32BE(value: number, offset?: number): number;
  writeUIntLE(value: number, offset: number, byteLength: number): number; writeUIntBE(value: number, offset: number, byteLength: number): number;
  writeIntLE(value: number, offset: number, byteLength: number): number; writeIntBE(value: number, offset: number, byteLength: number): number;
  writeFloatLE(value: number, offset?: number): number; writeFloatBE(value: number, offset?: number): number;
  writeDoubleLE(value: number, offset?: number): number; writeDoubleBE(value: number, offset?: number): number;
}

interface BufferConstructor {
  alloc(size: number, fill?: string | Uint8Array | number, encoding?: BufferEncoding): Buffer;
  allocUnsafe(size: number): Buffer;
  allocUnsafeSlow(size: number): Buffer;
  from(data: string, encoding?: BufferEncoding): Buffer;
  from(data: Uint8Array | readonly number[]): Buffer;
  from(data: ArrayBuffer, byteOffset?: number, length?: number): Buffer;
  of(...items: number[]): Buffer;
  concat(list: readonly Uint8Array[], totalLength?: number): Buffer;
  compare(buf1: Uint8Array, buf2: Uint8Array): -1 | 0 | 1;
  byteLength(string: string | Uint8Array | ArrayBuffer, encoding?: BufferEncoding): number;
  isBuffer(obj: unknown): obj is Buffer;
  isEncoding(encoding: string): encoding is BufferEncoding;
  readonly prototype: Buffer;
}
declare var Buffer: BufferConstructor;

interface Console {
  assert(condition?: unknown, ...data: unknown[]): void;
  count(label?: string): void;
  countReset(label?: string): void;
  debug(...data: unknown[]): void;
  dir(item?: unknown, options?: { depth?: number | null; colors?: boolean; showHidden?: boolean }): void;
  error(...data: unknown[]): void;
  group(...label: unknown[]): void;
  groupCollapsed(...label: unknown[]): void;
  groupEnd(): void;
  info(...data: unknown[]): void;
  log(...data: unknown[]): void;
  table(tabularData?: unknown, properties?: readonly string[]): void;
  time(label?: string): void;
  timeEnd(label?: string): void;
  timeLog(label?: string, ...data: unknown[]): void;
  trace(...data: unknown[]): void;
  warn(...data: unknown[]): void;
}
declare var console: Console;

declare namespace NodeJS {
  interface ErrnoException extends Error { errno?: number | undefined; code?: string | undefined; path?: string | undefined; syscall?: string | undefined }
  interface MemoryUsage { rss: number; heapTotal: number; heapUsed: number; external: number; arrayBuffers: number }
  interface ProcessEnv { [key: string]: string | undefined }
  interface ProcessVersions { [key: string]: string | undefined; readonly node: string; readonly whelk: string }
  type Platform = "linux";
  type Signals = "SIGINT" | "SIGTERM" | "SIGHUP";

  /** What `setTimeout` and `setInterval` give. */
  interface Timeout {
    close(): this;
    hasRef(): boolean;
    ref(): this;
    refresh(): this;
    unref(): this;
    [Symbol.toPrimitive](): number;
  }
  type Timer = Timeout;
  interface Immediate {
    hasRef(): boolean;
    ref(): this;
    unref(): this;
  }
  /** process.stdout and process.stderr. */
  interface WriteStream {
    readonly fd: 1 | 2;
    write(chunk: string | Uint8Array, callback?: (error?: Error | null) => void): boolean;
    write(chunk: string | Uint8Array, encoding?: BufferEncoding, callback?: (error?: Error | null) => void): boolean;
    end(): never;
    readonly writable: boolean;
    readonly isTTY: boolean | undefined;
    readonly columns: number | undefined;
    on(event: string | symbol, listener: (...args: any[]) => void): this;
    once(event: string | symbol, listener: (...args: any[]) => void): this;
    off(event: string | symbol, listener: (...args: any[]) => void): this;
    emit(event: string | symbol, ...args: unknown[]): boolean;
  }
  interface Process {
    readonly stdout: WriteStream;
    readonly stderr: WriteStream;
    argv: string[];
    readonly argv0: string;
    readonly execPath: string;
    readonly execArgv: string[];
    readonly env: ProcessEnv;
    exitCode?: number | string | null | undefined;
    readonly pid: number;
    readonly ppid: number;
    readonly platform: Platform;
    readonly arch: "x64";
    readonly version: string;
    readonly versions: ProcessVersions;
    hrtime(time?: [number, number]): [number, number];
    title: string;
    exit(code?: number | string | null): never;
    abort(): never;
    cwd(): string;
    uptime(): number;
    memoryUsage(): MemoryUsage;
    nextTick(callback: (...args: any[]) => void, ...args: unknown[]): void;
    emitWarning(warning: string | Error, type?: string, code?: string): void;
    on(event: "exit" | "beforeExit", listener: (code: number) => void): this;
    on(event: "uncaughtException", listener: (error: Error, origin: string) => void): this;
    on(event: "unhandledRejection", listener: (reason: unknown, promise: Promise<unknown>) => void): this;
    on(event: "warning", listener: (warning: Error) => void): this;
    on(event: Signals, listener: (signal: Signals) => void): this;
    on(event: string | symbol, listener: (...args: any[]) => void): this;
    once(event: "exit" | "beforeExit", listener: (code: number) => void): this;
    once(event: "uncaughtException", listener: (error: Error, origin: string) => void): this;
    once(event: string | symbol, listener: (...args: any[]) => void): this;
    off(event: string | symbol, listener: (...args: any[]) => void): this;
    addListener(event: string | symbol, listener: (...args: any[]) => void): this;
    removeListener(event: string | symbol, listener: (...args: any[]) => void): this;
    removeAllListeners(event?: string | symbol): this;
    emit(event: string | symbol, ...args: unknown[]): boolean;
    listenerCount(event: string | symbol): number;
  }
}
declare var process: NodeJS.Process;

declare function setTimeout<TArgs extends any[]>(callback: (...args: TArgs) => void, delay?: number, ...args: TArgs): NodeJS.Timeout;
declare function setTimeout(callback: (_: void) => void, delay?: number): NodeJS.Timeout;
declare function setInterval<TArgs extends any[]>(callback: (...args: TArgs) => void, delay?: number, ...args: TArgs): NodeJS.Timeout;
declare function setInterval(callback: (_: void) => void, delay?: number): NodeJS.Timeout;
declare function setImmediate<TArgs extends any[]>(callback: (...args: TArgs) => void, ...args: TArgs): NodeJS.Immediate;
declare function setImmediate(callback: (_: void) => void): NodeJS.Immediate;
declare function clearTimeout(timeout: NodeJS.Timeout | string | number | undefined | null): void;
declare function clearInterval(timeout: NodeJS.Timeout | string | number | undefined | null): void;
declare function clearImmediate(immediate: NodeJS.Immediate | undefined | null): void;

interface ImportMeta { readonly url: string; readonly filename: string; readonly dirname: string; readonly main: boolean }
