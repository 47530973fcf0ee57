const xs = [0, 0.1, 0.5, 1, 2, 3.7, 10, 100, -1, -0.3];
for (const x of xs) console.log(x, Math.sin(x), Math.cos(x), Math.tan(x), Math.exp(x));
for (const x of [0.001, 0.5, 1, 2, Math.E, 10, 1000, 1e300]) console.log(x, Math.log(x), Math.log2(x), Math.log10(x), Math.log1p(x));
for (const x of [-1, -0.5, 0, 0.5, 1]) console.log(x, Math.asin(x), Math.acos(x), Math.atan(x), Math.sinh(x), Math.cosh(x), Math.tanh(x), Math.expm1(x));
console.log(Math.atan2(1, 1), Math.atan2(-1, -1), Math.atan2(0, -0), Math.asinh(1), Math.acosh(2), Math.atanh(0.5), Math.log(-1), Math.log(0));
