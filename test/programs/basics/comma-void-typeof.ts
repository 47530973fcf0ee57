let log = "";
function step(n: number): number { log += n; return n; }
const last = (step(1), step(2), step(3));
console.log(last, log);
console.log(void 0, typeof void step(4), log);
console.log(typeof 1, typeof "s", typeof true, typeof undefined, typeof null, typeof {}, typeof [], typeof (() => 1), typeof Symbol());
class K { }
console.log(typeof K, typeof new K(), typeof Math, typeof JSON.parse);
