const s = "abcdef";
console.log(
  s.slice(1, 3), s.slice(-3), s.slice(2, -1), s.slice(4, 2), s.slice(NaN), s.slice(-100, 100), s.substring(4, 1),
  s.substring(-1, 2), s.substring(3), s.substr(-3, 2), s.substr(1), s.substr(2, 100),
);
console.log(
  s.charAt(2), s.charAt(-1) === "", s.charAt(99), s[0], s[99], s.at(-1), s.at(99), s.charCodeAt(99), s.codePointAt(99),
  s.charAt(1.9), s[1.5 as number],
);
