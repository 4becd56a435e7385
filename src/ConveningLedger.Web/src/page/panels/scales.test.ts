import { expect, test } from 'vitest'
import { crossed, storyInWords } from './scales'

test.each([
  ['LIVED', 'POSITIVE', 'potential'], ['ASPIRED', 'POSITIVE', 'potential, hoped for'], ['STALLED', 'NULL', 'potential, got stuck, to no effect'], ['LIVED', 'NEGATIVE', 'potential, for the worse'],
] as const)('a story that is %s and %s', (step, effect, words) => { expect(storyInWords({ type: 'POTENTIAL', step, effect })).toBe(words) })

test.each([[0, 'hardly crossed'], [0.1, 'hardly crossed'], [0.2, 'crossed with difficulty'], [0.35, 'crossed with difficulty'], [0.36, 'half open'], [0.65, 'half open'], [0.7, 'easily crossed'], [0.9, 'open'], [1, 'open']])(
  'a boundary of %d is %s, as in an account', (permeability, words) => { expect(crossed(permeability)).toBe(words) })
