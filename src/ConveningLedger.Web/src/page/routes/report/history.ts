import type { Telling } from '../../address'
import { dayInWords, instantInWords, parseDay } from '../../time'

export interface History {
  /** How many entries it rests on, how many of them became known only afterwards, and of how many an import claims when; null where the report does not say. */
  readonly counts: { readonly entries: number; readonly afterwards: number; readonly claimed: number } | null
  readonly telling: Telling
  readonly markdown: string
}

/** More single entries than this are told only to those who ask for them. */
export const most = 100

const single = '## Year by year'
const reference = /^\[\^(\d+)\]: entry ([0-9a-f-]{36}), occurred (.+?), recorded (\S+?)( \(claimed\))?, as known at .*$/gm

const whenInWords = (written: string) => { const on = written.length === 10 ? parseDay(written) : null; return on === null ? written : dayInWords(on) }

/**
 * The report of the API as the page tells it: without what its head says already, with references in words; in short, without each single
 * entry, and then with a link where there was a reference.
 */
export function historyOf(report: string, wanted: Telling | null, linkTo: (uuid: string) => string): History {
  const cells = /^\|(?: *[^|\n]+ *\|){3} *(\d+) *\| *(\d+) *\| *(\d+) *\|$/m.exec(report)
  const counts = cells ? { entries: Number(cells[1]), afterwards: Number(cells[2]), claimed: Number(cells[3]) } : null
  const telling = wanted ?? (counts && counts.entries > most ? 'short' : 'all')
  const begin = report.search(/^## /m)
  const told = begin < 0 ? '' : report.slice(begin)
  if (telling === 'none') return { counts, telling, markdown: '' }
  if (telling === 'all') return { counts, telling, markdown: told.replace(reference, (_, number: string, uuid: string, occurred: string, recorded: string, claimed?: string) => `[^${number}]: It was so: ${whenInWords(occurred)}; it became known on ${instantInWords(Date.parse(recorded))}${claimed ? ', as an import claims' : ''}. [Entry ${uuid}](${linkTo(uuid)})`) }
  const uuids = new Map([...told.matchAll(reference)].map(([, number, uuid]) => [number!, uuid!]))
  const parts = told.replace(reference, '').split(/^(?=## )/m).filter(part => !part.startsWith(single))
  return { counts, telling, markdown: parts.join('').replace(/\[\^(\d+)\]/g, (_, number: string) => { const uuid = uuids.get(number); return uuid ? ` [entry](${linkTo(uuid)})` : '' }) }
}
