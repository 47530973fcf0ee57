/** node:path, POSIX. */
import { invalidArgumentType } from "./errors.ts";

export const sep = "/";
export const delimiter = ":";
export interface ParsedPath { root: string; dir: string; base: string; ext: string; name: string }

function check(path: unknown, name: string): void {
  if (typeof path !== "string") throw invalidArgumentType(name, "of type string", path);
}

/** Takes "." and ".." and empty segments out; `above`: whether ".." may stay at the start. */
function normalizeSegments(path: string, above: "keep" | "drop"): string {
  const out: string[] = [];
  for (const segment of path.split("/")) {
    if (segment === "" || segment === ".") continue;
    if (segment !== "..") out.push(segment);
    else if (out.length > 0 && out[out.length - 1] !== "..") out.pop();
    else if (above === "keep") out.push("..");
  }
  return out.join("/");
}

export function normalize(path: string): string {
  check(path, "path");
  if (path === "") return ".";
  const absolute = path.startsWith("/");
  let text = normalizeSegments(path, absolute ? "drop" : "keep");
  if (text === "") {
    if (absolute) return "/";
    return path.endsWith("/") ? "./" : ".";
  }
  if (path.endsWith("/")) text += "/";
  return absolute ? `/${text}` : text;
}
export function isAbsolute(path: string): boolean {
  check(path, "path");
  return path.startsWith("/");
}
export function join(...paths: string[]): string {
  let joined = "";
  for (const path of paths) {
    check(path, "path");
    if (path !== "") joined += joined === "" ? path : `/${path}`;
  }
  return joined === "" ? "." : normalize(joined);
}
/** From right to left until the path is absolute; the working directory is "/". */
export function resolve(...paths: string[]): string {
  let resolved = "";
  for (let i = paths.length - 1; i >= 0 && !resolved.startsWith("/"); i--) {
    const path = paths[i] as string;
    check(path, `paths[${i}]`);
    if (path !== "") resolved = resolved === "" ? path : `${path}/${resolved}`;
  }
  return `/${normalizeSegments(resolved, "drop")}`;
}
export function relative(from: string, to: string): string {
  check(from, "from");
  check(to, "to");
  const source = resolve(from).split("/").filter((part) => part !== "");
  const target = resolve(to).split("/").filter((part) => part !== "");
  let same = 0;
  while (same < source.length && same < target.length && source[same] === target[same]) same++;
  return [...source.slice(same).map(() => ".."), ...target.slice(same)].join("/");
}

function withoutEndSlashes(path: string): string {
  let end = path.length;
  while (end > 1 && path.charAt(end - 1) === "/") end--;
  return path.slice(0, end);
}
export function dirname(path: string): string {
  check(path, "path");
  if (path === "") return ".";
  const text = withoutEndSlashes(path);
  const slash = text.lastIndexOf("/");
  if (slash < 0) return ".";
  if (slash === 0) return text === "/" || text.length > 0 ? "/" : ".";
  if (slash === 1 && text.startsWith("//")) return "//";
  return text.slice(0, slash);
}
export function basename(path: string, suffix?: string): string {
  check(path, "path");
  let text = path;
  while (text.endsWith("/")) text = text.slice(0, -1);
  text = text.slice(text.lastIndexOf("/") + 1);
  if (suffix !== undefined) {
    check(suffix, "suffix");
    if (suffix !== "" && text !== suffix && text.endsWith(suffix)) return text.slice(0, -suffix.length);
  }
  return text;
}
export function extname(path: string): string {
  const base = basename(path);
  const dot = base.lastIndexOf(".");
  return dot <= 0 || base === ".." ? "" : base.slice(dot);
}
export function parse(path: string): ParsedPath {
  check(path, "path");
  const root = path.startsWith("/") ? "/" : "";
  const base = basename(path);
  const ext = extname(path);
  const text = withoutEndSlashes(path);
  const slash = text.lastIndexOf("/");
  const dir = slash < 0 ? "" : slash === 0 ? "/" : text.slice(0, slash);
  return { root, dir, base, ext, name: ext === "" ? base : base.slice(0, -ext.length) };
}
export function format(path: Partial<ParsedPath>): string {
  const dir = path.dir ?? path.root ?? "";
  const ext = path.ext ?? "";
  const base = path.base ?? `${path.name ?? ""}${ext === "" || ext.startsWith(".") ? ext : `.${ext}`}`;
  if (dir === "") return base;
  return dir === path.root ? `${dir}${base}` : `${dir}/${base}`;
}
export function toNamespacedPath(path: string): string { return path; }
export * as posix from "./path.ts";
export * as default from "./path.ts";
