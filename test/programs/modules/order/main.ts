import "./first.ts";
import { second } from "./second.ts";
console.log("main", second);
import "./third.ts";
