console.log("start");
setImmediate(() => console.log("immediate"));
process.nextTick(() => console.log("tick"));
queueMicrotask(() => console.log("micro"));
Promise.resolve().then(() => {
  console.log("then 1");
  process.nextTick(() => console.log("tick in then"));
  queueMicrotask(() => console.log("micro in then"));
}).then(() => console.log("then 2"));
async function f(): Promise<void> {
  console.log("f start");
  await null;
  console.log("f 1");
  await new Promise<void>((r) => r());
  console.log("f 2");
  await f2();
  console.log("f 3");
}
async function f2(): Promise<number> {
  await 1;
  return 5;
}
f().then(() => console.log("f done"));
(async () => { try { await Promise.reject(new Error("r")); } catch { console.log("caught"); } finally { console.log("fin"); } })();
new Promise((_, rej) => rej(1)).catch((x) => console.log("catch", x));
console.log("end");
