const log: string[] = [];
async function inner(name: string): Promise<string> { log.push(name + ":start"); await undefined; log.push(name + ":end"); return name; }
async function outer(name: string): Promise<void> { const r = await inner(name + ".in"); log.push(name + " got " + r); }
async function returnsPromise(): Promise<number> { return Promise.resolve(1); }
async function returnsAwaited(): Promise<number> { return await Promise.resolve(2); }
returnsPromise().then((v) => log.push("rp " + v));
returnsAwaited().then((v) => log.push("ra " + v));
Promise.resolve(3).then((v) => log.push("t" + v)).then(() => log.push("t3b")).then(() => log.push("t3c")).then(() => log.push("t3d"));
outer("A"); outer("B");
new Promise<void>((resolve) => { log.push("executor"); resolve(); }).then(() => log.push("resolved"));
setTimeout(() => console.log(log.join("\n")), 5);
