/**
 * Date.parse: the format of ECMA-262 §21.4.1.32, and what V8 accepts besides ("Nov 22, 2026 10:00 PM", "11/22/2026",
 * "Sun, 22 Nov 2026 10:00:00 GMT+0100 (CET)"): words, numbers and signs read from left to right.
 */
import type { u32 } from "../../sys/types.ts";
import { dayNumber, MS_PER_DAY, timeClip } from "./calendar.ts";

export function parseDate(text: string): number {
  const iso = new IsoParser(text).parse();
  return iso === undefined ? new LooseParser(text).parse() : iso;
}

function isDigit(code: number): boolean { return code >= 48 && code <= 57; }

class IsoParser {
  private readonly text: string;
  private at: u32 = 0;
  constructor(text: string) { this.text = text; }

  /** The time, NaN for one that is out of range; undefined: not this format. */
  parse(): number | undefined {
    const year = this.year();
    let month = 1, date = 1;
    if (year === undefined) return undefined;
    if (this.skip(45)) {
      month = this.digits(2);
      if (this.skip(45)) date = this.digits(2);
    }
    if (!(month >= 1 && month <= 12 && date >= 1 && date <= 31)) return undefined;
    let clock = 0;
    if (this.skip(84) || this.skip(116)) { // T or t
      const time = this.clock();
      if (time === undefined) return undefined;
      clock = time;
    }
    if (this.at !== this.text.length) return undefined;
    return timeClip(dayNumber(year, month - 1, date) * MS_PER_DAY + clock);
  }

  private year(): number | undefined {
    const first = this.text.charCodeAt(0);
    if (first !== 43 && first !== 45) {
      const year = this.digits(4);
      return year >= 0 ? year : undefined;
    }
    this.at = 1;
    const year = this.digits(6);
    if (year < 0 || (first === 45 && year === 0)) return undefined;
    return first === 45 ? -year : year;
  }

  /** Milliseconds in the day, and the offset taken off. */
  private clock(): number | undefined {
    const hours = this.digits(2);
    if (!this.skip(58)) return undefined;
    const minutes = this.digits(2);
    let seconds = 0, ms = 0;
    if (this.skip(58)) {
      seconds = this.digits(2);
      if (this.skip(46)) {
        ms = this.fraction();
        if (ms < 0) return undefined;
      }
    }
    const valid = hours >= 0 && minutes >= 0 && minutes < 60 && seconds >= 0 && seconds < 60 && (hours < 24 || (hours === 24 && minutes + seconds + ms === 0));
    if (!valid) return undefined;
    const time = ((hours * 60 + minutes) * 60 + seconds) * 1000 + ms;
    if (((this.skip(90) || this.skip(122)) && this.at === this.text.length) || this.at === this.text.length) return time;
    const sign = this.skip(43) ? 1 : this.skip(45) ? -1 : 0;
    const offsetHours = this.digits(2);
    if (sign === 0 || !this.skip(58)) return undefined;
    const offsetMinutes = this.digits(2);
    if (offsetHours < 0 || offsetHours > 23 || offsetMinutes < 0 || offsetMinutes > 59) return undefined;
    return time - sign * (offsetHours * 60 + offsetMinutes) * 60000;
  }

  private skip(code: number): boolean {
    if (this.text.charCodeAt(this.at) !== code) return false;
    this.at++;
    return true;
  }
  /** Exactly `count` digits, or -1. */
  private digits(count: number): number {
    let value = 0;
    for (let i = 0; i < count; i++) {
      const code = this.text.charCodeAt(this.at);
      if (!isDigit(code)) return -1;
      value = value * 10 + code - 48;
      this.at++;
    }
    return value;
  }
  /** Digits after the point as milliseconds, what is finer is cut off; -1: none. */
  private fraction(): number {
    const start = this.at;
    while (isDigit(this.text.charCodeAt(this.at))) this.at++;
    return this.at === start ? -1 : millisecondsOf(this.text.slice(start, this.at));
  }
}

