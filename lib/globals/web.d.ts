/** The web platform's globals that lib/web implements; each interface is the class of the same name there. */
declare function atob(data: string): string;
declare function btoa(data: string): string;

interface TextEncoder {
  readonly encoding: string;
  encode(input?: string): Uint8Array;
  encodeInto(source: string, destination: Uint8Array): { read: number; written: number };
}
interface TextEncoderConstructor { new (): TextEncoder; readonly prototype: TextEncoder }
declare var TextEncoder: TextEncoderConstructor;

interface TextDecoderOptions { fatal?: boolean; ignoreBOM?: boolean }
interface TextDecoder {
  readonly encoding: string;
  readonly fatal: boolean;
  readonly ignoreBOM: boolean;
  decode(input?: ArrayBuffer | ArrayBufferView | null, options?: { stream?: boolean }): string;
}
interface TextDecoderConstructor { new (label?: string, options?: TextDecoderOptions): TextDecoder; readonly prototype: TextDecoder }
declare var TextDecoder: TextDecoderConstructor;

interface URL {
  readonly href: string;
  readonly origin: string;
  protocol: string;
  username: string;
  password: string;
  host: string;
  hostname: string;
  port: string;
  pathname: string;
  search: string;
  readonly searchParams: URLSearchParams;
  hash: string;
  toString(): string;
  toJSON(): string;
}
interface URLConstructor {
  new (input: string | URL, base?: string | URL): URL;
  canParse(input: string | URL, base?: string | URL): boolean;
  parse(input: string | URL, base?: string | URL): URL | null;
  readonly prototype: URL;
}
declare var URL: URLConstructor;

interface URLSearchParams {
  readonly size: number;
  append(name: string, value: string): void;
  delete(name: string, value?: string): void;
  get(name: string): string | null;
  getAll(name: string): string[];
  has(name: string, value?: string): boolean;
  set(name: string, value: string): void;
  sort(): void;
  forEach(callback: (value: string, name: string, searchParams: URLSearchParams) => void): void;
  entries(): IterableIterator<[string, string]>;
  keys(): IterableIterator<string>;
  values(): IterableIterator<string>;
  [Symbol.iterator](): IterableIterator<[string, string]>;
  toString(): string;
}
interface URLSearchParamsConstructor {
  new (init?: string | URLSearchParams | Record<string, string> | Iterable<[string, string]> | readonly (readonly [string, string])[]): URLSearchParams;
  readonly prototype: URLSearchParams;
}
declare var URLSearchParams: URLSearchParamsConstructor;

interface DOMException extends Error { readonly code: number }
interface DOMExceptionConstructor { new (message?: string, name?: string): DOMException; readonly prototype: DOMException }
declare var DOMException: DOMExceptionConstructor;

interface EventInit { bubbles?: boolean; cancelable?: boolean; composed?: boolean }
interface Event {
  readonly type: string;
  readonly target: EventTarget | null;
  readonly currentTarget: EventTarget | null;
  readonly bubbles: boolean;
  readonly cancelable: boolean;
  readonly defaultPrevented: boolean;
  readonly timeStamp: number;
  preventDefault(): void;
  stopPropagation(): void;
  stopImmediatePropagation(): void;
}
interface EventConstructor { new (type: string, init?: EventInit): Event; readonly prototype: Event }
declare var Event: EventConstructor;
interface CustomEventInit<T = unknown> extends EventInit { detail?: T }
interface CustomEvent<T = unknown> extends Event { readonly detail: T }
interface CustomEventConstructor { new <T>(type: string, init?: CustomEventInit<T>): CustomEvent<T>; readonly prototype: CustomEvent }
declare var CustomEvent: CustomEventConstructor;

type EventListener = (event: Event) => void;
interface EventListenerObject { handleEvent(event: Event): void }
interface AddEventListenerOptions { once?: boolean; signal?: AbortSignal; capture?: boolean; passive?: boolean }
interface EventTarget {
  addEventListener(type: string, listener: EventListener | EventListenerObject | null, options?: AddEventListenerOptions | boolean): void;
  removeEventListener(type: string, listener: EventListener | EventListenerObject | null, options?: { capture?: boolean } | boolean): void;
  dispatchEvent(event: Event): boolean;
}
interface EventTargetConstructor { new (): EventTarget; readonly prototype: EventTarget }
declare var EventTarget: EventTargetConstructor;

