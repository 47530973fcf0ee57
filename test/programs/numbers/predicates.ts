for (const n of [0, 1.5, -3, NaN, Infinity, 2 ** 53, 2 ** 53 - 1, 1e300, -0])
  console.log(n, Number.isInteger(n), Number.isSafeInteger(n), Number.isFinite(n), Number.isNaN(n));
console.log(isNaN(Number("x")), isFinite(Number("12")), Number.EPSILON, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER, Number.MAX_VALUE, Number.MIN_VALUE);
console.log(Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN);
