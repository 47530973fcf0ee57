/**
 * npm run fuzz [MINUTES] [FIRST-SEED]: every fuzzer in turn, from new seeds, until time is up. A failure is printed with
 * its seed, which belongs into lib/net/testing/fuzz.test.ts; the exit code is then 1.
 */
import { FUZZERS } from "../lib/net/testing/fuzzers.ts";

const [minutes = "10", first] = process.argv.slice(2);
const endMs = performance.now() + Number(minutes) * 60_000;
const start = first === undefined ? Math.floor(Math.random() * 1e9) : Number(first);
let seed = start, failures = 0;
for (; performance.now() < endMs; seed++) {
  for (const { name, run } of FUZZERS) {
    try {
      run(seed);
    } catch (error) {
      failures++;
      console.log(`FAIL ${name}, seed ${seed}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    }
  }
}
console.log(`seeds ${start} to ${seed - 1}, ${FUZZERS.length} fuzzers each: ${failures} failures`);
process.exitCode = failures === 0 ? 0 : 1;
