import { a } from "./a.ts";
console.log("b starts");
export function readA(): string { return a; }
try { console.log(readA()); } catch (e) { console.log((e as Error).name, (e as Error).message); }
