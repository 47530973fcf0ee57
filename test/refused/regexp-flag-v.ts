// WH2019: the flag v of regular expressions.
console.log(/[\p{L}--[a-z]]/v.test("A"));
