import { describe, expect, test } from 'vitest'
import { blocksOf, digestOf, labelOf, rowsOf, scaleOf, signOf, subjectOf, type Change, type Mover } from './changes'

const entry = (uuid: string, earliest: string) => ({ uuid, dimension: null, summary: `what ${uuid} says`, occurredAt: earliest, earliest: `${earliest}T00:00:00Z`, recordedAt: `${earliest}T12:00:00Z`, lagSeconds: 0 })
const mover = (uuid: string, earliest: string) => ({ before: null, after: entry(uuid, earliest), causes: [] }) as unknown as Mover
const change = (some: object) => ({ kind: 'MEMBERSHIP', register: 'PARTICIPANT', subject: ['p-01'], elements: [{ key: 'p-01', name: 'Odile Marrak' }], delta: null, dimension: null, measure: null, from: null, to: { isMember: true }, movers: { totalCount: 0, nodes: [] }, ...some }) as unknown as Change
const level = (subject: string[], from: number | null, to: number | null, some: object = {}) => change({ kind: 'MEASURE', register: 'STANCE', measure: 'STANCE', subject, elements: [{ key: subject[0], name: 'Odile Marrak' }], from: from === null ? null : { number: from }, to: to === null ? null : { number: to }, ...some })
const name = (key: string) => ({ halden: 'Halden Power', pact: 'the claim of Jun Tesfal', 'night-water': 'Piet Orsovan went round Halden Power' })[key] ?? key

describe('what changed', () => {
  test.each([
    ['added', change({})], ['removed', change({ from: { isMember: true }, to: null })],
    ['moved', level(['p-01'], 0, 0.5)], ['added', level(['p-01'], null, 0)], ['removed', level(['p-01'], 0, null)],
    ['changed', change({ kind: 'TEXT', register: 'TITLE', from: { text: 'a' }, to: { text: 'b' } })], ['added', change({ kind: 'STATUS', register: 'SANCTION', to: { choice: 'TOLERATED' } })],
  ])('was %s', (sign, one) => { expect(signOf(one)).toBe(sign) })

  test('has names for keys, and words for what is chosen', () => {
    expect(subjectOf(change({ register: 'MILESTONE', subject: ['p-01', 'INITIATIVE_TAKEN'] }), name)).toBe('Odile Marrak: initiative taken')
    expect(subjectOf(level(['p-01', 'GATEKEEPING'], 0, 1), name)).toBe('stance, Odile Marrak · gatekeeping')
    expect(subjectOf(change({ register: 'CLAIM_CAUSE', subject: ['pact', 'night-water'], elements: [] }), name)).toBe('Piet Orsovan went round Halden Power, in the claim of Jun Tesfal')
    expect(subjectOf(change({ register: 'CALL_TEXT', subject: [], elements: [] }), name)).toBe('the common call')
    expect(subjectOf(change({ register: 'CALL_ANSWER', subject: ['p-01', 'halden'] }), name)).toBe('Odile Marrak, to Halden Power')
    expect(subjectOf(change({ register: 'VOICE_MISSING', subject: ['p-01'] }), name)).toBe('Odile Marrak')
    expect(subjectOf(change({ register: 'VOICE_MISSING', subject: ['p-01', 'Every table we set.'] }), name)).toBe('Odile Marrak, “Every table we set.”')
    expect(labelOf(change({ register: 'BOUNDARY_OBJECT_MAKER' }))).toBe('makers of a boundary object')
  })
})

test('the digest counts every change once, the furthest moved first', () => {
  const parts = digestOf([change({}), level(['p-01'], 0, 0.1), level(['p-01'], 0.5, -0.5), level(['p-01'], null, 0.3), change({ from: { isMember: true }, to: null })], name)
  expect(parts.map(part => [part.sign, part.count])).toEqual([['added', 2], ['removed', 1], ['moved', 2], ['changed', 0]])
  expect(parts[2]!.lists[0]!.items.map(item => item.course)).toEqual(['0.5 → −0.5', '0 → 0.1'])
})

test('a change stands once, under the latest of what moved it, and what no entry accounts for stands last', () => {
  const [early, late] = [mover('early', '2018-01-01'), mover('late', '2019-01-01')]
  const [both, one, none, many] = [level(['p-01'], 0, 1, { movers: { totalCount: 2, nodes: [early, late] } }), change({ movers: { totalCount: 1, nodes: [early] } }), change({}), change({ movers: { totalCount: 9, nodes: [early, late] } })]
  const blocks = blocksOf([none, both, one, many])
  expect(blocks.map(block => block.mover?.after?.uuid ?? null)).toEqual(['early', 'late', null])
  expect(blocks.map(block => block.made.map(made => made.change))).toEqual([[one], [both, many], [none]])
  expect(blocks[1]!.made.map(made => [made.others.map(other => other.after?.uuid), made.unnamed])).toEqual([[['early'], 0], [['early'], 7]])
  // Movers that may not be seen are counted, not named.
  expect(blocksOf([change({ movers: { totalCount: 2, nodes: [] } })])[0]!.mover).toBeNull()
})

test('what came in one register is one row, unless other entries had to do with it', () => {
  const made = (some: object, others: Mover[] = []) => ({ change: change(some), others, unnamed: 0 })
  expect(rowsOf([made({ subject: ['a'] }), made({ subject: ['b'] }), made({ subject: ['c'] }, [mover('x', '2018-01-01')]), made({ kind: 'STATUS', to: { choice: 'YES' } }), made({ kind: 'STATUS', to: { choice: 'NO' } })]).map(row => row.length)).toEqual([2, 1, 1, 1])
})

test('both sides are on one scale, which holds what goes beyond it', () => {
  expect(scaleOf('PERMEABILITY', [0.2, 0.5])).toEqual([0, 1])
  expect(scaleOf('STANCE', [0.2])).toEqual([-1, 1])
  expect(scaleOf('VOICES', [14])).toEqual([0, 14])
})
