// Times of the page. Valid time is civil days in UTC; recorded time is an instant, in milliseconds.

export const day = 86_400_000

/** Which moment is looked at: the end of a day, and by when it had to be known (null: all that is recorded). */
export interface Moment {
  /** The day, counted from 1970-01-01. */
  readonly on: number
  /** The instant, in milliseconds since 1970, inclusive; null: all that is recorded. */
  readonly known: number | null
}

/** The last millisecond of a day, which stands for all of it. */
export const endOf = (on: number) => (on + 1) * day - 1

export const dayOf = (instant: number) => Math.floor(instant / day)

/** `2023-05-23`. */
export const isoDay = (on: number) => new Date(on * day).toISOString().slice(0, 10)

/** `2023-06-30T12:00:00Z`, with as many decimals as are needed. */
export const isoInstant = (instant: number) => new Date(instant).toISOString().replace(/\.?0*Z$/, 'Z').replace(/T(\d\d:\d\d)Z$/, 'T$1:00Z')

/** A day as `2023-05-23`, or coarser: then its last; null where it is none. */
export function parseDay(text: string): number | null {
  const match = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$/.exec(text.trim())
  if (!match) return null
  const [year, month, date] = [Number(match[1]), match[2] ? Number(match[2]) : 12, match[3] ? Number(match[3]) : null]
  if (month < 1 || month > 12) return null
  const last = new Date(Date.UTC(2000, month, 0))
  last.setUTCFullYear(year, month, 0)
  if (date !== null && (date < 1 || date > last.getUTCDate())) return null
  const at = new Date(0)
  at.setUTCFullYear(year, month - 1, date ?? last.getUTCDate())
  return at.getTime() / day
}

/** An instant with its zone, or a day (then its end); null where it is neither. */
export function parseInstant(text: string): number | null {
  const on = parseDay(text)
  if (on !== null) return endOf(on)
  if (!/^\d{4}-\d\d-\d\dT.*(Z|[+-]\d\d:\d\d)$/.test(text)) return null
  const instant = Date.parse(text)
  return Number.isNaN(instant) ? null : instant
}

const months = ['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november', 'december']

/** `2023-05` of `May 2023`; as it was given where it is nothing of the kind. */
function inDigits(text: string): string {
  const match = /^(?:(\d{1,2})\s+)?([a-z]{3,})\.?\s+(\d{4})$/i.exec(text)
  const month = match ? months.findIndex(name => name.startsWith(match[2]!.toLowerCase())) : -1
  return match && month >= 0 ? [match[3], String(month + 1).padStart(2, '0'), match[1]?.padStart(2, '0')].filter(Boolean).join('-') : text
}

/** What can be typed for a day. */
export const typedDays = '23 May 2023, 2023-05-23, May 2023, 2023, or today'

/** A day as somebody types it: as dates are shown on the page, as addresses have them, or `today`; null where it is none. */
export function typedDay(text: string): number | null {
  const given = text.trim()
  return given.toLowerCase() === 'today' ? dayOf(Date.now()) : parseDay(inDigits(given))
}

/** An instant as somebody types it: a day (then its end), or a time of day as shown on the page (then the end of the minute). */
export function typedInstant(text: string): number | null {
  const on = typedDay(text)
  if (on !== null) return endOf(on)
  const timed = /^(.+?)(?:\s+at|,)?\s+(\d\d):(\d\d) UTC$/.exec(text.trim())
  const of = timed && typedDay(timed[1]!)
  if (timed && of !== null && Number(timed[2]) < 24 && Number(timed[3]) < 60) return of * day + (Number(timed[2]) * 60 + Number(timed[3]) + 1) * 60_000 - 1
  return parseInstant(text.trim())
}

const words = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })
const short = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' })
const clock = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit', timeZone: 'UTC' })

/** `23 May 2023`. */
export const dayInWords = (on: number) => words.format(on * day)
export const shortDay = (on: number) => short.format(on * day)

/** `30 June 2023`, with the time of day where it is not the end of one. */
export const instantInWords = (instant: number) => (instant + 1) % day === 0 ? words.format(instant) : `${clock.format(instant)} UTC`

/** `19 months later`, of a number of seconds. */
export function lagInWords(seconds: number): string {
  const days = seconds / 86_400
  const [count, unit] = days < 1 ? [0, ''] : days < 60 ? [Math.round(days), 'day'] : days < 730 ? [Math.round(days / 30.44), 'month'] : [Math.round(days / 365.25), 'year']
  return count === 0 ? 'the same day' : `${count} ${unit}${count === 1 ? '' : 's'} later`
}

/** How the API is asked for a moment. */
export const asked = (moment: Moment) => ({
  at: new Date(endOf(moment.on)).toISOString().replace('999Z', '999999Z'),
  knownAt: moment.known === null ? null : new Date(moment.known).toISOString(),
})
