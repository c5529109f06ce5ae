const DATE_TIME = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(\.\d+)?(Z|([+-])(\d\d):(\d\d))?$/;

/** The milliseconds since the epoch of an xsd:dateTime, without an offset read as UTC; undefined when it is none (RFC 7643 §2.3.5). */
export function parseDateTime(text: string): number | undefined {
  const parts = DATE_TIME.exec(text);
  if (!parts) return undefined;
  const [, year, month, day, hour, minute, second, fraction = "0", , sign, offsetHours = "0", offsetMinutes = "0"] =
    parts;
  const [h, m, s] = [Number(hour), Number(minute), Number(second)];
  // The end of a day may be written as 24:00:00.
  const inDay = (h < 24 && m < 60 && s < 60) || (h === 24 && m === 0 && s === 0);
  if (!inDay || Number(offsetHours) > 14 || Number(offsetMinutes) > 59) return undefined;
  const date = new Date(0);
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  // A day that the month does not have rolls over into the next month.
  if (date.getUTCMonth() !== Number(month) - 1 || date.getUTCDate() !== Number(day)) return undefined;
  const offset = (Number(offsetHours) * 60 + Number(offsetMinutes)) * (sign === "-" ? -60_000 : 60_000);
  return date.getTime() + ((h * 60 + m) * 60 + s + Number(fraction)) * 1000 - offset;
}
