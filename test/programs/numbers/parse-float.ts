for (const s of ["3.14", "  -2.5e3abc", ".5", "5.", "1e400", "-Infinity", "Infinityx", "e5", "", "1.2.3", "0x10", "1e", "1e+", "-.5", "+1", "1e-400"]) console.log(JSON.stringify(s), parseFloat(s), Number(s));
for (const s of ["0x1f", "0b101", "0o17", " \n12\t", "1_000", "12abc", "null", "١"]) console.log(JSON.stringify(s), Number(s));
console.log(Number("1.7976931348623157e308"), Number("1.7976931348623159e308"), Number("4.9e-324"), Number("2e-324"));
console.log(Number("9007199254740993"), Number("0.1000000000000000055511151231257827"), Number("123456789012345678901234567890"));
