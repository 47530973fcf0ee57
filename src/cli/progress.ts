/** One line on a terminal about what is going on, once it takes longer than a second. Nothing elsewhere. */
const SHOW_AFTER_MS = 1000;
const REFRESH_MS = 200;

export class Progress {
  #stage = "";
  readonly #start = performance.now();
  #timer: NodeJS.Timeout | undefined;
  #shown = false;

  constructor(what: string) {
    this.#stage = what;
    if (!process.stderr.isTTY) return;
    this.#timer = setInterval(() => this.#show(), REFRESH_MS);
    this.#timer.unref();
  }

  /** The next stage; shown at once, because compilation does not yield to timers. */
  stage(name: string): void {
    this.#stage = name;
    if (process.stderr.isTTY) this.#show();
  }

  end(): void {
    clearInterval(this.#timer);
    if (this.#shown) process.stderr.write("\r\x1b[K");
    this.#shown = false;
  }

  #show(): void {
    const elapsedMs = performance.now() - this.#start;
    if (elapsedMs < SHOW_AFTER_MS) return;
    process.stderr.write(`\r\x1b[K${this.#stage} … ${(elapsedMs / 1000).toFixed(0)} s`);
    this.#shown = true;
  }
}
