for (const n of [
  0, -0, 1, -1.5, 1e21, 1e-7, 123456789012345680000, 0.000001, 1.7976931348623157e308, 5e-324, 0.1 + 0.2, 100, 1e100, NaN,
  Infinity, -Infinity, 4.35, 1 / 3,
]) console.log(n, String(n), `${n}`, n.toString(16).slice(0, 20), JSON.stringify(n));
console.log(
  (1.005).toFixed(2), (1e21).toFixed(2), (0).toFixed(), (-1.5).toFixed(0), (2.5).toFixed(0), (123.456).toFixed(1),
  (0.000001).toFixed(7), (-0).toFixed(1), NaN.toFixed(2),
);
console.log(
  (123.456).toPrecision(4), (0.00001).toPrecision(1), (1e21).toPrecision(3), (123456).toPrecision(2), (0).toPrecision(3),
  (123.456).toExponential(2), (0).toExponential(), (1e-10).toExponential(3), Infinity.toExponential(),
);
for (const f of [() => (1).toFixed(-1), () => (1).toPrecision(0), () => (1).toPrecision(101), () => (1).toExponential(-1)]) try { f(); } catch (e) { console.log(String(e)); }
