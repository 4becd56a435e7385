import { useEffect, useMemo, useState } from 'react'
import { Link } from 'wouter'
import { useQuery } from 'urql'
import { EntryDocument } from '../documents'
import { useLedger } from '../ledger'
import { writeView, type Circle } from '../address'
import { Fault, Missing, Waiting } from '../App'
import { Glyph } from '../Glyph'
import { nameOf, type Dimension } from '../dimensions'
import { kindInWords } from '../kinds'
import { dayInWords, dayOf, instantInWords, lagInWords, shortDay } from '../time'
import { entryLink } from '../panels/panels'
import { toldBy, type Told } from '../record/record'
import { Corrected } from './entry/Corrected'
import { DateInWords, plainDay } from './entry/DateInWords'
import { ReferredDocument } from './entry/documents'
import { Linked, Referred } from './entry/Linked'
import { Members } from './entry/Members'
import { headline } from './entry/movement'
import { Moved } from './entry/Moved'
import { useNames } from './entry/names'
import { Proof } from './entry/Proof'
import { standpoints } from './entry/standpoints'
import { Wording } from './entry/Wording'
import './entry/entry.css'

const seenBy: Record<string, string> = { PUBLIC: 'everybody', EVALUATORS: 'the evaluators, the team and the conveners', TEAM: 'the team and the conveners', CONVENERS: 'the conveners only' }
const families: Readonly<Record<string, string>> = { ENDEAVOUR: 'The endeavour', LANDSCAPE: 'The landscape', EVALUATION: 'Evaluation', LONG_GAME: 'The long game', META: 'About another entry' }
const further = { EntryCorrected: 'Correct', EntryAnnotated: 'Annotate', EntryContested: 'Contest', EntryRetracted: 'Take back', EntryReclassified: 'Change who sees it' } as const
const wording = 'ConveningCallRevised'

/** What of an entry was destroyed, by the path of the member: `data.words`, `note`. */
const erasedInWords = (path: string) => kindInWords(path.split('.').at(-1)!).toLowerCase()

