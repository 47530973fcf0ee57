function daysInMonth(year: number, month: number): number { return new Date(Date.UTC(year, month + 1, 0)).getUTCDate(); }
const NAMES = ["Su", "Mo", "Tu", "We", "Th", "Fr", "Sa"];
function calendar(year: number, month: number): string {
  const lines = [NAMES.join(" ")];
  let line = "   ".repeat(new Date(Date.UTC(year, month, 1)).getUTCDay());
  for (let d = 1; d <= daysInMonth(year, month); d++) {
    line += String(d).padStart(2) + " ";
    if (new Date(Date.UTC(year, month, d)).getUTCDay() === 6) { lines.push(line.trimEnd()); line = ""; }
  }
  if (line !== "") lines.push(line.trimEnd());
  return lines.join("\n");
}
console.log(calendar(2024, 1));
console.log(calendar(2026, 10));
console.log([1900, 2000, 2023, 2024].map((y) => daysInMonth(y, 1)));
