// TS2591: there are no files in an image yet.
import { readFileSync } from "node:fs";
console.log(readFileSync("/etc/passwd", "utf8"));
