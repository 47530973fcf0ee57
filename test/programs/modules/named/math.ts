export const PI = 3.14;
export function add(a: number, b: number): number { return a + b; }
export interface Shape { sides: number }
export class Counter { value = 0; up(): this { this.value++; return this; } }
