import Markdown from 'react-markdown'
import gfm from 'remark-gfm'
import { useQuery } from 'urql'
import { ReportDocument } from '../documents'
import { useLedger } from '../ledger'
import { Fault, Waiting } from '../App'
import { Icon } from '../Glyph'
import { addressOf } from '../address'
import { asked, dayInWords, instantInWords, isoDay, isoInstant } from '../time'
import { AgencyPanel, BoundaryPanel, CallPanel, IdentityPanel, LegitimacyPanel, PowerPanel, ValuePanel } from '../panels/panels'
import { InWords, KnownBanner } from './Replay'

/** What is looked at, to be printed and taken along. Files carry both clocks, in them and in their names. */
export default function Report() {
  const ledger = useLedger()
  const { slug, view, moment, title } = ledger
  const [{ data, error, fetching }, reload] = useQuery({ query: ReportDocument, variables: { slug, as: view.as, ...asked(moment) } })
  const frame = data?.endeavour?.frame
  const name = `${slug} as of ${isoDay(moment.on)}${frame ? ` known at ${isoInstant(Date.parse(frame.moment.knownAt)).replaceAll(':', '')} as ${frame.moment.seenAs.toLowerCase()}` : ''}`
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
        <p>As it was on {dayInWords(moment.on)}, {moment.known === null ? `as known now (${frame ? instantInWords(Date.parse(frame.moment.knownAt)) : '…'})` : `as known at ${instantInWords(moment.known)}`}{frame && `, as seen by ${frame.moment.seenAs.toLowerCase()}`}.</p>
        <p className="address">{frame ? addressOf(`/e/${slug}/report`, location.search, moment.on, moment.known ?? Date.parse(frame.moment.knownAt)) : '…'}</p>
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
      </header>
      <InWords />
      <div className="grid print-grid">
        <CallPanel wide={12} /><PowerPanel wide={6} /><LegitimacyPanel wide={6} /><BoundaryPanel wide={6} /><AgencyPanel wide={6} /><IdentityPanel wide={12} /><ValuePanel wide={12} />
      </div>
      <section className="history">
        <h2>The history</h2>
        {error && !frame && <Fault fault={error.graphQLErrors[0]?.message ?? 'The server does not answer.'} retry={() => reload({ requestPolicy: 'network-only' })} />}
        {!frame && fetching && <Waiting />}
        {frame && <Markdown remarkPlugins={[gfm]} components={{ a: ({ href, children }) => href?.startsWith('#') ? <a href={href}>{children}</a> : <span>{children}</span>, img: () => null }}>{frame.report.replace(/^# .*\n/, '')}</Markdown>}
      </section>
    </main>
  )
}

/** The report with its styles, as a file that needs nothing else. */
function alone(): string {
  const styles = [...document.styleSheets].map(sheet => [...sheet.cssRules].map(rule => rule.cssText).join('\n')).join('\n')
  const copy = document.querySelector('main.report')!.cloneNode(true) as HTMLElement
  for (const one of copy.querySelectorAll('.no-print, script, button.quiet')) one.remove()
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>${document.title.replaceAll('<', '&lt;')}</title><style>${styles}</style>${copy.outerHTML}</html>`
}
