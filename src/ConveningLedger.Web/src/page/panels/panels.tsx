// The strands of a frame. What the tracks hold moves with both clocks at once; the rest comes when they rest, and is greyed until then.
import { useMemo, useState, type ReactNode } from 'react'
import { Link } from 'wouter'
import { measureInWords, useLedger, type Ledger, type NumberedEntry } from '../ledger'
import { Glyph } from '../Glyph'
import type { Dimension } from '../dimensions'
import { day, dayOf, endOf, lagInWords, shortDay } from '../time'
import { pointAt, valueAt, type Course } from '../tracks'
import { writeView } from '../address'
import { Panel } from './Panel'
import { Steps, stepTable, type Line } from './charts'
import { Words, wordDiff } from './Words'
import { PowerMap } from './PowerMap'

const of = (ledger: Ledger, measure: string) => ledger.courses.filter(course => course.track.measure === measure)
const has = (course: Course, at: number) => pointAt(course, at) >= 0

/** Why a panel is empty, and where there is something. */
export function Nothing({ ledger, courses, what }: { ledger: Ledger; courses: readonly Course[]; what: string }) {
  const first = courses.reduce<number | null>((found, course) => course.valid.length > 0 && (found === null || course.valid[0]! < found) ? course.valid[0]! : found, null)
  return first === null
    ? <p>No one has recorded {what}{ledger.moment.known === null ? '.' : ' by then.'}</p>
    : <p>No one has recorded {what} by this day. The first is of {shortDay(dayOf(first))}. <button type="button" className="quiet" onClick={() => ledger.go({ on: dayOf(first) })}>Go there</button></p>
}

export const entryLink = (ledger: Pick<Ledger, 'slug' | 'view'>, uuid: string) => `/e/${ledger.slug}/entry/${uuid}${writeView(ledger.view)}`

const wordingOf = (entry: NumberedEntry | null): string | null => (entry as { data?: { text?: string } } | null)?.data?.text ?? null

export function CallPanel({ wide = 5 }: { wide?: number }) {
  const ledger = useLedger()
  const { moment, frame, isFrameStale, name } = ledger
  const at = endOf(moment.on)
  const calls = ledger.courses.filter(course => course.track.text === 'CALL')
  const [chosen, choose] = useState('')
  const [isByAuthor, setByAuthor] = useState(false)
  const course = calls.find(call => call.track.key === chosen) ?? calls[0]
  const standing = calls.filter(call => valueAt(call, at) === 1)
  const wordings = course ? course.valid.flatMap((valid, point) => valid <= at && course.value[point] === 1 ? [course.entry[point]!] : []) : []
  const holds = course ? valueAt(course, at) === 1 : false
  const [older, setOlder] = useState<number | null>(null)
  const current = holds ? wordings.at(-1) : undefined
  const before = older !== null && wordings.includes(older) && older !== current ? older : wordings.at(-2)
  const entry = current === undefined ? null : ledger.entry(current)
  const entryBefore = before === undefined ? null : ledger.entry(before)
  const text = wordingOf(entry)
  const textBefore = wordingOf(entryBefore)
  const shown = frame?.narrative.calls.nodes.find(call => (call.audience?.key ?? '') === (course?.track.key ?? ''))
  const audience = course?.track.key ? name(course.track.key) : 'everybody'
  const diff = useMemo(() => text === null ? [] : textBefore === null ? [{ operation: 'KEPT', text }] : wordDiff(textBefore, text), [text, textBefore])
  const changes = diff.filter(run => run.operation !== 'KEPT').length
  const authors = !isFrameStale && shown?.current?.entry.uuid === entry?.uuid ? shown?.current : undefined
  const summary = !holds || !course ? 'No call stands.' : `Wording ${wordings.length} of the call to ${audience}, since ${entry ? entry.occurredAt : '…'}${entryBefore ? `; ${changes} ${changes === 1 ? 'change' : 'changes'} from wording ${wordings.indexOf(before!) + 1}` : ''}.`
  return (
    <Panel of="CALL" title="Convening call" wide={wide} summary={summary}
      table={() => ({ head: ['Wording', 'Since', 'Text'], rows: wordings.map((number, index) => { const one = ledger.entry(number); return [index + 1, one?.occurredAt ?? '…', wordingOf(one) ?? '…'] }) })}
      empty={!holds && wordings.length === 0 && <Nothing ledger={ledger} courses={calls} what="a call" />}>
      {calls.length > 1 && <div className="choices">{calls.filter(call => has(call, at)).map(call => <button key={call.track.key} type="button" aria-pressed={call === course} data-gone={!standing.includes(call) || undefined} onClick={() => choose(call.track.key)}>{call.track.key ? name(call.track.key) : 'everybody'}</button>)}</div>}
      {holds && (isByAuthor && authors
        ? <p className="call-text">{authors.authorship.map((run, index) => <span key={index} className={`author author-${authorNumber(authors, run.contributors)}`} title={run.contributors.map(one => one.name ?? one.key).join(', ')}>{run.text} </span>)}</p>
        : <Words runs={diff} className="call-text" />)}
      <div className="under">
        {wordings.length > 1 && <label>beside <select value={before ?? ''} onChange={event => setOlder(Number(event.target.value))}>{wordings.slice(0, -1).map((number, index) => <option key={number} value={number}>wording {index + 1}</option>)}</select></label>}
        <label><input type="checkbox" checked={isByAuthor} onChange={event => setByAuthor(event.target.checked)} /> whose words</label>
        {entry && <Link href={entryLink(ledger, entry.uuid)}>entry</Link>}
      </div>
      {isByAuthor && authors && <ul className="authors">{authors.authors.map((author, index) => <li key={index}><span className={`author-${authorNumber(authors, author.contributors)} author`}>{author.contributors.map(one => one.name ?? one.key).join(', ') || 'nobody named'}</span> {Math.round(author.share * 100)} %</li>)}</ul>}
      {shown && !isFrameStale && shown.latestAnswers.nodes.length > 0 && <p className="answers">{shown.latestAnswers.nodes.map(answer => `${name(answer.data.who)}: ${answer.data.answer.toLowerCase().replaceAll('_', ' ')}`).join(' · ')}</p>}
    </Panel>
  )
}

