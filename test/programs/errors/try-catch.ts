try { throw new Error("one"); } catch (e) { console.log((e as Error).message, e instanceof Error); }
try { throw "a string"; } catch (e) { console.log(e, typeof e); }
try { throw { code: 5 }; } catch (e) { console.log((e as { code: number }).code); }
try { throw 42; } catch (e) { console.log(e); }
function risky(n: number): number { if (n > 2) throw new RangeError("too big: " + n); return n; }
let sum = 0;
for (let i = 0; i < 5; i++) { try { sum += risky(i); } catch { sum += 100; } }
console.log(sum);
function rethrow(): never { try { risky(10); } catch (e) { throw new Error("wrapped", { cause: e }); } throw new Error("never"); }
try { rethrow(); } catch (e) { const error = e as Error; console.log(error.message, (error.cause as Error).message, (error.cause as Error).name); }
const deep = (n: number): number => { if (n === 0) throw new Error("bottom"); return deep(n - 1) + 1; };
try { deep(100); } catch (e) { console.log((e as Error).message); }
