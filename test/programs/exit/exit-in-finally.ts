try { console.log("in try"); process.exit(2); } finally { console.log("not reached"); }