interface AbortSignal extends EventTarget {
  readonly aborted: boolean;
  readonly reason: any;
  onabort: ((event: Event) => void) | null;
  throwIfAborted(): void;
}
interface AbortSignalConstructor {
  abort(reason?: unknown): AbortSignal;
  timeout(milliseconds: number): AbortSignal;
  any(signals: readonly AbortSignal[]): AbortSignal;
  readonly prototype: AbortSignal;
}
declare var AbortSignal: AbortSignalConstructor;
interface AbortController {
  readonly signal: AbortSignal;
  abort(reason?: unknown): void;
}
interface AbortControllerConstructor { new (): AbortController; readonly prototype: AbortController }
declare var AbortController: AbortControllerConstructor;

interface Performance {
  readonly timeOrigin: number;
  now(): number;
}
declare var performance: Performance;

interface Crypto {
  getRandomValues<T extends ArrayBufferView>(array: T): T;
  randomUUID(): string;
}
declare var crypto: Crypto;

interface ReadableStreamReadResult<T> { done: boolean; value: T | undefined }
interface ReadableStreamDefaultController<R = unknown> {
  readonly desiredSize: number | null;
  enqueue(chunk: R): void;
  close(): void;
  error(reason?: unknown): void;
}
interface ReadableStreamDefaultReader<R = unknown> {
  readonly closed: Promise<void>;
  read(): Promise<ReadableStreamReadResult<R>>;
  releaseLock(): void;
  cancel(reason?: unknown): Promise<void>;
}
interface UnderlyingSource<R = unknown> {
  start?(controller: ReadableStreamDefaultController<R>): void | Promise<void>;
  pull?(controller: ReadableStreamDefaultController<R>): void | Promise<void>;
  cancel?(reason?: unknown): void | Promise<void>;
}
interface ReadableStream<R = unknown> {
  readonly locked: boolean;
  getReader(): ReadableStreamDefaultReader<R>;
  cancel(reason?: unknown): Promise<void>;
  [Symbol.asyncIterator](): AsyncIterableIterator<R>;
}
interface ReadableStreamConstructor {
  new <R = unknown>(source?: UnderlyingSource<R>, strategy?: { highWaterMark?: number }): ReadableStream<R>;
  readonly prototype: ReadableStream;
}
declare var ReadableStream: ReadableStreamConstructor;

type HeadersInit = Headers | Record<string, string> | readonly (readonly [string, string])[];
interface Headers {
  append(name: string, value: string): void;
  delete(name: string): void;
  get(name: string): string | null;
  getSetCookie(): string[];
  has(name: string): boolean;
  set(name: string, value: string): void;
  forEach(callback: (value: string, name: string, headers: Headers) => void): void;
  entries(): IterableIterator<[string, string]>;
  keys(): IterableIterator<string>;
  values(): IterableIterator<string>;
  [Symbol.iterator](): IterableIterator<[string, string]>;
}
interface HeadersConstructor { new (init?: HeadersInit): Headers; readonly prototype: Headers }
declare var Headers: HeadersConstructor;

type BodyInit = string | Uint8Array | ArrayBuffer | URLSearchParams | ReadableStream<Uint8Array>;
interface RequestInit {
  method?: string;
  headers?: HeadersInit;
  body?: BodyInit | null;
  signal?: AbortSignal | null;
  redirect?: "follow" | "error" | "manual";
}
interface Body {
  readonly body: ReadableStream<Uint8Array> | null;
  readonly bodyUsed: boolean;
  arrayBuffer(): Promise<ArrayBuffer>;
  bytes(): Promise<Uint8Array>;
  json(): Promise<any>;
  text(): Promise<string>;
}
interface Request extends Body {
  readonly method: string;
  readonly url: string;
  readonly headers: Headers;
  readonly redirect: "follow" | "error" | "manual";
  readonly signal: AbortSignal;
  clone(): Request;
}
interface RequestConstructor { new (input: string | URL | Request, init?: RequestInit): Request; readonly prototype: Request }
declare var Request: RequestConstructor;
interface ResponseInit { status?: number; statusText?: string; headers?: HeadersInit }
interface Response extends Body {
  readonly ok: boolean;
  readonly status: number;
  readonly statusText: string;
  readonly headers: Headers;
  readonly redirected: boolean;
  readonly type: string;
  readonly url: string;
  clone(): Response;
}
interface ResponseConstructor {
  new (body?: BodyInit | null, init?: ResponseInit): Response;
  json(data: unknown, init?: ResponseInit): Response;
  error(): Response;
  redirect(url: string | URL, status?: number): Response;
  readonly prototype: Response;
}
declare var Response: ResponseConstructor;
declare function fetch(input: string | URL | Request, init?: RequestInit): Promise<Response>;
