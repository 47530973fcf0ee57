class MyError extends Error { code = 5; override name = "MyError"; }
console.log(String(new Error("plain")), `${new TypeError("typed")}`);
const e = new Error("shown");
console.log(e.stack!.split("\n")[0], { message: e.message });
try { null!; throw new MyError("mine"); } catch (x) { console.log(String(x), (x as MyError).code, Object.keys(x as object)); }
e.stack = "custom stack";
console.log(e);
console.log([e], { e });
const noStack = new Error("gone"); delete noStack.stack;
console.log(noStack);
