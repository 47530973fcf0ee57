const words = ["banana", "Apple", "cherry", "apple", "Banana", "éclair", "zebra", "10", "9", ""];
console.log([...words].sort());
console.log([...words].sort((a, b) => (a < b ? 1 : a > b ? -1 : 0)));
console.log(["b", "a", "c"].sort((a, b) => a.localeCompare(b)));
console.log("a".localeCompare("b"), "b".localeCompare("a"), "a".localeCompare("a"));
const a: string = "same", b: string = ["sa", "me"].join("");
console.log(a === b, a == b, new Set([a, b]).size, new Map([[a, 1]]).get(b));
