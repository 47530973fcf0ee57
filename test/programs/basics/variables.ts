let a = 1;
{
  let a = 2;
  { let a = 3; console.log(a); }
  console.log(a);
}
console.log(a);
var hoisted: number | undefined;
console.log(hoisted);
hoisted = 4;
console.log(hoisted);
const c = [1, 2];
c.push(3);
console.log(c);
let chain1: number, chain2: number, chain3: number;
chain1 = chain2 = chain3 = 9;
console.log(chain1, chain2, chain3);
let x = 1, y = 2;
[x, y] = [y, x];
console.log(x, y);
