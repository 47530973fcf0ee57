// WH2005
class Odd { constructor() { return { x: 1 } as Odd; } }
console.log(new Odd());
