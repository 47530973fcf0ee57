const result = (() => { const secret = 42; return secret + 1; })();
console.log(result);
const module1 = (function () {
  let count = 0;
  function bump(): number { return ++count; }
  return { bump, peek: () => count };
})();
module1.bump(); module1.bump();
console.log(module1.peek());
function outer(): string {
  function inner(): string { return "inner " + helper(); }
  const text = inner();
  function helper(): string { return "helper"; }
  return text;
}
console.log(outer());
{
  function scoped(): string { return "block function"; }
  console.log(scoped());
}
const fact = function self(n: number): number { return n < 2 ? 1 : n * self(n - 1); };
console.log(fact(6));
