/** Signatures of indirect calls: the letters that callers and function literals agree on. */
import { ts } from "../checker/typescript.ts";
import type { Signature } from "../hir/hir.ts";
import type { FunctionContext } from "./context.ts";
import { letterOf, slotOfReturn } from "./functions.ts";
import { EMPTY_ENV, type TypeEnv } from "./types.ts";

/** Methods are called by their declared signature (class type parameters are boxes), function types as they are here. */
export function lettersOfSignature(f: FunctionContext, signature: ts.Signature, env: TypeEnv = f.env): Signature {
  const declaration = signature.declaration;
  if (declaration !== undefined && (ts.isMethodSignature(declaration) || ts.isMethodDeclaration(declaration))) {
    const declared = f.checker.getSignatureFromDeclaration(declaration);
    if (declared !== undefined) return letters(f, declared, EMPTY_ENV);
  }
  return letters(f, signature, env);
}

function letters(f: FunctionContext, signature: ts.Signature, env: TypeEnv): Signature {
  const { types } = f.lowering;
  const parameters = signature.getParameters().map((parameter) => {
    const declaration = parameter.valueDeclaration;
    const type = f.checker.getTypeOfSymbol(parameter);
    if (declaration !== undefined && ts.isParameter(declaration)) {
      if (declaration.dotDotDotToken !== undefined) return "r";
      if (declaration.questionToken !== undefined || declaration.initializer !== undefined) return "v";
    }
    return letterOf(types.rep(type, env));
  });
  return `${parameters.join("")}>${letterOf(slotOfReturn(f.lowering, signature.getReturnType(), env).rep)}`;
}

/** The letters of the function type that a literal's place has. */
export function contextualLetters(f: FunctionContext, node: ts.ArrowFunction | ts.FunctionExpression | ts.MethodDeclaration): Signature | undefined {
  const type = ts.isMethodDeclaration(node) ? contextualMethodType(f, node) : f.checker.getContextualType(node);
  return type === undefined ? undefined : lettersOfFunctionType(f, type, f.env);
}

function contextualMethodType(f: FunctionContext, node: ts.MethodDeclaration): ts.Type | undefined {
  if (!ts.isObjectLiteralExpression(node.parent) || !ts.isIdentifier(node.name)) return undefined;
  const outer = f.checker.getContextualType(node.parent);
  const property = outer?.getProperty(node.name.text);
  return property === undefined ? undefined : f.checker.getTypeOfSymbol(property);
}

/** The letters of the only call signature of the type (null and undefined aside). */
export function lettersOfFunctionType(f: FunctionContext, type: ts.Type, env: TypeEnv): Signature | undefined {
  const signatures = f.lowering.types.nonNullable(type).getCallSignatures();
  const [signature] = signatures;
  return signature !== undefined && signatures.length === 1 ? lettersOfSignature(f, signature, env) : undefined;
}
