import assert from "node:assert/strict";
import { test } from "node:test";
import { f64Bits, f64FromBits } from "../sys/intrinsics.ts";
import { shim } from "../sys/shim.ts";
import { formatNumber, remainder, toInt32Slow } from "./number.ts";
import { numberOfUnits } from "./number-text.ts";
import { BIG_BYTES, exactDigits, shortestDigits } from "./number-format.ts";

/** A seeded generator: xorshift on 64 bits. */
function generator(seed: bigint): () => bigint {
  let state = seed;
  return () => {
    state ^= (state << 13n) & 0xffff_ffff_ffff_ffffn;
    state ^= state >> 7n;
    state ^= (state << 17n) & 0xffff_ffff_ffff_ffffn;
    return state;
  };
}

function doubles(count: number): number[] {
  const next = generator(0x1234_5678_9abc_def1n);
  const values = [0.1, 0.2, 0.3, 1 / 3, 5e-324, 2.2250738585072014e-308, 1.7976931348623157e308, 1e21, 1e20, 123456789012345680000, 1e-6, 1e-7, 0.000001234,
    9007199254740993, 4.35, 0.5, 1.5, 1e15, 123456.789, 1e16, 2 ** 70, 2 ** -70, 1.005, 8.345, 4294967295.5, 2 ** 53, 9.5367431640625e-7];
  for (let i = 0; i < count; i++) {
    const value = f64FromBits(next());
    if (Number.isFinite(value)) values.push(value);
    values.push(Number(next() % 100000n) / 100, Number(next() % 1000000007n) / Number(next() % 9973n + 1n));
  }
  return values;
}

function ascii(at: number, length: number): string { return Buffer.from(shim.bytes.subarray(at, at + length)).toString("latin1"); }

test("formatNumber() writes what Number.prototype.toString does", () => {
  shim.reset(1 << 16);
  for (const value of doubles(3000)) {
    for (const signed of [value, -value]) {
      const length = formatNumber(signed, 32768);
      assert.equal(ascii(32768, length), String(signed));
    }
  }
});

test("shortestDigits() alone gives the shortest digits", () => {
  shim.reset(1 << 16);
  for (const value of doubles(1500)) {
    if (value === 0) continue;
    const count = shortestDigits(Math.abs(value), 64, 128, 256);
    const place = shim.view.getInt32(128, true);
    const digits = ascii(64, count);
    assert.equal(Number(`0.${digits}e${place}`), Math.abs(value));
    assert.equal(digits.length, Math.abs(value).toExponential().replace(/e.*|\./g, "").length, String(value));
  }
});

test("exactDigits() rounds as toPrecision and toFixed do", () => {
  shim.reset(1 << 16);
  for (const value of doubles(400)) {
    if (value === 0) continue;
    for (const precision of [1, 3, 15, 17, 40]) {
      const made = exactDigits(Math.abs(value), precision, false, 64, 256, 512);
      const place = shim.view.getInt32(256, true);
      const [mantissa, exponent] = Math.abs(value).toExponential(precision - 1).split("e");
      assert.equal(ascii(64, Math.min(made, precision)), mantissa?.replace(".", ""));
      assert.equal(place - 1, Number(exponent));
    }
  }
  assert.ok(BIG_BYTES >= 150);
});

test("numberOfUnits() rounds as Number() does", () => {
  shim.reset(1 << 16);
  const next = generator(77n);
  const texts = ["", " ", " 12 ", "0x1f", "0b101", "0o17", "1e1000", "-1e-1000", "Infinity", "-Infinity", "Infinityx", "1_0", ".5", "5.", ".", "+.5e1", "1e", "1e+", "0x", "0xg",
    "9007199254740993", "2.2250738585072011e-308", "1.7976931348623159e308", "0x20000000000001", "0x20000000000003", "4.9406564584124654e-324", "2.4703282292062327e-324",
    "2.4703282292062328e-324", "123456789012345678901234567890", "0." + "0".repeat(300) + "1", "1".repeat(400), "-0", "\u00a012\ufeff",
    "179769313486231580793728971405301e276", "8.5", "0.1e-6", "89255.0e-22"];
  for (let i = 0; i < 4000; i++) {
    texts.push(String(f64FromBits(next())));
    texts.push(`${next() % 100000000000000000000n}.${next()}e${Number(next() % 640n) - 330}`);
    const value = Math.abs(f64FromBits(next()));
    // Halfway between two doubles, exactly.
    if (value > 1e-3 && value < 1e18) {
      const high = f64FromBits(f64Bits(value) + 1n);
      texts.push(midpoint(value, high));
    }
  }
  for (const text of texts) {
    for (let i = 0; i < text.length; i++) shim.view.setUint16(32768 + i * 2, text.charCodeAt(i), true);
    assert.ok(Object.is(numberOfUnits(32768, true, text.length), Number(text)), text);
  }
});

/** The decimal expansion of the middle of two neighbours. */
function midpoint(low: number, high: number): string {
  const scale = 200n;
  const exact = (value: number): bigint => {
    const bits = f64Bits(value);
    const exponent = Number((bits >> 52n) & 0x7ffn) - 1075;
    const mantissa = (bits & 0xfffffffffffffn) | 0x10000000000000n;
    return exponent >= 0 ? (mantissa << BigInt(exponent)) << scale : mantissa << (scale - BigInt(-exponent));
  };
  const sum = (exact(low) + exact(high)) / 2n;
  let digits = (sum * 5n ** scale * 2n ** scale / 2n ** scale).toString().padStart(201, "0");
  digits = `${digits.slice(0, -200)}.${digits.slice(-200)}`;
  return digits;
}

test("remainder() is exact", () => {
  const values = doubles(200);
  for (let i = 1; i < values.length; i++) {
    const x = values[i] as number;
    const y = values[(i * 7) % values.length] as number;
    assert.ok(Object.is(remainder(x, y), x % y), `${x} % ${y}`);
    assert.ok(Object.is(remainder(-x, y), -x % y), `${-x} % ${y}`);
  }
});

test("toInt32Slow() wraps as | 0 does", () => {
  for (const value of doubles(500)) for (const signed of [value, -value]) assert.equal(toInt32Slow(signed), signed | 0, String(signed));
});
