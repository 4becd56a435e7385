import { expect, test } from 'vitest'
import { headline, justBefore, madeBy, type Changed } from './movement'

test.each([
  ['2016-04-08T00:00:00Z', '2016-04-07T23:59:59.999999Z'],
  ['2019-10-01T23:59:59.999999Z', '2019-10-01T23:59:59.999998Z'],
  ['2019-10-01T12:00:00.5Z', '2019-10-01T12:00:00.499999Z'],
  ['2019-10-01T12:00:00.000001Z', '2019-10-01T12:00:00.000000Z'],
])('just before %s is %s', (instant, before) => { expect(justBefore(instant)).toBe(before) })

test('what others moved at the same instant is not said to be its own', () => {
  const entry = (uuid: string) => ({ uuid, summary: uuid })
  const change = (register: string, ...movers: { before?: unknown; after?: unknown; causes: unknown[] }[]) => ({ register, movers: { nodes: movers } }) as unknown as Changed
  const own = change('A', { after: entry('one'), causes: [] })
  const shared = change('B', { after: entry('one'), causes: [] }, { before: entry('two'), causes: [] })
  const caused = change('C', { before: entry('three'), causes: [entry('one')] })
  const other = change('D', { after: entry('two'), causes: [] })
  expect(madeBy([own, shared, caused, other], 'one').map(({ change, others }) => [change.register, others.map(one => one.uuid)])).toEqual([['A', []], ['B', ['two']], ['C', []]])
})

test.each([
  ['The common call was put into words by Odile Marrak: “One river, many taps, and every one of them left running. The Vessa is dying …”', 'The common call was put into words by Odile Marrak.'],
  ['The moment was given a name: “baseline”.', 'The moment was given a name: “baseline”.'],
  ['The endeavour “One River, Many Taps” opened: “The Vessa stops at Sarn bridge in most Augusts. Everybody in the valley knows …”', 'The endeavour “One River, Many Taps” opened.'],
  ['holding both together, the endeavour leaned to the first.', 'Holding both together, the endeavour leaned to the first.'],
  ['Odile Marrak began to convene, as project initiator and custodian.', 'Odile Marrak began to convene, as project initiator and custodian.'],
])('%s is headed %s', (summary, head) => { expect(headline(summary)).toBe(head) })
