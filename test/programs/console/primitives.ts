console.log(1, "two", true, null, undefined, Symbol("s"), -0, NaN);
console.log([1, "two", true, null, undefined, Symbol("s"), -0, NaN]);
console.log({ n: 1, s: "two", b: true, z: null, u: undefined, y: Symbol("s"), m: -0 });
console.log();
console.log("");
console.log(" spaced ", "", "x");
console.log("%s is %d years and %i, %f, %j %o %O %%", "Bob", 42.5, 42.9, 1.5, { a: 1 }, [1], { b: 2 }, "extra", 7);
console.log("%c styled", "color: red", "100%", "%s");
console.log("%s %s %s %s", null, undefined, 5, Symbol("q"), { toString: () => "x" });