type Author = { readonly contributors: readonly { readonly key: string }[] }
const same = (one: Author['contributors'], other: Author['contributors']) => one.map(each => each.key).sort().join() === other.map(each => each.key).sort().join()
function authorNumber(revision: { readonly authors: readonly Author[] }, contributors: Author['contributors']) {
  const distinct = revision.authors.filter((author, index) => revision.authors.findIndex(other => same(other.contributors, author.contributors)) === index)
  return distinct.findIndex(author => same(author.contributors, contributors)) % 6
}

export function JustPanel({ wide = 3 }: { wide?: number }) {
  const ledger = useLedger()
  const { frame, isFrameStale, moment } = ledger
  const entries = [...frame?.just.nodes ?? []].reverse()
  return (
    <Panel of={null} title="Just happened" wide={wide} isStale={isFrameStale} summary={entries.length ? `The last ${entries.length} entries by ${shortDay(moment.on)}.` : 'Nothing yet.'}
      table={() => ({ head: ['Entry', 'When', 'Recorded'], rows: entries.map(entry => [entry.summary, entry.occurredAt, entry.recordedAt.slice(0, 10)]) })}
      empty={entries.length === 0 && <p>Nothing had happened yet that was known.</p>}>
      <ol className="feed">{entries.map(entry => (
        <li key={entry.uuid}>
          <Glyph of={entry.dimension as Dimension | null} isNamed />
          <div><Link href={entryLink(ledger, entry.uuid)}>{entry.summary}</Link><p><time>{entry.occurredAt}</time>{entry.lagSeconds > 86_400 * 30 && <span className="lag"> recorded {lagInWords(entry.lagSeconds)}</span>}</p></div>
        </li>
      ))}</ol>
    </Panel>
  )
}

