/**
 * TBAA and branch weights. Memory kinds that never overlap: headers, lengths, store pointers, elements by kind,
 * fields by class and key, cells, globals. Accesses by computed place carry no tag, so they alias everything.
 */
export class Metadata {
  private readonly tags = new Map<string, number>();
  private readonly lines: string[] = [];
  private next = 1_000_000;

  /** `, !tbaa !n` for a kind of memory. */
  tbaa(kind: string): string {
    let tag = this.tags.get(kind);
    if (tag === undefined) {
      const type = this.next++;
      tag = this.next++;
      this.lines.push(`!${type} = !{!"${kind.replace(/[^\w.#@ $:/-]/g, "?")}.${type}", !5, i64 0}`, `!${tag} = !{!${type}, !${type}, i64 0}`);
      this.tags.set(kind, tag);
    }
    return `, !tbaa !${tag}`;
  }

  text(): string {
    return [`!5 = !{!"whelk"}`, `!6 = !{!"branch_weights", i32 1, i32 4000}`, `!7 = !{!"branch_weights", i32 4000, i32 1}`, `!8 = !{}`, ...this.lines].join("\n");
  }
}
/** The branch is rarely, or nearly always, taken. */
export const UNLIKELY = ", !prof !6";
export const LIKELY = ", !prof !7";