function millisecondsOf(digits: string): number { return Number(digits.slice(0, 3).padEnd(3, "0")); }

const MONTH = 1;
const AM_PM = 2;
const ZONE = 3;
/** Words by their first three letters; only months may be longer. Value: month, hours to add, or hours from UTC. */
const WORDS: readonly [string, number, number][] = [
  ["jan", MONTH, 1], ["feb", MONTH, 2], ["mar", MONTH, 3], ["apr", MONTH, 4], ["may", MONTH, 5], ["jun", MONTH, 6], ["jul", MONTH, 7], ["aug", MONTH, 8],
  ["sep", MONTH, 9], ["oct", MONTH, 10], ["nov", MONTH, 11], ["dec", MONTH, 12], ["am", AM_PM, 0], ["pm", AM_PM, 12], ["ut", ZONE, 0], ["utc", ZONE, 0], ["z", ZONE, 0],
  ["gmt", ZONE, 0], ["cdt", ZONE, -5], ["cst", ZONE, -6], ["edt", ZONE, -4], ["est", ZONE, -5], ["mdt", ZONE, -6], ["mst", ZONE, -7], ["pdt", ZONE, -7], ["pst", ZONE, -8],
];
const NONE = -1;

class LooseParser {
  private readonly text: string;
  private at: u32 = 0;
  private readonly days: number[] = [];
  private readonly times: number[] = [];
  private namedMonth: number = NONE;
  private hourOffset: number = NONE;
  private zoneSign: number = 0;
  private zoneHours: number = NONE;
  private zoneMinutes: number = NONE;
  private hasNumber: boolean = false;
  constructor(text: string) { this.text = text; }

  parse(): number {
    while (this.at < this.text.length) {
      const code = this.text.charCodeAt(this.at);
      const ok = isDigit(code) ? this.number() : isLetter(code) ? this.word() : this.symbol(code);
      if (!ok) return NaN;
    }
    const day = this.day();
    const time = this.time();
    return timeClip(day * MS_PER_DAY + time - this.zone());
  }

  private peek(code: number): boolean { return this.text.charCodeAt(this.at) === code; }
  private skip(code: number): boolean {
    if (!this.peek(code)) return false;
    this.at++;
    return true;
  }
  private readDigits(): string {
    const start = this.at;
    while (isDigit(this.text.charCodeAt(this.at))) this.at++;
    return this.text.slice(start, this.at);
  }

  private number(): boolean {
    this.hasNumber = true;
    const value = Number(this.readDigits());
    if (this.skip(58)) { // :
      if (this.skip(58)) { // n::
        if (this.times.length !== 0) return false;
        this.times.push(value, 0);
        return true;
      }
      if (this.times.length >= 4) return false;
      this.times.push(value);
      this.skip(46);
      return true;
    }
    const point = this.skip(46);
    if (point && this.expectsTime(value)) {
      this.times.push(value);
      const digits = this.readDigits();
      if (digits === "") return false;
      this.finishTime(millisecondsOf(digits));
      return true;
    }
    if (this.zoneHours !== NONE && this.zoneMinutes === NONE && value < 60) {
      this.zoneMinutes = value;
      return true;
    }
    if (this.expectsTime(value)) {
      this.finishTime(value);
      const next = this.text.charCodeAt(this.at);
      return this.at >= this.text.length || next <= 32 || next === 43 || next === 45 || ((next | 32) === 122 && !isLetter(this.text.charCodeAt(this.at + 1)));
    }
    if (this.days.length >= 3) return false;
    this.days.push(value);
    this.skip(45);
    return true;
  }

  private expectsTime(value: number): boolean {
    const count = this.times.length;
    return (count === 1 && value < 60) || (count === 2 && value < 60) || (count === 3 && value < 1000);
  }
  private finishTime(value: number): void {
    this.times.push(value);
    while (this.times.length < 4) this.times.push(0);
  }

