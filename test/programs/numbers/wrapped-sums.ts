// Sums of array elements of which only the low bits are kept: a missing element makes them NaN, so 0.
const words = new Uint32Array([0xffffffff, 0x80000000, 7]);
const bytes = new Uint8Array([250, 251, 252]);
const signed = new Int32Array(3);

function sum(at: number): number { return (words[at]! + words[at + 1]! + 1) | 0; }
console.log(sum(0), sum(1), sum(2), sum(-1), sum(0.5), sum(Number.NaN));

function difference(at: number): number { return (words[at]! - words[at + 1]!) | 0; }
console.log(difference(0), difference(1), difference(2), difference(5));

function unsigned(at: number): number { return (bytes[at]! + words[at]! + bytes[at + 1]!) >>> 0; }
console.log(unsigned(0), unsigned(1), unsigned(2), unsigned(3));

for (let i = 0; i < 4; i++) signed[i % 3]! += words[i]!;
console.log(signed.join());
for (let i = 0; i < 5; i++) bytes[i]! += 10;
console.log(bytes.join());

function rotate(x: number, by: number): number { return (x << by) | (x >>> (32 - by)); }
let state = 1;
for (let i = 0; i < 1000; i++) state = (rotate(state, 7) ^ (state + i)) | 0;
console.log(state, state >>> 0, rotate(-1, 3), rotate(0x80000001, 1), rotate(1.9, 1), rotate(2 ** 32 + 5, 4));

let hash = 5381;
for (const c of ["a", "bc", "é", "\u{1F600}"]) for (let i = 0; i < c.length; i++) hash = (hash * 33 + c.charCodeAt(i)) | 0;
console.log(hash, "abc".charCodeAt(3), "abc".charCodeAt(-1) | 0, "abc".charCodeAt(1) | 0, ("x" + "y".repeat(40)).charCodeAt(40), "abc".charCodeAt(2) >>> 0);
function lied(list: unknown, at: number): number { return ((list as Uint32Array)[at]! + 1) | 0; }
console.log(lied([1, 2, 3], 1), lied(words, 0), lied(words, 9));
