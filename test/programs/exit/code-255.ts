console.error("to stderr");
process.exit(255);
