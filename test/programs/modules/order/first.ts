import "./shared.ts";
console.log("first");
