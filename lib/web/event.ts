/** Event, CustomEvent and EventTarget (DOM §2): one target, no tree. */
import { monotonicMs } from "#platform/clock.ts";
import { handleUncaught } from "../kernel/uncaught.ts";

export interface EventInit { bubbles?: boolean; cancelable?: boolean; composed?: boolean }

export class Event {
  readonly type: string;
  readonly bubbles: boolean;
  readonly cancelable: boolean;
  readonly composed: boolean;
  readonly timeStamp: number;
  defaultPrevented = false;
  target: EventTarget | null = null;
  currentTarget: EventTarget | null = null;
  _stopped = false;
  _dispatching = false;

  constructor(type: string, init?: EventInit) {
    this.type = String(type);
    this.bubbles = init?.bubbles === true;
    this.cancelable = init?.cancelable === true;
    this.composed = init?.composed === true;
    this.timeStamp = monotonicMs();
  }
  preventDefault(): void { if (this.cancelable) this.defaultPrevented = true; }
  stopPropagation(): void {}
  stopImmediatePropagation(): void { this._stopped = true; }
}

export class CustomEvent<T = unknown> extends Event {
  readonly detail: T;
  constructor(type: string, init?: EventInit & { detail?: T }) {
    super(type, init);
    this.detail = (init?.detail ?? null) as T;
  }
}

type ListenerFunction = (event: Event) => void;
interface ListenerObject { handleEvent(event: Event): void }
interface ListenerOptions { once?: boolean; signal?: SignalLike; capture?: boolean; passive?: boolean }
/** What is asked of an AbortSignal here. */
interface SignalLike { readonly aborted: boolean; addEventListener(type: string, listener: ListenerFunction, options?: { once?: boolean }): void }

class Registration {
  readonly listener: ListenerFunction | ListenerObject;
  readonly capture: boolean;
  readonly once: boolean;
  removed = false;
  constructor(listener: ListenerFunction | ListenerObject, capture: boolean, once: boolean) {
    this.listener = listener;
    this.capture = capture;
    this.once = once;
  }
}

export class EventTarget {
  #registrations: Map<string, Registration[]> | undefined = undefined;

  addEventListener(type: string, listener: ListenerFunction | ListenerObject | null, options?: ListenerOptions | boolean): void {
    if (listener === null) return;
    const given = typeof options === "object" ? options : undefined;
    const capture = options === true || given?.capture === true;
    const signal = given?.signal;
    if (signal !== undefined && signal.aborted) return;
    this.#registrations ??= new Map();
    let list = this.#registrations.get(type);
    if (list === undefined) this.#registrations.set(type, list = []);
    for (const known of list) if (known.listener === listener && known.capture === capture) return;
    list.push(new Registration(listener, capture, given?.once === true));
    if (signal !== undefined) signal.addEventListener("abort", () => { this.removeEventListener(type, listener, capture); }, { once: true });
  }

  removeEventListener(type: string, listener: ListenerFunction | ListenerObject | null, options?: { capture?: boolean } | boolean): void {
    const list = this.#registrations === undefined ? undefined : this.#registrations.get(type);
    if (list === undefined) return;
    const capture = typeof options === "object" ? options.capture === true : options === true;
    const index = list.findIndex((known) => known.listener === listener && known.capture === capture);
    if (index < 0) return;
    (list[index] as Registration).removed = true;
    list.splice(index, 1);
  }

  /** False: a listener called preventDefault(). What listeners throw is uncaught, and the others still run. */
  dispatchEvent(event: Event): boolean {
    if (event._dispatching) throw new DOMException("The event is already being dispatched", "InvalidStateError");
    const list = this.#registrations === undefined ? undefined : this.#registrations.get(event.type);
    event.target = this;
    if (list === undefined) return !event.defaultPrevented;
    event._dispatching = true;
    event.currentTarget = this;
    for (const registration of [...list]) {
      if (registration.removed) continue;
      if (registration.once) this.removeEventListener(event.type, registration.listener, registration.capture);
      const listener = registration.listener;
      try {
        if (typeof listener === "function") listener.call(this, event); else listener.handleEvent(event);
      } catch (error) {
        handleUncaught(error, "uncaughtException");
      }
      if (event._stopped) break;
    }
    event._dispatching = false;
    event.currentTarget = null;
    return !event.defaultPrevented;
  }
}