export function PowerPanel({ wide = 4 }: { wide?: number }) {
  const ledger = useLedger()
  const { moment, name, frame, isFrameStale } = ledger
  const at = endOf(moment.on)
  const stances = of(ledger, 'STANCE')
  const holdings = of(ledger, 'INFLUENCE').flatMap(influence => {
    const stance = stances.find(one => one.track.subject.join() === influence.track.subject.join())
    if (!stance || !has(influence, at) || !has(stance, at)) return []
    const [holder, form] = influence.track.subject as [string, string]
    const last = pointAt(influence, at)
    const trail = Array.from({ length: Math.min(last, 5) }, (_, back) => last - Math.min(last, 5) + back).map(point => ({ influence: influence.value[point]!, stance: valueAt(stance, influence.valid[point]!)! }))
    const isHidden = frame?.power.holdings.nodes.find(one => one.holder.key === holder && one.form === form)?.seen === 'HIDDEN'
    return [{ key: influence.track.subject.join(' '), holder, label: name(holder), form: form.toLowerCase().replaceAll('_', ' '), influence: valueAt(influence, at)!, stance: valueAt(stance, at)!, since: influence.valid[last]!, isSure: influence.sure[last]! <= at, trail, isHidden }]
  })
  const missing = frame && !isFrameStale ? frame.power.missingVoices.nodes : []
  const enabling = holdings.filter(one => one.stance > 0).length
  const blocking = holdings.filter(one => one.stance < 0).length
  return (
    <Panel of="POWER" title="Power map" wide={wide} summary={holdings.length ? `${holdings.length} known to hold power: ${enabling} making way, ${blocking} in the way.` : 'Nobody known to hold power.'}
      table={() => ({ head: ['Holder', 'Form', 'Influence', 'Stance', 'Since'], rows: holdings.map(one => [one.label, one.form, one.influence, one.stance, shortDay(dayOf(one.since))]) })}
      empty={holdings.length === 0 && <Nothing ledger={ledger} courses={stances} what="who holds power" />}>
      <PowerMap holdings={holdings} focus={ledger.view.focus} follow={focus => ledger.change({ focus })} />
      {missing.length > 0 && <p className="missing">Missing voices: {missing.map(voice => <Link key={voice.uuid} href={entryLink(ledger, voice.uuid)}>{name(voice.data.who)}</Link>).reduce<ReactNode[]>((all, one, index) => index ? [...all, ', ', one] : [one], [])}</p>}
    </Panel>
  )
}

const dashes = [undefined, '6 3', '2 3', '8 3 2 3', '1 4']

function linesOf(courses: readonly Course[], at: number, label: (course: Course) => string, focus: string | null): Line[] {
  return courses.filter(course => has(course, at)).map((course, index) => ({
    key: course.track.subject.join(' '), label: label(course), course, dash: dashes[index % dashes.length], isFaint: focus !== null && !course.track.subject.includes(focus),
  }))
}

export function LegitimacyPanel({ wide = 4 }: { wide?: number }) {
  const ledger = useLedger()
  const courses = of(ledger, 'STANDING')
  const at = endOf(ledger.moment.on)
  const lines = linesOf(courses, at, course => ledger.name(course.track.subject[0]!), ledger.view.focus)
  const best = [...lines].sort((one, other) => valueAt(other.course, at)! - valueAt(one.course, at)!)
  return (
    <Panel of="LEGITIMACY" title="Legitimacy" wide={wide} summary={best.length ? `From ${best[0]!.label} at ${valueAt(best[0]!.course, at)} to ${best.at(-1)!.label} at ${valueAt(best.at(-1)!.course, at)}, of −1 to 1.` : 'No signal yet.'}
      table={stepTable(lines, ledger.moment, 'Standing')} empty={lines.length === 0 && <Nothing ledger={ledger} courses={courses} what="a signal of legitimacy" />}>
      <Steps of="LEGITIMACY" lines={lines} window={ledger.window} moment={ledger.moment} domain={signed} zero height={140} />
    </Panel>
  )
}
const signed = [-1, 1] as const
const share = [0, 1] as const

