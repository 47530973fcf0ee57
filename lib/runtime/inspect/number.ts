/** Numbers as inspect shows them: with the sign of zero, and digits in groups when asked. */

export function formatNumber(value: number, separators: boolean): string {
  if (value === 0) return 1 / value < 0 ? "-0" : "0";
  const text = String(value);
  if (!separators || !Number.isFinite(value) || text.includes("e")) return text;
  const dot = text.indexOf(".");
  if (dot < 0) return separate(text);
  let fraction = text.slice(dot + 1);
  let grouped = "";
  while (fraction.length > 3) {
    grouped += `${fraction.slice(0, 3)}_`;
    fraction = fraction.slice(3);
  }
  return `${separate(text.slice(0, dot))}.${grouped}${fraction}`;
}

/** 1_234_567 */
export function separate(digits: string): string {
  const start = digits.startsWith("-") ? 1 : 0;
  let end = digits.length;
  let result = "";
  while (end >= start + 4) {
    result = `_${digits.slice(end - 3, end)}${result}`;
    end -= 3;
  }
  return digits.slice(0, end) + result;
}
