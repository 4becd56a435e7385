// What is looked at, as the address says it: a link shows to somebody else what it showed here.
import { day, dayOf, isoDay, isoInstant, parseDay, parseInstant, type Moment } from './time'

export type Pace = 'entry' | 'day' | 'chapter'

export const circles = ['PUBLIC', 'EVALUATORS', 'TEAM', 'CONVENERS'] as const
export type Circle = typeof circles[number]
export const asWhom: Readonly<Record<Circle, string>> = { PUBLIC: 'the public', EVALUATORS: 'the evaluators', TEAM: 'the team', CONVENERS: 'the conveners' }

/** How much of the history a report tells. */
export const histories = ['all', 'short', 'none'] as const
export type Telling = typeof histories[number]

export interface View {
  /** The day; null: today, or the last day of the history. */
  readonly on: number | null
  /** By when it had to be known; null: all that is recorded. */
  readonly known: number | null
  /** The days that the time bar spans; null: all of the history. */
  readonly from: number | null
  readonly to: number | null
  /** The strand that is shown where there is room for one; the ones shown, where there is for more. */
  readonly strand: string | null
  /** What is followed: a key. */
  readonly focus: string | null
  readonly pace: Pace
  /** The other moment of a comparison: its day and by when it was known. */
  readonly than: Moment | null
  /** As whom it is looked at; null: as whoever is signed in. */
  readonly as: Circle | null
  /** How much of the history a report tells; null: as much as can be read. */
  readonly history: Telling | null
}

export function readView(search: string): View {
  const values = new URLSearchParams(search)
  const text = (name: string) => values.get(name) || null
  const read = <T>(name: string, parse: (text: string) => T | null) => { const given = text(name); return given === null ? null : parse(given) }
  const than = text('cmp')?.split('~') ?? []
  const thanOn = than[0] ? parseDay(than[0]) : null
  const pace = text('pace')
  const as = text('as')?.toUpperCase()
  return {
    on: read('on', parseDay),
    known: read('known', parseInstant),
    from: read('from', given => given.length === 7 ? parseDay(`${given}-01`) : given.length === 4 ? parseDay(`${given}-01-01`) : parseDay(given)),
    to: read('to', parseDay),
    strand: text('strand'),
    focus: text('focus'),
    pace: pace === 'day' || pace === 'chapter' ? pace : 'entry',
    than: thanOn === null ? null : { on: thanOn, known: than[1] ? parseInstant(than[1]) : null },
    as: circles.find(circle => circle === as) ?? null,
    history: histories.find(one => one === text('history')) ?? null,
  }
}

const isMoments = (given: string) => { const [on, known, ...more] = given.split('~'); return parseDay(on!) !== null && (!known || parseInstant(known) !== null) && more.length === 0 }

/** What of an address could not be read, and what is shown then: a sentence for each. */
export function unreadable(search: string): string[] {
  const values = new URLSearchParams(search)
  const hasBad = (name: string, parse: (text: string) => unknown) => { const given = values.get(name); return !!given && !parse(given) }
  const days = ([['on', parseDay], ['known', parseInstant], ['from', parseDay], ['to', parseDay]] as const).filter(([name, parse]) => hasBad(name, text => parse(text) !== null)).map(([name]) => name)
  return [
    days.length > 0 && `The address has no readable ${days.join(' and ')}; what is shown is the nearest moment that it names.`,
    hasBad('cmp', isMoments) && 'The address has no readable “cmp”, the moment to compare with; what is shown is compared with another one.',
    hasBad('as', given => circles.some(circle => circle === given.toUpperCase())) && 'The address has no readable “as”: it may be public, evaluators, team or conveners. What is shown is what you may see yourself.',
  ].filter(one => one !== false)
}

export function writeView(view: View): string {
  const values: [string, string | null][] = [
    ['on', view.on === null ? null : isoDay(view.on)],
    ['known', view.known === null ? null : isoKnown(view.known)],
    ['from', view.from === null ? null : isoDay(view.from)],
    ['to', view.to === null ? null : isoDay(view.to)],
    ['strand', view.strand],
    ['focus', view.focus],
    ['pace', view.pace === 'entry' ? null : view.pace],
    ['cmp', view.than === null ? null : `${isoDay(view.than.on)}~${view.than.known === null ? '' : isoKnown(view.than.known)}`],
    ['as', view.as?.toLowerCase() ?? null],
    ['history', view.history],
  ]
  // Colons are read well as they are, in a query.
  const text = values.filter(([, value]) => value !== null).map(([name, value]) => `${name}=${encodeURIComponent(value!).replaceAll('%3A', ':')}`).join('&')
  return text && `?${text}`
}

const isoKnown = (known: number) => (known + 1) % day === 0 ? isoDay(dayOf(known)) : isoInstant(known)

/** The address of what is shown, for somebody else: with both clocks in it, and so the same whenever it is opened; without `known`, live. */
export function addressOf(path: string, search: string, on: number, known: number | null): string {
  const values = new URLSearchParams(search)
  values.set('on', isoDay(on))
  if (known === null) values.delete('known')
  else values.set('known', isoKnown(known))
  return `${location.origin}${path}?${values.toString().replaceAll('%3A', ':')}`
}
