/**
 * Promise.all, allSettled, any and race (ECMA-262 §27.2.4). Each element is made a promise of the class
 * and goes through its `then`. Left out: a `resolve` that a subclass overrides.
 */
import type { u32 } from "../sys/types.ts";
import { newCapability, resolveBy, type Capability, type Promise, type PromiseClass } from "./promise.ts";

/** What is common to the four: iterates, resolves, subscribes; errors on the way reject the result. */
function combine<T>(cls: PromiseClass, values: Iterable<unknown>, each: (promise: PromiseLike<unknown>, index: u32, capability: Capability<T>) => void, atEnd: (capability: Capability<T>) => void): Promise<T> {
  const capability = newCapability<T>(cls);
  try {
    let index: u32 = 0;
    for (const value of values) {
      each(resolveBy(cls, value), index, capability);
      index++;
    }
    atEnd(capability);
  } catch (error) {
    capability.reject(error);
  }
  return capability.promise;
}

/** Results by index, and how many are still to come (one more than that while iterating). */
class Gathering {
  readonly results: unknown[] = [];
  remaining: u32 = 1;
  /** True for the last one. */
  arrived(): boolean { this.remaining--; return this.remaining === 0; }
  expect(): void { this.results.push(undefined); this.remaining++; }
}

export function promiseAll(cls: PromiseClass, values: Iterable<unknown>): Promise<unknown[]> {
  const gathering = new Gathering();
  return combine<unknown[]>(cls, values, (promise, index, capability) => {
    let called = false;
    gathering.expect();
    promise.then((value) => {
      if (called) return;
      called = true;
      gathering.results[index] = value;
      if (gathering.arrived()) capability.resolve(gathering.results);
    }, (reason) => { capability.reject(reason); });
  }, (capability) => { if (gathering.arrived()) capability.resolve(gathering.results); });
}

export function promiseAllSettled(cls: PromiseClass, values: Iterable<unknown>): Promise<unknown[]> {
  const gathering = new Gathering();
  return combine<unknown[]>(cls, values, (promise, index, capability) => {
    let called = false;
    const arrive = (result: unknown): void => {
      if (called) return;
      called = true;
      gathering.results[index] = result;
      if (gathering.arrived()) capability.resolve(gathering.results);
    };
    gathering.expect();
    promise.then((value) => { arrive({ status: "fulfilled", value }); }, (reason: unknown) => { arrive({ status: "rejected", reason }); });
  }, (capability) => { if (gathering.arrived()) capability.resolve(gathering.results); });
}

export function promiseAny(cls: PromiseClass, values: Iterable<unknown>): Promise<unknown> {
  const gathering = new Gathering();
  const fail = (capability: Capability<unknown>): void => { capability.reject(new AggregateError(gathering.results, "All promises were rejected")); };
  return combine<unknown>(cls, values, (promise, index, capability) => {
    let called = false;
    gathering.expect();
    promise.then((value) => { capability.resolve(value); }, (reason: unknown) => {
      if (called) return;
      called = true;
      gathering.results[index] = reason;
      if (gathering.arrived()) fail(capability);
    });
  }, (capability) => { if (gathering.arrived()) fail(capability); });
}

export function promiseRace(cls: PromiseClass, values: Iterable<unknown>): Promise<unknown> {
  return combine<unknown>(cls, values, (promise, _index, capability) => {
    promise.then((value) => { capability.resolve(value); }, (reason: unknown) => { capability.reject(reason); });
  }, () => {});
}
