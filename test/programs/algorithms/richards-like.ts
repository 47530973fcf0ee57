const enum0 = { Idle: 0, Work: 1, Device: 2 } as const;
interface Packet { link: Packet | null; kind: number; data: number[] }
abstract class Task {
  id: number; queue: Packet | null = null; held = false; runs = 0; readonly scheduler: Scheduler;
  constructor(id: number, scheduler: Scheduler) { this.id = id; this.scheduler = scheduler; }
  receive(p: Packet): void { p.link = null; if (this.queue === null) this.queue = p; else { let q = this.queue; while (q.link !== null) q = q.link; q.link = p; } }
  take(): Packet | null { const p = this.queue; if (p !== null) this.queue = p.link; return p; }
  abstract step(): void;
}
class Idle extends Task { seed = 1; override step(): void { this.seed = (this.seed & 1) === 0 ? this.seed >> 1 : (this.seed >> 1) ^ 0xd008; this.scheduler.send(1 + (this.seed & 1), { link: null, kind: enum0.Work, data: [this.seed] }); } }
class Worker extends Task { total = 0; override step(): void { const p = this.take(); if (p === null) return; for (let i = 0; i < 4; i++) p.data[i] = (p.data[i] ?? 0) + this.id + i; this.total += p.data.reduce((a, b) => a + b, 0); p.kind = enum0.Device; this.scheduler.send(3, p); } }
class Device extends Task { handled = 0; override step(): void { const p = this.take(); if (p !== null && p.kind === enum0.Device) this.handled += p.data.length; } }
class Scheduler {
  tasks: Task[] = [];
  send(to: number, p: Packet): void { this.tasks[to]!.receive(p); }
  run(rounds: number): void { for (let i = 0; i < rounds; i++) for (const t of this.tasks) if (!t.held) { t.runs++; t.step(); } }
}
const s = new Scheduler();
s.tasks.push(new Idle(0, s), new Worker(1, s), new Worker(2, s), new Device(3, s));
s.run(5000);
for (const t of s.tasks) console.log(t.constructor.name, t.runs, t instanceof Worker ? t.total : t instanceof Device ? t.handled : 0);
