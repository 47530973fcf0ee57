const ARROWS = {
  idle: { start: "running" }, running: { pause: "paused", stop: "idle", fail: "failed" }, paused: { resume: "running", stop: "idle" }, failed: { reset: "idle" },
} as const satisfies Record<string, Record<string, string>>;
type State = keyof typeof ARROWS;
class Machine {
  state: State = "idle"; readonly history: State[] = []; #listeners: ((from: State, to: State) => void)[] = [];
  onChange(f: (from: State, to: State) => void): this { this.#listeners.push(f); return this; }
  send(event: string): boolean {
    const to = (ARROWS[this.state] as Record<string, State>)[event];
    if (to === undefined) return false;
    const from = this.state;
    this.history.push(from); this.state = to;
    for (const f of this.#listeners) f(from, to);
    return true;
  }
}
const m = new Machine().onChange((a, b) => console.log(`${a} -> ${b}`));
console.log(["start", "pause", "start", "resume", "fail", "stop", "reset"].map((e) => m.send(e)), m.history);
