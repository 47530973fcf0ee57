const a = [1, 2, 3, 4];
a.length = 2; console.log(a, a[2]);
a.length = 4; console.log(a, a.length);
a[a.length] = 5; console.log(a);
try { a.length = -1; } catch (e) { console.log(String(e)); }
try { a.length = 1.5; } catch (e) { console.log(String(e)); }
const s = ["x"]; s.length = 0; console.log(s, s.pop(), s.shift(), s.push("a", "b"), s.unshift("z"), s);
let n = 0; for (let i = 0; i < s.length; i++) { if (i < 3) s.push("more"); n++; } console.log(n, s.length);
