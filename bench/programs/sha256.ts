import { measure } from "./measure.ts";

const K = new Uint32Array(64);
const INITIAL = new Uint32Array(8);
const words = new Uint32Array(64);

/** The constants are the first 32 bits of the fractions of cube and square roots of the first primes (FIPS 180-4 §4.2.2). */
function makeConstants(): void {
  let found = 0;
  for (let candidate = 2; found < 64; candidate++) {
    let prime = true;
    for (let d = 2; d * d <= candidate; d++) if (candidate % d === 0) prime = false;
    if (!prime) continue;
    const cube = Math.cbrt(candidate), square = Math.sqrt(candidate);
    K[found] = (cube - Math.floor(cube)) * 4294967296;
    if (found < 8) INITIAL[found] = (square - Math.floor(square)) * 4294967296;
    found++;
  }
}

function rotate(x: number, n: number): number {
  return (x >>> n) | (x << (32 - n));
}

function compress(state: Uint32Array, block: Uint8Array, at: number): void {
  for (let i = 0; i < 16; i++) words[i] = (block[at + i * 4]! << 24) | (block[at + i * 4 + 1]! << 16) | (block[at + i * 4 + 2]! << 8) | block[at + i * 4 + 3]!;
  for (let i = 16; i < 64; i++) {
    const x = words[i - 15]!, y = words[i - 2]!;
    words[i] = (words[i - 16]! + (rotate(x, 7) ^ rotate(x, 18) ^ (x >>> 3)) + words[i - 7]! + (rotate(y, 17) ^ rotate(y, 19) ^ (y >>> 10))) | 0;
  }
  let a = state[0]! | 0, b = state[1]! | 0, c = state[2]! | 0, d = state[3]! | 0, e = state[4]! | 0, f = state[5]! | 0, g = state[6]! | 0, h = state[7]! | 0;
  for (let i = 0; i < 64; i++) {
    const t1 = (h + (rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)) + ((e & f) ^ (~e & g)) + K[i]! + words[i]!) | 0;
    const t2 = ((rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + t1) | 0;
    d = c;
    c = b;
    b = a;
    a = (t1 + t2) | 0;
  }
  state[0]! += a;
  state[1]! += b;
  state[2]! += c;
  state[3]! += d;
  state[4]! += e;
  state[5]! += f;
  state[6]! += g;
  state[7]! += h;
}

function sha256(message: Uint8Array): string {
  const state = new Uint32Array(INITIAL);
  const padded = new Uint8Array((((message.length + 8) >> 6) + 1) << 6);
  padded.set(message);
  padded[message.length] = 0x80;
  new DataView(padded.buffer).setUint32(padded.length - 4, message.length * 8);
  for (let at = 0; at < padded.length; at += 64) compress(state, padded, at);
  let text = "";
  for (const word of state) text += word.toString(16).padStart(8, "0");
  return text;
}

makeConstants();
measure(() => {
  const message = new Uint8Array(20_000_000);
  for (let i = 0; i < message.length; i++) message[i] = i * 7;
  return sha256(message);
});
