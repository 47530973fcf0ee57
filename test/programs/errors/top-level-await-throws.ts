await Promise.resolve();
console.log("resumed");
throw new RangeError("top level");
