import assert from "node:assert/strict";
import { test } from "node:test";
import { closeOverCase, foldCode } from "./fold.ts";

for (const unicode of [false, true]) {
  test(`closeOverCase() finds exactly the code points that fold alike, ${unicode ? "with" : "without"} the flag u`, () => {
    const classes = new Map<number, number[]>();
    for (let code = 0; code <= (unicode ? 0x1ffff : 0xffff); code++) {
      const folded = foldCode(code, unicode);
      const members = classes.get(folded);
      if (members === undefined) classes.set(folded, [code]);
      else members.push(code);
    }
    for (const members of classes.values()) {
      for (const code of members) {
        const ranges = closeOverCase([code, code], unicode);
        const forms: number[] = [];
        for (let i = 0; i < ranges.length; i += 2) for (let form = ranges[i]!; form <= ranges[i + 1]!; form++) forms.push(form);
        assert.deepEqual(forms, members);
      }
    }
  });
}
