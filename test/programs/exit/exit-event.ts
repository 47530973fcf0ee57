process.on("exit", (code) => console.log("exit event", code));
console.log("main done");
process.exitCode = 6;
