import { useEffect, useMemo, useState } from 'react'
import { Link } from 'wouter'
import { useClient, useQuery } from 'urql'
import { ComparisonDocument, NamesDocument } from '../documents'
import { useLedger } from '../ledger'
import { asked, dayInWords, dayOf, endOf, instantInWords, isoDay, lagInWords, shortDay, typedDay, typedDays, typedInstant, type Moment } from '../time'
import { writeView } from '../address'
import { nameOf, type Dimension } from '../dimensions'
import { Glyph } from '../Glyph'
import { Fault, Waiting } from '../App'
import { wordDiff, Words } from '../panels/Words'
import { AsTable } from '../panels/Panel'
import { entryLink } from '../panels/panels'
import { TimeBar } from '../TimeBar'
import { useNarrow } from '../useWidth'
import { blocksOf, courseOf, digestOf, entryOf, labelOf, namesIn, rowsOf, scaleOf, signOf, subjectOf, valueOf, type Block, type Change, type Comparison, type Item, type Made, type Mover, type Name, type Part } from './compare/changes'
import './compare/compare.css'

const shownFirst = { wide: 16, narrow: 8 }
const listedFirst = 5
// So much of a list is read at a glance, in characters.
const glance = 110
const wideGlance = 320

const known = (moment: Moment) => moment.known === null ? 'with all that is recorded' : `as known at ${instantInWords(moment.known)}`