export function AgencyPanel({ wide = 4 }: { wide?: number }) {
  const ledger = useLedger()
  const courses = of(ledger, 'MILESTONES')
  const at = endOf(ledger.moment.on)
  const milestones = [...new Set(courses.flatMap(course => course.track.members))]
  const rows = courses.filter(course => has(course, at)).map(course => {
    // Rows put members in and take them out; those of the course are the ones that were known.
    const held = new Set<string>()
    const ever = new Set<string>()
    for (const row of course.track.rows) {
      if (row.valid > at || (ledger.moment.known !== null ? row.from > ledger.moment.known || ledger.moment.known >= row.to : row.to !== Infinity)) continue
      const member = course.track.members[Math.abs(row.value) - 1]
      if (member && row.value > 0) { held.add(member); ever.add(member) }
      if (member && row.value < 0) held.delete(member)
    }
    return { key: course.track.subject[0]!, label: ledger.name(course.track.subject[0]!), held, ever }
  })
  const words = (milestone: string) => milestone.toLowerCase().replaceAll('_', ' ')
  return (
    <Panel of="AGENCY" title="Agency" wide={wide} summary={rows.length ? `${rows.filter(row => row.held.size > 0).length} of ${rows.length} hold what they came to be able to do.` : 'No milestone yet.'}
      table={() => ({ head: ['Who', 'Holds', 'Lost again'], rows: rows.map(row => [row.label, [...row.held].map(words).join(', ') || '–', [...row.ever].filter(one => !row.held.has(one)).map(words).join(', ') || '–']) })}
      empty={rows.length === 0 && <Nothing ledger={ledger} courses={courses} what="what people came to be able to do" />}>
      <ul className="ladder AGENCY">{rows.map(row => (
        <li key={row.key}><button type="button" className="quiet name" aria-pressed={ledger.view.focus === row.key} onClick={() => ledger.change({ focus: ledger.view.focus === row.key ? null : row.key })}>{row.label}</button>
          <span>{milestones.filter(one => row.ever.has(one)).map(one => <span key={one} className={row.held.has(one) ? 'held' : 'lost'}>{words(one)}{row.held.has(one) ? '' : ' (lost again)'}</span>)}</span></li>
      ))}</ul>
    </Panel>
  )
}

const openness = (value: number) => value < 0.2 ? 'closed' : value < 0.4 ? 'hard' : value < 0.6 ? 'half open' : value < 0.8 ? 'open' : 'wide open'

export function BoundaryPanel({ wide = 4 }: { wide?: number }) {
  const ledger = useLedger()
  const courses = of(ledger, 'PERMEABILITY')
  const at = endOf(ledger.moment.on)
  const lines = linesOf(courses, at, course => ledger.name(course.track.subject[0]!), ledger.view.focus)
  return (
    <Panel of="BOUNDARY" title="Boundaries" wide={wide} summary={lines.length ? lines.map(line => `${line.label}: ${openness(valueAt(line.course, at)!)}`).join('; ') + '.' : 'No boundary yet.'}
      table={stepTable(lines, ledger.moment, 'Permeability')} empty={lines.length === 0 && <Nothing ledger={ledger} courses={courses} what="how a boundary is crossed" />}>
      <ul className="gates BOUNDARY">{lines.map(line => {
        const value = valueAt(line.course, at)!
        return <li key={line.key}><svg width="84" height="22" aria-hidden="true"><rect x={0} y={2} width={42 - value * 40} height={18} /><rect x={42 + value * 40} y={2} width={42 - value * 40} height={18} /></svg><span>{line.label}</span><b>{openness(value)}</b></li>
      })}</ul>
      <Steps of="BOUNDARY" lines={lines} window={ledger.window} moment={ledger.moment} domain={share} height={90} />
    </Panel>
  )
}

