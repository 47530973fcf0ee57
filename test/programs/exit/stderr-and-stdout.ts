console.log("out 1");
console.error("err 1");
console.warn("err 2");
console.info("out 2");
console.debug("out 3");
process.stdout.write("no newline");
process.stdout.write(" then end\n");
process.stderr.write("raw err\n");
