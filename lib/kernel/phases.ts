/**
 * The queues that the loop serves at fixed places of its turn. A queue makes itself known when it is first used, so
 * that a program without timers or immediates has none of their code in its image.
 */

/** One queue, seen from the loop; a subclass says what it holds. */
export class LoopPhase {
  /** Number of entries that keep the program alive. */
  referenced(): number { return 0; }
  /** When run() has something to do (loop milliseconds); Infinity: nothing, 0: at once. */
  nextMs(): number { return Infinity; }
  run(): void {}
}

let timerPhase: LoopPhase | undefined;
let immediatePhase: LoopPhase | undefined;

export function useTimers(phase: LoopPhase): void { timerPhase = phase; }
export function useImmediates(phase: LoopPhase): void { immediatePhase = phase; }

/** Fires what is due. */
export function runTimers(): void { timerPhase?.run(); }
/** Runs what is in setImmediate's queue now. */
export function runImmediates(): void { immediatePhase?.run(); }

/** An entry of a queue keeps the program alive. */
export function hasReferencedEntries(): boolean {
  return (timerPhase !== undefined && timerPhase.referenced() > 0) || (immediatePhase !== undefined && immediatePhase.referenced() > 0);
}

/** When a queue has something to do next (loop milliseconds); Infinity: never. */
export function nextPhaseMs(): number {
  const timersMs = timerPhase === undefined ? Infinity : timerPhase.nextMs();
  return immediatePhase === undefined ? timersMs : Math.min(timersMs, immediatePhase.nextMs());
}