/** One entry: what it says, both its times, how late it became known, who, on what evidence, what it moved, what was done to it since. */
export default function EntryPage({ id }: { id: string }) {
  const ledger = useLedger()
  const { as } = ledger.view
  const [{ data, error, fetching, operation }, reload] = useQuery({ query: EntryDocument, variables: { slug: ledger.slug, id, as } })
  // What another circle sees is not shown, not even until it is known what this one does.
  const entry = operation?.variables.as === as ? data?.endeavour?.frame?.entry : null
  const { told, isLost } = useTold(ledger.slug, entry, as)
  const [isProving, setProving] = useState(false)
  const named = useNames(told, useMemo(() => entry ? [...entry.subjects, ...entry.mentions, ...entry.toldBy ? [entry.toldBy] : []] : [], [entry]))
  const of = told && entry?.family === 'META' ? told.data['entry'] as string : null
  const [{ data: target }] = useQuery({ query: ReferredDocument, variables: { slug: ledger.slug, id: of ?? '', as }, pause: !of })
  if (error && !data) return <main id="main"><Fault fault={error.graphQLErrors[0]?.message ?? 'The server does not answer.'} retry={() => reload({ requestPolicy: 'network-only' })} /></main>
  if (!entry) return fetching ? <Waiting /> : <Missing />
  const on = dayOf(Date.parse(entry.earliest))
  const last = dayOf(Date.parse(entry.latest) - 1)
  const known = Date.parse(entry.recordedAt)
  const people = (all: readonly { readonly key: string; readonly name?: string | null }[]) => all.map(one => one.name ?? one.key).join(', ')
  const since = [...entry.corrections.nodes, ...(entry.retraction ? [entry.retraction] : []), ...entry.remarks.nodes]
  const head = headline(entry.summary)
  return (
    <main id="main" className="entry-page words" aria-busy={(!told && !isLost) || undefined}>
      <p className="kind"><Glyph of={entry.dimension as Dimension | null} />{entry.dimension ? nameOf[entry.dimension as Dimension] : families[entry.family]} · {kindInWords(entry.kind).toLowerCase()}</p>
      <h2>{head}</h2>
      {!entry.isEffective && entry.family !== 'META' && <p className="banner">This entry does not count in frames{entry.retraction ? ': it was taken back.' : '.'}</p>}
      {entry.erased.length > 0 && <p className="banner">Words of this entry were destroyed{entry.erasedAt ? ` on ${dayInWords(dayOf(Date.parse(entry.erasedAt)))}` : ''}, for good, since they were somebody’s who is to be forgotten: {entry.erased.map(erasedInWords).join(', ')}. Where “[erased]” stands, nobody wrote it.</p>}
      {told && entry.kind === wording && <Wording uuid={entry.uuid} at={entry.earliest} audience={(told.data['audience'] as string | undefined) ?? null} text={told.data['text'] as string} />}
      <section><h3>What it says</h3>
        {isLost && <p>What it says in full could not be fetched. In short: {entry.account}</p>}
        {told && <dl>
          <Members schema={told.schema} data={told.data} named={named} leftOut={entry.kind === wording ? ['text'] : []} />
          {told.replacement && <div className="member"><dt>As it should have been</dt><dd><dl><Members schema={told.replacement.schema} data={told.replacement.data} named={named} /></dl></dd></div>}
        </dl>}
      </section>
      <section><h3>When, and by whom</h3>
        <dl>
          <div className="member"><dt>It was so</dt><dd><b><DateInWords text={entry.occurredAt} /></b>{last > on && `: at the widest from ${shortDay(on)} to ${shortDay(last)}`}{plainDay(entry.occurredAt) === null && <small> (written {entry.occurredAt})</small>}</dd></div>
          <div className="member"><dt>It became known</dt><dd><b>{instantInWords(known)}</b>, {lagInWords(entry.lagSeconds)}{entry.isClaimed ? ', as an import claims' : ''}</dd></div>
          <div className="member"><dt>Recorded by</dt><dd><code>{entry.recordedBy}</code>{entry.toldBy ? `, told by ${entry.toldBy.name ?? entry.toldBy.key}` : ''}{entry.standpoint ? `, ${standpoints[entry.standpoint]}` : ''}</dd></div>
          <div className="member"><dt>Seen by</dt><dd>{seenBy[entry.visibility]}</dd></div>
          {entry.modes.length > 0 && <div className="member"><dt>Modes of identification</dt><dd>{entry.modes.join(', ').toLowerCase()}</dd></div>}
          {entry.mentions.length > 0 && <div className="member"><dt>Speaks of</dt><dd>{people(entry.mentions)}</dd></div>}
          {entry.evidence.length > 0 && <div className="member"><dt>Evidence</dt><dd><ul>{entry.evidence.map(one => <li key={one}><Referred text={one} /></li>)}</ul></dd></div>}
          {entry.note && <div className="member"><dt>Note</dt><dd><Linked text={entry.note} /></dd></div>}
        </dl>
      </section>
      <Moved entry={entry} about={target?.endeavour?.frame?.entry?.earliest ?? null} named={named} />
      <section><h3>What was done to it since</h3>
        {since.length === 0 ? <p>Nothing.</p> : <ul>{since.map(one => <li key={one.uuid}><Link href={entryLink(ledger, one.uuid)}>{one.summary}</Link> <time dateTime={one.recordedAt}>{dayInWords(dayOf(Date.parse(one.recordedAt)))}</time></li>)}</ul>}
        {entry.corrections.nodes.length > 0 && <Corrected entry={entry} told={told} named={named} />}
      </section>
      <details><summary>To quote, and to refer to</summary>
        <p className="account">{entry.account}</p>
        <p><code>{entry.uuid}</code>{entry.ref && <> · <code>{entry.ref}</code></>}</p>
      </details>
      <details onToggle={event => setProving(event.currentTarget.open)}><summary>What proves it</summary>{isProving && <Proof uuid={entry.uuid} />}</details>
      <p className="choices">
        <Link href={`/e/${ledger.slug}/replay${writeView({ ...ledger.view, on, known: null })}`}>The day it was so</Link>
        <Link href={`/e/${ledger.slug}/replay${writeView({ ...ledger.view, on, known: known - 1 })}`}>That day, before it was known</Link>
        {ledger.role !== 'GUEST' && (Object.keys(further) as (keyof typeof further)[]).filter(kind => entry.family !== 'META' || kind === 'EntryRetracted').filter(kind => entry.kind !== 'EndeavourOpened' || kind !== 'EntryRetracted').map(kind => <Link key={kind} href={`/e/${ledger.slug}/record/${kind}?entry=${entry.uuid}`}>{further[kind]}</Link>)}
      </p>
    </main>
  )
}

/** What an entry says, all of it; asked for anew where it was corrected meanwhile. */
function useTold(slug: string, entry: { readonly uuid: string; readonly kind: string; readonly corrections: { readonly nodes: readonly unknown[] } } | null | undefined, as: Circle | null): { readonly told: Told | null; readonly isLost: boolean } {
  const [found, setFound] = useState<{ readonly of: string; readonly told: Told | null } | null>(null)
  const of = entry ? `${entry.uuid} ${entry.corrections.nodes.length} ${as}` : ''
  useEffect(() => {
    if (!entry) return
    let isWanted = true
    const tell = (told: Told | null) => { if (isWanted) setFound({ of, told }) }
    toldBy(slug, entry.uuid, entry.kind, as).then(tell, () => tell(null))
    return () => { isWanted = false }
  }, [slug, of])
  return found?.of === of ? { told: found.told, isLost: found.told === null } : { told: null, isLost: false }
}
