/** setImmediate's queue: what is in it when the check phase comes runs then; what is added meanwhile runs in the next one. */
import { runCallback } from "./jobs.ts";
import { LoopPhase, useImmediates } from "./phases.ts";

/** One entry; a subclass says what happens. */
export class Immediate {
  private referenced: boolean = true;
  private queued: boolean = false;

  run(): void {}

  start(): void {
    if (this.queued) return;
    this.queued = true;
    if (this.referenced) referencedImmediates++;
    if (phase === undefined) useImmediates(phase = new ImmediatePhase());
    (queue ??= []).push(this);
    waiting++;
  }

  /** Takes it out; its place in the queue stays empty. */
  stop(): void {
    if (!this.queued) return;
    this.queued = false;
    waiting--;
    if (this.referenced) referencedImmediates--;
  }

  isActive(): boolean { return this.queued; }
  hasRef(): boolean { return this.referenced; }

  setReferenced(on: boolean): void {
    if (on === this.referenced) return;
    this.referenced = on;
    if (this.queued) referencedImmediates += on ? 1 : -1;
  }
}

let queue: Immediate[] | undefined;
let waiting = 0;
let referencedImmediates = 0;

class ImmediatePhase extends LoopPhase {
  override referenced(): number { return referencedImmediates; }
  override nextMs(): number { return waiting > 0 ? 0 : Infinity; }
  override run(): void { runImmediates(); }
}

let phase: ImmediatePhase | undefined;

function runImmediates(): void {
  const batch = queue;
  if (batch === undefined || batch.length === 0) return;
  queue = undefined;
  for (let i = 0; i < batch.length; i++) {
    const immediate = batch[i];
    if (!immediate.isActive()) continue;
    immediate.stop();
    runCallback(() => immediate.run());
  }
}
