// The tracks of an endeavour: everything that its measures and texts ever were, folded here by the rule that comes with each, so that
// both clocks move without asking the server. See `Tracks` in the schema.
import { day } from './time'

export type Column = (number | null)[]

export interface TrackData {
  readonly origin: string
  readonly version: string
  readonly entries: { readonly count: number; readonly recorded: Column; readonly daysBefore: Column; readonly timeOfDay: Column; readonly span: Column; readonly kind: Column; readonly kinds: readonly string[] }
  readonly stays: { readonly count: number; readonly entry: Column; readonly validFrom: Column; readonly span: Column; readonly recordedFrom: Column; readonly recordedTo: Column }
  readonly tracks: readonly { readonly fold: string; readonly measure?: string | null; readonly subject: readonly string[]; readonly text?: string | null; readonly key: string; readonly members: readonly string[] }[]
  readonly rows: { readonly count: number; readonly scale: number; readonly track: Column; readonly entry: Column; readonly value: Column; readonly validFrom: Column; readonly recordedFrom: Column; readonly recordedTo: Column; readonly standpoints: readonly string[]; readonly standpoint: Column; readonly modes: Column }
}

/** An entry stood at a date, as it was known from one moment until another. */
export interface Stay { readonly earliest: number; readonly latest: number; readonly from: number; readonly to: number }

/** The entries as columns; times in milliseconds since 1970, valid time with its microseconds. */
export interface Entries {
  readonly count: number
  readonly recorded: Float64Array
  readonly earliest: Float64Array
  readonly latest: Float64Array
  readonly kind: readonly string[]
  /** Of those whose date was corrected or that were taken back, by number: when they stood, and where. */
  readonly stays: ReadonlyMap<number, readonly Stay[]>
}

export interface Row {
  readonly entry: number
  readonly value: number
  readonly valid: number
  readonly from: number
  readonly to: number
  /** From where it was told; null: nobody said. */
  readonly standpoint: string | null
  /** The modes at work, as a sum; see `modesOf`. */
  readonly modes: number
}

export interface Track {
  readonly fold: string
  readonly measure: string | null
  readonly subject: readonly string[]
  readonly text: string | null
  readonly key: string
  readonly members: readonly string[]
  /** In the order of valid time, then of entry. */
  readonly rows: readonly Row[]
}

export interface Tracks {
  readonly version: string
  readonly entries: Entries
  readonly all: readonly Track[]
}

/** A track as it was known by some moment: its value from each time on. `entry` is the entry that gave it. */
export interface Course {
  readonly track: Track
  readonly valid: readonly number[]
  readonly value: readonly (number | null)[]
  readonly entry: readonly number[]
  /** By the latest end of the entry's date it surely was so. */
  readonly sure: readonly number[]
  /** From where each was told and in which modes, as far as that was known. */
  readonly told: readonly Pick<Row, 'standpoint' | 'modes'>[]
}

/** The modes of identification, in the order of their bits. */
export const modes = ['engagement', 'imagination', 'alignment'] as const
export type Mode = typeof modes[number]
export const modesOf = (sum: number): readonly Mode[] => modes.filter((_, bit) => sum & 1 << bit)

const microsecond = 0.001
const meanOf = 5
const million = 1_000_000

function sums(column: Column): Float64Array {
  const all = new Float64Array(column.length)
  let sum = 0
  column.forEach((value, index) => { all[index] = sum += value! })
  return all
}

export function decode(data: TrackData): Tracks {
  const origin = Date.parse(data.origin)
  const { count } = data.entries
  const recorded = sums(data.entries.recorded).map(since => origin + since)
  const earliest = new Float64Array(count)
  const latest = new Float64Array(count)
  for (let entry = 0; entry < count; entry++) {
    earliest[entry] = (Math.floor(recorded[entry]! / day) - data.entries.daysBefore[entry]!) * day + data.entries.timeOfDay[entry]! * microsecond
    latest[entry] = earliest[entry]! + data.entries.span[entry]! * microsecond
  }
  const stays = new Map<number, Stay[]>()
  const stayed = sums(data.stays.entry)
  for (let row = 0; row < data.stays.count; row++) {
    const entry = stayed[row]!
    const from = earliest[entry]! + data.stays.validFrom[row]! * microsecond
    const to = data.stays.recordedTo[row]
    stays.set(entry, [...stays.get(entry) ?? [], {
      earliest: from, latest: from + data.stays.span[row]! * microsecond,
      from: recorded[entry]! + data.stays.recordedFrom[row]!, to: to === null || to === undefined ? Infinity : recorded[entry]! + to,
    }])
  }
  const rows: Row[][] = data.tracks.map(() => [])
  const entries = sums(data.rows.entry)
  for (let row = 0; row < data.rows.count; row++) {
    const entry = entries[row]!
    const to = data.rows.recordedTo[row]
    rows[data.rows.track[row]!]!.push({
      entry,
      value: data.rows.value[row]! / data.rows.scale,
      valid: earliest[entry]! + data.rows.validFrom[row]! * microsecond,
      from: recorded[entry]! + data.rows.recordedFrom[row]!,
      to: to === null || to === undefined ? Infinity : recorded[entry]! + to,
      standpoint: data.rows.standpoints[data.rows.standpoint[row] ?? -1] ?? null,
      modes: data.rows.modes[row]!,
    })
  }
  return {
    version: data.version,
    entries: { count, recorded, earliest, latest, kind: data.entries.kind.map(kind => data.entries.kinds[kind!]!), stays },
    all: data.tracks.map((track, index) => ({
      fold: track.fold, measure: track.measure ?? null, subject: track.subject, text: track.text ?? null, key: track.key, members: track.members,
      rows: rows[index]!.sort((one, other) => one.valid - other.valid || one.entry - other.entry),
    })),
  }
}

