import { useMemo, useState } from 'react'
import { Link } from 'wouter'
import { useQuery } from 'urql'
import { ComparisonDocument } from '../documents'
import type { ComparisonOfQuery } from '../gql/graphql'
import { useLedger } from '../ledger'
import { asked, dayInWords, dayOf, endOf, instantInWords, isoDay, typedDay, typedDays, typedInstant, type Moment } from '../time'
import { dimensions, nameOf, type Dimension } from '../dimensions'
import { Glyph } from '../Glyph'
import { Fault, Waiting } from '../App'
import { Words } from '../panels/Words'
import { AsTable } from '../panels/Panel'
import { entryLink } from '../panels/panels'
import { TimeBar } from '../TimeBar'
import { plain } from '../kinds'

type Comparison = NonNullable<NonNullable<ComparisonOfQuery['endeavour']>['comparison']>
type Change = Comparison['changes']['nodes'][number]
type Value = Change['from']

export default function Compare() {
  const ledger = useLedger()
  const { slug, view, moment, moments, change, span } = ledger
  const than = useMemo<Moment>(() => {
    if (view.than) return view.than
    const marked = moments[0]
    // Without another moment: what was known at the time, beside what is known now.
    return view.on === null && marked ? { on: dayOf(Date.parse(marked.at)), known: Date.parse(marked.knownAt) } : { on: moment.on, known: endOf(moment.on) }
  }, [view.than, view.on, moments, moment.on])
  const input = (one: Moment) => ({ ...asked(one), as: view.as })
  const [{ data, error, fetching, stale }, reload] = useQuery({ query: ComparisonDocument, variables: { slug, from: input(than), to: input(moment) } })
  const comparison = data?.endeavour?.comparison
  const [isTable, setTable] = useState(false)
  const groups = [...dimensions, null].map(of => ({ of, changes: comparison?.changes.nodes.filter(one => (one.dimension ?? null) === of) ?? [] })).filter(group => group.changes.length > 0)
  return (
    <>
      <TimeBar />
      <main id="main" className="compare">
        <h2 className="spoken">Two moments beside each other</h2>
        <div className="sides">
          <section className="side" aria-label="A">
            <h3><b>A</b> <Other moment={than} set={next => change({ than: next })} /></h3>
            <p className="account" data-stale={stale || undefined}>{comparison?.from.account}</p>
          </section>
          <section className="side" aria-label="B">
            <h3><b>B</b> {dayInWords(moment.on)}, {moment.known === null ? 'with all that is recorded' : `as known at ${instantInWords(moment.known)}`}</h3>
            <p className="account" data-stale={stale || undefined}>{comparison?.to.account}</p>
          </section>
        </div>
        <div className="choices">
          <button type="button" aria-pressed={than.on === moment.on && than.known !== null && moment.known === null} onClick={() => change({ on: moment.on, known: null, than: { on: moment.on, known: endOf(moment.on) } })}>The same day: known then, known now</button>
          {moments.map(marked => <button key={marked.entry.uuid} type="button" onClick={() => change({ than: { on: dayOf(Date.parse(marked.at)), known: Date.parse(marked.knownAt) } })}>A: {marked.name}</button>)}
          <button type="button" onClick={() => change({ on: than.on, known: than.known, than: moment })}>Swap A and B</button>
        </div>
        {error && !comparison && <Fault fault={error.graphQLErrors[0]?.message ?? 'The server does not answer.'} retry={() => reload({ requestPolicy: 'network-only' })} />}
        {!comparison && fetching && <Waiting />}
        {comparison && (
          <>
            <section className="in-words" aria-label="In words"><p className="account" aria-live="polite">{comparison.account}</p></section>
            <header className="changes-head"><h3>{comparison.changes.totalCount} {comparison.changes.totalCount === 1 ? 'change' : 'changes'}</h3>{comparison.changes.totalCount > 0 && <button type="button" className="quiet" aria-pressed={isTable} onClick={() => setTable(!isTable)}>{isTable ? 'Show as list' : 'Show as table'}</button>}</header>
            {comparison.changes.totalCount === 0 && <p>Nothing differs.</p>}
            {isTable ? <AsTable head={['What', 'Of', 'A', 'B']} rows={comparison.changes.nodes.map(one => [plain(one.register), subjectOf(one, ledger.name), valueOf(one.from), valueOf(one.to)])} />
              : groups.map(group => (
                <section key={group.of ?? 'none'} className="changes">
                  <h4><Glyph of={group.of as Dimension | null} />{group.of ? nameOf[group.of] : 'The endeavour'}</h4>
                  <ul>{group.changes.map((one, index) => <Changed key={index} change={one} />)}</ul>
                </section>
              ))}
            {comparison.changes.pageInfo.hasNextPage && <p>These are the first {comparison.changes.nodes.length} of {comparison.changes.totalCount}; the <a href="/explore">API</a> gives the rest.</p>}
          </>
        )}
        <p className="more"><Link href={`/e/${slug}/replay?on=${isoDay(moment.on)}`}>Replay from here</Link>{span.to === moment.on ? '' : '.'}</p>
      </main>
    </>
  )
}

