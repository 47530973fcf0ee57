console.log((255).toString(16), (255).toString(2), (-255).toString(36), (0.5).toString(2), (0.1).toString(3), (3.75).toString(8));
console.log((2 ** 40).toString(32), (1e21).toString(36), (123.456).toString(16));
console.log(0xff, 0b1010, 0o17, 1_000_000, .5, 5., 0xDEAD_BEEF);
