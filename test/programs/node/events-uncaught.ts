import { EventEmitter } from "node:events";
const e = new EventEmitter();
console.log("start");
e.emit("error", new Error("no listener"));
