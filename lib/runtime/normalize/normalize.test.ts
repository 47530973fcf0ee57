import assert from "node:assert/strict";
import { test } from "node:test";
import { stringNormalize } from "./normalize.ts";

const FORMS = ["NFC", "NFD", "NFKC", "NFKD"] as const;

test("stringNormalize() of every code point is what Node says", () => {
  for (const form of FORMS) {
    for (let point = 0; point < 0x110000; point++) {
      const text = String.fromCodePoint(point);
      if (stringNormalize(text, form) !== text.normalize(form)) assert.fail(`${form} of U+${point.toString(16)}`);
    }
  }
});

test("stringNormalize() orders and composes marks as Node does", () => {
  let seed = 7;
  const random = (below: number): number => { seed = (Math.imul(seed, 1103515245) + 12345) >>> 0; return (seed >>> 8) % below; };
  const pool = [0x41, 0x61, 0x73, 0x300, 0x301, 0x302, 0x307, 0x323, 0x327, 0x328, 0x334, 0x345, 0x5b0, 0x5bc, 0x93c, 0x1100, 0x1161, 0x11a8, 0xac00, 0x1e0b, 0x212b, 0xfb01, 0x1d158, 0x1d165, 0x1d16e, 0x302a, 0xd800];
  for (let i = 0; i < 20000; i++) {
    const text = Array.from({ length: 1 + random(6) }, () => String.fromCharCode(...[String.fromCodePoint(pool[random(pool.length)]!)].flatMap((c) => [...Array(c.length).keys()].map((k) => c.charCodeAt(k))))).join("");
    for (const form of FORMS) assert.equal(stringNormalize(text, form), text.normalize(form), JSON.stringify(text));
  }
});

test("stringNormalize() refuses other forms", () => {
  assert.throws(() => stringNormalize("x", "bad"), RangeError);
});
