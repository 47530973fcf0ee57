export { a, b as renamed } from "./leaf.ts";
export * as nested from "./leaf.ts";
export * from "./other.ts";
