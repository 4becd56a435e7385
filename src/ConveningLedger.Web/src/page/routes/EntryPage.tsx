import { Link } from 'wouter'
import { useQuery } from 'urql'
import { EntryDocument } from '../documents'
import { useLedger } from '../ledger'
import { Fault, Missing, Waiting } from '../App'
import { Glyph } from '../Glyph'
import { nameOf, type Dimension } from '../dimensions'
import { dayOf, instantInWords, isoDay, lagInWords, shortDay } from '../time'
import { entryLink } from '../panels/panels'

const seenBy: Record<string, string> = { PUBLIC: 'everybody', EVALUATORS: 'the evaluators, the team and the conveners', TEAM: 'the team and the conveners', CONVENERS: 'the conveners only' }

/** One entry: both its times, how late it became known, who, on what evidence, what it moved, what was done to it since. */
export default function EntryPage({ id }: { id: string }) {
  const ledger = useLedger()
  const [{ data, error, fetching }, reload] = useQuery({ query: EntryDocument, variables: { slug: ledger.slug, id } })
  const entry = data?.endeavour?.entry
  if (error && !data) return <main id="main"><Fault fault={error.graphQLErrors[0]?.message ?? 'The server does not answer.'} retry={() => reload({ requestPolicy: 'network-only' })} /></main>
  if (!entry) return fetching ? <Waiting /> : <Missing />
  const on = dayOf(Date.parse(entry.earliest))
  const known = Date.parse(entry.recordedAt)
  const people = (all: readonly { readonly key: string; readonly name?: string | null }[]) => all.map(one => one.name ?? one.key).join(', ')
  return (
    <main id="main" className="entry-page words">
      <p className="kind"><Glyph of={entry.dimension as Dimension | null} />{entry.dimension ? nameOf[entry.dimension as Dimension] : entry.family.toLowerCase().replaceAll('_', ' ')} · {entry.kind.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase()}</p>
      <h2>{entry.summary}</h2>
      {!entry.isEffective && <p className="banner">This entry does not count in frames{entry.retraction ? ': it was taken back.' : '.'}</p>}
      <p className="account">{entry.account}</p>
      <dl>
        <dt>It was so</dt><dd><b>{entry.occurredAt}</b>, from {shortDay(on)} to {shortDay(dayOf(Date.parse(entry.latest) - 1))} at the widest</dd>
        <dt>It became known</dt><dd><b>{instantInWords(known)}</b>, {lagInWords(entry.lagSeconds)}{entry.isClaimed ? ', as an import claims' : ''}</dd>
        <dt>Recorded by</dt><dd>{entry.recordedBy}{entry.toldBy ? `, told by ${entry.toldBy.name ?? entry.toldBy.key}` : ''}{entry.standpoint ? `, from the standpoint ${entry.standpoint.toLowerCase().replaceAll('_', ' ')}` : ''}</dd>
        <dt>Seen by</dt><dd>{seenBy[entry.visibility]}</dd>
        {entry.subjects.length > 0 && <><dt>About</dt><dd>{people(entry.subjects)}</dd></>}
        {entry.mentions.length > 0 && <><dt>Speaks of</dt><dd>{people(entry.mentions)}</dd></>}
        {entry.evidence.length > 0 && <><dt>Evidence</dt><dd><ul>{entry.evidence.map(one => <li key={one}>{one}</li>)}</ul></dd></>}
        {entry.note && <><dt>Note</dt><dd>{entry.note}</dd></>}
        <dt>Id</dt><dd><code>{entry.uuid}</code>{entry.ref && <> · <code>{entry.ref}</code></>}</dd>
      </dl>
      <section><h3>What it moved</h3>{entry.moves.nodes.length === 0 ? <p>No measure.</p> : <ul>{entry.moves.nodes.map((move, index) => <li key={index}>{move.measure.toLowerCase()} of {move.elements.length ? people(move.elements) : move.subject.map(ledger.name).join(' · ') || 'the common call'}: {move.before} → <b>{move.after}</b></li>)}</ul>}</section>
      <section><h3>What was done to it since</h3>
        {entry.corrections.nodes.length + entry.remarks.nodes.length === 0 && !entry.retraction ? <p>Nothing.</p> : (
          <ul>{[...entry.corrections.nodes, ...(entry.retraction ? [entry.retraction] : []), ...entry.remarks.nodes].map(one => <li key={one.uuid}><Link href={entryLink(ledger, one.uuid)}>{one.summary}</Link> <time>{one.recordedAt.slice(0, 10)}</time></li>)}</ul>
        )}
        {entry.firstRecordedAs && <details><summary>As it was first recorded</summary><p>{entry.firstRecordedAs.account}</p></details>}
      </section>
      <p className="choices">
        <Link href={`/e/${ledger.slug}/replay?on=${isoDay(on)}`}>The day it was so</Link>
        <Link href={`/e/${ledger.slug}/replay?on=${isoDay(on)}&known=${isoDay(dayOf(known) - 1)}`}>That day, before it was known</Link>
        {['EntryCorrected', 'EntryAnnotated', 'EntryContested', 'EntryRetracted', 'EntryReclassified'].map(kind => <Link key={kind} href={`/e/${ledger.slug}/record/${kind}?entry=${entry.uuid}`}>{({ EntryCorrected: 'Correct', EntryAnnotated: 'Annotate', EntryContested: 'Contest', EntryRetracted: 'Take back', EntryReclassified: 'Change who sees it' } as const)[kind]}</Link>)}
      </p>
    </main>
  )
}
