import assert from "node:assert/strict";
import { test } from "node:test";
import { encodedLength, putText, textOf, type Encoding } from "./buffer-codec.ts";
import * as numbers from "./buffer-numbers.ts";
import { bufferCompare, bufferIndexOf, bufferLastIndexOf } from "./buffer-search.ts";
import { bufferConcat, bufferFill, bufferFrom, bufferSubarray, bufferToString, bufferWrite } from "./buffer.ts";

const ENCODINGS: readonly Encoding[] = ["utf8", "utf16le", "latin1", "ascii", "base64", "base64url", "hex"];
function random(seed: number): () => number {
  let state = seed;
  return () => { state = (Math.imul(state, 1664525) + 1013904223) >>> 0; return state / 2 ** 32; };
}

test("textOf() and putText() agree with Node for random bytes in every encoding", () => {
  const next = random(1);
  for (let round = 0; round < 600; round++) {
    const bytes = Buffer.alloc(Math.floor(next() * 40));
    for (let i = 0; i < bytes.length; i++) bytes[i] = round % 3 === 0 ? Math.floor(next() * 256) : round % 3 === 1 ? 0x41 + Math.floor(next() * 60) : [0xe2, 0x82, 0xac, 0xf0, 0x9f, 0x98, 0x80, 0xc3, 0xa4, 0x41, 0xed, 0xa0][Math.floor(next() * 12)] as number;
    for (const encoding of ENCODINGS) {
      const text = bytes.toString(encoding);
      assert.equal(textOf(bytes, encoding, 0, bytes.length), text, encoding);
      const back = bufferFrom(text, encoding);
      assert.deepEqual([...back], [...Buffer.from(text, encoding)], `${encoding} ${text}`);
      const wild = bytes.toString("latin1");
      assert.deepEqual([...bufferFrom(wild, encoding)], [...Buffer.from(wild, encoding)], `${encoding} ${JSON.stringify(wild)}`);
      if (encoding !== "hex" && encoding !== "base64" && encoding !== "base64url") assert.equal(encodedLength(wild, encoding), Buffer.byteLength(wild, encoding));
      const room = Buffer.alloc(7);
      const expected = Buffer.alloc(7);
      assert.equal(putText(wild, encoding, room, 0, 7), expected.write(wild, encoding), `${encoding} ${JSON.stringify(wild)}`);
      assert.deepEqual(room, expected);
    }
  }
});

test("lone surrogates become U+FFFD in UTF-8", () => {
  for (const text of ["\ud800", "a\udc00b", "\ud83d\ude00", "\ud83d\ud83d\ude00", "\udfff\ud800"]) {
    assert.deepEqual([...bufferFrom(text)], [...Buffer.from(text)]);
  }
});

test("number readers and writers agree with Node, errors included", () => {
  const next = random(7);
  const native = Buffer.alloc(12);
  const own = Buffer.alloc(12);
  const outcome = (f: () => unknown): unknown => { try { return f(); } catch (error) { return error instanceof Error ? `${error.name} ${(error as NodeJS.ErrnoException).code} ${error.message}` : error; } };
  type Method = (...args: unknown[]) => unknown;
  const table = numbers as unknown as Record<string, Method>;
  for (const name of Object.keys(table)) {
    const method = name.charAt(6).toLowerCase() + name.slice(7);
    const nodeMethod = (native as unknown as Record<string, Method>)[method] as Method;
    assert.ok(nodeMethod, method);
    for (let round = 0; round < 60; round++) {
      const value = [0, 1, -1, 255, 256, 65535, 65536, 2 ** 31, 2 ** 32, -(2 ** 31), 2 ** 47, 2 ** 48 - 1, 1.5, NaN, -128, 127, 1e300][Math.floor(next() * 17)] as number;
      const offset = [0, 1, 2, 4, 6, 8, 11, 12, -1, 1.5][Math.floor(next() * 10)] as number;
      const args = method.startsWith("write") ? [value, offset] : [offset];
      if (/Int[LB]E$/.test(method)) args.push(1 + Math.floor(next() * 7));
      assert.deepEqual(outcome(() => (table[name] as Method)(own, ...args)), outcome(() => nodeMethod.apply(native, args)), `${method}(${args.join(", ")})`);
      assert.deepEqual(own, native, `${method}(${args.join(", ")})`);
    }
  }
});

test("searches, comparisons, slices and fills agree with Node", () => {
  const next = random(3);
  for (let round = 0; round < 2000; round++) {
    const hay = Buffer.alloc(Math.floor(next() * 12), "abcab");
    const needle = "abcab".slice(Math.floor(next() * 3), 3 + Math.floor(next() * 3));
    const at = Math.floor(next() * 24) - 12;
    assert.equal(bufferIndexOf(hay, needle, at), hay.indexOf(needle, at));
    assert.equal(bufferLastIndexOf(hay, needle, at), hay.lastIndexOf(needle, at), `${hay} ${needle} ${at}`);
    const end = Math.floor(next() * 24) - 12;
    assert.equal(bufferToString(bufferSubarray(hay, at, end)), hay.subarray(at, end).toString());
    assert.equal(bufferToString(hay, "latin1", at, end), hay.toString("latin1", at, end));
    assert.equal(bufferCompare(hay, Buffer.from(needle)), hay.compare(Buffer.from(needle)));
    assert.deepEqual(bufferFill(Buffer.from(hay), needle), Buffer.from(hay).fill(needle));
  }
  assert.deepEqual(bufferConcat([Buffer.from("ab"), Buffer.from("cd")], 3), Buffer.from("abc"));
  const target = Buffer.alloc(5);
  assert.equal(bufferWrite(target, "äöü", 1, 3), 2);
  assert.deepEqual(target, Buffer.from([0, 0xc3, 0xa4, 0, 0]));
});
