import { lazy, memo, Suspense, useEffect, useRef, useState, type ReactNode } from 'react'
import { Link } from 'wouter'
import { Deferred, useLedger } from '../ledger'
import { Tabs } from '../Tabs'
import { TimeBar } from '../TimeBar'
import { AgencyPanel, BoundaryPanel, CallPanel, IdentityPanel, JustPanel, LegitimacyPanel, PowerPanel, ShiftsPanel, strandPages, strands, ValuePanel } from '../panels/panels'
import { dayInWords, dayOf, endOf, instantInWords } from '../time'
import { Lines } from '../panels/Panel'
import { useNarrow } from '../useWidth'
import { writeView } from '../address'
import { Fault } from '../App'

const restAfter = 400

/** The frame in one paragraph; read out once the clocks have rested. */
export function InWords() {
  const { frame, isFrameStale, isWaiting, moment, span, frameFault, retry, tracks } = useLedger()
  const [spoken, setSpoken] = useState('')
  const account = frame?.account ?? ''
  useEffect(() => {
    if (isFrameStale) return
    const timer = setTimeout(() => setSpoken(account), restAfter)
    return () => clearTimeout(timer)
  }, [account, isFrameStale])
  const where = moment.on < span.from ? 'This is before the first entry.' : moment.on > span.to ? 'This is after the last entry: what held then is shown as holding on.'
    : moment.known !== null && moment.on > dayOf(moment.known) ? `Nothing was recorded yet of the days after ${instantInWords(moment.known)}: what held then is shown as holding on.` : null
  if (tracks.entries.count === 0) return <Empty />
  return (
    <section className="in-words" id="in-words" aria-label="In words" data-stale={(isFrameStale && !isWaiting) || undefined} aria-busy={isWaiting || undefined}>
      {where && <p className="where">{where}</p>}
      {frameFault && !frame ? <Fault fault={frameFault} retry={retry} /> : isWaiting ? <Lines /> : <p className="account">{account}</p>}
      <p className="spoken" aria-live="polite">{spoken}</p>
    </section>
  )
}

function Empty() {
  const { slug, view } = useLedger()
  return <section className="in-words"><p>Nothing is recorded here yet. An entry is one thing that happened: who revised the call, who signalled trust, what shifted, with when it was so.</p><p><Link href={`/e/${slug}/record${writeView(view)}`}>Record the first</Link></p></section>
}

/** Amber wherever knowledge is not today's. */
export function KnownBanner() {
  const { moment, go } = useLedger()
  return moment.known === null ? null : <p className="known-banner" role="status">As known at {instantInWords(moment.known)}: what was recorded later is left out. <button type="button" onClick={() => go({ known: null })}>Show all that is recorded</button></p>
}

const Proved = lazy(() => import('../panels/Proved').then(found => ({ default: found.Proved })))

const narrow = ['call', 'people', 'power', 'legitimacy', 'agency', 'boundaries', 'value', 'shifts'] as const

const Strands = memo(function Strands() {
  const { view, change } = useLedger()
  const isNarrow = useNarrow()
  const strand = narrow.find(one => one === view.strand) ?? 'call'
  return isNarrow
    ? <div className="narrow-only">
      <JustPanel wide={12} />
      <Tabs label="Strands" tabs={narrow.map(one => [one, strands[one]!.title] as const)} chosen={strand} choose={one => change({ strand: one })}>{strands[strand]!.panel(12)}</Tabs>
    </div>
    : <div className="grid wide-only" id="strands">
      <CallPanel /><PowerPanel /><JustPanel />
      <div className="pack wide-8"><IdentityPanel /><div className="pair"><LegitimacyPanel /><AgencyPanel /></div><BoundaryPanel /></div>
      <div className="pack wide-4"><ShiftsPanel /></div>
      <ValuePanel />
    </div>
})

export function Replay() {
  const { view, slug } = useLedger()
  return (
    <>
      <TimeBar />
      <main id="main" className="replay">
        <KnownBanner />
        <Hindsight />
        <InWords />
        <Deferred><Strands /></Deferred>
        <p className="more">One strand at full width: {strandPages.map(([one, words], index) => <span key={one}>{index > 0 && ' · '}<Link href={`/e/${slug}/${one}${writeView(view)}`}>{words}</Link></span>)}</p>
        <Suspense><Proved /></Suspense>
      </main>
    </>
  )
}

/** The first thing offered: a marked moment, as it was known then beside what is known now. */
function Hindsight() {
  const { moments, slug, view, moment, span } = useLedger()
  const shown = useRef(view.on === null && view.known === null)
  const marked = moments.find(one => one.name === 'midterm') ?? moments[0]
  if (!shown.current || !marked || moment.on !== span.to) return null
  const on = dayOf(Date.parse(marked.at))
  return <p className="offer-line">Begin with what came to light afterwards: <Link className="offer" href={`/e/${slug}/compare${writeView({ ...view, on, known: null, than: { on, known: endOf(on) } })}`}>{marked.name}, {dayInWords(on)}, known then and known now</Link></p>
}

// What each page has beneath its panel comes with the page.
const beneath = {
  call: lazy(() => import('./strands/Call')), people: lazy(() => import('./strands/People')), power: lazy(() => import('./strands/Power')), legitimacy: lazy(() => import('./strands/Legitimacy')),
  agency: lazy(() => import('./strands/Agency')), boundaries: lazy(() => import('./strands/Boundaries')), value: lazy(() => import('./strands/Value')), shifts: lazy(() => import('./strands/Shifts')), landscape: lazy(() => import('./strands/Landscape')),
}
const isStrand = (of: string): of is keyof typeof beneath => Object.hasOwn(beneath, of)

export function StrandPage({ of, missing }: { of: string; missing: ReactNode }) {
  return isStrand(of) ? <><TimeBar /><main id="main" className="replay"><KnownBanner /><InWords /><Deferred><Strand key={of} of={of} /></Deferred></main></> : missing
}

const Strand = memo(function Strand({ of }: { of: keyof typeof beneath }) {
  const Beneath = beneath[of]
  return <div className="grid strand">{strands[of]?.panel(12)}<Suspense fallback={<p className="wide-12" aria-busy="true" />}><Beneath /></Suspense></div>
})
