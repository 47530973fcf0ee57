import { probe } from "./b.ts";

export const count = 42;
export let open = true;
export const double = (n: number): number => 2 * n;
export const names: string[] = ["x"];
export function close(): void { open = false; }

probe("after a");