export function IdentityPanel({ wide = 8 }: { wide?: number }) {
  const ledger = useLedger()
  const courses = of(ledger, 'IDENTIFICATION')
  const at = endOf(ledger.moment.on)
  const people = [...new Set(courses.filter(course => has(course, at)).map(course => course.track.subject[0]!))]
  const lines = people.map(person => ({ person, lines: linesOf(courses.filter(course => course.track.subject[0] === person), at, course => ledger.name(course.track.subject[1]!), null) }))
  const [isWhole, setWhole] = useState(false)
  const all = () => lines.flatMap(one => one.lines.map(line => ({ ...line, label: `${ledger.name(one.person)} with ${line.label}` })))
  // Who is followed comes first; of the others those with most said of them.
  const shown = isWhole ? lines : [...lines].sort((one, other) => Number(other.person === ledger.view.focus) - Number(one.person === ledger.view.focus)).slice(0, manyPeople)
  const strongest = (of: readonly Line[]) => of.length <= manyLines ? of : [...of].sort((one, other) => Math.abs(valueAt(other.course, at) ?? 0) - Math.abs(valueAt(one.course, at) ?? 0)).slice(0, manyLines)
  return (
    <Panel of="IDENTITY" title="Identities" wide={wide} summary={people.length ? `${people.length} people and groups; above the line they identify, below it they do not.` : 'Nobody yet.'}
      table={() => stepTable(all(), ledger.moment, 'Strength')()} empty={people.length === 0 && <Nothing ledger={ledger} courses={courses} what="whom somebody identifies with" />}>
      <div className="multiples">{shown.map(({ person, lines }) => (
        <figure key={person} data-faint={(ledger.view.focus !== null && ledger.view.focus !== person) || undefined}>
          <figcaption><button type="button" className="quiet name" aria-pressed={ledger.view.focus === person} onClick={() => ledger.change({ focus: ledger.view.focus === person ? null : person })}>{ledger.name(person)}</button></figcaption>
          <Steps of="IDENTITY" lines={strongest(lines)} window={ledger.window} moment={ledger.moment} domain={signed} zero height={76} />
          {lines.length > manyLines && <small>and {lines.length - manyLines} weaker ones</small>}
        </figure>
      ))}</div>
      {lines.length > manyPeople && <button type="button" className="quiet" aria-pressed={isWhole} onClick={() => setWhole(!isWhole)}>{isWhole ? 'Show fewer' : `Show all ${lines.length}`}</button>}
    </Panel>
  )
}

// What one can still tell apart.
const manyPeople = 12
const manyLines = 6

const marks: Record<string, string> = { TURNED: '◆', RELAPSING: '▼', STEADY: '●', RISING: '↗', FALLING: '↘', STALLED: '—', QUIET: '○' }

export function ShiftsPanel({ wide = 4 }: { wide?: number }) {
  const ledger = useLedger()
  const { frame, isFrameStale } = ledger
  const trends = frame?.longGame.trends.nodes ?? []
  const silence = frame?.longGame.silence.nodes ?? []
  const notable = [...trends].sort((one, other) => order.indexOf(one.pattern) - order.indexOf(other.pattern) || other.pointCount - one.pointCount).slice(0, 12)
  const label = (trend: (typeof trends)[number]) => measureInWords(trend, ledger.name)
  const turned = (trend: (typeof trends)[number]) => trend.turn ? dayOf(Date.parse(trend.turn.entry.earliest)) : null
  return (
    <Panel of={null} page="shifts" title="Micro-shifts" wide={wide} isStale={isFrameStale} summary={trends.length ? `${trends.length} measures with a trend; ${silence.length} of whom nothing was heard.` : 'No trend yet.'}
      table={() => ({ head: ['Measure', 'Pattern', 'Turned on', 'Points', 'Rule'], rows: trends.map(trend => [label(trend), trend.pattern.toLowerCase(), turned(trend) === null ? null : shortDay(turned(trend)!), trend.pointCount, trend.rule]) })}
      empty={trends.length === 0 && <p>A trend needs points; there are none by this day.</p>}>
      <ul className="trends">{notable.map(trend => {
        const course = ledger.courses.find(one => one.track.measure === trend.measure && one.track.subject.join() === trend.subject.join())
        return <li key={label(trend)} title={trend.rule}><span className="mark" aria-hidden="true">{marks[trend.pattern]}</span>{course && <Spark course={course} ledger={ledger} />}<span>{label(trend)}</span><span className="how"><b>{trend.pattern.toLowerCase()}</b>{turned(trend) !== null && <button type="button" className="quiet" onClick={() => ledger.go({ on: turned(trend)! })}>on {shortDay(turned(trend)!)}</button>}</span></li>
      })}</ul>
      {silence.length > 0 && <p className="silence">Nothing heard: {silence.slice(0, 4).map(one => `${one.element?.name ?? one.key}${one.since ? ` since ${one.since.slice(0, 7)}` : ''}`).join('; ')}.</p>}
    </Panel>
  )
}
const order = ['RELAPSING', 'TURNED', 'STALLED', 'FALLING', 'RISING', 'STEADY', 'QUIET']

