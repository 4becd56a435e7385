import { expect, test } from 'vitest'
import { readView, unreadable, writeView } from './address'

test.each([
  '?on=2023-05-23&known=2023-06-30T12:00:00Z&from=2022-01-01&to=2024-06-30&strand=people&focus=p-01&pace=chapter&cmp=2021-03-01~2021-04-01&as=public&history=none',
  '?on=2023-05-23&known=2023-06-30', '?cmp=2021-03-01~', '',
])('%s is written as it was read', search => { expect(writeView(readView(search))).toBe(search) })

test('coarse days are read to their ends, the start of the span to its beginning', () => {
  expect(writeView(readView('?on=2023-05&from=2022-01&to=2024-06'))).toBe('?on=2023-05-31&from=2022-01-01&to=2024-06-30')
})

test('what cannot be read is told, and does not break the rest', () => {
  expect(unreadable('?on=soon&known=2023-06-30&to=later')).toEqual(['The address has no readable on and to; what is shown is the nearest moment that it names.'])
  expect(readView('?on=soon&known=2023-06-30&as=nobody&pace=fast')).toMatchObject({ on: null, as: null, pace: 'entry' })
})

test.each([
  ['?as=nobody', 'no readable “as”'], ['?cmp=zzz', 'no readable “cmp”'], ['?cmp=2021-03-01~zzz', 'no readable “cmp”'], ['?cmp=2021-03-01~2021~2022', 'no readable “cmp”'], ['?cmp=~2021', 'no readable “cmp”'],
])('%s is not passed over', (search, said) => { expect(unreadable(search)).toEqual([expect.stringContaining(said)]) })

test.each(['?as=public', '?as=PUBLIC', '?as=', '?cmp=2021-03-01~', '?cmp=2021-03-01', '?cmp=2021-03-01~2021-04-01T10:00:00Z', ''])('of “%s” all can be read', search => { expect(unreadable(search)).toEqual([]) })
