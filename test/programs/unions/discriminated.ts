type Shape = { kind: "circle"; r: number } | { kind: "rect"; w: number; h: number } | { kind: "label"; text: string };
function area(s: Shape): number {
  switch (s.kind) {
    case "circle": return Math.round(Math.PI * s.r ** 2);
    case "rect": return s.w * s.h;
    case "label": return s.text.length;
    default: { const never: never = s; return never; }
  }
}
const shapes: Shape[] = [{ kind: "circle", r: 2 }, { kind: "rect", w: 2, h: 3 }, { kind: "label", text: "hey" }];
for (const s of shapes) console.log(s.kind, area(s));
console.log(shapes.filter((s) => s.kind === "rect").map((s) => s.w));
type Action = { type: "add"; n: number } | { type: "clear" } | { type: "set"; to: number };
const reduce = (state: number, a: Action): number => (a.type === "add" ? state + a.n : a.type === "set" ? a.to : 0);
console.log(([{ type: "set", to: 5 }, { type: "add", n: 3 }, { type: "clear" }, { type: "add", n: 1 }] as Action[]).map(((s) => (a: Action) => (s = reduce(s, a)))(0)));
