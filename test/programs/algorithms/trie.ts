class Trie {
  #root: TrieNode = { children: new Map(), word: false };
  add(word: string): this { let n = this.#root; for (const c of word) { let next = n.children.get(c); if (!next) { next = { children: new Map(), word: false }; n.children.set(c, next); } n = next; } n.word = true; return this; }
  *withPrefix(prefix: string): Generator<string> { let n: TrieNode | undefined = this.#root; for (const c of prefix) { n = n.children.get(c); if (!n) return; } yield* Trie.#walk(n, prefix); }
  static *#walk(n: TrieNode, path: string): Generator<string> { if (n.word) yield path; for (const [c, child] of n.children) yield* Trie.#walk(child, path + c); }
}
interface TrieNode { children: Map<string, TrieNode>; word: boolean }
const t = new Trie();
for (const w of ["car", "card", "care", "cat", "dog", "do", "été"]) t.add(w);
console.log([...t.withPrefix("car")], [...t.withPrefix("d")], [...t.withPrefix("x")], [...t.withPrefix("é")], [...t.withPrefix("")].length);