/** The moment that it is compared with, to be typed. */
function Other({ moment, set }: { moment: Moment; set: (moment: Moment) => void }) {
  const [text, setText] = useState<{ on: string; known: string } | null>(null)
  const [fault, setFault] = useState(false)
  if (!text) {
    return <button type="button" className="date" onClick={() => setText({ on: isoDay(moment.on), known: moment.known === null ? '' : isoDay(dayOf(moment.known)) })}>
      {dayInWords(moment.on)}, {moment.known === null ? 'with all that is recorded' : `as known at ${instantInWords(moment.known)}`}
    </button>
  }
  return (
    <form className="other" onSubmit={event => {
      event.preventDefault()
      const on = typedDay(text.on)
      const known = text.known.trim() === '' ? null : typedInstant(text.known)
      if (on === null || (text.known.trim() !== '' && known === null)) { setFault(true); return }
      setText(null)
      setFault(false)
      set({ on, known })
    }}>
      <label>as it was on <input value={text.on} autoFocus onChange={event => setText({ ...text, on: event.target.value })} aria-invalid={fault} /></label>
      <label>as known at <input value={text.known} placeholder="all that is recorded" onChange={event => setText({ ...text, known: event.target.value })} aria-invalid={fault} /></label>
      <button type="submit">Go</button><button type="button" onClick={() => setText(null)}>Leave it</button>
      {fault && <span role="alert">That cannot be read. Accepted: {typedDays}.</span>}
    </form>
  )
}

const subjectOf = (change: Change, name: (key: string) => string) => change.elements.length > 0 ? change.elements.map(one => one.name ?? one.key).join(' · ') : change.subject.map(name).join(' · ')
const valueOf = (value: Value): string => !value ? '–' : value.text ?? (value.choice ? plain(value.choice) : null) ?? (value.number !== null && value.number !== undefined ? String(value.number) : null) ?? (value.isMember ? 'yes' : 'no')

function Changed({ change }: { change: Change }) {
  const ledger = useLedger()
  const sign = change.kind === 'MEMBERSHIP' ? (change.to?.isMember ? 'added' : 'removed') : change.kind === 'MEASURE' ? 'moved' : change.from ? (change.to ? 'changed' : 'removed') : 'added'
  return (
    <li className={sign}>
      <p><span className="sign">{sign}</span> {plain(change.register)}: <b>{subjectOf(change, ledger.name)}</b></p>
      {change.diff.length > 0 ? <Words runs={change.diff} className="diff" />
        : change.kind === 'MEASURE' ? <Dumbbell change={change} />
          : change.kind !== 'MEMBERSHIP' && <p>{valueOf(change.from)} → {valueOf(change.to)}</p>}
      {change.movers.nodes.length > 0 && <p className="movers">{change.movers.nodes.map((mover, index) => {
        const entry = mover.after ?? mover.before
        return entry && <span key={index}>by <Link href={entryLink(ledger, entry.uuid)}>{entry.summary}</Link>{mover.causes.filter(cause => cause.uuid !== entry.uuid).map(cause => <span key={cause.uuid}>, because of <Link href={entryLink(ledger, cause.uuid)}>{cause.summary}</Link></span>)} </span>
      })}</p>}
    </li>
  )
}

const domains: Record<string, readonly [number, number]> = { PERMEABILITY: [0, 1], INFLUENCE: [0, 1], DEPTH: [0, 5], MILESTONES: [0, 7], VOICES: [0, 12] }

function Dumbbell({ change }: { change: Change }) {
  const [low, high] = domains[change.measure ?? ''] ?? [-1, 1]
  const place = (value: number | null | undefined) => value === null || value === undefined ? null : 8 + ((value - low) / (high - low)) * 144
  const [from, to] = [place(change.from?.number), place(change.to?.number)]
  return (
    <p className="dumbbell"><svg width="160" height="18" aria-hidden="true"><line className="zero" x1={8} x2={152} y1={9} y2={9} />
      {from !== null && to !== null && <line className="bar" x1={from} x2={to} y1={9} y2={9} />}
      {from !== null && <circle className="possibly" cx={from} cy={9} r={5} />}{to !== null && <circle className="sure" cx={to} cy={9} r={5} />}
    </svg> {valueOf(change.from)} → {valueOf(change.to)}</p>
  )
}
