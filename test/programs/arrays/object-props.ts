const a = [1, 2] as number[] & { tag?: string };
a.tag = "t";
console.log(a, a.tag, Object.keys(a), a.length, JSON.stringify(a), { ...a }, a["0" as unknown as number], "tag" in a);
delete a.tag; console.log(a, a.tag);
(a as unknown as Record<string, number>)["-1"] = 7; console.log(a[-1], a.length, a);
(a as unknown as Record<string, number>)["3"] = 9; console.log(a.length, a);
(a as unknown as Record<string, number>)["1.5"] = 3; console.log(a[1.5], Object.keys(a));
