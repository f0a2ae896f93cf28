/** A moment as text: RFC 3339, UTC, `Z`, three to nine decimals of a second. Sorts as text when equally long. */
export type Moment = string

const pattern =
  /^(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9})\d*)?)?(?:([Zz])|([+-])(\d\d):?(\d\d))?$/

export type MomentFault = { fault: string }

const daysOf = (year: number, month: number) => new Date(Date.UTC(year, month, 0)).getUTCDate()

/**
 * Reads RFC 3339 with an offset. A local time without one is refused: nobody can tell which moment it means.
 * Digits beyond the millisecond are kept (environments report nanoseconds).
 */
export const parseMoment = (text: string): Moment | MomentFault => {
  const found = pattern.exec(text)
  if (!found) return { fault: `"${text.slice(0, 60)}" is not an RFC 3339 time such as 2022-09-24T00:21:15Z` }
  const [, y, mo, d, h, mi, s = '0', fraction = '', zulu, sign, oh, om] = found
  if (!zulu && !sign) return { fault: `"${text}" has no offset: say Z or +02:00, or nobody knows which moment it is` }
  const [year, month, day, hour, minute, second] = [Number(y), Number(mo), Number(d), Number(h), Number(mi), Number(s)]
  if (month < 1 || month > 12 || day < 1 || day > daysOf(year, month) || hour > 23 || minute > 59 || second > 59) {
    return { fault: `"${text}" names a day or hour that does not exist` }
  }
  const offset = sign ? (sign === '-' ? -1 : 1) * (Number(oh) * 60 + Number(om)) : 0
  if (Math.abs(offset) > 14 * 60 || Number(om ?? 0) > 59) return { fault: `"${text}" has an offset no place on Earth uses` }
  const whole = new Date(Date.UTC(year, month - 1, day, hour, minute - offset, second))
  if (year < 1000 || whole.getUTCFullYear() > 9999) return { fault: `"${text}" lies outside of the years 1000 to 9999` }
  return `${whole.toISOString().slice(0, 19)}.${fraction.replace(/0+$/, '').padEnd(3, '0')}Z`
}

/** Epoch nanoseconds of a moment. */
export const toNanoseconds = (moment: Moment): bigint => {
  const seconds = BigInt(Date.parse(`${moment.slice(0, 19)}Z`) / 1000)
  return seconds * 1_000_000_000n + BigInt(moment.slice(20, -1).padEnd(9, '0'))
}

/** The moment to the millisecond, as `Date` takes it (further digits cut off). */
export const toDate = (moment: Moment): Date => new Date(`${moment.slice(0, 23)}Z`)
