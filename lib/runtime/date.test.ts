/** Date against V8's with TZ=UTC: fields, setters, texts and parsing. */
process.env["TZ"] = "UTC";
import assert from "node:assert/strict";
import { test } from "node:test";
import { Date as Ours } from "./date.ts";

let state = 99;
function next(): number { state = (Math.imul(state, 1664525) + 1013904223) >>> 0; return state / 2 ** 32; }
const GETTERS = ["getTime", "getFullYear", "getMonth", "getDate", "getDay", "getHours", "getMinutes", "getSeconds", "getMilliseconds", "getUTCFullYear", "getUTCMonth", "getUTCDate", "getUTCDay",
  "getTimezoneOffset", "toString", "toDateString", "toTimeString", "toUTCString", "toJSON", "valueOf"] as const;
const SETTERS = ["setMilliseconds", "setSeconds", "setMinutes", "setHours", "setDate", "setMonth", "setFullYear", "setTime", "setUTCHours", "setUTCDate"] as const;

function same(ours: Ours, theirs: Date, what: string): void {
  for (const name of GETTERS) assert.ok(Object.is(ours[name](), theirs[name]()), `${what} ${name}: ${String(ours[name]())} instead of ${String(theirs[name]())}`);
}

test("Date has V8's fields and texts for random times", () => {
  for (const time of [0, -1, 1e12, 8.64e15, -8.64e15, 8.64e15 + 1, NaN, Infinity, 951782400000, -62198755200000, -1e14, 0.7, -0.5]) same(new Ours(time), new Date(time), String(time));
  for (let i = 0; i < 5000; i++) {
    const time = (next() * 2 - 1) * 10 ** (8 + Math.floor(next() * 8));
    same(new Ours(time), new Date(time), String(time));
  }
});

test("Date's locale texts are Node's American English", () => {
  for (let i = 0; i < 300; i++) {
    const time = next() * 4e12 - 1e12;
    const ours = new Ours(time), theirs = new Date(time);
    for (const name of ["toLocaleString", "toLocaleDateString", "toLocaleTimeString"] as const) assert.equal(ours[name](), theirs[name]());
  }
});

test("Date from fields and its setters do as V8's", () => {
  for (let i = 0; i < 3000; i++) {
    const fields = Array.from({ length: 2 + Math.floor(next() * 6) }, (_, k) => k === 0 ? Math.floor(next() * 400) + (next() < 0.5 ? 1800 : 0) : (next() * 200 - 80) * (next() < 0.1 ? 50 : 1)) as [number, number];
    same(new Ours(...fields), new Date(...fields), String(fields));
    assert.ok(Object.is(Ours.UTC(...fields), Date.UTC(...fields)));
    const time = next() * 4e12 - 2e12;
    const ours = new Ours(time), theirs = new Date(time);
    for (let k = 0; k < 4; k++) {
      const name = SETTERS[Math.floor(next() * SETTERS.length)]!;
      const value = Math.floor((next() * 200 - 80) * (name === "setFullYear" ? 30 : 1)) + (next() < 0.02 ? NaN : 0);
      assert.ok(Object.is(ours[name](value), theirs[name](value)), `${name}(${value})`);
    }
    same(ours, theirs, "after setters");
  }
});

const TEXTS = [
  "2026", "2026-11", "2026-11-22", "2026-11-22T10:20", "2026-11-22T10:20Z", "2026-11-22T10:20:30.123Z", "2026-11-22T10:20:30.1234567+02:30", "2026-11-22T24:00:00Z", "2026-11-22T24:00:01Z", "2026-13-01", "2026-02-30",
  "+012026-01-01", "-000001-01-01T00:00:00Z", "2026-11-22T10", "2026-11-22T10:20:30,5Z", "2026-11-22 10:20", "2026-11-22 10:20:30Z", "2026-1-2", "2026/11/22", "11/22/2026", "1/2/03", "1/2/70", "22/11/2026",
  "Nov 22, 2026", "November 22, 2026 10:20:30", "22 November 2026", "22 Nov 2026 10:20 PM", "Sun, 22 Nov 2026 10:00:00 GMT", "Sun Nov 22 2026 10:00:00 GMT+0100 (CET)", "Nov 5", "5 Nov", "Nov", "", "hello", "hello 2026", "2026 hello", "12:30",
  "Nov 22 2026 12:30 am", "Nov 22 2026 13:30 pm", "Nov 22 2026 12 am", "Nov 22 2026 10:00 EST", "Nov 22 2026 10:00 PST", "Nov 22 2026 10:00 GMT-5", "Nov 22 2026 10:00 GMT-0530", "Nov 22 2026 10:00 UTC+5:30", "Nov 22 2026 (comment) 10:00", "Thu, 01 Jan 1970 00:00:00 GMT",
  "2026-11-22T10:20:30z", "2026-11-22t10:20:30Z", "Mon Jan 01 2001", "1 2 3", "32 1 2", "Jan 32 2001", "99", "100", "0", "13", "12/13", "13/12", "2026-11-22T1:2:3", "Jan 1 2000 1:2:3.45", "Jan 1 2000 25:00", "Jan-05-2010", "05-Jan-2010", "2010-Jan-05", "Jan 1 2000 10:00:00+0200",
];
test("Date.parse() reads what V8 reads", () => {
  for (const text of TEXTS) assert.ok(Object.is(Ours.parse(text), Date.parse(text)), `${text}: ${Ours.parse(text)} instead of ${Date.parse(text)}`);
  // Texts that start as the ISO format and go on as garbage may differ: V8 has consumed a part of them.
  let odd = 0;
  for (let i = 0; i < 2000; i++) {
    const date = new Date(next() * 4e12 - 1e12);
    for (const text of [date.toString(), date.toUTCString(), date.toISOString(), date.toLocaleString(), date.toDateString()]) assert.equal(Ours.parse(text), Date.parse(text), text);
    const source = TEXTS[Math.floor(next() * TEXTS.length)]!;
    if (source.startsWith("-") || source.startsWith("+")) continue;
    const at = Math.floor(next() * (source.length + 1));
    const mutant = source.slice(0, at) + "0159 :-+/.,TZa("[Math.floor(next() * 15)] + source.slice(at + Math.floor(next() * 2));
    if (!Object.is(Ours.parse(mutant), Date.parse(mutant))) odd++;
  }
  assert.ok(odd < 10, `${odd} mutants of 2000 are read differently`);
});

test("Date converts and prints as V8's", () => {
  assert.equal(`${new Ours(0)}`, "Thu Jan 01 1970 00:00:00 GMT+0000 (Coordinated Universal Time)");
  assert.equal(Number(new Ours(5)), 5);
  assert.equal(JSON.stringify({ d: new Ours(5) }), '{"d":"1970-01-01T00:00:00.005Z"}');
  assert.throws(() => new Ours(NaN).toISOString(), { name: "RangeError", message: "Invalid time value" });
  assert.equal(new Ours(new Ours(7)).getTime(), 7);
});
