import assert from "node:assert/strict";
import { test } from "node:test";
import { globalDecodeURI, globalDecodeURIComponent, globalEncodeURI, globalEncodeURIComponent } from "./uri.ts";

test("encoding and decoding agree with Node on every Latin-1 character and samples beyond", () => {
  const samples = ["", "é日本😀", "a b/c?d=é&e#f", "100%", "%41%zz"];
  for (let unit = 0; unit < 256; unit++) samples.push(String.fromCharCode(unit), `%${unit.toString(16).padStart(2, "0")}`);
  samples.push("%C3%A9", "%F0%9F%98%80", "%E2%82", "%C0%80", "%ED%A0%80", "%F4%90%80%80", "%23%2f", "\ud800", "x\udc00");
  const outcome = (f: (text: string) => string, text: string): string => { try { return f(text); } catch (error) { return (error as Error).message; } };
  for (const text of samples) {
    assert.equal(outcome(globalEncodeURIComponent, text), outcome(encodeURIComponent, text), text);
    assert.equal(outcome(globalEncodeURI, text), outcome(encodeURI, text), text);
    assert.equal(outcome(globalDecodeURIComponent, text), outcome(decodeURIComponent, text), text);
    assert.equal(outcome(globalDecodeURI, text), outcome(decodeURI, text), text);
  }
});
