/** GetSubstitution (ECMA-262 §22.1.3.19.1): `$` patterns of a replacement text. */

export function expandTemplate(template: string, text: string, position: number, captures: readonly (string | undefined)[], groups: Record<string, unknown> | undefined): string {
  const matched = captures[0]!;
  const groupCount = captures.length - 1;
  let result = "";
  let done = 0;
  for (let at = template.indexOf("$"); at >= 0 && at + 1 < template.length; at = template.indexOf("$", at)) {
    const next = template.charCodeAt(at + 1);
    let piece: string | undefined;
    let length = 2;
    if (next === 36) piece = "$";
    else if (next === 38) piece = matched;
    else if (next === 96) piece = text.slice(0, position);
    else if (next === 39) piece = text.slice(position + matched.length);
    else if (next >= 48 && next <= 57) {
      const second = template.charCodeAt(at + 2);
      let index = next - 48;
      if (second >= 48 && second <= 57 && index * 10 + second - 48 >= 1 && index * 10 + second - 48 <= groupCount) {
        index = index * 10 + second - 48;
        length = 3;
      }
      if (index >= 1 && index <= groupCount) piece = captures[index] ?? "";
    } else if (next === 60 && groups !== undefined) {
      const close = template.indexOf(">", at + 2);
      if (close >= 0) {
        const value = groups[template.slice(at + 2, close)];
        piece = value === undefined ? "" : String(value);
        length = close + 1 - at;
      }
    }
    if (piece === undefined) {
      at++;
      continue;
    }
    result += template.slice(done, at) + piece;
    at += length;
    done = at;
  }
  return result + template.slice(done);
}
