console.log([], [1], [1, 2, 3], ["a", "b"], [[]], [{}], [[1, 2], [3]]);
console.log(Array.from({ length: 7 }, (_, i) => i), Array.from({ length: 30 }, (_, i) => i * 100));
console.log(Array.from({ length: 120 }, (_, i) => i));
console.log(["a long string that takes up room", "another long string that takes room", "and a third one so that it wraps"]);
console.log(Array.from({ length: 10 }, (_, i) => "item number " + i), Array.from({ length: 27 }, (_, i) => String.fromCharCode(97 + i % 26).repeat(i % 5 + 1)));
console.log([1.5, -2.25, 100, 1e21], [true, false], [null], [undefined], [1, "mixed", null, { a: 1 }]);
console.log(new Array(3), Object.assign([1, 2], { extra: "x" }));
console.log([[1, [2, [3, [4, [5]]]]]], ["multi\nline", "quote's"]);
