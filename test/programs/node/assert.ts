import assert from "node:assert";
import { strictEqual, deepStrictEqual, throws, ok, rejects } from "node:assert/strict";
strictEqual(1, 1); deepStrictEqual({ a: [1] }, { a: [1] }); ok(true); assert(1 < 2);
function attempt(f: () => void): void { try { f(); console.log("passed"); } catch (e) { const a = e as assert.AssertionError; console.log(a.name, a.code, a.message.split("\n")[0]); } }
attempt(() => strictEqual(1, 2, "custom message"));
attempt(() => assert(false, "told you"));
attempt(() => throws(() => { throw new TypeError("x"); }, TypeError));
attempt(() => throws(() => { }));
attempt(() => assert.notStrictEqual(1, 1));
attempt(() => assert.equal(1, 1));
attempt(() => assert.match("abc", /b/));
attempt(() => assert.fail("boom"));
await rejects(Promise.reject(new Error("r")), /r/);
console.log("end");
