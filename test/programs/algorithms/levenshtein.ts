function distance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) row.push(Math.min(previous[j]! + 1, row[j - 1]! + 1, previous[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)));
    previous = row;
  }
  return previous[b.length]!;
}
for (const [a, b] of [["kitten", "sitting"], ["", "abc"], ["flaw", "lawn"], ["same", "same"], ["日本", "日本語"]] as const) console.log(a, b, distance(a, b));
function lcs(a: string, b: string): string {
  const t: string[][] = Array.from({ length: a.length + 1 }, () => new Array<string>(b.length + 1).fill(""));
  for (let i = 1; i <= a.length; i++) for (let j = 1; j <= b.length; j++) t[i]![j] = a[i - 1] === b[j - 1] ? t[i - 1]![j - 1]! + a[i - 1] : t[i - 1]![j]!.length >= t[i]![j - 1]!.length ? t[i - 1]![j]! : t[i]![j - 1]!;
  return t[a.length]![b.length]!;
}
console.log(lcs("ABCBDAB", "BDCABA"), lcs("XMJYAUZ", "MZJAWXU"));
