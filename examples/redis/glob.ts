/**
 * Whether a pattern of KEYS, SCAN and PSUBSCRIBE matches: `*`, `?`, `[a-z]`, `[^a]`, and `\` before a character that
 * means itself. Takes at most pattern length × text length steps, whatever the pattern.
 */
export function matchesGlob(pattern: string, text: string): boolean {
  let p = 0, t = 0;
  let afterStar = -1, starText = 0; // where to go on when what follows the last star doesn't fit
  while (t < text.length) {
    if (pattern[p] === "*") {
      afterStar = ++p;
      starText = t;
      continue;
    }
    const length = p < pattern.length ? matchOne(pattern, p, text.charCodeAt(t)) : 0;
    if (length > 0) {
      p += length;
      t += 1;
    } else if (afterStar >= 0) {
      p = afterStar;
      t = ++starText;
    } else {
      return false;
    }
  }
  while (pattern[p] === "*") p += 1;
  return p === pattern.length;
}

/** The length of the pattern's piece at `at` if it matches the character; else 0. */
function matchOne(pattern: string, at: number, code: number): number {
  if (pattern[at] === "?") return 1;
  if (pattern[at] === "[") return matchClass(pattern, at, code);
  if (pattern[at] === "\\" && at + 1 < pattern.length) return pattern.charCodeAt(at + 1) === code ? 2 : 0;
  return pattern.charCodeAt(at) === code ? 1 : 0;
}

function matchClass(pattern: string, start: number, code: number): number {
  let at = start + 1, found = false;
  const negated = pattern[at] === "^";
  if (negated) at += 1;
  while (at < pattern.length && pattern[at] !== "]") {
    if (pattern[at] === "\\" && at + 1 < pattern.length) at += 1;
    const from = pattern.charCodeAt(at);
    let to = from;
    if (pattern[at + 1] === "-" && at + 2 < pattern.length && pattern[at + 2] !== "]") {
      to = pattern.charCodeAt(at + 2);
      at += 2;
    }
    if (code >= Math.min(from, to) && code <= Math.max(from, to)) found = true;
    at += 1;
  }
  return found === negated ? 0 : Math.min(at + 1, pattern.length) - start;
}