export default function Compare() {
  const ledger = useLedger()
  const { slug, view, moment, moments, change } = ledger
  const than = useMemo<Moment>(() => {
    if (view.than) return view.than
    const marked = moments[0]
    // Without another moment: what was known at the time, beside what is known now.
    return view.on === null && marked ? { on: dayOf(Date.parse(marked.at)), known: Date.parse(marked.knownAt) } : { on: moment.on, known: endOf(moment.on) }
  }, [view.than, view.on, moments, moment.on])
  const [from, to] = [{ ...asked(than), as: view.as }, { ...asked(moment), as: view.as }]
  const [{ data, error, fetching, stale }, reload] = useQuery({ query: ComparisonDocument, variables: { slug, from, to } })
  const comparison = data?.endeavour?.comparison
  const { changes, rest, fault } = useAll(comparison, slug, from, to)
  const [{ data: left }] = useQuery({ query: NamesDocument, variables: { slug, ...from } })
  const [{ data: right }] = useQuery({ query: NamesDocument, variables: { slug, ...to } })
  const names = useMemo(() => namesIn([left?.endeavour?.frame, right?.endeavour?.frame]), [left, right])
  const name = useMemo<Name>(() => key => names.get(key) ?? ledger.name(key), [names, ledger.name])
  const blocks = useMemo(() => blocksOf(changes), [changes])
  const digest = useMemo(() => digestOf(changes, name), [changes, name])
  const [isTable, setTable] = useState(false)
  const [isAll, setAll] = useState(false)
  useEffect(() => setAll(false), [from.at, from.knownAt, to.at, to.knownAt, view.as])
  const total = comparison?.changes.totalCount ?? 0
  const isHindsight = than.on === moment.on && (than.known ?? Infinity) < (moment.known ?? Infinity)
  const isNarrow = useNarrow()
  const shown = isAll ? blocks : blocks.slice(0, isNarrow ? shownFirst.narrow : shownFirst.wide)
  return (
    <>
      <TimeBar />
      <main id="main" className="compare">
        <h2 className="spoken">Two moments beside each other</h2>
        <div className="moments">
          <p className="a"><b>A</b> <Other moment={than} set={next => change({ than: next })} /></p>
          <p className="b"><b>B</b> <span className="at">{dayInWords(moment.on)}, {known(moment)}</span> <small>as the clocks say</small></p>
          <div className="choices">
            <button type="button" aria-pressed={than.on === moment.on && than.known !== null && moment.known === null} onClick={() => change({ on: moment.on, known: null, than: { on: moment.on, known: endOf(moment.on) } })}>The same day: known then, known now</button>
            <button type="button" onClick={() => change({ on: than.on, known: than.known, than: moment })}>Swap A and B</button>
            {moments.length > 0 && <label>A: a marked moment <select value={moments.find(one => dayOf(Date.parse(one.at)) === than.on && Date.parse(one.knownAt) === than.known)?.entry.uuid ?? ''} onChange={event => {
              const marked = moments.find(one => one.entry.uuid === event.target.value)
              if (marked) change({ than: { on: dayOf(Date.parse(marked.at)), known: Date.parse(marked.knownAt) } })
            }}><option value="">choose …</option>{moments.map(marked => <option key={marked.entry.uuid} value={marked.entry.uuid}>{marked.name}, {shortDay(dayOf(Date.parse(marked.at)))}</option>)}</select></label>}
          </div>
        </div>
        {error && !comparison && <Fault fault={error.graphQLErrors[0]?.message ?? 'The server does not answer.'} retry={() => reload({ requestPolicy: 'network-only' })} />}
        {!comparison && fetching && <Waiting />}
        {comparison && (
          <div className="compared" data-stale={stale || rest > 0 && !fault || undefined}>
            <div className="summed"><section className="digest" aria-labelledby="digest">
              <h3 id="digest">{total === 0 ? 'Nothing differs' : isHindsight ? `What came to light: ${total} ${total === 1 ? 'change' : 'changes'}` : `${total} ${total === 1 ? 'change' : 'changes'} from A to B`}</h3>
              <dl>{digest.filter(part => part.count > 0).map(part => <Digested key={part.sign} part={part} />)}</dl>
              {rest > 0 && fault && <p role="alert">{rest} more could not be read: {fault}</p>}
            </section>
            <section className="in-words" aria-label="In words"><p className="account" aria-live="polite">{comparison.account}</p></section></div>
            {total > 0 && (
              <section aria-labelledby="made">
                <header className="changes-head"><h3 id="made">{isHindsight ? 'The entries that brought it to light' : 'The entries that made the changes'}</h3><button type="button" className="quiet" aria-pressed={isTable} onClick={() => setTable(!isTable)}>{isTable ? 'Show as list' : 'Show as table'}</button></header>
                {isTable ? <AsTable head={['', 'What', 'Of', 'A', 'B', 'By']} rows={changes.map(one => [signOf(one), labelOf(one), subjectOf(one, name), valueOf(one.from, name), valueOf(one.to, name), one.movers.nodes.map(mover => entryOf(mover)?.summary ?? '').join('; ')])} />
                  : <>
                    <p className="legend"><svg width="120" height="12" aria-hidden="true"><line className="bar" x1={8} x2={112} y1={6} y2={6} /><circle className="from" cx={8} cy={6} r={4.5} /><circle className="to" cx={112} cy={6} r={5} /></svg> levels: hollow A, filled B, each measure on one scale</p>
                    <ol className="blocks">{shown.map(block => <Caused key={block.mover ? entryOf(block.mover)!.uuid : ''} block={block} name={name} />)}</ol>
                    {blocks.length > shown.length && <p><button type="button" onClick={() => setAll(true)}>Show all {blocks.length} entries</button></p>}
                  </>}
              </section>
            )}
            <section aria-labelledby="both">
              <h3 id="both">Each by itself, in words</h3>
              <div className="sides">
                <section className="side" aria-label="A"><h4>A: {dayInWords(than.on)}, {known(than)}</h4><p className="account">{comparison.from.account}</p></section>
                <section className="side" aria-label="B"><h4>B: {dayInWords(moment.on)}, {known(moment)}</h4><p className="account">{comparison.to.account}</p></section>
              </div>
            </section>
          </div>
        )}
        <p className="more">Replay from <Link href={`/e/${slug}/replay${writeView({ ...view, on: than.on, known: than.known, than: null })}`}>A</Link> or <Link href={`/e/${slug}/replay${writeView({ ...view, than: null })}`}>B</Link>.</p>
      </main>
    </>
  )
}

type Asked = ReturnType<typeof asked> & { as: ReturnType<typeof useLedger>['view']['as'] }

