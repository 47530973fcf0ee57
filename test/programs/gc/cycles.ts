interface Cell { id: number; peer?: Cell; list: Cell[] }
let last: Cell | undefined;
for (let i = 0; i < 400_000; i++) {
  const a: Cell = { id: i, list: [] }, b: Cell = { id: -i, list: [a] };
  a.peer = b; b.peer = a; a.list.push(b);
  if (i % 50_000 === 0) last = a;
}
console.log(last!.id, last!.peer!.id, last!.peer!.peer === last, last!.list[0]!.list[0] === last);
