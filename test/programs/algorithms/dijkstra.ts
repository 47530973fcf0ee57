type Graph = Map<string, Map<string, number>>;
function graph(edges: [string, string, number][]): Graph {
  const g: Graph = new Map();
  for (const [a, b, w] of edges) for (const [from, to] of [[a, b], [b, a]] as const) { let m = g.get(from); if (!m) g.set(from, (m = new Map())); m.set(to, w); }
  return g;
}
function dijkstra(g: Graph, start: string): Map<string, { distance: number; path: string[] }> {
  const done = new Map<string, { distance: number; path: string[] }>();
  const open = new Map([[start, { distance: 0, path: [start] }]]);
  while (open.size > 0) {
    const [name, best] = [...open].reduce((a, b) => (b[1].distance < a[1].distance ? b : a));
    open.delete(name); done.set(name, best);
    for (const [next, w] of g.get(name) ?? []) {
      if (done.has(next)) continue;
      const distance = best.distance + w;
      if (distance < (open.get(next)?.distance ?? Infinity)) open.set(next, { distance, path: [...best.path, next] });
    }
  }
  return done;
}
const g = graph([["A", "B", 4], ["A", "C", 2], ["C", "B", 1], ["B", "D", 5], ["C", "D", 8], ["D", "E", 3]]);
for (const [name, { distance, path }] of dijkstra(g, "A")) console.log(name, distance, path.join("→"));