/** All changes: what is beyond the first page is read on its own, so that the numbers are those of all. */
function useAll(first: Comparison | null | undefined, slug: string, from: Asked, to: Asked) {
  const client = useClient()
  const [more, setMore] = useState<{ of: Comparison | null | undefined; changes: readonly Change[]; fault: string | null }>({ of: null, changes: [], fault: null })
  useEffect(() => {
    if (!first?.changes.pageInfo.hasNextPage) return
    let isOver = false
    void (async () => {
      let after = first.changes.pageInfo.endCursor
      let changes: readonly Change[] = []
      while (after && !isOver) {
        const { data, error } = await client.query(ComparisonDocument, { slug, from, to, after }).toPromise()
        if (isOver) return
        const page = data?.endeavour?.comparison?.changes
        if (!page) { setMore({ of: first, changes, fault: error?.graphQLErrors[0]?.message ?? 'the server does not answer.' }); return }
        changes = [...changes, ...page.nodes]
        after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null
      }
      if (!isOver) setMore({ of: first, changes, fault: null })
    })()
    return () => { isOver = true }
  }, [first, client, slug, from.at, from.knownAt, to.at, to.knownAt, to.as])
  const own = more.of === first ? more : null
  const changes = useMemo(() => [...first?.changes.nodes ?? [], ...own?.changes ?? []], [first, own])
  return { changes, rest: (first?.changes.totalCount ?? 0) - changes.length, fault: own?.fault ?? null }
}

const verbs = { added: 'Added', removed: 'Removed', moved: 'Moved', changed: 'Changed' } as const

/** One line of the digest: the first of each kind by name, all of them when asked. */
function Digested({ part }: { part: Part }) {
  const [isAll, setAll] = useState(false)
  const lists = isAll ? part.lists : part.lists.slice(0, part.lists.length > listedFirst + 1 ? listedFirst : part.lists.length)
  const items = lists.map(list => isAll ? list.items : atGlance(list.items, part.lists.length === 1 ? wideGlance : glance))
  const isCut = isAll || lists.length < part.lists.length || lists.some((list, index) => items[index]!.length < list.items.length)
  const left = part.lists.slice(lists.length).reduce((sum, list) => sum + list.items.length, 0)
  return (
    <div className={`pair ${part.sign}`} data-all={isAll || undefined}>
      <dt><span className="sign">{verbs[part.sign]}</span> <b>{part.count}</b></dt>
      <dd>
        {lists.map((list, index) => (
          <span key={list.label} className="listed">{index > 0 && <span className="spoken">; </span>}{list.label && <span className="label">{list.label} </span>}
            {items[index]!.map((item, place) => <span key={place}>{place > 0 && '; '}{item.of}{item.course && <> <b>{item.course}</b></>}</span>)}{items[index]!.length < list.items.length && ` and ${list.items.length - items[index]!.length} more`}</span>
        ))}
        {left > 0 && <span className="listed"><span className="spoken">; </span>and {left} of other kinds</span>}
        {isCut && <button type="button" className="quiet" aria-expanded={isAll} onClick={() => setAll(!isAll)}>{isAll ? 'Show fewer' : `Show all ${part.count}`}</button>}
      </dd>
    </div>
  )
}

function atGlance(items: readonly Item[], room: number) {
  let length = 0
  const fits = items.filter(item => (length += item.of.length + item.course.length + 2) <= room)
  return fits.length > 0 ? items.slice(0, fits.length) : items.slice(0, 1)
}

/** An entry, both its times, and below it what it changed. */
function Caused({ block, name }: { block: Block; name: Name }) {
  const ledger = useLedger()
  const entry = block.mover && entryOf(block.mover)
  const rows = rowsOf(block.made)
  return (
    <li className="block">
      {entry && block.mover ? <>
        <p className="when"><Glyph of={entry.dimension as Dimension | null} /><span className="spoken">{entry.dimension ? nameOf[entry.dimension as Dimension] : 'The endeavour'}, </span><time>{entry.occurredAt}</time> <span className={entry.lagSeconds > 86_400 * 30 ? 'lag' : undefined}>known {shortDay(dayOf(Date.parse(entry.recordedAt)))}, {lagInWords(entry.lagSeconds)}</span></p>
        <p className="what"><Link href={entryLink(ledger, entry.uuid)}>{entry.summary}</Link></p>
        <Why mover={block.mover} />
      </> : <p className="what">No entry that can be seen accounts for this</p>}
      <ul>{rows.map((row, index) => <Row key={index} row={row} name={name} isLast={rows[index + 1] === undefined || before(rows[index + 1]!) !== before(row)} />)}</ul>
    </li>
  )
}

