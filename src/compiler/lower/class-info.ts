/** What the front end knows of a class of the program. */
import type { ts } from "../checker/typescript.ts";
import type { ClassId } from "../hir/hir.ts";
import type { FunctionInstance } from "./context.ts";
import type { Slot } from "./types.ts";

export interface FieldInfo { readonly key: string; readonly slot: Slot; readonly declaration: ts.PropertyDeclaration | ts.ParameterDeclaration }

export interface MemberInfo {
  readonly key: string;
  readonly kind: "method" | "getter" | "setter";
  readonly declaration: ts.MethodDeclaration | ts.AccessorDeclaration;
  readonly isStatic: boolean;
  instance: FunctionInstance | undefined;
  /** Some access by key can reach it: it needs an entry in the selector table. */
  named: boolean;
}

export interface ClassInfo {
  readonly id: ClassId;
  readonly name: string;
  readonly symbol: ts.Symbol;
  readonly declaration: ts.ClassLikeDeclaration;
  readonly parent: ClassInfo | undefined;
  /** Own fields; a field that redeclares a parent's is not here. */
  readonly fields: FieldInfo[];
  readonly members: MemberInfo[];
  readonly children: ClassInfo[];
  constructorInstance: FunctionInstance | undefined;
  constructorReady: boolean;
}

export function findField(cls: ClassInfo, key: string): { readonly field: FieldInfo; readonly owner: ClassInfo } | undefined {
  for (let at: ClassInfo | undefined = cls; at !== undefined; at = at.parent) {
    const field = at.fields.find((candidate) => candidate.key === key);
    if (field !== undefined) return { field, owner: at };
  }
  return undefined;
}

export function findMember(cls: ClassInfo, key: string, kind: MemberInfo["kind"], isStatic = false): { readonly member: MemberInfo; readonly owner: ClassInfo } | undefined {
  for (let at: ClassInfo | undefined = cls; at !== undefined; at = at.parent) {
    const member = at.members.find((candidate) => candidate.key === key && candidate.kind === kind && candidate.isStatic === isStatic);
    if (member !== undefined) return { member, owner: at };
  }
  return undefined;
}

export function isSubclass(cls: ClassInfo, of: ClassInfo): boolean {
  for (let at: ClassInfo | undefined = cls; at !== undefined; at = at.parent) if (at === of) return true;
  return false;
}
