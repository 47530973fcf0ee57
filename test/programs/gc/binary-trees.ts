class TreeNode { left: TreeNode | null; right: TreeNode | null; constructor(l: TreeNode | null, r: TreeNode | null) { this.left = l; this.right = r; } check(): number { return 1 + (this.left?.check() ?? 0) + (this.right?.check() ?? 0); } }
const make = (d: number): TreeNode => (d === 0 ? new TreeNode(null, null) : new TreeNode(make(d - 1), make(d - 1)));
const longLived = make(14);
for (let d = 4; d <= 14; d += 2) {
  const n = 1 << (14 - d + 4);
  let sum = 0;
  for (let i = 0; i < n; i++) sum += make(d).check();
  console.log(n, "trees of depth", d, "check", sum);
}
console.log(longLived.check());
