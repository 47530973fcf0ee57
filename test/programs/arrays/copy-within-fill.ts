console.log([1, 2, 3, 4, 5].copyWithin(0, 3), [1, 2, 3, 4, 5].copyWithin(1, 3, 4), [1, 2, 3, 4, 5].copyWithin(-2, -4, -3), [1, 2, 3].copyWithin(5, 0));
console.log([1, 2, 3].fill(0), [1, 2, 3].fill(9, 1), [1, 2, 3].fill(9, -1), [1, 2, 3].fill(9, 1, 2), [1, 2, 3].fill(7, NaN, NaN), ["a"].fill("b", 5));
