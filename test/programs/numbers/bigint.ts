const a = 123456789012345678901234567890n, b = 987654321n;
console.log(a + b, a - b, a * b, a / b, a % b, b ** 5n);
console.log(-a, -7n / 2n, -7n % 2n, 5n & 3n, 5n | 3n, 5n ^ 3n, 1n << 70n, (1n << 70n) >> 68n, -5n >> 1n);
console.log(a > b, 10n === 10n, 2n > 1, BigInt(42), BigInt("0xff"), Number(12n), typeof a);
console.log(a.toString(16), String(b), `${b}`, BigInt.asUintN(8, 257n), BigInt.asIntN(8, 255n), a === BigInt(String(a)));
let f = 1n;
for (let i = 1n; i <= 30n; i++) f *= i;
console.log(f);
