class Num { value: number; constructor(v: number) { this.value = v; } }
class Add { left: Expr; right: Expr; constructor(l: Expr, r: Expr) { this.left = l; this.right = r; } }
class Mul { left: Expr; right: Expr; constructor(l: Expr, r: Expr) { this.left = l; this.right = r; } }
type Expr = Num | Add | Mul;
function evaluate(e: Expr): number {
  if (e instanceof Num) return e.value;
  if (e instanceof Add) return evaluate(e.left) + evaluate(e.right);
  return evaluate(e.left) * evaluate(e.right);
}
function show(e: Expr): string {
  return e instanceof Num ? String(e.value) : `(${show(e.left)} ${e instanceof Add ? "+" : "*"} ${show(e.right)})`;
}
const e = new Add(new Num(2), new Mul(new Num(3), new Num(4)));
console.log(show(e), "=", evaluate(e));
console.log(({} as object) instanceof Num, ([] as object) instanceof Array, (() => 1) instanceof Function, new Error("x") instanceof Object);
