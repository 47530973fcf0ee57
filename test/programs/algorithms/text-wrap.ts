function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/\s+/)) {
    if (line !== "" && line.length + 1 + word.length > width) { lines.push(line); line = word; }
    else line = line === "" ? word : `${line} ${word}`;
  }
  if (line !== "") lines.push(line);
  return lines;
}
function justify(line: string, width: number): string {
  const words = line.split(" ");
  if (words.length === 1) return line;
  let gaps = width - words.reduce((n, w) => n + w.length, 0);
  return words.reduce((out, w, i) => { const g = Math.ceil(gaps / (words.length - i)); gaps -= g; return out + " ".repeat(g) + w; });
}
const text = "A whelk's shell is what a hermit crab lives in: one home, one tenant. The machine is as small as the program that lives in it.";
for (const l of wrap(text, 30)) console.log("|" + justify(l, 30).padEnd(30) + "|");
const counts = new Map<string, number>();
for (const w of text.toLowerCase().match(/[a-z']+/g) ?? []) counts.set(w, (counts.get(w) ?? 0) + 1);
console.log([...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, 6));
