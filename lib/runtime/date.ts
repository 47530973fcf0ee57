/**
 * Date (ECMA-262 §21.4). The local time zone is UTC: an image has no time-zone data, and Node runs so with TZ=UTC.
 * `toLocaleString` and its kin give American English, the locale of a Node without settings; other locales and
 * options are not there.
 */
import { wallClockMs } from "#platform/clock.ts";
import { dayNumber, MS_PER_DAY, splitTime, timeClip, type TimeParts } from "./date/calendar.ts";
import { parseDate } from "./date/parse.ts";
import type { BuiltinView } from "./inspect/inspect.ts";

const DAYS: readonly string[] = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const MONTHS: readonly string[] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

export class Date {
  /** Milliseconds since 1970 UTC; NaN: an invalid date. */
  _time: number;

  constructor(...args: (number | string | Date | undefined)[]) {
    const count = args.length;
    if (count === 0) this._time = dateNow();
    else if (count === 1) this._time = timeOf(args[0]);
    else this._time = fromFields(args as number[]);
  }

  static now(): number { return dateNow(); }
  static parse(text: string): number { return parseDate(String(text)); }
  static UTC(...fields: number[]): number { return fromFields(fields); }

  getTime(): number { return this._time; }
  valueOf(): number { return this._time; }
  getTimezoneOffset(): number { return this._time === this._time ? 0 : NaN; }

  getUTCFullYear(): number { return splitTime(this._time).year; }
  getUTCMonth(): number { return splitTime(this._time).month; }
  getUTCDate(): number { return splitTime(this._time).date; }
  getUTCDay(): number { return splitTime(this._time).day; }
  getUTCHours(): number { return splitTime(this._time).hours; }
  getUTCMinutes(): number { return splitTime(this._time).minutes; }
  getUTCSeconds(): number { return splitTime(this._time).seconds; }
  getUTCMilliseconds(): number { return splitTime(this._time).ms; }
  getFullYear(): number { return this.getUTCFullYear(); }
  getMonth(): number { return this.getUTCMonth(); }
  getDate(): number { return this.getUTCDate(); }
  getDay(): number { return this.getUTCDay(); }
  getHours(): number { return this.getUTCHours(); }
  getMinutes(): number { return this.getUTCMinutes(); }
  getSeconds(): number { return this.getUTCSeconds(); }
  getMilliseconds(): number { return this.getUTCMilliseconds(); }

  setTime(time: number): number { return this._set(Number(time)); }
  setUTCMilliseconds(ms: number): number { const t = splitTime(this._time); return this._set(t.dayStart + clock(t.hours, t.minutes, t.seconds, ms)); }
  setUTCSeconds(seconds: number, ms?: number): number {
    const t = splitTime(this._time);
    return this._set(t.dayStart + clock(t.hours, t.minutes, seconds, ms ?? t.ms));
  }
  setUTCMinutes(minutes: number, seconds?: number, ms?: number): number {
    const t = splitTime(this._time);
    return this._set(t.dayStart + clock(t.hours, minutes, seconds ?? t.seconds, ms ?? t.ms));
  }
  setUTCHours(hours: number, minutes?: number, seconds?: number, ms?: number): number {
    const t = splitTime(this._time);
    return this._set(t.dayStart + clock(hours, minutes ?? t.minutes, seconds ?? t.seconds, ms ?? t.ms));
  }
  setUTCDate(date: number): number { const t = splitTime(this._time); return this._setDay(t, t.year, t.month, date); }
  setUTCMonth(month: number, date?: number): number { const t = splitTime(this._time); return this._setDay(t, t.year, month, date ?? t.date); }
  setUTCFullYear(year: number, month?: number, date?: number): number {
    const t = splitTime(this._time === this._time ? this._time : 0);
    return this._setDay(t, year, month ?? t.month, date ?? t.date);
  }
  setMilliseconds(ms: number): number { return this.setUTCMilliseconds(ms); }
  setSeconds(seconds: number, ms?: number): number { return this.setUTCSeconds(seconds, ms); }
  setMinutes(minutes: number, seconds?: number, ms?: number): number { return this.setUTCMinutes(minutes, seconds, ms); }
  setHours(hours: number, minutes?: number, seconds?: number, ms?: number): number { return this.setUTCHours(hours, minutes, seconds, ms); }
  setDate(date: number): number { return this.setUTCDate(date); }
  setMonth(month: number, date?: number): number { return this.setUTCMonth(month, date); }
  setFullYear(year: number, month?: number, date?: number): number { return this.setUTCFullYear(year, month, date); }

  _set(time: number): number {
    this._time = timeClip(time);
    return this._time;
  }
  _setDay(t: TimeParts, year: number, month: number, date: number): number {
    return this._set(dayNumber(year, month, date) * MS_PER_DAY + clock(t.hours, t.minutes, t.seconds, t.ms));
  }

