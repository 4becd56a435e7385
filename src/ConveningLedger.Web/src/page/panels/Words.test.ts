import { expect, test } from 'vitest'
import { wordDiff } from './Words'

// A small generator of its own seed: the same cases every time.
function texts(seed: number): string {
  let state = seed * 2_654_435_761 % 4_294_967_296
  const next = (below: number) => { state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296; return Math.floor(state / 4_294_967_296 * below) }
  const words = ['river', 'taps', 'one', 'and', 'the', 'August,', 'Sarn', 'it', 'stops.', 'ça', '水', '👩‍🌾', '\n', '  ']
  return Array.from({ length: next(40) }, () => words[next(words.length)]).join(next(5) === 0 ? '' : ' ')
}

const said = (runs: ReturnType<typeof wordDiff>, without: string) => runs.filter(run => run.operation !== without).map(run => run.text).join('')

test('what is added and kept is the new text, what is removed and kept the old one', () => {
  for (let seed = 1; seed <= 500; seed++) {
    const [before, after] = [texts(seed), texts(seed + 1_000)]
    const runs = wordDiff(before, after)
    expect(said(runs, 'REMOVED')).toBe(after)
    expect(said(runs, 'ADDED')).toBe(before)
  }
})

test('a word that is changed stands alone', () => {
  expect(wordDiff('There is one river in this valley, and it stops.', 'There is one river in our valley, and it stops.').filter(run => run.operation !== 'KEPT')).toEqual([{ operation: 'REMOVED', text: 'this' }, { operation: 'ADDED', text: 'our' }])
})

test('very long texts are set one after the other', () => {
  expect(wordDiff('a '.repeat(30_000), 'b '.repeat(30_000)).map(run => run.operation)).toEqual(['REMOVED', 'ADDED'])
})
