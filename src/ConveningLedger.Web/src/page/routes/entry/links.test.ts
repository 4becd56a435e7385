import { expect, test } from 'vitest'
import { partsOf } from './links'

test.each([
  ['minute book, vol. 9', []],
  ['https://example.org/a?b=c', ['https://example.org/a?b=c']],
  ['See https://example.org/a, and (https://example.org/b).', ['https://example.org/a', 'https://example.org/b']],
  ['http://example.org javascript:alert(1) data:text/html,x', []],
  ['https://', []],
  ['“https://example.org/”', ['https://example.org/']],
])('%s', (text, links) => {
  const parts = partsOf(text)
  expect(parts.filter(part => part.isLink).map(part => part.text)).toEqual(links)
  expect(parts.map(part => part.text).join('')).toBe(text)
})
