function forever(n: number): number { return forever(n + 1) + 1; }
try { forever(0); } catch (e) { console.log(e instanceof RangeError, (e as Error).message); }
console.log("still running");
