/** AbortController and AbortSignal (DOM §3). */
import { Timer } from "../kernel/timers.ts";
import { DOMException } from "./dom-exception.ts";
import { Event, EventTarget } from "./event.ts";

export class AbortSignal extends EventTarget {
  aborted = false;
  reason: any = undefined; // whatever the program aborts with
  onabort: ((event: Event) => void) | null = null;

  static abort(reason?: unknown): AbortSignal {
    const signal = new AbortSignal();
    signal._abort(reason);
    return signal;
  }
  /** Aborts after so many milliseconds; does not keep the program alive. */
  static timeout(milliseconds: number): AbortSignal {
    const signal = new AbortSignal();
    new AbortTimer(signal, milliseconds).start();
    return signal;
  }
  static any(signals: readonly AbortSignal[]): AbortSignal {
    const result = new AbortSignal();
    for (const signal of signals) {
      if (!signal.aborted) continue;
      result._abort(signal.reason);
      return result;
    }
    for (const signal of signals) signal.addEventListener("abort", () => { result._abort(signal.reason); }, { once: true });
    return result;
  }

  throwIfAborted(): void { if (this.aborted) throw this.reason; }

  _abort(reason: unknown): void {
    if (this.aborted) return;
    this.aborted = true;
    this.reason = reason === undefined ? new DOMException("This operation was aborted", "AbortError") : reason;
    const event = new Event("abort");
    const handler = this.onabort;
    if (handler !== null) handler.call(this, event);
    this.dispatchEvent(event);
  }
}

class AbortTimer extends Timer {
  readonly #signal: AbortSignal;
  constructor(signal: AbortSignal, delayMs: number) {
    super(delayMs, false);
    this.#signal = signal;
    this.setReferenced(false);
  }
  override fire(): void { this.#signal._abort(new DOMException("The operation was aborted due to timeout", "TimeoutError")); }
}

export class AbortController {
  readonly signal: AbortSignal = new AbortSignal();
  abort(reason?: unknown): void { this.signal._abort(reason); }
}
