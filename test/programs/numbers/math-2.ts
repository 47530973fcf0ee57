console.log(
  Math.max(), Math.min(), Math.max(1, NaN), Math.max(-0, 0), Math.min(0, -0), Math.max(...[3, 1, 2]), Math.min.apply(null, [3, 1]),
  Math.abs(-0), Math.abs(-5), Math.sign(-3), Math.sign(-0), Math.trunc(-0.5), Math.round(-0.5), Math.round(2.5), Math.round(-2.5),
  Math.round(0.49999999999999994),
);
console.log(
  Math.floor(-0.5), Math.ceil(-0.5), Math.cbrt(27), Math.hypot(3, 4), Math.hypot(), Math.log2(8), Math.log10(1000), Math.log1p(0),
  Math.expm1(0), Math.fround(5.05), Math.clz32(1), Math.imul(0xffffffff, 5), Math.atan2(1, -1), Math.sqrt(-1), Math.pow(0, 0),
  Math.pow(NaN, 0), (-8) ** (1 / 3), 2 ** -1, (-2) ** 3,
);
console.log(
  Math.PI, Math.E, Math.SQRT2, Math.sin(0), Math.cos(0), Math.tan(Math.PI / 4), Math.sinh(1), Math.acosh(1), typeof Math.random(),
  Math.random() < 1, typeof Math,
);
const f = Math.floor;
console.log(
  [1.5, 2.7].map(Math.floor), [1, 4].map(Math.sqrt), f(2.9), ["1", "2", "3"].map(Number), ["1", "2", "3"].map(parseFloat),
  [1, 2].map(String), [0, 1, "", "a"].filter(Boolean),
);
