import { useEffect, useMemo, useState } from 'react'
import { Link, useLocation } from 'wouter'
import { useQuery } from 'urql'
import { ComparisonDocument } from '../documents'
import { useLedger, type MarkedMoment } from '../ledger'
import { Waiting } from '../App'
import { writeView } from '../address'
import { CallPanel, IdentityPanel, PowerPanel } from '../panels/panels'
import { KnownBanner, InWords } from './Replay'
import { dayInWords, dayOf, instantInWords, type Moment } from '../time'
import { placeIn } from './chapters'
import { entryLink } from '../panels/panels'

const momentOf = (marked: MarkedMoment): Moment => ({ on: dayOf(Date.parse(marked.at)), known: Date.parse(marked.knownAt) })

/** The marked moments as chapters, one after another: a stepper, never a scroll that is captured. Chapters are moments like others: a step is a place to come back from. */
export default function Story() {
  const ledger = useLedger()
  const { moments, moment, go, slug, view } = ledger
  const [, navigate] = useLocation()
  const chapters = useMemo(() => [...moments].sort((one, other) => Date.parse(one.at) - Date.parse(other.at) || Date.parse(one.knownAt) - Date.parse(other.knownAt)), [moments])
  const { at, before, after } = placeIn(chapters.map(momentOf), moment)
  const chapter = chapters[at]
  const [isPresented, setPresented] = useState(false)
  const show = (index: number) => { const one = chapters[index]; if (one) go(momentOf(one)) }
  // An address that asks for no moment begins with the first chapter; one that does is shown what it asks for.
  const isUnasked = view.on === null && view.known === null && chapters.length > 0
  useEffect(() => { if (isUnasked) navigate(`${location.pathname}${writeView({ ...view, ...momentOf(chapters[0]!) })}`, { replace: true }) }, [isUnasked])
  const last = at > 0 ? chapters[at - 1] : undefined
  const [{ data }] = useQuery({
    query: ComparisonDocument, pause: !last || !chapter,
    variables: { slug, from: { at: last?.at ?? '', knownAt: last?.knownAt ?? '', as: view.as }, to: { at: chapter?.at ?? '', knownAt: chapter?.knownAt ?? '', as: view.as } },
  })
  if (isUnasked) return <Waiting />
  if (chapters.length === 0) return <main id="main" className="words"><h2>No chapters yet</h2><p>A story is told in moments worth returning to. <Link href={`/e/${slug}/record/MomentMarked${writeView(view)}`}>Mark one</Link>, and it is the first chapter.</p></main>
  return (
    <main id="main" className={isPresented ? 'story presented' : 'story'}>
      <KnownBanner />
      <nav className="stepper" aria-label="Chapters">
        <button type="button" disabled={before === null} onClick={() => show(before!)}>Chapter before</button>
        <ol>{chapters.map((one, index) => <li key={one.entry.uuid}><button type="button" aria-current={index === at ? 'step' : undefined} onClick={() => show(index)}>{index + 1}. {one.name}</button></li>)}</ol>
        <button type="button" disabled={after === null} onClick={() => show(after!)}>Chapter after</button>
        <button type="button" aria-pressed={isPresented} onClick={() => setPresented(!isPresented)}>{isPresented ? 'End presenting' : 'Present'}</button>
      </nav>
      {chapter
        ? <header className="chapter">
          <h2><small>Chapter {at + 1} of {chapters.length}</small>{chapter.name}</h2>
          <p>{dayInWords(dayOf(Date.parse(chapter.at)))}, as known at {instantInWords(Date.parse(chapter.knownAt))}. <Link href={entryLink(ledger, chapter.entry.uuid)}>Marked by this entry</Link>{chapter.entry.note && `: ${chapter.entry.note}`}</p>
        </header>
        : <header className="chapter">
          <h2><small>Not a chapter</small>{dayInWords(moment.on)}, {moment.known === null ? 'as known now' : `as known at ${instantInWords(moment.known)}`}</h2>
          <p className="choices">
            <button type="button" className="go" onClick={() => show(0)}>Begin with chapter 1: {chapters[0]!.name}</button>
            {before !== null && before > 0 && <button type="button" onClick={() => show(before)}>The chapter before this moment, {before + 1}: {chapters[before]!.name}</button>}
          </p>
        </header>}
      <InWords />
      {last && data?.endeavour?.comparison && <section className="since" aria-label={`Since ${last.name}`}><h3>Since “{last.name}”</h3><p className="account">{data.endeavour.comparison.account}</p></section>}
      <div className="grid"><CallPanel wide={6} /><PowerPanel wide={6} /><IdentityPanel wide={12} /></div>
    </main>
  )
}
