/** Days and civil dates of the proleptic Gregorian calendar (ECMA-262 §21.4.1). */
export const MS_PER_DAY = 86400000;

export interface TimeParts {
  readonly year: number;
  /** 0 to 11. */
  readonly month: number;
  /** 1 to 31. */
  readonly date: number;
  /** Of the week, 0 is Sunday. */
  readonly day: number;
  readonly hours: number;
  readonly minutes: number;
  readonly seconds: number;
  readonly ms: number;
  /** Time at which the day began. */
  readonly dayStart: number;
}

/** TimeClip (§21.4.1.31). */
export function timeClip(time: number): number {
  if (!(Math.abs(time) <= 8.64e15)) return NaN;
  return Math.trunc(time) + 0;
}

/** MakeDay (§21.4.1.28): days since 1970 of a date whose month and day may lie outside the usual range; NaN if they are no numbers. */
export function dayNumber(year: number, month: number, date: number): number {
  const m = Math.trunc(month);
  const y = Math.trunc(year) + Math.floor(m / 12);
  const day = Math.trunc(date);
  if (!(Math.abs(y) <= 400000) || !Number.isFinite(day)) return NaN;
  return daysBeforeMonth(y, m - Math.floor(m / 12) * 12) + day - 1;
}

/** Days from 1970-01-01 to the first of a month; the year is counted from March, so that leap days come last. */
function daysBeforeMonth(year: number, month: number): number {
  const y = month < 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month < 2 ? month + 10 : month - 2) + 2) / 5);
  return era * 146097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719468;
}

const INVALID: TimeParts = { year: NaN, month: NaN, date: NaN, day: NaN, hours: NaN, minutes: NaN, seconds: NaN, ms: NaN, dayStart: NaN };

/** The fields of a time; all NaN for an invalid one. */
export function splitTime(time: number): TimeParts {
  if (time !== time) return INVALID;
  const days = Math.floor(time / MS_PER_DAY);
  const inDay = time - days * MS_PER_DAY;
  const z = days + 719468;
  const era = Math.floor(z / 146097);
  const dayOfEra = z - era * 146097;
  const yearOfEra = Math.floor((dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const fromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const month = fromMarch < 10 ? fromMarch + 2 : fromMarch - 10;
  const weekday = (days % 7 + 11) % 7;
  return {
    year: yearOfEra + era * 400 + (month < 2 ? 1 : 0), month, date: dayOfYear - Math.floor((153 * fromMarch + 2) / 5) + 1, day: weekday,
    hours: Math.floor(inDay / 3600000), minutes: Math.floor(inDay / 60000) % 60, seconds: Math.floor(inDay / 1000) % 60, ms: inDay % 1000, dayStart: days * MS_PER_DAY,
  };
}
