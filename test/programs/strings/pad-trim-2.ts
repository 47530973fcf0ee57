console.log("5".padStart(3, "0"), "5".padEnd(3, "ab") + "|", "abc".padStart(2), "x".padStart(5, ""), "x".padStart(6, "abc"), "abc".padEnd(NaN));
console.log(
  JSON.stringify(" \t\n\u00a0\ufeffa b \u2003\u2028".trim()), JSON.stringify("  a ".trimStart()), JSON.stringify("  a ".trimEnd()),
  "ab".repeat(3), "ab".repeat(0) === "", "".repeat(5) === "", "x".repeat(2.9),
);
for (const n of [-1, Infinity]) try { "x".repeat(n); } catch (e) { console.log(String(e)); }
