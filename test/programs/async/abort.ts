function sleep(ms: number, signal: AbortSignal): Promise<string> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) { reject(signal.reason); return; }
    const t = setTimeout(() => resolve("slept"), ms);
    signal.addEventListener("abort", () => { clearTimeout(t); reject(signal.reason); }, { once: true });
  });
}
const c = new AbortController();
console.log(c.signal.aborted);
setTimeout(() => c.abort(new Error("cancelled")), 2);
try { await sleep(10000, c.signal); } catch (e) { console.log((e as Error).message); }
console.log(c.signal.aborted, (c.signal.reason as Error).message, await sleep(1, new AbortController().signal));
const d = AbortSignal.abort();
try { d.throwIfAborted(); } catch (e) { console.log((e as Error).name, (e as Error).message); }
export { };
