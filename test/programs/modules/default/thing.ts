export default class Thing { n: number; constructor(n: number) { this.n = n; } twice(): number { return this.n * 2; } }
