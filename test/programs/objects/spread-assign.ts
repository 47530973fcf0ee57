const a = { x: 1, y: { z: 2 } };
const b = { ...a, x: 5, w: [1] };
b.y.z = 9;
console.log(a, b, { ...(null as unknown as object), ...(undefined as unknown as object), ...{ q: 1 } }, { ...("hi" as unknown as object), ...[7, 8] });
console.log(
  Object.assign({}, a, { x: 7 }, null), Object.assign({ k: 1 } as object, { k: 2 }), { ...a, get g() { return 5; } },
  { ...{ get g() { return 6; } } },
);
class K {
  v = 1;
  m(): number { return 1; }
}
console.log({ ...new K() }, Object.assign({}, new K()));
const { x, ...rest } = b;
console.log(x, rest);
const { y: { z }, ...others } = a;
console.log(z, others);
