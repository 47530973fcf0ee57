console.log("1 sync");
setTimeout(() => console.log("9 timeout"), 0);
Promise.resolve().then(() => console.log("4 then a")).then(() => console.log("7 then b"));
queueMicrotask(() => console.log("5 microtask"));
(async () => {
  console.log("2 async body");
  await null;
  console.log("6 after await");
  await null;
  console.log("8 after second await");
})();
process.nextTick(() => console.log("3b nextTick"));
console.log("3 end of script");
