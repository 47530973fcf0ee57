// WH1004: an image is closed when it is built.
const path = await import("node:path");
console.log(path.sep);
