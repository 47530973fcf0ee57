class Simulation {
  now = 0; #events: { at: number; order: number; run: () => void }[] = []; #order = 0;
  after(delay: number, run: () => void): void { const e = { at: this.now + delay, order: this.#order++, run }; let i = this.#events.findIndex((o) => o.at > e.at); if (i < 0) i = this.#events.length; this.#events.splice(i, 0, e); }
  run(until: number): number { let n = 0; for (let e = this.#events.shift(); e !== undefined && e.at <= until; e = this.#events.shift()) { this.now = e.at; e.run(); n++; } return n; }
}
const sim = new Simulation();
let seed = 7;
const random = (): number => (seed = (seed * 16807) % 2147483647) / 2147483647;
const queue: number[] = []; let busy = false, served = 0, waited = 0, longest = 0;
function serve(): void { const arrival = queue.shift(); if (arrival === undefined) { busy = false; return; } busy = true; waited += sim.now - arrival; sim.after(0.5 + random(), () => { served++; serve(); }); }
function arrive(): void { queue.push(sim.now); longest = Math.max(longest, queue.length); if (!busy) serve(); sim.after(random() * 2.2, arrive); }
sim.after(0, arrive);
console.log(sim.run(1000), served, longest, (waited / served).toFixed(3));
