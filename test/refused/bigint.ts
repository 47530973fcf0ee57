// WH2004
const big: bigint = 2n ** 64n;
console.log(big);
