class Matrix {
  readonly rows: number; readonly columns: number; readonly data: Float64Array;
  constructor(rows: number, columns: number, f: (r: number, c: number) => number = () => 0) {
    this.rows = rows; this.columns = columns; this.data = new Float64Array(rows * columns);
    for (let r = 0; r < rows; r++) for (let c = 0; c < columns; c++) this.data[r * columns + c] = f(r, c);
  }
  at(r: number, c: number): number { return this.data[r * this.columns + c]!; }
  times(o: Matrix): Matrix {
    if (this.columns !== o.rows) throw new RangeError(`can't multiply ${this.rows}x${this.columns} by ${o.rows}x${o.columns}`);
    return new Matrix(this.rows, o.columns, (r, c) => { let s = 0; for (let k = 0; k < this.columns; k++) s += this.at(r, k) * o.at(k, c); return s; });
  }
  transpose(): Matrix { return new Matrix(this.columns, this.rows, (r, c) => this.at(c, r)); }
  toString(): string { return Array.from({ length: this.rows }, (_, r) => Array.from({ length: this.columns }, (_, c) => this.at(r, c)).join(" ")).join("\n"); }
}
const a = new Matrix(2, 3, (r, c) => r * 3 + c), b = a.transpose();
console.log(String(a.times(b)));
console.log(String(b.times(a)));
try { a.times(a); } catch (e) { console.log((e as Error).message); }
const big = new Matrix(40, 40, (r, c) => (r * c) % 7);
console.log(big.times(big).times(big).data.reduce((x, y) => x + y, 0));
