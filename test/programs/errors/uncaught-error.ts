console.log("before");
function fail(): void { throw new Error("nobody catches this"); }
fail();
console.log("after");
