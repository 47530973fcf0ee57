function attempt(f: () => unknown): void { try { console.log(f()); } catch (e) { console.log((e as Error).name + ": " + (e as Error).message); } }
const notArray = { length: 2, 0: "a", 1: "b" } as unknown as string[];
attempt(() => notArray[1]);
attempt(() => notArray.length);
attempt(() => notArray.map((x) => x));
attempt(() => { for (const x of notArray) console.log(x); });
const str = "abc" as unknown as number[];
attempt(() => str.length);
attempt(() => str[1]);
const nums = ["x", "y"] as unknown as number[];
attempt(() => nums[0]! * 2);
attempt(() => nums.sort((a, b) => b - a));
attempt(() => nums.indexOf("y" as unknown as number));
