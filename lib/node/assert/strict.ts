/** node:assert/strict: the loose names mean the strict comparisons. */
import { makeAssert, type Assert } from "../assert.ts";
export {
  AssertionError, deepStrictEqual, deepStrictEqual as deepEqual, doesNotMatch, doesNotReject, doesNotThrow, fail, ifError, match,
  notDeepStrictEqual, notDeepStrictEqual as notDeepEqual, notStrictEqual, notStrictEqual as notEqual, ok, rejects, strictEqual, strictEqual as equal, throws,
} from "../assert.ts";
const assert: Assert = makeAssert("strict");
export { assert as default };
