import { EventEmitter, once } from "node:events";
class Door extends EventEmitter { open(): void { this.emit("open", "front", 1); } }
const d = new Door();
d.on("open", (name: string, n: number) => console.log("a", name, n));
d.once("open", () => console.log("once"));
d.prependListener("open", () => console.log("first"));
d.open(); d.open();
console.log(d.listenerCount("open"), d.eventNames(), d.emit("nothing"));
const f = (): void => console.log("f");
d.on("x", f); d.off("x", f); console.log(d.emit("x"));
try { d.emit("error", new Error("unhandled event")); } catch (e) { console.log((e as Error).message); }
d.on("error", (e: Error) => console.log("handled", e.message)); d.emit("error", new Error("second"));
d.removeAllListeners("open"); console.log(d.listenerCount("open"));
setTimeout(() => d.emit("later", "value"), 1);
const [v] = (await once(d, "later")) as [string];
console.log(v);