  toISOString(): string {
    if (this._time !== this._time) throw new RangeError("Invalid time value");
    const t = splitTime(this._time);
    const year = t.year >= 0 && t.year <= 9999 ? pad(t.year, 4) : `${t.year < 0 ? "-" : "+"}${pad(Math.abs(t.year), 6)}`;
    return `${year}-${pad(t.month + 1, 2)}-${pad(t.date, 2)}T${clockText(t)}.${pad(t.ms, 3)}Z`;
  }
  toJSON(_key?: unknown): string | null {
    return this._time === this._time ? this.toISOString() : null;
  }
  toUTCString(): string {
    if (this._time !== this._time) return "Invalid Date";
    const t = splitTime(this._time);
    return `${DAYS[t.day]!}, ${pad(t.date, 2)} ${MONTHS[t.month]!} ${yearText(t.year)} ${clockText(t)} GMT`;
  }
  toString(): string {
    if (this._time !== this._time) return "Invalid Date";
    return `${this.toDateString()} ${this.toTimeString()}`;
  }
  toDateString(): string {
    if (this._time !== this._time) return "Invalid Date";
    const t = splitTime(this._time);
    return `${DAYS[t.day]!} ${MONTHS[t.month]!} ${pad(t.date, 2)} ${yearText(t.year)}`;
  }
  toTimeString(): string {
    if (this._time !== this._time) return "Invalid Date";
    return `${clockText(splitTime(this._time))} GMT+0000 (Coordinated Universal Time)`;
  }
  toLocaleString(): string {
    if (this._time !== this._time) return "Invalid Date";
    return `${this.toLocaleDateString()}, ${this.toLocaleTimeString()}`;
  }
  toLocaleDateString(): string {
    if (this._time !== this._time) return "Invalid Date";
    const t = splitTime(this._time);
    return `${t.month + 1}/${t.date}/${t.year > 0 ? t.year : 1 - t.year}`;
  }
  toLocaleTimeString(): string {
    if (this._time !== this._time) return "Invalid Date";
    const t = splitTime(this._time);
    return `${t.hours % 12 === 0 ? 12 : t.hours % 12}:${pad(t.minutes, 2)}:${pad(t.seconds, 2)} ${t.hours < 12 ? "AM" : "PM"}`;
  }
  [Symbol.toPrimitive](hint: string): string | number {
    if (hint === "number") return this._time;
    if (hint === "string" || hint === "default") return this.toString();
    throw new TypeError(`Invalid hint: ${String(hint)}`);
  }
  "whelk:inspect"(): BuiltinView {
    return { name: "Date", base: this._time === this._time ? this.toISOString() : "Invalid Date", style: "date" };
  }
}

/** `Date()` without new. */
export function dateCall(): string { return new Date().toString(); }

function dateNow(): number { return Math.floor(wallClockMs()); }

function timeOf(value: unknown): number {
  if (value instanceof Date) return value._time;
  if (typeof value === "object" && value !== null) {
    const convert: unknown = (value as { [Symbol.toPrimitive]?: unknown })[Symbol.toPrimitive];
    const primitive: unknown = typeof convert === "function" ? convert.call(value, "default") : (value as { valueOf(): unknown }).valueOf();
    if (typeof primitive === "object" && primitive !== null) return parseDate(String(value));
    return typeof primitive === "string" ? parseDate(primitive) : timeClip(Number(primitive));
  }
  return typeof value === "string" ? parseDate(value) : timeClip(Number(value));
}

/** Year, month, day, hours … as numbers; a year of 0 to 99 is in the 20th century. */
function fromFields(fields: readonly number[]): number {
  const field = (index: number, missing: number): number => index < fields.length ? Number(fields[index]) : missing;
  let year = field(0, NaN);
  const whole = Math.trunc(year);
  if (whole >= 0 && whole <= 99) year = 1900 + whole;
  return timeClip(dayNumber(year, field(1, 0), field(2, 1)) * MS_PER_DAY + clock(field(3, 0), field(4, 0), field(5, 0), field(6, 0)));
}

/** MakeTime (§21.4.1.27). */
function clock(hours: number, minutes: number, seconds: number, ms: number): number {
  return Math.trunc(hours) * 3600000 + Math.trunc(minutes) * 60000 + Math.trunc(seconds) * 1000 + Math.trunc(ms);
}

function clockText(t: TimeParts): string { return `${pad(t.hours, 2)}:${pad(t.minutes, 2)}:${pad(t.seconds, 2)}`; }
function yearText(year: number): string { return year < 0 ? `-${pad(-year, 4)}` : pad(year, 4); }
function pad(value: number, digits: number): string { return String(value).padStart(digits, "0"); }
