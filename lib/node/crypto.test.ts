/** Digests against Node's own. */
import { strictEqual, deepStrictEqual } from "node:assert/strict";
import * as node from "node:crypto";
import { test } from "node:test";
import { createHash, createHmac, hash, randomInt, timingSafeEqual } from "./crypto.ts";

const ALGORITHMS = ["md5", "sha1", "sha224", "sha256", "sha384", "sha512"];
const bytes = Buffer.from(Array.from({ length: 700 }, (_, i) => (i * 167 + 13) & 255));

for (const name of ALGORITHMS) {
  test(`${name} is Node's, for every length round its blocks and however it is cut`, () => {
    for (let length = 0; length <= 300; length++) {
      const piece = bytes.subarray(0, length), wanted = node.createHash(name).update(piece).digest("hex");
      strictEqual(createHash(name).update(piece).digest("hex"), wanted, `${length} bytes`);
      const cut = (length * 7) % (length + 1);
      strictEqual(createHash(name).update(piece.subarray(0, cut)).update(piece.subarray(cut)).digest("hex"), wanted, `${length} bytes, cut at ${cut}`);
    }
  });
  test(`HMAC with ${name} is Node's, for short and long keys`, () => {
    for (const keyBytes of [0, 1, 63, 64, 65, 127, 128, 129, 500]) {
      const key = bytes.subarray(0, keyBytes);
      strictEqual(createHmac(name, key).update(bytes).digest("base64"), node.createHmac(name, key).update(bytes).digest("base64"), `${keyBytes} bytes`);
    }
  });
}

test("a message of more than 2^29 bytes has its length in both words", () => {
  const mebibyte = Buffer.alloc(1 << 20, 7);
  const ours = createHash("md5"), theirs = node.createHash("md5");
  for (let i = 0; i < 513; i++) {
    ours.update(mebibyte);
    theirs.update(mebibyte);
  }
  strictEqual(ours.digest("hex"), theirs.digest("hex"));
});

test("Hash.copy() goes on from the same bytes", () => {
  const first = createHash("sha256").update(bytes);
  const second = first.copy().update("more");
  strictEqual(first.digest("hex"), node.createHash("sha256").update(bytes).digest("hex"));
  strictEqual(second.digest("hex"), node.createHash("sha256").update(bytes).update("more").digest("hex"));
});

test("hash(), timingSafeEqual(), randomInt()", () => {
  strictEqual(hash("sha1", "x"), node.hash("sha1", "x"));
  strictEqual(timingSafeEqual(bytes, Buffer.from(bytes)), true);
  strictEqual(timingSafeEqual(Buffer.from([1, 2]), Buffer.from([1, 3])), false);
  deepStrictEqual(new Set(Array.from({ length: 200 }, () => randomInt(3, 6))), new Set([3, 4, 5]));
});
