import assert from "node:assert/strict";
import * as native from "node:stream";
import * as nativePromises from "node:stream/promises";
import { test } from "node:test";
import * as own from "../stream.ts";
import { scheduleTicksBy } from "../tick.ts";
import * as ownPromises from "./promises.ts";

scheduleTicksBy((run) => { process.nextTick(run); });

type Streams = typeof native;
type Log = (...parts: unknown[]) => void;

/** Each scenario logs what happens; ours and Node's logs must be equal. */
const SCENARIOS: Record<string, (streams: Streams, promises: typeof nativePromises, log: Log) => void | Promise<void>> = {
  "paused reads": ({ Readable }, _, log) => {
    const r = new Readable({ read() { log("_read"); this.push("ab"); this.push("cd"); this.push(null); } });
    watch(r, log);
    r.on("readable", () => { log("readable", String(r.read(3)), String(r.read())); });
  },
  "flowing, sync pushes": ({ Readable }, _, log) => {
    let n = 0;
    const r = new Readable({ highWaterMark: 4, read(size) { log("_read", size); n++; log(this.push(n > 4 ? null : `x${n}`)); } });
    watch(r, log);
    r.on("data", (chunk: Buffer) => { log("data", chunk.toString(), r.readableLength); });
  },
  "async pushes, pause and resume": ({ Readable }, _, log) => {
    let n = 0;
    const r = new Readable({ highWaterMark: 2, encoding: "utf8", read() { setImmediate(() => { n++; this.push(n > 5 ? null : `${n}`); }); } });
    watch(r, log);
    r.on("data", (chunk: string) => {
      log("data", chunk, r.isPaused());
      if (chunk === "2") { r.pause(); setImmediate(() => { log("resuming"); r.resume(); }); }
    });
  },
  "object mode, unshift": ({ Readable }, _, log) => {
    const r = new Readable({ objectMode: true, read() {} });
    watch(r, log);
    r.push({ a: 1 }); r.push({ a: 2 }); r.unshift({ a: 0 }); r.push(null);
    r.on("data", (chunk: object) => { log(JSON.stringify(chunk)); });
  },
  "push after end": ({ Readable }, _, log) => {
    const r = new Readable({ read() {} });
    watch(r, log);
    r.push(null); r.push("x"); r.resume();
  },
  "read fails": ({ Readable }, _, log) => {
    const r = new Readable({ read() { throw new Error("bad"); } });
    watch(r, log);
    r.resume();
  },
  "writes, drain and finish": ({ Writable }, _, log) => {
    const w = new Writable({ highWaterMark: 3, write(chunk: Buffer, encoding, callback) { log("_write", chunk.toString(), encoding); setImmediate(callback); } });
    watch(w, log);
    log(w.write("ab", () => { log("cb1"); }), w.write("cd", "latin1", () => { log("cb2"); }), w.writableLength, w.writableNeedDrain);
    w.end("e", () => { log("ended"); });
    log(w.writableEnded, w.writableFinished);
  },
  "sync writes": ({ Writable }, _, log) => {
    const w = new Writable({ decodeStrings: false, write(chunk: string, encoding, callback) { log("_write", chunk, encoding); callback(); }, final(callback) { log("final"); callback(); } });
    watch(w, log);
    log(w.write("a", () => { log("cb"); })); w.write("b"); w.end();
    process.nextTick(() => { log("tick"); });
  },
  "cork and writev": ({ Writable }, _, log) => {
    const w = new Writable({ writev(chunks, callback) { log("writev", chunks.map((c) => String(c.chunk)).join()); callback(); } });
    watch(w, log);
    w.cork(); w.write("a"); w.write("b"); w.write("c"); w.uncork(); w.end();
  },
  "write fails": ({ Writable }, _, log) => {
    const w = new Writable({ write(_chunk, _encoding, callback) { callback(new Error("full")); } });
    watch(w, log);
    w.write("a", (error) => { log("cb", error?.message); }); w.write("b", (error) => { log("cb2", error?.message); });
  },
  "write after end": ({ Writable }, _, log) => {
    const w = new Writable({ write(_chunk, _encoding, callback) { callback(); } });
    watch(w, log);
    w.end("x"); w.write("y", (error) => { log("cb", (error as NodeJS.ErrnoException).code); });
  },
  "end twice": ({ Writable }, _, log) => {
    const w = new Writable({ write(_chunk, _encoding, callback) { callback(); } });
    watch(w, log);
    w.end(); w.end((error?: Error) => { log("again", error?.message); });
    setImmediate(() => { w.end((error?: Error) => { log("late", error?.message); }); });
  },
  "destroy with an error": ({ Readable }, _, log) => {
    const r = new Readable({ read() {}, destroy(error, callback) { log("_destroy", error?.message); setImmediate(callback, error); } });
    watch(r, log);
    r.destroy(new Error("gone")); r.destroy(new Error("again"));
    log(r.destroyed, r.closed, r.errored?.message);
  },
  "transform": ({ Transform }, _, log) => {
    const t = new Transform({ highWaterMark: 4, transform(chunk: Buffer, _encoding, callback) { callback(null, chunk.toString().toUpperCase()); }, flush(callback) { callback(null, "!"); } });
    watch(t, log);
    t.on("data", (chunk: Buffer) => { log("data", chunk.toString()); });
    t.write("ab"); t.write("cdefgh"); t.end("ij");
  },
  "duplex ends both": ({ Duplex }, _, log) => {
    const d = new Duplex({ allowHalfOpen: false, read() { this.push("x"); this.push(null); }, write(_chunk, _encoding, callback) { callback(); } });
    watch(d, log);
    d.resume();
  },
  "pipe": ({ Readable, PassThrough }, _, log) => {
    const r = Readable.from(["one", "two", "three"]);
    const p = new PassThrough({ highWaterMark: 4 });
    watch(r, (...parts) => { log("r", ...parts); }); watch(p, (...parts) => { log("p", ...parts); });
    r.pipe(p).on("data", (chunk: Buffer) => { log("data", chunk.toString()); });
  },
  "iteration": async ({ Readable }, _, log) => {
    const r = new Readable({ encoding: "latin1", read() { this.push("abc"); this.push(null); } });
    watch(r, log);
    for await (const chunk of r) log("chunk", chunk);
    log("done", r.destroyed);
  },
  "iteration left early": async ({ Readable }, _, log) => {
    const r = Readable.from([1, 2, 3]);
    watch(r, log);
    for await (const chunk of r) { log("chunk", chunk); if (chunk === 2) break; }
    log("left", r.destroyed);
  },
  "iteration over a failure": async ({ Readable }, _, log) => {
    const r = new Readable({ read() {} });
    r.push("a");
    setImmediate(() => { r.destroy(new Error("lost")); });
    try { for await (const chunk of r) log("chunk", String(chunk)); } catch (error) { log("caught", (error as Error).message); }
  },
  "pipeline": async ({ Readable, Transform, Writable }, promises, log) => {
    const w = new Writable({ write(chunk: Buffer, _encoding, callback) { log("w", chunk.toString()); callback(); } });
    await promises.pipeline(Readable.from(["a", "b"]), new Transform({ transform(chunk: Buffer, _e, callback) { callback(null, `${chunk}${chunk}`); } }), w);
    log("done");
  },
  "pipeline with a failure": async ({ Readable, Transform, Writable }, promises, log) => {
    const w = new Writable({ write(_chunk, _encoding, callback) { callback(); } });
    try {
      await promises.pipeline(Readable.from(["a", "b"]), new Transform({ transform(_chunk, _e, callback) { callback(new Error("no")); } }), w);
    } catch (error) { log("failed", (error as Error).message, w.destroyed); }
  },
  "finished": ({ Readable, finished }, _, log) => {
    const r = new Readable({ read() {} });
    finished(r, (error) => { log("finished", error?.message); });
    r.destroy();
  },
};

function watch(stream: native.Stream, log: Log): void {
  for (const event of ["end", "close", "finish", "drain", "pause", "resume", "prefinish"]) stream.on(event, () => { log(event); });
  stream.on("error", (error: NodeJS.ErrnoException) => { log("error", error.code, error.message); });
}

async function record(run: (streams: Streams, promises: typeof nativePromises, log: Log) => void | Promise<void>, streams: Streams, promises: typeof nativePromises): Promise<string[]> {
  const lines: string[] = [];
  await run(streams, promises, (...parts) => { if (lines.length > 500) throw new Error("endless"); lines.push(parts.map(String).join(" ")); });
  await new Promise((resolve) => { setTimeout(resolve, 15); });
  return lines;
}

for (const [name, run] of Object.entries(SCENARIOS)) {
  test(`streams: ${name}`, async () => {
    assert.deepEqual(await record(run, own as unknown as Streams, ownPromises as unknown as typeof nativePromises), await record(run, native, nativePromises));
  });
}
