export interface Text { readonly text: string }

export interface WordCount {
  readonly words: number;
  /** How often each word is there, the most frequent first. */
  readonly counts: readonly { readonly word: string; readonly count: number }[];
}

export function countWords({ text }: Text): WordCount {
  const counts = new Map<string, number>();
  for (const word of text.toLowerCase().match(/[^\s.,:;!?"()]+/g) ?? []) counts.set(word, (counts.get(word) ?? 0) + 1);
  const sorted = [...counts].map(([word, count]) => ({ word, count })).sort((a, b) => b.count - a.count || (a.word < b.word ? -1 : 1));
  return { words: sorted.reduce((sum, { count }) => sum + count, 0), counts: sorted };
}
