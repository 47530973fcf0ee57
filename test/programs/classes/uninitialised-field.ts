class Late {
  n!: number;
  s!: string;
  o?: { v: number };
  list: number[] | undefined;
}
const l = new Late();
console.log(l.n, l.s, l.o, l.list);
console.log(l.n === undefined, typeof l.n, l.n + 1);
l.n = 3; l.s = "x"; l.o = { v: 1 };
console.log(l.n + 1, l.s.length, l.o.v, l);
