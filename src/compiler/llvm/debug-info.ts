/** DWARF metadata: one compile unit a module, a subprogram a function, a location for each line and column asked for. */
import type { Span } from "../hir/hir.ts";
import { HIDDEN } from "../link/display-name.ts";

export class DebugInfo {
  private readonly lines: string[] = [];
  private readonly files: readonly string[];
  private readonly fileIds = new Map<number, number>();
  private readonly locations = new Map<string, number>();
  private readonly full: boolean;
  private next = 16;
  /** Metadata ids below 16 belong to the module: 0 compile unit, 1 subroutine type, 2.. flags. */
  constructor(files: readonly string[], full: boolean) {
    this.files = files;
    this.full = full;
  }

  private add(text: string): number {
    this.lines.push(`!${this.next} = ${text}`);
    return this.next++;
  }

  private file(index: number): number {
    let id = this.fileIds.get(index);
    if (id === undefined) {
      const path = this.files[index] ?? "?";
      const slash = path.lastIndexOf("/");
      id = this.add(`!DIFile(filename: "${escape(path.slice(slash + 1))}", directory: "${escape(path.slice(0, Math.max(slash, 0)))}")`);
      this.fileIds.set(index, id);
    }
    return id;
  }

  /** The scope of a function's locations. */
  subprogram(name: string, linkage: string, span: Span): number {
    const file = this.file(span.file);
    return this.add(`distinct !DISubprogram(name: "${escape(name)}", linkageName: "${escape(linkage)}", scope: !${file}, file: !${file}, line: ${span.line}, type: !1, scopeLine: ${span.line}, spFlags: DISPFlagDefinition | DISPFlagLocalToUnit${this.full ? "" : " | DISPFlagOptimized"}, unit: !0)`);
  }

  /**
   * For a helper that calls a function of a program: without a scope of its own, the lines of what is inlined into it
   * would be lost. It is no frame itself. Texts to put behind its head and behind the call.
   */
  helper(symbol: string, span: Span): { readonly head: string; readonly call: string } {
    const scope = this.subprogram(HIDDEN, symbol, span);
    return { head: ` !dbg !${scope}`, call: `, !dbg !${this.location(scope, span)}` };
  }

  location(scope: number, span: Span): number {
    const key = `${scope}:${span.line}:${span.column}`;
    let id = this.locations.get(key);
    if (id === undefined) {
      id = this.add(`!DILocation(line: ${span.line}, column: ${Math.min(span.column, 65535)}, scope: !${scope})`);
      this.locations.set(key, id);
    }
    return id;
  }

  text(): string {
    const main = this.file(0);
    return [
      "!llvm.dbg.cu = !{!0}",
      "!llvm.module.flags = !{!2, !3}",
      `!0 = distinct !DICompileUnit(language: DW_LANG_C_plus_plus_14, file: !${main}, producer: "whelk", isOptimized: ${!this.full}, runtimeVersion: 0, emissionKind: ${this.full ? "FullDebug" : "LineTablesOnly"}, nameTableKind: None)`,
      "!1 = !DISubroutineType(types: !4)",
      `!2 = !{i32 7, !"Dwarf Version", i32 5}`,
      `!3 = !{i32 2, !"Debug Info Version", i32 3}`,
      "!4 = !{null}",
      ...this.lines,
    ].join("\n");
  }
}

function escape(text: string): string {
  return text.replace(/["\\\x00-\x1f\x7f-\uffff]/g, c => [...new TextEncoder().encode(c)].map(b => `\\${b.toString(16).padStart(2, "0").toUpperCase()}`).join(""));
}
