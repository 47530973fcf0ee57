const e = "e\u0301";
console.log(
  e.normalize() === "é", "é".normalize("NFD") === e, "ﬁ①".normalize("NFKC"), "한글".normalize("NFD").length,
  "한글".normalize("NFD").normalize(), "Å".normalize("NFKD").length, "plain".normalize("NFC"), "a\u0323\u0307".normalize().length,
  "a\u0307\u0323".normalize("NFD") === "a\u0323\u0307",
);
try { "x".normalize("nfc"); } catch (x) { console.log(String(x)); }
