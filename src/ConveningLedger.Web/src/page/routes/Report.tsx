import { useMemo, type ReactNode } from 'react'
import { Link } from 'wouter'
import Markdown from 'react-markdown'
import gfm from 'remark-gfm'
import { useQuery } from 'urql'
import { ReportDocument } from '../documents'
import { useLedger } from '../ledger'
import { Fault, Waiting } from '../App'
import { Icon } from '../Glyph'
import { addressOf, asWhom } from '../address'
import { asked, dayInWords, instantInWords, isoDay, isoInstant } from '../time'
import { AgencyPanel, BoundaryPanel, CallPanel, IdentityPanel, LegitimacyPanel, PowerPanel, ValuePanel } from '../panels/panels'
import { entryLink } from '../panels/panels'
import { InWords, KnownBanner } from './Replay'
import type { Telling } from '../address'
import { Contents } from './report/Contents'
import { historyOf } from './report/history'
import './report/report.css'

const tellings: Readonly<Record<Telling, string>> = { all: 'whole, with each entry', short: 'in short', none: 'left out' }

/** What is looked at, to be printed and taken along. Files carry both clocks, in them and in their names. */
export default function Report() {
  const ledger = useLedger()
  const { slug, view, moment, title, change } = ledger
  const [{ data, error, fetching }, reload] = useQuery({ query: ReportDocument, variables: { slug, as: view.as, ...asked(moment) } })
  const frame = data?.endeavour?.frame
  const name = `${slug} as of ${isoDay(moment.on)}${frame ? ` known at ${isoInstant(Date.parse(frame.moment.knownAt)).replaceAll(':', '')} as ${asWhom[frame.moment.seenAs]}` : ''}`
  const history = useMemo(() => frame ? historyOf(frame.report, view.history, uuid => entryLink({ slug, view }, uuid)) : null, [frame, view, slug])
  const save = (ending: string, type: string, text: string) => {
    const address = URL.createObjectURL(new Blob([text], { type }))
    const link = Object.assign(document.createElement('a'), { href: address, download: `${name}.${ending}` })
    link.click()
    setTimeout(() => URL.revokeObjectURL(address), 10_000)
  }
  return (
    <main id="main" className="report">
      <KnownBanner />
      <header className="report-head">
        <h2>{title}</h2>
        <p>As it was on {dayInWords(moment.on)}, {moment.known === null ? `as known now (${frame ? instantInWords(Date.parse(frame.moment.knownAt)) : '…'})` : `as known at ${instantInWords(moment.known)}`}{frame && `, as seen by ${asWhom[frame.moment.seenAs]}`}.</p>
        <p className="address">{frame ? addressOf(`/e/${slug}/report`, location.search, moment.on, moment.known ?? Date.parse(frame.moment.knownAt)) : '…'}</p>
        {history?.counts && <p className="what">It rests on {history.counts.entries} {history.counts.entries === 1 ? 'entry' : 'entries'}{history.counts.afterwards > 0 && `, ${history.counts.afterwards} of which became known only afterwards`}{history.counts.claimed > 0 && `; when ${history.counts.claimed === history.counts.entries ? 'they' : `${history.counts.claimed} of them`} became known is what an import claims`}.</p>}
        <div className="choices no-print">
          <button type="button" onClick={() => print()}><Icon of="print" />Print</button>
          {frame && <>
            <button type="button" onClick={() => save('md', 'text/markdown', frame.report)}>Markdown</button>
            <button type="button" onClick={() => save('csv', 'text/csv', frame.seriesSheet)}>Series as CSV</button>
            <button type="button" onClick={() => save('edges.csv', 'text/csv', frame.edgeList)}>Edges as CSV</button>
            <button type="button" onClick={() => save('gexf', 'application/gexf+xml', frame.gexf)}>Network as GEXF</button>
          </>}
          <button type="button" onClick={() => save('html', 'text/html', alone())}>This page as one file</button>
        </div>
        {history && <label className="telling no-print">The history <select value={history.telling} onChange={event => change({ history: event.target.value as Telling })}>{(Object.keys(tellings) as Telling[]).map(one => <option key={one} value={one}>{tellings[one]}</option>)}</select></label>}
      </header>
      <Contents />
      <InWords />
      <div className="grid print-grid">
        <CallPanel wide={12} /><PowerPanel wide={6} /><LegitimacyPanel wide={6} /><BoundaryPanel wide={6} /><AgencyPanel wide={6} /><IdentityPanel wide={12} /><ValuePanel wide={12} />
      </div>
      {history?.telling !== 'none' && (
        <section className="history">
          <h2>The history</h2>
          {error && !frame && <Fault fault={error.graphQLErrors[0]?.message ?? 'The server does not answer.'} retry={() => reload({ requestPolicy: 'network-only' })} />}
          {!frame && fetching && <Waiting />}
          {history?.telling === 'short' && <p className="what">This is the history in short: the single entries, year by year, and the references to them are left out. Choose “whole” at the top of the page to have them; the Markdown file always does.</p>}
          {history && <div className={`told ${history.telling}`}><Markdown remarkPlugins={[gfm]} remarkRehypeOptions={{ footnoteLabel: 'References', footnoteLabelProperties: { className: [] } }} components={{ a: Anchor, img: () => null, h2: 'h3', h3: 'h4' }}>{history.markdown}</Markdown></div>}
        </section>
      )}
    </main>
  )
}

/** Links lead within the page, and to entries: whatever else an address in a text leads to, it is not this report that sends there. */
function Anchor({ href, children, ...others }: { href?: string | undefined; children?: ReactNode; id?: string | undefined; className?: string | undefined }) {
  return href?.startsWith('#') ? <a href={href} id={others.id} className={others.className}>{children}</a> : href?.startsWith('/e/') ? <Link href={href}>{children}</Link> : <span>{children}</span>
}

/** The report with its styles, as a file that needs nothing else. */
function alone(): string {
  const styles = [...document.styleSheets].map(sheet => [...sheet.cssRules].map(rule => rule.cssText).join('\n')).join('\n')
  const copy = document.querySelector('main.report')!.cloneNode(true) as HTMLElement
  for (const one of copy.querySelectorAll('.no-print, script, button.quiet')) one.remove()
  // From a disk they lead to where the report was made.
  for (const one of copy.querySelectorAll<HTMLAnchorElement>('a[href^="/"]')) one.href = new URL(one.getAttribute('href')!, location.href).href
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>${document.title.replaceAll('<', '&lt;')}</title><style>${styles}</style>${copy.outerHTML}</html>`
}