  private word(): boolean {
    const start = this.at;
    while (isLetter(this.text.charCodeAt(this.at))) this.at++;
    const word = this.text.slice(start, this.at).toLowerCase();
    const key = word.slice(0, 3);
    for (const [name, kind, value] of WORDS) {
      if (name !== key || (word.length > 3 && kind !== MONTH)) continue;
      if (kind === MONTH) {
        this.namedMonth = value;
        this.skip(45);
        return true;
      }
      if (kind === AM_PM && this.times.length !== 0) {
        this.hourOffset = value;
        return true;
      }
      if (kind === ZONE && this.hasNumber) {
        this.setZone(value);
        return true;
      }
    }
    return !this.hasNumber && !isDigit(this.text.charCodeAt(this.at));
  }

  private setZone(hours: number): void {
    this.zoneSign = hours < 0 ? -1 : 1;
    this.zoneHours = Math.abs(hours);
    this.zoneMinutes = 0;
  }

  private symbol(code: number): boolean {
    const isSign = code === 43 || code === 45;
    const inUtc = this.zoneHours === 0 && this.zoneMinutes === 0;
    if (isSign && (inUtc || this.times.length !== 0)) return this.offset(code);
    if ((isSign || code === 41) && this.hasNumber) return false;
    if (code === 40) return this.skipParentheses();
    this.at++;
    return true;
  }

  private offset(sign: number): boolean {
    this.at++;
    this.zoneSign = sign === 43 ? 1 : -1;
    const digits = this.readDigits();
    const value = Number(digits);
    this.hasNumber = true;
    if (this.peek(58)) {
      this.zoneHours = value;
      this.zoneMinutes = NONE;
    } else if (digits.length === 1 || digits.length === 2) {
      this.zoneHours = value;
      this.zoneMinutes = 0;
    } else if (digits.length === 3 || digits.length === 4) {
      this.zoneHours = Math.floor(value / 100);
      this.zoneMinutes = value % 100;
    } else {
      return false;
    }
    return true;
  }

  private skipParentheses(): boolean {
    let depth = 0;
    do {
      if (this.peek(40)) depth++;
      else if (this.peek(41)) depth--;
      this.at++;
    } while (depth > 0 && this.at < this.text.length);
    return true;
  }

  /** Days since 1970, or NaN. */
  private day(): number {
    const given = this.days;
    if (given.length === 0) return NaN;
    while (given.length < 3) given.push(1);
    const first = given[0]!, second = given[1]!;
    const firstIsDay = first >= 1 && first <= 31;
    let year: number, month: number, date: number;
    if (this.namedMonth !== NONE) {
      month = this.namedMonth;
      year = firstIsDay ? second : first;
      date = firstIsDay ? first : second;
    } else if (!firstIsDay) {
      year = first; month = second; date = given[2]!;
    } else {
      month = first; date = second; year = given[2]!;
    }
    if (year >= 0 && year <= 49) year += 2000;
    else if (year >= 50 && year <= 99) year += 1900;
    if (!(month >= 1 && month <= 12 && date >= 1 && date <= 31)) return NaN;
    return dayNumber(year, month - 1, date);
  }

  private time(): number {
    const given = this.times;
    while (given.length < 4) given.push(0);
    let hours = given[0]!;
    const minutes = given[1]!, seconds = given[2]!, ms = given[3]!;
    if (this.hourOffset !== NONE) {
      if (hours > 12) return NaN;
      hours = hours % 12 + this.hourOffset;
    }
    const valid = (hours <= 23 && minutes < 60 && seconds < 60 && ms < 1000) || (hours === 24 && minutes === 0 && seconds === 0 && ms === 0);
    return valid ? ((hours * 60 + minutes) * 60 + seconds) * 1000 + ms : NaN;
  }

  private zone(): number {
    if (this.zoneSign === 0) return 0;
    const hours = this.zoneHours === NONE ? 0 : this.zoneHours;
    const minutes = this.zoneMinutes === NONE ? 0 : this.zoneMinutes;
    return this.zoneSign * (hours * 60 + minutes) * 60000;
  }
}

function isLetter(code: number): boolean {
  const lower = code | 32;
  return lower >= 97 && lower <= 122;
}
