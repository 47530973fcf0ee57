import { add, PI as pi, type Shape, Counter } from "./math.ts";
import * as math from "./math.ts";
const s: Shape = { sides: 3 };
console.log(add(1, 2), pi, s.sides, math.add(3, 4), math.PI === pi, new Counter().up().value);
console.log(Object.keys(math).sort());
