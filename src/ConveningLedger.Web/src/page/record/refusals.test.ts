import { expect, test } from 'vitest'
import { plainly, stillTold } from './refusals'

test.each([
  ['UNKNOWN_KEY', "Nothing was named 'dam-wal'.", 'the key of a BOUNDARY', 'There is nothing here by the key “dam-wal”.', 'a boundary that is here already: choose what is offered, or record it first'],
  ['UNKNOWN_KEY', "Nothing was named 'odile'.", 'the key of a PERSON or GROUP or CONSTITUENCY', 'There is nothing here by the key “odile”.', 'a person, a group or a constituency that is here already: choose what is offered, or record it first'],
  ['WRONG_KEY', "'dam-wall' is a BOUNDARY.", 'the key of an ELEMENT', '“dam-wall” is something else here.', 'an element that is here already: choose what is offered, or record it first'],
  ['KEY_TAKEN', "'dam-wall' is taken.", 'another key', '“dam-wall” is the key of something else.', 'another key'],
  ['UNKNOWN_ENTRY', "There is no entry 'nope'.", 'the id or ref of an entry recorded before', 'There is no entry “nope”.', 'an entry that is recorded: choose one that is offered'],
  ['OCCURRED_AFTER_RECORDED', 'It begins after it was recorded (2026-11-28T17:54:32.505991Z).', 'a date that begins by 2026-11-28T17:54:32.505991Z', 'It begins after it was recorded (28 November 2026 at 17:54 UTC).', 'a date that begins by 28 November 2026 at 17:54 UTC'],
  ['UNKNOWN_VALUE', 'It is none of these.', 'AT_ODDS or TRUSTS', 'It is none of these.', 'at odds or trusts'],
  ['WRONG_ENTRY', "It is an EntryCorrected: an entry about another entry.", 'an entry', 'It is an entry corrected: an entry about another entry.', 'an entry'],
])('%s is told plainly: %s', (code, message, accepted, told, what) => { expect(plainly({ code, message, accepted })).toEqual({ code, message: told, accepted: what }) })

test('a fault is told until its field is changed', () => {
  const told = [['input', 'occurredAt'], ['input', 'data', 'who', '0'], ['input', 'data', 'words'], ['input']].map(path => ({ path }))
  const when = { envelope: { occurredAt: '' }, data: { who: ['x', 'y'] } }
  const left = (envelope: object, data: object) => stillTold(told, when, { envelope, data }).map(one => one.path.slice(1).join('.'))
  expect(left(when.envelope, when.data)).toEqual(['occurredAt', 'data.who.0', 'data.words', ''])
  expect(left({ occurredAt: '2024' }, when.data)).toEqual(['data.who.0', 'data.words', ''])
  expect(left(when.envelope, { who: ['z', 'y'] })).toEqual(['occurredAt', 'data.words', ''])
  expect(left(when.envelope, { who: ['x', 'z'], words: 'so' })).toEqual(['occurredAt', 'data.who.0', ''])
})
