console.log(
  "straße".toUpperCase(), "ÀÉÎ".toLowerCase(), "ЖЩ".toLowerCase(), "ψω".toUpperCase(), "ﬁ".toUpperCase(), "ΌΔΟΣ".toLowerCase(),
  "ÿ".toUpperCase(), "ŉ".toUpperCase(), "ǆ".toUpperCase(), "ა".toUpperCase(), "ա".toUpperCase(), "Ⅷ".toLowerCase(),
  "ⓐ".toUpperCase(), "Ꭰ".toLowerCase(), "İI".toLowerCase().length, "ı".toUpperCase(), "ǅ".toLowerCase(), "𐐀".toLowerCase(),
  "ΐ".toUpperCase().length,
);
