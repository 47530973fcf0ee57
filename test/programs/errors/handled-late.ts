const p = Promise.reject(new Error("handled in time"));
queueMicrotask(() => p.catch((e: Error) => console.log("caught", e.message)));
console.log("end of script");
