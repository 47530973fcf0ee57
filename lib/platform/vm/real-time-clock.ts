/**
 * The CMOS clock: whole seconds, UTC as hypervisors set it.
 * @spec Motorola MC146818A
 */
import { panic } from "./panic.ts";
import { f64Floor, inb, outb } from "../../sys/intrinsics.ts";
import type { u32, u8 } from "../../sys/types.ts";

const INDEX_PORT = 0x70;
const DATA_PORT = 0x71;
const SECONDS = 0x00;
const MINUTES = 0x02;
const HOURS = 0x04;
const DAY = 0x07;
const MONTH = 0x08;
const YEAR = 0x09;
const STATUS_A = 0x0a;
const STATUS_B = 0x0b;
const CENTURY = 0x32;
const UPDATING = 0x80;
const BINARY = 0x04;
const HOURS_24 = 0x02;
const AFTERNOON = 0x80;
const NOTHING_THERE = 0xff;
const PATIENCE = 100_000;
const DAYS_BEFORE_1970 = 719_468;

/** Milliseconds since 1970-01-01 UTC. */
export function readRtcMs(): number {
  "use no-alloc";
  if (readCmos(STATUS_B) === NOTHING_THERE) panic("no real-time clock: start the machine with one (microvm: rtc=on) or under KVM");
  let last: number = -1;
  // Two equal readings: none was taken during an update.
  for (;;) {
    for (let polls: u32 = 0; (readCmos(STATUS_A) & UPDATING) !== 0 && polls < PATIENCE; polls = polls + 1) continue;
    const seconds = readSeconds();
    if (seconds === last) return seconds * 1000;
    last = seconds;
  }
}

function readSeconds(): number {
  "use no-alloc";
  const binary = (readCmos(STATUS_B) & BINARY) !== 0;
  const rawHours = readCmos(HOURS);
  let hours: u32 = decode(rawHours & 0x7f, binary);
  if ((readCmos(STATUS_B) & HOURS_24) === 0) hours = (hours === 12 ? 0 : hours) + ((rawHours & AFTERNOON) !== 0 ? 12 : 0);
  const century = decode(readCmos(CENTURY), binary);
  const year = decode(readCmos(YEAR), binary) + 100 * (century >= 19 && century < 99 ? century : 20);
  const days = daysSince1970(year, decode(readCmos(MONTH), binary), decode(readCmos(DAY), binary));
  return days * 86_400 + hours * 3600 + decode(readCmos(MINUTES), binary) * 60 + decode(readCmos(SECONDS), binary);
}

/** Days of the Gregorian calendar; years are counted from March, so that the leap day is last. */
export function daysSince1970(year: number, month: number, day: number): number {
  "use no-alloc";
  const y = month <= 2 ? year - 1 : year;
  const era = f64Floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = f64Floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  return era * 146_097 + yearOfEra * 365 + f64Floor(yearOfEra / 4) - f64Floor(yearOfEra / 100) + dayOfYear - DAYS_BEFORE_1970;
}

function decode(value: u8, binary: boolean): u32 {
  "use no-alloc";
  return binary ? value : (value >>> 4) * 10 + (value & 0xf);
}

function readCmos(register: u8): u8 {
  "use no-alloc";
  outb(INDEX_PORT, register);
  return inb(DATA_PORT);
}
