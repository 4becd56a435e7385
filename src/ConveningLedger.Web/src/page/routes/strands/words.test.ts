import { expect, test } from 'vitest'
import { between, polesOf, say, whenInWords } from './words'

test.each([
  ['2019', '2019'], ['2019-03', 'March 2019'], ['2019-03-04', '4 Mar 2019'], ['2019-03-04T10:30:00Z', '4 Mar 2019, 10:30'], ['2019-03~', 'about March 2019'], ['2019?', '2019, perhaps'],
  ['2019-03%', 'about March 2019, perhaps'], ['2021-21', 'spring 2021'], ['2019-03/2019-05', 'March 2019 to May 2019'], ['someday', 'someday'],
])('%s is %s', (written, words) => expect(whenInWords(written)).toBe(words))

test('a choice that nobody has words for yet is said as it is named', () => {
  expect(say('answer', 'MADE_THEIR_OWN')).toBe('carries it as their own')
  expect(say('answer', 'THOUGHT_IT_OVER')).toBe('thought it over')
  expect(polesOf('NEW_AND_OLD')).toEqual(['the first pole', 'the second pole'])
})

test('a number stands between its ends, and an end belongs to the last word', () => {
  expect([-1, -0.1, 0, 1].map(value => between(value, -1, 1, ['no', 'hardly', 'yes']))).toEqual(['no', 'hardly', 'hardly', 'yes'])
})