/** Whether something that was known from one moment until another was known at a moment; null: still is. */
export const isKnown = (one: { readonly from: number; readonly to: number }, known: number | null) => known === null ? one.to === Infinity : one.from <= known && known < one.to

/** Goes through the entries that stood as it was known by a moment (null: now), each with both ends of the date that it had then. */
export function standing(entries: Entries, known: number | null, visit: (entry: number, earliest: number, latest: number) => void) {
  for (let entry = 0; entry < entries.count; entry++) {
    const stays = entries.stays.get(entry)
    if (stays) for (const stay of stays) { if (isKnown(stay, known)) visit(entry, stay.earliest, stay.latest) }
    else if (known === null || entries.recorded[entry]! <= known) visit(entry, entries.earliest[entry]!, entries.latest[entry]!)
  }
}

// How long the date of an entry is, as it was known by a moment.
function spanOf(entries: Entries, entry: number, known: number | null): number {
  const { earliest, latest } = entries.stays.get(entry)?.find(stay => isKnown(stay, known)) ?? { earliest: entries.earliest[entry]!, latest: entries.latest[entry]! }
  return latest - earliest
}

/** A track as it was known by a moment; null: as it is known now. */
export function courseOf(track: Track, known: number | null, entries: Entries): Course {
  const [valid, value, entry, sure]: [number[], (number | null)[], number[], number[]] = [[], [], [], []]
  const held: Row[] = []
  const members = new Set<number>()
  for (const row of track.rows) {
    if (!isKnown(row, known)) continue
    held.push(row)
    valid.push(row.valid)
    entry.push(row.entry)
    sure.push(row.valid + spanOf(entries, row.entry, known))
    if (track.fold === 'LAST') value.push(row.value)
    else if (track.fold === 'MEAN_OF_LAST_FIVE') value.push(mean(held.slice(-meanOf)))
    else {
      if (row.value > 0) members.add(row.value)
      else if (row.value < 0) members.delete(-row.value)
      value.push(members.size)
    }
  }
  return { track, valid, value, entry, sure, told: held }
}

// To six decimals, halves to even: as the server rounds.
function mean(rows: readonly Row[]): number {
  const scaled = rows.reduce((sum, row) => sum + Math.round(row.value * million), 0) / rows.length
  const down = Math.floor(scaled)
  const rest = scaled - down
  return (rest > 0.5 || (rest === 0.5 && down % 2 !== 0) ? down + 1 : down) / million
}

const counted = new WeakMap<Course, readonly Uint32Array[]>()

/** How many of the first points of a course were told in each mode; counted once, for it is asked at each move of a clock. */
export function countsIn(course: Course, count: number): readonly number[] {
  let sums = counted.get(course)
  if (!sums) {
    sums = modes.map((_, bit) => {
      const sum = new Uint32Array(course.told.length + 1)
      course.told.forEach((one, point) => { sum[point + 1] = sum[point]! + (one.modes >> bit & 1) })
      return sum
    })
    counted.set(course, sums)
  }
  return sums.map(sum => sum[count]!)
}

/** Which point of a course holds at an instant; -1 before the first. */
export function pointAt(course: Course, at: number): number {
  let [low, high] = [0, course.valid.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (course.valid[middle]! <= at) low = middle + 1
    else high = middle
  }
  return low - 1
}

export const valueAt = (course: Course, at: number): number | null => course.value[pointAt(course, at)] ?? null

/** All courses as they were known by a moment. */
export function coursesOf(tracks: Tracks, known: number | null): Course[] {
  return tracks.all.map(track => courseOf(track, known, tracks.entries))
}
