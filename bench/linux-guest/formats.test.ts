import { deepEqual, equal, throws } from "node:assert/strict";
import { test } from "node:test";
import { packCpio } from "./cpio.ts";
import { unpackLegacyLz4 } from "./lz4.ts";

function frame(...block: readonly number[]): Buffer {
  return Buffer.from([0x02, 0x21, 0x4c, 0x18, block.length, 0, 0, 0, ...block]);
}

test("unpackLegacyLz4() copies literals, and matches that overlap themselves", () => {
  // three literals, then a match of 4 + 4 bytes three back, then two literals
  equal(unpackLegacyLz4(frame(0x34, 0x61, 0x62, 0x63, 3, 0, 0x20, 0x78, 0x79)).toString(), "abcabcabcabxy");
});

test("unpackLegacyLz4() reads lengths of more than a nibble", () => {
  const literals = Array.from({ length: 20 }, (_, i) => 0x41 + i);
  equal(unpackLegacyLz4(frame(0xf0, 5, ...literals)).toString(), "ABCDEFGHIJKLMNOPQRST");
});

test("unpackLegacyLz4() refuses what is no such frame", () => {
  throws(() => unpackLegacyLz4(Buffer.from([1, 2, 3, 4])), /not an LZ4 legacy frame/);
});

test("packCpio() pads names and contents to four bytes, and makes directories", () => {
  const archive = packCpio([{ path: "bin/a", content: Buffer.from("xyz"), mode: 0o755 }], ["dev"]);
  const names: string[] = [];
  for (let at = 0; at < archive.length;) {
    equal(archive.toString("latin1", at, at + 6), "070701");
    const field = (index: number): number => parseInt(archive.toString("latin1", at + 6 + index * 8, at + 14 + index * 8), 16);
    names.push(`${archive.toString("latin1", at + 110, at + 109 + field(11))} ${field(1).toString(8)}`);
    at += (110 + field(11) + 3 & ~3) + (field(6) + 3 & ~3);
  }
  deepEqual(names, ["bin 40755", "dev 40755", "bin/a 100755", "TRAILER!!! 0"]);
});
