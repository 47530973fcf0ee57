import { count, increment, history } from "./counter.ts";
import * as all from "./counter.ts";
console.log(count, all.count);
increment(); increment();
console.log(count, all.count, history);
