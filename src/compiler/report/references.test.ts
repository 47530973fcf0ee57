import { deepEqual } from "node:assert/strict";
import { test } from "node:test";
import { readReferences, shortestWays } from "./references.ts";

const MODULE = `define void @whelk.entry(i64 %info) #0 {
  call void @"lib/a.ts:start"()
}
@str.0 = internal constant [2 x i8] c"@x", align 16
@table = internal constant [2 x ptr] [
  ptr @"lib/b.ts:B.late",
  ptr @str.0]
define internal void @"lib/a.ts:start"() #0 {
  call void @"main.ts:caf\\C3\\A9"(ptr @table)
}
define internal void @"main.ts:caf\\C3\\A9"(ptr %p) #0 {
  ret void
}
define internal void @"lib/b.ts:B.late"() #0 {
  ret void
}
attributes #0 = { "@nothing" }
!1 = !{ ptr @str.0 }
`;

test("readReferences() has what each definition names, also over several lines, and undoes escapes", () => {
  const references = readReferences(MODULE);
  deepEqual([...references.keys()], ["whelk.entry", "str.0", "table", "lib/a.ts:start", "main.ts:café", "lib/b.ts:B.late"]);
  deepEqual([...references.get("table") ?? []], ["lib/b.ts:B.late", "str.0"]);
  deepEqual([...references.get("lib/a.ts:start") ?? []], ["main.ts:café", "table"]);
});

test("shortestWays() goes through a detour only when there is no other way, and says so", () => {
  const ways = shortestWays(readReferences(MODULE), ["whelk.entry"], (symbol) => (symbol === "table" ? "by-key" : undefined));
  deepEqual(ways.get("lib/a.ts:start"), { parent: "whelk.entry", how: "names" });
  deepEqual(ways.get("lib/b.ts:B.late"), { parent: "table", how: "by-key" });
});

test("shortestWays() gives what two roots reach to the first", () => {
  const ways = shortestWays(readReferences(MODULE), ["main.ts:café", "whelk.entry"], () => undefined);
  deepEqual(ways.get("main.ts:café"), { parent: undefined, how: "names" });
});
