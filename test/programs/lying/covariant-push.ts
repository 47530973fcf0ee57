const nums: number[] = [1.5, 2.5];
const any: unknown[] = nums;
any.push("a string sneaks in");
console.log(nums.length, nums[0]);
function attempt(f: () => unknown): void { try { console.log(f()); } catch (e) { console.log((e as Error).name + ": " + (e as Error).message); } }
attempt(() => typeof nums[2]);
attempt(() => nums.map((n) => n + 1));
attempt(() => nums.reduce((a, b) => a + b));
