/** node:path/posix: the same as node:path. */
export * from "../path.ts";
export * as default from "../path.ts";
