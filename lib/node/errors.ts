/**
 * Errors as Node throws them: a `code` beside the message. The name in the stack's first line carries the code
 * ("TypeError [ERR_INVALID_ARG_TYPE]: …"); `error.name` itself stays plain, as in Node.
 */

/** An Error with a code of Node. */
export class NodeError extends Error {
  code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
    this.stack = withCode(this.stack, "Error", code);
  }
  override toString(): string { return `${this.name} [${this.code}]: ${this.message}`; }
}

export class NodeTypeError extends TypeError {
  code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
    this.stack = withCode(this.stack, "TypeError", code);
  }
  override toString(): string { return `${this.name} [${this.code}]: ${this.message}`; }
}

export class NodeRangeError extends RangeError {
  code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
    this.stack = withCode(this.stack, "RangeError", code);
  }
  override toString(): string { return `${this.name} [${this.code}]: ${this.message}`; }
}

/** What `AbortSignal`s make of cancelled operations. */
export class AbortError extends Error {
  code: string;
  constructor(cause?: unknown) {
    super("The operation was aborted", cause === undefined ? undefined : { cause });
    this.code = "ABORT_ERR";
    this.name = "AbortError";
  }
}

function withCode(stack: string | undefined, name: string, code: string): string | undefined {
  if (stack === undefined) return undefined;
  const colon = stack.indexOf(":");
  return colon < 0 ? stack : `${name} [${code}]${stack.slice(colon)}`;
}

/** ERR_INVALID_ARG_TYPE. `name` is an argument ("path") or a property ("options.port"); `expected` is in Node's words ("of type string"). */
export function invalidArgumentType(name: string, expected: string, actual: unknown): NodeTypeError {
  const what = name.endsWith(" argument") ? name : `"${name}" ${name.includes(".") ? "property" : "argument"}`;
  return new NodeTypeError("ERR_INVALID_ARG_TYPE", `The ${what} must be ${expected}.${describeReceived(actual)}`);
}

/** ERR_INVALID_ARG_VALUE. */
export function invalidArgumentValue(name: string, shown: string, reason: string): NodeTypeError {
  return new NodeTypeError("ERR_INVALID_ARG_VALUE", `The ${name.includes(".") ? "property" : "argument"} '${name}' ${reason}. Received ${shown}`);
}

/** ERR_OUT_OF_RANGE. */
export function outOfRange(name: string, range: string, received: number | string): NodeRangeError {
  const shown = typeof received === "number" ? (Number.isInteger(received) && Math.abs(received) > 4294967296 ? separateThousands(String(received)) : String(received)) : received;
  return new NodeRangeError("ERR_OUT_OF_RANGE", `The value of "${name}" is out of range. It must be ${range}. Received ${shown}`);
}

/** 1234567 → "1_234_567". */
export function separateThousands(digits: string): string {
  let text = "";
  let end = digits.length;
  const start = digits.startsWith("-") ? 1 : 0;
  for (; end >= start + 4; end -= 3) text = `_${digits.slice(end - 3, end)}${text}`;
  return digits.slice(0, end) + text;
}

function describeReceived(value: unknown): string {
  if (value === undefined || value === null) return ` Received ${String(value)}`;
  if (typeof value === "function") return ` Received function ${value.name}`;
  if (typeof value === "object") {
    const name = value.constructor === undefined ? "" : value.constructor.name;
    return name === "" ? " Received [Object: null prototype] {}" : ` Received an instance of ${name}`;
  }
  if (typeof value === "string") {
    const shown = value.length > 28 ? `${value.slice(0, 25)}...` : value;
    return ` Received type string ('${shown}')`;
  }
  return ` Received type ${typeof value} (${String(value)})`;
}

/** Linux error numbers of the codes that the stack gives; Node shows them negative as `errno`. */
const ERRNO: ReadonlyMap<string, number> = new Map([
  ["EAGAIN", -11], ["ENOMEM", -12], ["EINVAL", -22], ["EPIPE", -32], ["EMSGSIZE", -90], ["EADDRINUSE", -98], ["EADDRNOTAVAIL", -99],
  ["ENETDOWN", -100], ["ENETUNREACH", -101], ["ECONNABORTED", -103], ["ECONNRESET", -104], ["ENOBUFS", -105], ["EISCONN", -106],
  ["ENOTCONN", -107], ["ETIMEDOUT", -110], ["ECONNREFUSED", -111], ["EHOSTUNREACH", -113], ["ECANCELED", -125], ["ENOTFOUND", -3008],
]);

/** libuv's words for the codes, where Node puts them in the message. */
const WORDS: ReadonlyMap<string, string> = new Map([
  ["EADDRINUSE", "address already in use"], ["EADDRNOTAVAIL", "address not available"], ["EINVAL", "invalid argument"], ["EACCES", "permission denied"],
]);

/** An error of a system call, as Node's ErrnoException: "read ECONNRESET". */
export class SystemError extends Error {
  errno: number;
  code: string;
  syscall: string;
  constructor(syscall: string, code: string, message?: string) {
    super(message ?? `${syscall} ${code}`);
    this.errno = ERRNO.get(code) ?? -1;
    this.code = code;
    this.syscall = syscall;
  }
}

/** As Node's ExceptionWithHostPort: "connect ECONNREFUSED 127.0.0.1:80", "listen EADDRINUSE: address already in use 0.0.0.0:80". */
export class AddressError extends SystemError {
  address: string;
  port: number;
  constructor(syscall: string, code: string, address: string, port: number) {
    const words = syscall === "connect" ? undefined : WORDS.get(code);
    super(syscall, code, `${syscall} ${code}${words === undefined ? "" : `: ${words}`} ${address}${port > 0 ? `:${port}` : ""}`);
    this.address = address;
    this.port = port;
  }
}
