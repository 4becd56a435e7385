import { expect, test } from 'vitest'
import { historyOf } from './history'

const uuid = '18896bc6-b890-5ef1-91a9-fddde1e97f9f'
const reportOf = (entries: number) => `# One River

| as it was at | as known at | as seen by | entries | known only afterwards | claimed times |
| --- | --- | --- | --- | --- | --- |
| 2024-12-31T23:59:59.999999Z | 2026-11-28T18:14:59.656415Z | CONVENERS | ${entries} | 2 | 3 |

On 31 December 2024, it was at work.

## Marked moments

### baseline[^1]

## Year by year

### 2016

- In 2016, somebody was put on the map.[^1]

## What was mended

- Nothing.

[^1]: entry ${uuid}, occurred 2017-12-14, recorded 2017-12-15T09:00:17Z (claimed), as known at 2026-11-28T18:14:59.656415Z, as seen by CONVENERS
`
const link = (one: string) => `/e/x/entry/${one}`

test('few entries are told one by one, with references in words', () => {
  const { counts, telling, markdown } = historyOf(reportOf(100), null, link)
  expect([counts, telling]).toEqual([{ entries: 100, afterwards: 2, claimed: 3 }, 'all'])
  expect(markdown).toContain('### 2016')
  expect(markdown).toContain(`[^1]: It was so: 14 December 2017; it became known on 15 December 2017 at 09:00 UTC, as an import claims. [Entry ${uuid}](/e/x/entry/${uuid})`)
  expect(markdown).not.toMatch(/CONVENERS|at work/)
})

test('of many the single ones are left out, and what is told links to its entry', () => {
  const { telling, markdown } = historyOf(reportOf(101), null, link)
  expect(telling).toBe('short')
  expect(markdown.trim()).toBe(`## Marked moments\n\n### baseline [entry](/e/x/entry/${uuid})\n\n## What was mended\n\n- Nothing.`)
})

test('what is asked for is what is told', () => {
  expect(historyOf(reportOf(500), 'all', link).markdown).toContain('### 2016')
  expect(historyOf(reportOf(5), 'short', link).markdown).not.toContain('### 2016')
  expect(historyOf(reportOf(5), 'none', link)).toMatchObject({ telling: 'none', markdown: '' })
})
