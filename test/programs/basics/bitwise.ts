console.log(5 & 3, 5 | 3, 5 ^ 3, ~5, 1 << 31, 1 << 32, -1 >> 1, -1 >>> 0, -1 >>> 28);
console.log(0xffffffff | 0, 0x80000000 | 0, 2 ** 32 | 0, 2 ** 33 + 5 | 0, 1.9 | 0, -1.9 | 0);
console.log(NaN | 0, Infinity | 0, -Infinity >>> 0, 1e20 | 0, 1e20 >>> 0);
let x = 0b1011;
x &= 0b110; console.log(x);
x |= 0b1000; console.log(x);
x ^= 0b11; console.log(x);
x <<= 4; console.log(x);
x >>= 2; console.log(x);
x >>>= 1; console.log(x);
let bits = 0, v = 0b10110111;
while (v !== 0) { bits += v & 1; v >>>= 1; }
console.log(bits);
