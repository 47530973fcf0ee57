const K = new Uint32Array(64);
{
  let n = 0;
  for (let c = 2; n < 64; c++) { let prime = true; for (let d = 2; d * d <= c; d++) if (c % d === 0) { prime = false; break; } if (prime) { const r = Math.cbrt(c); K[n++] = (r - Math.floor(r)) * 4294967296; } }
}
const rotr = (x: number, n: number): number => (x >>> n) | (x << (32 - n));
function sha256(message: Uint8Array): string {
  const h = new Uint32Array([0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19]);
  const padded = new Uint8Array(((message.length + 8) >> 6 << 6) + 64);
  padded.set(message); padded[message.length] = 0x80;
  new DataView(padded.buffer).setUint32(padded.length - 4, message.length * 8);
  const w = new Uint32Array(64), view = new DataView(padded.buffer);
  for (let at = 0; at < padded.length; at += 64) {
    for (let i = 0; i < 16; i++) w[i] = view.getUint32(at + i * 4);
    for (let i = 16; i < 64; i++) { const a = w[i - 15]!, b = w[i - 2]!; w[i] = w[i - 16]! + (rotr(a, 7) ^ rotr(a, 18) ^ (a >>> 3)) + w[i - 7]! + (rotr(b, 17) ^ rotr(b, 19) ^ (b >>> 10)); }
    let [a, b, c, d, e, f, g, hh] = h as unknown as [number, number, number, number, number, number, number, number];
    for (let i = 0; i < 64; i++) {
      const t1 = (hh + (rotr(e, 6) ^ rotr(e, 11) ^ rotr(e, 25)) + ((e & f) ^ (~e & g)) + K[i]! + w[i]!) | 0;
      const t2 = ((rotr(a, 2) ^ rotr(a, 13) ^ rotr(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      hh = g; g = f; f = e; e = (d + t1) | 0; d = c; c = b; b = a; a = (t1 + t2) | 0;
    }
    for (const [i, v] of [a, b, c, d, e, f, g, hh].entries()) h[i]! += v;
  }
  return [...h].map((x) => x.toString(16).padStart(8, "0")).join("");
}
const text = new TextEncoder();
for (const s of ["", "abc", "The quick brown fox jumps over the lazy dog", "x".repeat(1000)]) console.log(sha256(text.encode(s)));
