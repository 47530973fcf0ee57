// WH2008
class Base { base = 1; }
function choose(): typeof Base { return Base; }
class Mixed extends choose() { mixed = 2; }
console.log(new Mixed());
