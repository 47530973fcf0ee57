/**
 * What a program prints, as far as its types say: a call like `console.log("x", n)` needs no inspect, and a program with
 * only such calls, throwing only plain errors, needs none at all. inspect and what it reaches is most of a small image.
 */
import { ts } from "../checker/typescript.ts";
import { isLibraryFile, type SourceProgram } from "../checker/program.ts";

const PLAIN_METHODS: ReadonlySet<string> = new Set(["log", "info", "debug", "error", "warn"]);
/** Methods of console that never print what they are given except as text. */
const TEXT_METHODS: ReadonlySet<string> = new Set([...PLAIN_METHODS, "group", "groupEnd", "count", "countReset", "time", "timeEnd"]);
const PLAIN_ERRORS: ReadonlySet<string> = new Set(["Error", "TypeError", "RangeError", "SyntaxError", "ReferenceError", "EvalError", "URIError"]);
const PRIMITIVE = ts.TypeFlags.StringLike | ts.TypeFlags.NumberLike | ts.TypeFlags.BooleanLike;

/** Is every value of the type a string, number or boolean? */
export function isPrintable(type: ts.Type): boolean {
  if (type.flags & ts.TypeFlags.Union) return (type as ts.UnionType).types.every(isPrintable);
  return (type.flags & PRIMITIVE) !== 0;
}

/** Can the application print something that takes inspect to print, an uncaught error included? */
export function needsInspect(source: SourceProgram): boolean {
  return source.program.getSourceFiles().some((file) => !isLibraryFile(source, file) && !file.isDeclarationFile && mayInspect(source.checker, file));
}

function mayInspect(checker: ts.TypeChecker, node: ts.Node): boolean {
  if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier) && !/^[./]/.test(node.moduleSpecifier.text)) return true;
  if (ts.isThrowStatement(node) && !throwsPlainly(node.expression)) return true;
  if (ts.isHeritageClause(node) || ts.isAwaitExpression(node)) return true; // classes may extend errors; rejections carry anything
  if (ts.isIdentifier(node) && (node.text === "Promise" || node.text === "process" || node.text === "console") && !isPlainConsole(checker, node)) return true;
  return ts.forEachChild(node, (child) => mayInspect(checker, child) || undefined) === true;
}

function throwsPlainly(thrown: ts.Expression): boolean {
  return ts.isNewExpression(thrown) && ts.isIdentifier(thrown.expression) && PLAIN_ERRORS.has(thrown.expression.text) && (thrown.arguments?.length ?? 0) <= 1;
}

function isPlainConsole(checker: ts.TypeChecker, name: ts.Identifier): boolean {
  const access = name.parent;
  if (name.text !== "console" || !ts.isPropertyAccessExpression(access) || !TEXT_METHODS.has(access.name.text)) return false;
  const call = access.parent;
  return ts.isCallExpression(call) && call.expression === access && (!PLAIN_METHODS.has(access.name.text) || call.arguments.every((argument) => !ts.isSpreadElement(argument) && isPrintable(checker.getTypeAtLocation(argument))));
}