/** Why an entry that is in both, or in the first only, makes a difference. */
function Why({ mover }: { mover: Mover }) {
  const ledger = useLedger()
  const causes = mover.causes.filter(cause => cause.uuid !== entryOf(mover)!.uuid)
  const how = mover.before && mover.after ? 'It reads otherwise in B' : mover.before ? 'It counts in A only' : causes.length > 0 ? 'It counts in B only' : null
  return how && <p className="why">{how}{causes.length > 0 && ', because of '}{causes.map((cause, index) => <span key={cause.uuid}>{index > 0 && ' and '}<Link href={entryLink(ledger, cause.uuid)}>{cause.summary}</Link>, known {shortDay(dayOf(Date.parse(cause.recordedAt)))}</span>)}</p>
}

// What moved it earlier; told once below the rows that have it in common.
const before = (row: readonly Made[]) => `${row[0]!.others.map(other => entryOf(other)!.uuid).join()} ${row[0]!.unnamed}`

function Row({ row, name, isLast }: { row: readonly Made[]; name: Name; isLast: boolean }) {
  const ledger = useLedger()
  const { change, others, unnamed } = row[0]!
  const sign = signOf(change)
  return (
    <li className={`${sign}${change.measure ? ' level' : ''}`}>
      <span className="sign">{sign}</span>
      <span className="of">{!change.measure && <span className="label">{labelOf(change)} </span>}<b>{row.map(one => subjectOf(one.change, name)).join('; ')}</b>{change.kind === 'STATUS' && <span className="course">{courseOf(change, name)}</span>}</span>
      {change.measure && <Dumbbell change={change} />}
      {change.kind === 'TEXT' && (change.from?.text && change.to?.text ? <Words runs={wordDiff(change.from.text, change.to.text)} className="diff call-text" /> : <p className="call-text">{change.to ? change.to.text : <del><span className="spoken">removed: </span>{change.from?.text}</del>}</p>)}
      {isLast && others.length + unnamed > 0 && <span className="others">moved before by {[...others].reverse().map((other, index) => <span key={index}>{index > 0 && ', '}<Link href={entryLink(ledger, entryOf(other)!.uuid)} title={entryOf(other)!.summary}>{entryOf(other)!.summary.length > 48 ? `${entryOf(other)!.summary.slice(0, 46).trimEnd()}…` : entryOf(other)!.summary}</Link></span>)}{unnamed > 0 && ` and ${unnamed} earlier`}</span>}
    </li>
  )
}

const long = 132

function Dumbbell({ change }: { change: Change }) {
  const [before, after] = [change.from?.number ?? null, change.to?.number ?? null]
  const [low, high] = scaleOf(change.measure, [before ?? 0, after ?? 0])
  const place = (value: number) => 8 + ((value - low) / (high - low)) * (long - 16)
  return (
    <span className="dumbbell"><svg width={long} height="18" aria-hidden="true">
      <line className="rail" x1={8} x2={long - 8} y1={9} y2={9} /><path className="rail" d={`M8 5v8M${long - 8} 5v8${low < 0 ? `M${place(0)} 6v6` : ''}`} />
      {before !== null && after !== null && <line className="bar" x1={place(before)} x2={place(after)} y1={9} y2={9} />}
      {before !== null && <circle className="from" cx={place(before)} cy={9} r={4.5} />}{after !== null && <circle className="to" cx={place(after)} cy={9} r={5} />}
    </svg> <span className="course">{courseOf(change, String)}</span></span>
  )
}

/** The moment that it is compared with, to be typed. */
function Other({ moment, set }: { moment: Moment; set: (moment: Moment) => void }) {
  const [text, setText] = useState<{ on: string; known: string } | null>(null)
  const [fault, setFault] = useState(false)
  if (!text) {
    return <button type="button" className="date" onClick={() => setText({ on: isoDay(moment.on), known: moment.known === null ? '' : isoDay(dayOf(moment.known)) })}>
      {dayInWords(moment.on)}, {known(moment)}
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
