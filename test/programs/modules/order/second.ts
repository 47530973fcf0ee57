import { shared } from "./shared.ts";
console.log("second sees", shared.n++);
export const second = shared.n;
