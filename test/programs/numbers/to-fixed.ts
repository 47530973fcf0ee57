for (const [n, d] of [[1.005, 2], [1.45, 1], [0, 2], [-1.5, 0], [123.456, 2], [0.000001234, 8], [1e20, 2], [2.5, 0], [1e21, 2], [0.5, 0], [1.5, 0], [99.995, 2], [-0.0001, 2]] as [number, number][])
  console.log(n, d, n.toFixed(d));
console.log((12.34).toFixed());
console.log((1234.5678).toExponential(), (1234.5678).toExponential(2), (0).toExponential(1), (0.00015).toExponential(3));
console.log((1234.5678).toPrecision(6), (0.000123).toPrecision(2), (123456).toPrecision(2), (1.25).toPrecision(2), (1e21).toPrecision(3));
