/** A small operating system's scheduler, after Martin Richards' benchmark, written anew. */
import { measure } from "./measure.ts";

const DEVICE_PACKET = 0, WORK_PACKET = 1, DATA_SIZE = 4;
const IDLE = 0, WORKER = 1, HANDLER_A = 2, HANDLER_B = 3, DEVICE_A = 4, DEVICE_B = 5, TASKS = 6;

class Packet {
  link: Packet | null;
  id: number;
  readonly kind: number;
  value = 0;
  readonly data: number[] = [0, 0, 0, 0];

  constructor(link: Packet | null, id: number, kind: number) {
    this.link = link;
    this.id = id;
    this.kind = kind;
  }

  appendTo(queue: Packet | null): Packet {
    this.link = null;
    if (queue === null) return this;
    let last = queue;
    while (last.link !== null) last = last.link;
    last.link = this;
    return queue;
  }
}

interface Work {
  /** Runs once with the packet that woke the task; the task to run next. */
  run(packet: Packet | null): Task | null;
}

class Task {
  readonly id: number;
  readonly priority: number;
  readonly link: Task | null;
  readonly work: Work;
  queue: Packet | null;
  held = false;
  suspended: boolean;
  runnable: boolean;

  constructor(id: number, priority: number, link: Task | null, queue: Packet | null, work: Work, suspended: boolean) {
    this.id = id;
    this.priority = priority;
    this.link = link;
    this.queue = queue;
    this.work = work;
    this.suspended = suspended;
    this.runnable = queue !== null;
  }

  get blocked(): boolean {
    return this.held || (this.suspended && !this.runnable);
  }

  run(): Task | null {
    let packet: Packet | null = null;
    if (this.suspended && this.runnable && this.queue !== null) {
      packet = this.queue;
      this.queue = packet.link;
      this.suspended = false;
      this.runnable = this.queue !== null;
    }
    return this.work.run(packet);
  }
}

class Scheduler {
  queued = 0;
  held = 0;
  readonly tasks: (Task | null)[] = new Array<Task | null>(TASKS).fill(null);
  list: Task | null = null;
  current: Task | null = null;
  currentId = 0;

  add(id: number, priority: number, queue: Packet | null, work: Work, suspended: boolean): void {
    this.list = new Task(id, priority, this.list, queue, work, suspended);
    this.tasks[id] = this.list;
  }

  schedule(): void {
    this.current = this.list;
    while (this.current !== null) {
      if (this.current.blocked) this.current = this.current.link;
      else {
        this.currentId = this.current.id;
        this.current = this.current.run();
      }
    }
  }

  release(id: number): Task | null {
    const task = this.tasks[id] ?? null;
    if (task === null) return null;
    task.held = false;
    return this.current !== null && task.priority > this.current.priority ? task : this.current;
  }

  hold(): Task | null {
    this.held++;
    const task = this.current;
    if (task === null) return null;
    task.held = true;
    return task.link;
  }

  suspend(): Task | null {
    if (this.current !== null) this.current.suspended = true;
    return this.current;
  }

  queue(packet: Packet): Task | null {
    const task = this.tasks[packet.id] ?? null;
    if (task === null || this.current === null) return null;
    this.queued++;
    packet.link = null;
    packet.id = this.currentId;
    if (task.queue === null) {
      task.queue = packet;
      task.runnable = true;
      if (task.priority > this.current.priority) return task;
    } else task.queue = packet.appendTo(task.queue);
    return this.current;
  }
}

class IdleWork implements Work {
  readonly scheduler: Scheduler;
  seed = 1;
  count = 10_000;

  constructor(scheduler: Scheduler) {
    this.scheduler = scheduler;
  }

  run(): Task | null {
    this.count--;
    if (this.count === 0) return this.scheduler.hold();
    if ((this.seed & 1) === 0) {
      this.seed = this.seed >> 1;
      return this.scheduler.release(DEVICE_A);
    }
    this.seed = (this.seed >> 1) ^ 0xd008;
    return this.scheduler.release(DEVICE_B);
  }
}

class WorkerWork implements Work {
  readonly scheduler: Scheduler;
  target = HANDLER_A;
  letter = 0;

  constructor(scheduler: Scheduler) {
    this.scheduler = scheduler;
  }

  run(packet: Packet | null): Task | null {
    if (packet === null) return this.scheduler.suspend();
    this.target = this.target === HANDLER_A ? HANDLER_B : HANDLER_A;
    packet.id = this.target;
    packet.value = 0;
    for (let i = 0; i < DATA_SIZE; i++) {
      this.letter = this.letter >= 26 ? 1 : this.letter + 1;
      packet.data[i] = this.letter;
    }
    return this.scheduler.queue(packet);
  }
}

class HandlerWork implements Work {
  readonly scheduler: Scheduler;
  work: Packet | null = null;
  device: Packet | null = null;

  constructor(scheduler: Scheduler) {
    this.scheduler = scheduler;
  }

  run(packet: Packet | null): Task | null {
    if (packet !== null) {
      if (packet.kind === WORK_PACKET) this.work = packet.appendTo(this.work);
      else this.device = packet.appendTo(this.device);
    }
    if (this.work === null) return this.scheduler.suspend();
    const work = this.work;
    if (work.value >= DATA_SIZE) {
      this.work = work.link;
      return this.scheduler.queue(work);
    }
    if (this.device === null) return this.scheduler.suspend();
    const device = this.device;
    this.device = device.link;
    device.value = work.data[work.value] ?? 0;
    work.value++;
    return this.scheduler.queue(device);
  }
}

class DeviceWork implements Work {
  readonly scheduler: Scheduler;
  pending: Packet | null = null;

  constructor(scheduler: Scheduler) {
    this.scheduler = scheduler;
  }

  run(packet: Packet | null): Task | null {
    if (packet !== null) {
      this.pending = packet;
      return this.scheduler.hold();
    }
    if (this.pending === null) return this.scheduler.suspend();
    const pending = this.pending;
    this.pending = null;
    return this.scheduler.queue(pending);
  }
}

function packets(id: number, kind: number, count: number): Packet | null {
  let queue: Packet | null = null;
  for (let i = 0; i < count; i++) queue = new Packet(queue, id, kind);
  return queue;
}

function richards(): Scheduler {
  const scheduler = new Scheduler();
  scheduler.add(IDLE, 0, null, new IdleWork(scheduler), false);
  scheduler.add(WORKER, 1000, packets(WORKER, WORK_PACKET, 2), new WorkerWork(scheduler), true);
  scheduler.add(HANDLER_A, 2000, packets(DEVICE_A, DEVICE_PACKET, 3), new HandlerWork(scheduler), true);
  scheduler.add(HANDLER_B, 3000, packets(DEVICE_B, DEVICE_PACKET, 3), new HandlerWork(scheduler), true);
  scheduler.add(DEVICE_A, 4000, null, new DeviceWork(scheduler), true);
  scheduler.add(DEVICE_B, 5000, null, new DeviceWork(scheduler), true);
  scheduler.schedule();
  return scheduler;
}

measure(() => {
  let queued = 0, held = 0;
  for (let i = 0; i < 100; i++) {
    const scheduler = richards();
    queued += scheduler.queued;
    held += scheduler.held;
  }
  return `${queued}/${held}`;
});
