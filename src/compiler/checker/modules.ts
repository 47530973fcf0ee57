/** Module resolution: node built-ins, `#platform/*` by target, relative files, packages with TypeScript sources. */
import { existsSync, statSync } from "node:fs";
import { dirname, join, resolve, sep } from "node:path";
import { ts } from "./typescript.ts";

export type Target = "vm" | "process";

export class ModuleResolver {
  private readonly libRoot: string;
  private readonly target: Target;
  private readonly options: ts.CompilerOptions;

  constructor(libRoot: string, target: Target, options: ts.CompilerOptions) {
    this.libRoot = libRoot;
    this.target = target;
    this.options = options;
  }

  /** The file that `specifier` names in `from`; undefined: there is none. */
  resolve(specifier: string, from: string): string | undefined {
    if (specifier.startsWith("node:")) return this.nodeModule(specifier.slice(5));
    if (specifier.startsWith("#platform/") && isInside(from, this.libRoot)) {
      return fileOf(join(this.libRoot, "platform", this.target, specifier.slice("#platform/".length)));
    }
    if (specifier.startsWith(".") || specifier.startsWith("/")) return fileOf(resolve(dirname(from), specifier));
    return this.nodeModule(specifier) ?? this.packageModule(specifier, from);
  }

  private nodeModule(name: string): string | undefined {
    return fileOf(join(this.libRoot, "node", `${name}.ts`));
  }

  private packageModule(specifier: string, from: string): string | undefined {
    const found = ts.resolveModuleName(specifier, from, this.options, ts.sys).resolvedModule?.resolvedFileName;
    if (found === undefined) return undefined;
    return sourceOf(found) ?? found;
  }
}

/** The TypeScript source beside or in `src/` of a package whose entry is a declaration or JavaScript file. */
function sourceOf(file: string): string | undefined {
  const stem = file.replace(/(\.d)?\.[cm]?[jt]s$/, "");
  const beside = fileIfExists(`${stem}.ts`);
  if (beside !== undefined && !beside.endsWith(".d.ts")) return beside;
  let root = dirname(file);
  while (!existsSync(join(root, "package.json")) && dirname(root) !== root) root = dirname(root);
  const inside = stem.slice(root.length + 1).replace(/^(esm|dist|lib|cjs|build)[/\\]/, "").replace(/^(esm|cjs)[/\\]/, "");
  return fileIfExists(join(root, "src", `${inside}.ts`));
}

function fileOf(path: string): string | undefined {
  const direct = fileIfExists(path);
  if (direct !== undefined) return direct;
  return fileIfExists(path.replace(/\.(m?)js$/, ".$1ts")) ?? fileIfExists(`${path}.ts`) ?? fileIfExists(join(path, "index.ts"));
}

function fileIfExists(path: string): string | undefined {
  return existsSync(path) && statSync(path).isFile() ? path : undefined;
}

export function isInside(file: string, directory: string): boolean {
  return file.startsWith(directory + sep);
}
