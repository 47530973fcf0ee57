async function main(): Promise<void> {
  await Promise.resolve();
  throw new TypeError("rejected");
}
main();
console.log("sync part done");
