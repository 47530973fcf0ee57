// WH2002
function count(..._all: number[]): number { return arguments.length; }
console.log(count(1, 2, 3));
