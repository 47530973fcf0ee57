const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
function encode(b: Uint8Array): string { let s = ""; for (let i = 0; i < b.length; i += 3) { const n = (b[i]! << 16) | ((b[i + 1] ?? 0) << 8) | (b[i + 2] ?? 0); s += ALPHABET[n >> 18]! + ALPHABET[(n >> 12) & 63]! + (i + 1 < b.length ? ALPHABET[(n >> 6) & 63]! : "=") + (i + 2 < b.length ? ALPHABET[n & 63]! : "="); } return s; }
const TABLE = Uint32Array.from({ length: 256 }, (_, n) => { for (let k = 0; k < 8; k++) n = n & 1 ? 0xedb88320 ^ (n >>> 1) : n >>> 1; return n; });
function crc32(b: Uint8Array): number { let c = -1; for (const x of b) c = TABLE[(c ^ x) & 255]! ^ (c >>> 8); return (c ^ -1) >>> 0; }
function adler(b: Uint8Array): number { let x = 1, y = 0; for (const c of b) { x = (x + c) % 65521; y = (y + x) % 65521; } return ((y << 16) | x) >>> 0; }
for (const s of ["", "a", "ab", "abc", "123456789", "Whelk é"]) { const b = new TextEncoder().encode(s); console.log(encode(b), crc32(b).toString(16), adler(b)); }
