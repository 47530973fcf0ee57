// TS2304: an image contains no compiler, so eval is not declared.
console.log(eval("1 + 1"));
