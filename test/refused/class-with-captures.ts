// WH2006
function make(name: string): object {
  class Local { label = name; }
  return new Local();
}
console.log(make("x"));
