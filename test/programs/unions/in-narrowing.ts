interface Bird { fly(): string }
interface Fish { swim(): string; depth?: number }
function move(a: Bird | Fish): string { return "fly" in a ? a.fly() : a.swim() + (a.depth ?? 0); }
console.log(move({ fly: () => "flap" }), move({ swim: () => "splash" }), move({ swim: () => "dive", depth: 10 }));
type Json = string | number | boolean | null | Json[] | { [k: string]: Json };
function depth(j: Json): number {
  if (Array.isArray(j)) return 1 + Math.max(0, ...j.map(depth));
  if (typeof j === "object" && j !== null) return 1 + Math.max(0, ...Object.values(j).map(depth));
  return 0;
}
console.log(depth(1), depth([]), depth([1, [2, [3]]]), depth({ a: { b: [{}] } }));
