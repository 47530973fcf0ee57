/** console.table(): rows of an array, object, Map or Set in a box. */
import { inspect } from "../runtime/inspect/inspect.ts";

const INDEX = "(index)";
const ITERATION_INDEX = "(iteration index)";
const VALUES = "Values";

/** The cells of a table by column; a column's missing cells are "". */
class Table {
  readonly #columns = new Map<string, string[]>();
  #rows = 0;
  get rows(): number { return this.#rows; }
  startRow(): void { this.#rows++; }
  put(column: string, text: string): void {
    let cells = this.#columns.get(column);
    if (cells === undefined) this.#columns.set(column, cells = []);
    while (cells.length < this.#rows) cells.push("");
    cells[this.#rows - 1] = text;
  }
  column(name: string): void { if (!this.#columns.has(name)) this.#columns.set(name, []); }
  /** All columns, each as head and cells. */
  lines(): string[][] {
    const lines: string[][] = [];
    for (const [head, cells] of this.#columns) lines.push([head, ...Array.from({ length: this.#rows }, (_, i) => cells[i] ?? "")]);
    return lines;
  }
}

function cellText(value: unknown): string {
  const isArray = Array.isArray(value);
  const deep = typeof value === "object" && value !== null && !isArray && Object.keys(value).length > 2 ? -1 : isArray && value.length > 2 ? -1 : 0;
  return inspect(value, { maxArrayLength: 3, breakLength: Infinity, depth: deep });
}

export function tableText(data: object, properties: readonly string[] | undefined): string {
  const table = new Table();
  if (data instanceof Map) {
    table.column(ITERATION_INDEX);
    table.column("Key");
    table.column(VALUES);
    let index = 0;
    for (const [key, value] of data) {
      table.startRow();
      table.put(ITERATION_INDEX, String(index++));
      table.put("Key", cellText(key));
      table.put(VALUES, cellText(value));
    }
    return draw(table.lines());
  }
  if (data instanceof Set) {
    table.column(ITERATION_INDEX);
    table.column(VALUES);
    let index = 0;
    for (const value of data) {
      table.startRow();
      table.put(ITERATION_INDEX, String(index++));
      table.put(VALUES, cellText(value));
    }
    return draw(table.lines());
  }
  table.column(INDEX);
  const rows = data as Record<string, unknown>;
  const primitives = new Map<number, string>();
  if (properties !== undefined) for (const property of properties) table.column(property);
  for (const key of Object.keys(data)) {
    const row = rows[key];
    table.startRow();
    table.put(INDEX, key);
    if (typeof row !== "object" && typeof row !== "function" || row === null) {
      primitives.set(table.rows, cellText(row));
      continue;
    }
    const cells = row as Record<string, unknown>;
    for (const property of properties ?? Object.keys(cells)) if (Object.hasOwn(cells, property)) table.put(property, cellText(cells[property]));
  }
  const lines = table.lines();
  if (primitives.size > 0) lines.push([VALUES, ...Array.from({ length: table.rows }, (_, i) => primitives.get(i + 1) ?? "")]);
  return draw(lines);
}

/** Columns, head first, as a box. */
function draw(columns: readonly string[][]): string {
  const widths = columns.map((cells) => Math.max(...cells.map(columnsOf)) + 2);
  const rule = (left: string, middle: string, right: string): string => left + widths.map((width) => "─".repeat(width)).join(middle) + right;
  const row = (index: number): string => `│${columns.map((cells, i) => ` ${cells[index] ?? ""}${" ".repeat((widths[i] ?? 0) - columnsOf(cells[index] ?? "") - 1)}`).join("│")}│`;
  let text = `${rule("┌", "┬", "┐")}\n${row(0)}\n${rule("├", "┼", "┤")}\n`;
  const rows = columns[0]?.length ?? 1;
  for (let i = 1; i < rows; i++) text += `${row(i)}\n`;
  return text + rule("└", "┴", "┘");
}

/** Columns on a terminal: two for wide characters of East Asia and emoji, none for combining marks. */
function columnsOf(text: string): number {
  let width = 0;
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    if (point >= 0x300 && point <= 0x36f) continue;
    width += (point >= 0x1100 && point <= 0x115f) || (point >= 0x2e80 && point <= 0xa4cf) || (point >= 0xac00 && point <= 0xd7a3)
      || (point >= 0xf900 && point <= 0xfaff) || (point >= 0xfe30 && point <= 0xfe6f) || (point >= 0xff00 && point <= 0xff60)
      || (point >= 0xffe0 && point <= 0xffe6) || (point >= 0x1f300 && point <= 0x1f64f) || (point >= 0x1f900 && point <= 0x1f9ff) || (point >= 0x20000 && point <= 0x3fffd) ? 2 : 1;
  }
  return width;
}
