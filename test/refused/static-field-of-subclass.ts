// WH2010
class A { static label = "A"; static describe(): string { return this.label; } }
class B extends A { static override label = "B"; }
console.log(A.describe(), B.describe());
