import { useEffect, useState } from 'react'
import { Link } from 'wouter'
import { useQuery } from 'urql'
import { ComparisonDocument } from '../documents'
import { useLedger } from '../ledger'
import { CallPanel, IdentityPanel, PowerPanel } from '../panels/panels'
import { KnownBanner, InWords } from './Replay'
import { dayInWords, dayOf, instantInWords } from '../time'
import { entryLink } from '../panels/panels'

/** The marked moments as chapters, one after another: a stepper, never a scroll that is captured. */
export default function Story() {
  const ledger = useLedger()
  const { moments, moment, go, slug, view } = ledger
  const chapters = [...moments].sort((one, other) => Date.parse(one.at) - Date.parse(other.at) || Date.parse(one.knownAt) - Date.parse(other.knownAt))
  const is = (index: number) => { const one = chapters[index]; return !!one && dayOf(Date.parse(one.at)) === moment.on && moment.known === Date.parse(one.knownAt) }
  const at = Math.max(0, chapters.findIndex((_, index) => is(index)))
  const chapter = chapters[at]
  const [isPresented, setPresented] = useState(false)
  const show = (index: number) => { const one = chapters[index]; if (one) go({ on: dayOf(Date.parse(one.at)), known: Date.parse(one.knownAt) }) }
  useEffect(() => { if (chapters.length > 0 && !is(at)) show(at) }, [chapters.length])
  const before = chapters[at - 1]
  const [{ data }] = useQuery({
    query: ComparisonDocument, pause: !before || !chapter,
    variables: { slug, from: { at: before?.at ?? '', knownAt: before?.knownAt ?? '', as: view.as }, to: { at: chapter?.at ?? '', knownAt: chapter?.knownAt ?? '', as: view.as } },
  })
  if (!chapter) return <main id="main" className="words"><h2>No chapters yet</h2><p>A story is told in moments worth returning to. <Link href={`/e/${slug}/record/MomentMarked`}>Mark one</Link>, and it is the first chapter.</p></main>
  return (
    <main id="main" className={isPresented ? 'story presented' : 'story'}>
      <KnownBanner />
      <nav className="stepper" aria-label="Chapters">
        <button type="button" disabled={at === 0} onClick={() => show(at - 1)}>Chapter before</button>
        <ol>{chapters.map((one, index) => <li key={one.entry.uuid}><button type="button" aria-current={index === at ? 'step' : undefined} onClick={() => show(index)}>{index + 1}. {one.name}</button></li>)}</ol>
        <button type="button" disabled={at === chapters.length - 1} onClick={() => show(at + 1)}>Chapter after</button>
        <button type="button" aria-pressed={isPresented} onClick={() => setPresented(!isPresented)}>{isPresented ? 'End presenting' : 'Present'}</button>
      </nav>
      <header className="chapter">
        <h2><small>Chapter {at + 1} of {chapters.length}</small>{chapter.name}</h2>
        <p>{dayInWords(dayOf(Date.parse(chapter.at)))}, as known at {instantInWords(Date.parse(chapter.knownAt))}. <Link href={entryLink(ledger, chapter.entry.uuid)}>Marked by this entry</Link>{chapter.entry.note && `: ${chapter.entry.note}`}</p>
      </header>
      <InWords />
      {before && data?.endeavour?.comparison && <section className="since" aria-label={`Since ${before.name}`}><h3>Since “{before.name}”</h3><p className="account">{data.endeavour.comparison.account}</p></section>}
      <div className="grid"><CallPanel wide={6} /><PowerPanel wide={6} /><IdentityPanel wide={12} /></div>
    </main>
  )
}
