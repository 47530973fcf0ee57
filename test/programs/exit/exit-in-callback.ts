setTimeout(() => { console.log("now"); process.exit(9); }, 1);
setInterval(() => { }, 5);
console.log("waiting");
