/** The one door to the TypeScript package: the front end takes syntax and types from here. */
import ts from "typescript";
export { ts };
