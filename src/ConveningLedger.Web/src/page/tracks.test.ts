import { expect, test } from 'vitest'
import { countsIn, courseOf, decode, modesOf, standing, pointAt, valueAt, type TrackData } from './tracks'
import { day, endOf, parseDay } from './time'

// Three entries: the second became known late, the third was corrected a day after it became known.
const data: TrackData = {
  origin: '2020-01-01T00:00:00Z', version: 'v',
  entries: { count: 3, recorded: [day * 10, day * 20, day * 5], daysBefore: [0, 25, 1], timeOfDay: [0, 500_000, 0], span: [86_400_000_000, 0, 31 * 86_400_000_000], kind: [0, 0, 1], kinds: ['BoundaryShifted', 'LegitimacySignalled'] },
  stays: { count: 0, entry: [], validFrom: [], span: [], recordedFrom: [], recordedTo: [] },
  tracks: [
    { fold: 'LAST', measure: 'PERMEABILITY', subject: ['wall'], text: null, key: '', members: [] },
    { fold: 'MEAN_OF_LAST_FIVE', measure: 'STANDING', subject: ['town'], text: null, key: '', members: [] },
    { fold: 'COUNT_OF_MEMBERS', measure: 'MILESTONES', subject: ['p-1'], text: null, key: '', members: ['VOICE_HEARD', 'RECOGNISED'] },
  ],
  rows: {
    count: 8, scale: 100,
    entry: [0, 0, 0, 1, 0, 1, 0, 0], track: [0, 1, 2, 0, 2, 1, 1, 2], value: [40, 10, 100, 60, 200, -50, -20, -100], validFrom: [0, 0, 0, 0, 0, 0, 0, 0],
    recordedFrom: [0, 0, 0, 0, 0, 0, day, 0], recordedTo: [null, null, null, null, null, day, null, null],
    standpoints: ['SELF', 'SECOND_HAND'], standpoint: [null, null, null, 0, null, 1, 0, null], modes: [0, 0, 0, 5, 0, 2, 3, 0],
  },
}
const tracks = decode(data)
const at = (text: string) => endOf(parseDay(text)!)
const value = (track: number, on: string, known: string | null) => valueAt(courseOf(tracks.all[track]!, known === null ? null : at(known), tracks.entries), at(on))

test('times are put together from their columns', () => {
  expect([...tracks.entries.recorded].map(one => new Date(one).toISOString().slice(0, 10))).toEqual(['2020-01-11', '2020-01-31', '2020-02-05'])
  expect(tracks.entries.earliest[1]).toBe(Date.parse('2020-01-06T00:00:00.500Z'))
  expect(tracks.entries.latest[2]! - tracks.entries.earliest[2]!).toBe(31 * day)
})

test('what became known late is not there before', () => {
  expect(value(0, '2020-01-08', '2020-01-30')).toBeNull()
  expect(value(0, '2020-01-08', '2020-01-31')).toBe(0.6)
  expect(value(0, '2020-01-20', null)).toBe(0.4)
  expect(value(0, '2020-01-04', null)).toBeNull()
})

test('what was corrected is as it was known by then', () => {
  expect(value(1, '2020-02-10', '2020-02-05')).toBe(-0.2)
  expect(value(1, '2020-02-10', null)).toBe(-0.05)
})

test('from where something was told is as it was known by then', () => {
  const told = (track: number, known: string | null) => courseOf(tracks.all[track]!, known === null ? null : at(known), tracks.entries).told.map(one => [one.standpoint, ...modesOf(one.modes)])
  expect(told(0, null)).toEqual([['SELF', 'engagement', 'alignment'], [null]])
  expect(told(1, '2020-02-05').at(-1)).toEqual(['SECOND_HAND', 'imagination'])
  expect(told(1, null).at(-1)).toEqual(['SELF', 'engagement', 'imagination'])
})

test('members come and go, and none is not nothing known', () => {
  expect(value(2, '2020-01-20', null)).toBe(2)
  expect(value(2, '2020-01-20', '2020-01-15')).toBe(1)
  expect(value(2, '2020-02-10', null)).toBe(1)
  expect(value(2, '2020-01-02', null)).toBeNull()
})

test('means are rounded to six decimals, halves to even', () => {
  const rows = { ...data.rows, count: 3, scale: 10_000_000, entry: [0, 0, 0], track: [1, 1, 1], value: [10_000_000, 0, 0], validFrom: [0, 1, 2], recordedFrom: [0, 0, 0], recordedTo: [null, null, null], standpoint: [null, null, null], modes: [0, 0, 0] }
  const course = courseOf(decode({ ...data, rows }).all[1]!, null, tracks.entries)
  expect(course.value).toEqual([1, 0.5, 0.333333])
  expect(pointAt(course, course.valid[1]!)).toBe(1)
})

// The first was corrected by two days a day after it became known, to a date of two days; the third was taken back after two days.
test('where an entry stood is as it was known by then, and what was taken back stands no more', () => {
  const stays = { count: 3, entry: [0, 0, 2], validFrom: [0, -2 * 86_400_000_000, 0], span: [86_400_000_000, 2 * 86_400_000_000, 31 * 86_400_000_000], recordedFrom: [0, day, 0], recordedTo: [day, null, 2 * day] }
  const { entries, all } = decode({ ...data, stays })
  const found = (known: string | null) => { const stood: string[] = []; standing(entries, known === null ? null : at(known), (entry, earliest, latest) => stood.push(`${entry} ${new Date(earliest).toISOString().slice(5, 10)} ${(latest - earliest) / day}`)); return stood }
  expect(found('2020-01-10')).toEqual([])
  expect(found('2020-01-11')).toEqual(['0 01-11 1'])
  expect(found('2020-02-05')).toEqual(['0 01-09 2', '1 01-06 0', '2 02-04 31'])
  expect(found('2020-02-07')).toEqual(['0 01-09 2', '1 01-06 0'])
  expect(found(null)).toEqual(found('2020-02-07'))
  const surely = (known: string | null) => { const course = courseOf(all[1]!, known === null ? null : at(known), entries); return (course.sure[0]! - course.valid[0]!) / day }
  expect([surely('2020-01-11'), surely(null)]).toEqual([1, 2])
})

test('points are counted by the modes they were told in, up to any of them', () => {
  const tracks = decode(data)
  for (const track of tracks.all) {
    const course = courseOf(track, null, tracks.entries)
    for (let count = 0; count <= course.told.length; count++)
      expect(countsIn(course, count)).toEqual(['engagement', 'imagination', 'alignment'].map(mode => course.told.slice(0, count).filter(one => modesOf(one.modes).includes(mode as never)).length))
  }
})
