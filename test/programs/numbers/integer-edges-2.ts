const big = 2 ** 53;
console.log(
  big, big + 1, big + 2, -big - 2, 2 ** 31, -(2 ** 31) - 1, 2147483647 + 1, 2147483647 * 2147483647, 1e308 * 10, 5 % 3, -5 % 3,
  5 % -3, 5.5 % 2, -0 % 5, 5 % 0, 0 / 0, 1 / 0, -1 / 0, 1 / -0,
);
console.log(
  2147483647 | 0, 2147483648 | 0, 4294967296 | 0, -1 >>> 0, 1 << 31, 1 << 32, 1 << 33, -1 >> 31, -1 >>> 31, 5 & 3, 5 | 3, 5 ^ 3,
  ~5, ~~3.7, ~~-3.7, 1e20 | 0, NaN | 0, Infinity | 0, 0.5 | 0, 3 >>> 33,
);
let x = 2147483647;
x++;
console.log(x);
x = -2147483648;
x--;
console.log(x, -x, x * -1);
let y = 0;
y--;
console.log(y, -y, -0 === 0, Object.is(-y * 0, -0));
let acc = 1;
for (let i = 0; i < 70; i++) acc *= 2;
console.log(acc);
let f = 1;
for (let i = 1; i <= 25; i++) f *= i;
console.log(f);
console.log(
  Number.MAX_SAFE_INTEGER, Number.MIN_VALUE, Number.EPSILON, Number.isSafeInteger(2 ** 53), Number.isInteger(5.0),
  Number.isInteger("5"), Number.isFinite(Infinity), Number.isNaN("x"),
);
