for (const s of ["42", "  42  ", "-17", "+8", "0x1f", "0X1F", "12px", "px", "", "1e3", "3.9", "-0", "99999999999999999999", "0b11"]) console.log(JSON.stringify(s), parseInt(s));
console.log(parseInt("ff", 16), parseInt("101", 2), parseInt("zz", 36), parseInt("12", 1), parseInt("9", 8), parseInt("0x10", 16), parseInt("10", 0));
console.log(Number.parseInt === parseInt);
