import { expect, test } from 'vitest'
import { asCsv } from './save'

test('what people wrote is never a formula, and keeps its commas and quotes', () => {
  expect(asCsv({ head: ['Who', 'Value'], rows: [['=cmd|x', -0.5], ['a "b", c', null], ['-1+2', 1], ['\uff1d1+1', 'a;=b']] }, 'x, y')).toBe(
    'Who,Value,of\r\n\'=cmd|x,-0.5,"x, y"\r\n"a ""b"", c",,"x, y"\r\n\'-1+2,1,"x, y"\r\n\'\uff1d1+1,"a;=b","x, y"\r\n')
})