function Spark({ course, ledger }: { course: Course; ledger: Ledger }) {
  const { from, to } = ledger.window
  const place = (valid: number) => Math.max(0, Math.min(1, (valid / day - from) / (to - from))) * sparkWidth
  const path = useMemo(() => {
    const values = course.value.map(value => value ?? 0)
    const [low, high] = values.reduce(([low, high], value) => [Math.min(low, value), Math.max(high, value)], [0, 0.1])
    const y = (value: number) => (16 - ((value - low) / (high - low)) * 14).toFixed(1)
    return values.map((value, point) => `${point ? `H${place(course.valid[point]!).toFixed(1)}V` : `M${place(course.valid[point]!).toFixed(1)} `}${y(value)}`).join('') + `H${sparkWidth}`
  }, [course, from, to])
  // What is after the moment is cut off.
  return <svg width={Math.ceil(place(endOf(ledger.moment.on)))} height="18" aria-hidden="true"><path className="step" d={path} /></svg>
}
const sparkWidth = 60

const types = ['IMMEDIATE', 'POTENTIAL', 'APPLIED', 'REALIZED', 'ENABLING', 'STRATEGIC', 'ORIENTING', 'TRANSFORMATIVE']

export function ValuePanel({ wide = 12 }: { wide?: number }) {
  const ledger = useLedger()
  const { frame, isFrameStale, courses, moment } = ledger
  const led = frame?.value.chains.nodes ?? []
  // A story that leads nowhere yet, and comes from none, stands for itself.
  const alone = (frame?.value.stories.nodes ?? []).filter(story => !led.some(chain => chain.stories.nodes.some(one => one.key === story.key)))
  const chains = [...led, ...alone.map(story => ({ isRealized: frame?.value.realized.nodes.some(chain => chain.end.key === story.key) ?? false, stories: { nodes: [story] } }))]
  const realized = frame?.value.realized.totalCount ?? 0
  const stories = courses.filter(course => course.track.text === 'STORY')
  const told = stories.filter(course => valueAt(course, endOf(moment.on)) === 1).length
  return (
    <Panel of="VALUE" title="Value stories" wide={wide} isStale={isFrameStale} summary={told ? `${told} ${told === 1 ? 'story' : 'stories'} told; ${realized} ${realized === 1 ? 'chain reaches' : 'chains reach'} value that was realized.` : 'No story yet.'}
      table={() => ({ head: ['Chain', 'Stories', 'Realised'], rows: chains.map((chain, index) => [index + 1, chain.stories.nodes.map(story => `${story.type.toLowerCase()}: ${story.text}`).join(' → '), chain.isRealized ? 'yes' : 'no']) })}
      empty={told === 0 && <Nothing ledger={ledger} courses={stories} what="a value story" />}>
      <ol className="chains VALUE">{chains.map((chain, index) => (
        <li key={index}>{chain.stories.nodes.map(story => (
          <Link key={story.key} href={entryLink(ledger, story.entry.uuid)} className={`story ${story.step.toLowerCase()} ${story.effect.toLowerCase()}`} title={story.text}>
            <small>{story.type.toLowerCase()}{story.step === 'LIVED' ? '' : ', hoped for'}{story.effect === 'POSITIVE' ? '' : `, ${story.effect.toLowerCase()}`}</small><span>{story.text}</span><em>{story.teller.name ?? story.teller.key}</em>
          </Link>
        ))}{!chain.isRealized && <span className="open" title="The chain ends here for now">✕ open end</span>}</li>
      ))}</ol>
      <p className="legend">Types in use: {types.filter(type => chains.some(chain => chain.stories.nodes.some(story => story.type === type))).map(type => type.toLowerCase()).join(', ') || '–'}.</p>
    </Panel>
  )
}

export const strands: Record<string, { readonly title: string; readonly panel: (wide?: number) => ReactNode }> = {
  call: { title: 'Convening call', panel: wide => <CallPanel wide={wide} /> },
  people: { title: 'Identities', panel: wide => <IdentityPanel wide={wide} /> },
  power: { title: 'Power', panel: wide => <PowerPanel wide={wide} /> },
  legitimacy: { title: 'Legitimacy', panel: wide => <LegitimacyPanel wide={wide} /> },
  agency: { title: 'Agency', panel: wide => <AgencyPanel wide={wide} /> },
  boundaries: { title: 'Boundaries', panel: wide => <BoundaryPanel wide={wide} /> },
  value: { title: 'Value', panel: wide => <ValuePanel wide={wide} /> },
  shifts: { title: 'Micro-shifts', panel: wide => <ShiftsPanel wide={wide} /> },
}
