import { createHash, createHmac, hash, randomBytes, randomInt, randomUUID, timingSafeEqual } from "node:crypto";

for (const name of ["md5", "sha1", "sha224", "sha256", "sha384", "sha512", "SHA-256", "RSA-SHA512"]) {
  console.log(name, createHash(name).digest("hex"), createHash(name).update("abc").update(new Uint8Array([1, 2, 3])).digest("base64"));
}
console.log(createHash("sha256").update("é".repeat(100)).digest("base64url"), createHash("sha1").update("616263", "hex").digest());
console.log(createHmac("sha256", "key").update("The quick brown fox").digest("hex"), createHmac("sha512", Buffer.alloc(200, 1)).update("x").digest("hex"));
console.log(hash("sha1", "x"), createHash("md5").update(new Uint16Array([1, 256])).digest("hex"));

const first = createHash("sha384").update("a".repeat(300));
const copy = first.copy().update("b");
console.log(first.digest("hex"), copy.digest("hex"));

function attempt(action: () => unknown): void {
  try {
    console.log(action());
  } catch (error) {
    if (error instanceof Error) console.log(error.name, "code" in error ? error.code : "", error.message);
  }
}
attempt(() => createHash("nope"));
attempt(() => createHmac("nope", "key"));
attempt(() => { const done = createHash("sha1"); done.digest(); return done.digest(); });
attempt(() => { const done = createHash("sha1"); done.digest(); return done.update("x"); });
attempt(() => { const done = createHmac("sha1", "k"); done.digest(); return done.digest("hex").length; });
attempt(() => timingSafeEqual(Buffer.alloc(1), Buffer.alloc(2)));
attempt(() => randomBytes(-1));
attempt(() => randomInt(5, 5));

console.log(randomBytes(12).length, randomBytes(16).equals(randomBytes(16)), randomUUID().length, randomUUID() === randomUUID());
console.log(timingSafeEqual(Buffer.from("same"), Buffer.from("same")), timingSafeEqual(Buffer.from("same"), Buffer.from("sane")));
const rolled = Array.from({ length: 100 }, () => randomInt(1, 7));
console.log(rolled.every((n) => Number.isInteger(n) && n >= 1 && n <= 6), randomInt(1));
randomBytes(4, (error, bytes) => console.log(error, bytes.length));
console.log("before the callback");
