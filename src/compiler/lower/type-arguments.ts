/** Representations of type parameters at a call: from the checker's inference, or by matching declared and actual types. */
import { ts } from "../checker/typescript.ts";
import type { Rep } from "../hir/hir.ts";
import type { FunctionContext } from "./context.ts";
import { isNumberRep, type TypeEnv } from "./types.ts";

/** Generic instances exist for f64, bool and box only. */
export function instanceRep(rep: Rep): "f64" | "bool" | "box" {
  if (isNumberRep(rep)) return "f64";
  return rep === "bool" ? "bool" : "box";
}

export function typeParametersOf(f: FunctionContext, fn: ts.SignatureDeclaration): readonly ts.Symbol[] {
  return (fn.typeParameters ?? []).map((parameter) => f.checker.getSymbolAtLocation(parameter.name)).filter((symbol) => symbol !== undefined);
}

/** The environment of the function for this call. */
export function environmentOf(f: FunctionContext, fn: ts.SignatureDeclaration, call: ts.CallLikeExpression, outer: TypeEnv): TypeEnv {
  const parameters = typeParametersOf(f, fn);
  if (parameters.length === 0) return outer;
  const env = new Map(outer);
  const signature = f.checker.getResolvedSignature(call);
  const actual = signature === undefined || signature.declaration !== fn ? undefined : typeArgumentsOf(f, signature);
  parameters.forEach((parameter, index) => {
    const type = actual?.[index];
    env.set(parameter, type === undefined ? "box" : instanceRep(f.rep(type)));
  });
  return env;
}

function typeArgumentsOf(f: FunctionContext, signature: ts.Signature): readonly ts.Type[] | undefined {
  return f.checker.getTypeArgumentsForResolvedSignature(signature);
}

/** Matches declared parameter types with the types of the arguments. What does not match stays a box. */
export class Matcher {
  private readonly f: FunctionContext;
  private readonly parameters: ReadonlySet<ts.Symbol>;
  readonly env = new Map<ts.Symbol, Rep>();

  constructor(f: FunctionContext, parameters: readonly ts.Symbol[]) {
    this.f = f;
    this.parameters = new Set(parameters);
  }

  /** `depth` bounds recursive types. */
  match(declared: ts.Type, actual: ts.Type, depth = 0): void {
    if (depth > 4) return;
    if (declared.flags & ts.TypeFlags.TypeParameter && this.parameters.has(declared.symbol)) {
      this.bind(declared.symbol, instanceRep(this.f.rep(actual)));
      return;
    }
    if (declared.flags & ts.TypeFlags.Union) {
      const rest = (declared as ts.UnionType).types.filter((member) => (member.flags & (ts.TypeFlags.Undefined | ts.TypeFlags.Null)) === 0);
      const only = rest.filter((member) => member.flags & ts.TypeFlags.TypeParameter);
      if (only.length === 1 && rest.length === 1) this.match(only[0]!, this.f.lowering.types.nonNullable(actual), depth + 1);
      else for (const member of rest) if (!(member.flags & ts.TypeFlags.TypeParameter)) this.match(member, actual, depth + 1);
      return;
    }
    const element = this.f.lowering.types.arrayElement(declared) ?? this.singleArgument(declared);
    const actualElement = this.f.lowering.types.arrayElement(actual);
    if (element !== undefined && actualElement !== undefined) { this.match(element, actualElement, depth + 1); return; }
    this.references(declared, actual, depth);
    const [a] = declared.getCallSignatures();
    const [b] = this.f.lowering.types.nonNullable(actual).getCallSignatures();
    if (a !== undefined && b !== undefined) this.signatures(a, b, depth);
  }

  private references(declared: ts.Type, actual: ts.Type, depth: number): void {
    if (!isReference(declared) || !isReference(actual) || declared.target !== actual.target) return;
    const a = this.f.checker.getTypeArguments(declared);
    const b = this.f.checker.getTypeArguments(actual);
    a.forEach((one, index) => { if (b[index] !== undefined) this.match(one, b[index], depth + 1); });
  }

  private signatures(a: ts.Signature, b: ts.Signature, depth: number): void {
    this.match(a.getReturnType(), b.getReturnType(), depth + 1);
  }

  private singleArgument(type: ts.Type): ts.Type | undefined {
    if (!isReference(type)) return undefined;
    const args = this.f.checker.getTypeArguments(type);
    return args.length >= 1 && ["Iterable", "ArrayLike", "ConcatArray"].includes(type.symbol.name) ? args[0] : undefined;
  }

  private bind(symbol: ts.Symbol, rep: Rep): void {
    const known = this.env.get(symbol);
    this.env.set(symbol, known === undefined || known === rep ? rep : "box");
  }
}

function isReference(type: ts.Type): type is ts.TypeReference {
  return (type.flags & ts.TypeFlags.Object) !== 0 && ((type as ts.ObjectType).objectFlags & ts.ObjectFlags.Reference) !== 0;
}
