// WH2001: an image contains no compiler.
console.log(eval("1 + 1"));
