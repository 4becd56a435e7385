// The strands of a frame. What the tracks hold moves with both clocks at once; the rest comes when they rest, and is greyed until then.
import { useMemo, useState, type ReactNode } from 'react'
import { Link } from 'wouter'
import { useLedger, type NumberedEntry } from '../ledger'
import { Glyph } from '../Glyph'
import type { Dimension } from '../dimensions'
import { dayInWords, dayOf, endOf, lagInWords, shortDay } from '../time'
import { isKnown, pointAt, valueAt, type Row } from '../tracks'
import { Panel } from './Panel'
import { linesOf, share, signed, Steps, stepTable } from './charts'
import { Words, wordDiff } from './Words'
import { entryLink, figure, has, Nothing, NumberedLink, of } from './shared'
import { PowerPanel } from './PowerPanel'
import { IdentityPanel } from './IdentityPanel'
import { ShiftsPanel } from './ShiftsPanel'
import { plain } from '../kinds'
import { crossed, storyInWords } from './scales'

export { entryLink, IdentityPanel, Nothing, PowerPanel, ShiftsPanel }

const wordingOf = (entry: NumberedEntry | null): string | null => (entry as { data?: { text?: string } } | null)?.data?.text ?? null

export function CallPanel({ wide = 5 }: { wide?: number }) {
  const ledger = useLedger()
  const { moment, frame, isFrameStale, name } = ledger
  const at = endOf(moment.on)
  const calls = ledger.courses.filter(course => course.track.text === 'CALL')
  const [chosen, choose] = useState<string | null>(null)
  const [isByAuthor, setByAuthor] = useState(false)
  const standing = calls.filter(call => valueAt(call, at) === 1)
  const course = calls.find(call => call.track.key === chosen && has(call, at)) ?? standing[0] ?? calls.find(call => has(call, at)) ?? calls[0]
  const wordings = course ? course.valid.flatMap((valid, point) => valid <= at && course.value[point] === 1 ? [course.entry[point]!] : []) : []
  const holds = course ? valueAt(course, at) === 1 : false
  const [older, setOlder] = useState<number | null>(null)
  // Whoever was called is not called any more: its last wording, and what took it back, can be read.
  const isGone = !holds && wordings.length > 0
  const current = wordings.at(-1)
  const ended = course && isGone ? pointAt(course, at) : -1
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
  const summary = !course || wordings.length === 0 ? 'No call stands.' : isGone ? `The call to ${audience} was withdrawn on ${dayInWords(dayOf(course.valid[ended]!))}${course.sure[ended]! > at ? ', possibly' : ''}; it had ${wordings.length} ${wordings.length === 1 ? 'wording' : 'wordings'}.` : `Wording ${wordings.length} of the call to ${audience}, since ${entry ? entry.occurredAt : '…'}${entryBefore ? `; ${changes} ${changes === 1 ? 'change' : 'changes'} from wording ${wordings.indexOf(before!) + 1}` : ''}.`
  return (
    <Panel of="CALL" title="Convening call" wide={wide} summary={summary}
      table={() => ({ head: ['Wording', 'Since', 'Text'], rows: wordings.map((number, index) => { const one = ledger.entry(number); return [index + 1, one?.occurredAt ?? '…', wordingOf(one) ?? '…'] }) })}
      empty={wordings.length === 0 && <Nothing ledger={ledger} courses={calls} what="a call" />}>
      {calls.length > 1 && <div className="choices">{calls.filter(call => has(call, at)).map(call => <button key={call.track.key} type="button" aria-pressed={call === course} data-gone={!standing.includes(call) || undefined} onClick={() => choose(call.track.key)}>{call.track.key ? name(call.track.key) : 'everybody'}</button>)}</div>}
      {holds && (isByAuthor && authors
        ? <p className="call-text">{authors.authorship.map((run, index) => <span key={index} className={`author author-${authorNumber(authors, run.contributors)}`} title={run.contributors.map(one => one.name ?? one.key).join(', ')}>{run.text} </span>)}</p>
        : <Words runs={diff} className="call-text" />)}
      {isGone && text !== null && <div className="gone-wording"><b>Withdrawn. Its last wording, since {entry?.occurredAt}:</b><p className="call-text">{text}</p></div>}
      <div className="under">
        {holds && wordings.length > 1 && <label>beside wording <input type="number" min={1} max={wordings.length - 1} value={wordings.indexOf(before!) + 1} onChange={event => setOlder(wordings[event.target.valueAsNumber - 1] ?? null)} /> of {wordings.length}</label>}
        {holds && <label><input type="checkbox" checked={isByAuthor} onChange={event => setByAuthor(event.target.checked)} /> whose words</label>}
        {isGone && <NumberedLink ledger={ledger} number={course!.entry[ended]!} title="What took it back" className="took-back">the withdrawal</NumberedLink>}
        {entry && <Link href={entryLink(ledger, entry.uuid)}>{isGone ? 'its last wording' : 'entry'}</Link>}
      </div>
      {holds && isByAuthor && authors && <ul className="authors">{authors.authors.map((author, index) => <li key={index}><span className={`author-${authorNumber(authors, author.contributors)} author`}>{author.contributors.map(one => one.name ?? one.key).join(', ') || 'nobody named'}</span> {Math.round(author.share * 100)} %</li>)}</ul>}
      {shown && !isFrameStale && shown.latestAnswers.nodes.length > 0 && <p className="answers">{shown.latestAnswers.nodes.map(answer => `${name(answer.data.who)}: ${plain(answer.data.answer)}`).join(' · ')}</p>}
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
  const { frame, isFrameStale, isWaiting, moment } = ledger
  const entries = [...frame?.just.nodes ?? []].reverse()
  return (
    <Panel of={null} title="Just happened" wide={wide} isStale={isFrameStale} isWaiting={isWaiting} summary={entries.length ? `The last ${entries.length} entries by ${shortDay(moment.on)}.` : 'Nothing yet.'}
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

export function LegitimacyPanel({ wide = 4 }: { wide?: number }) {
  const ledger = useLedger()
  const courses = of(ledger, 'STANDING')
  const at = endOf(ledger.moment.on)
  const lines = linesOf(courses, at, course => ledger.name(course.track.subject[0]!), ledger.view.focus)
  const best = [...lines].sort((one, other) => valueAt(other.course, at)! - valueAt(one.course, at)!)
  return (
    <Panel of="LEGITIMACY" title="Legitimacy" wide={wide} summary={best.length ? `From ${best[0]!.label} at ${figure(valueAt(best[0]!.course, at)!)} to ${best.at(-1)!.label} at ${figure(valueAt(best.at(-1)!.course, at)!)}, of −1 to 1.` : 'No signal yet.'}
      table={stepTable(lines, ledger.moment, 'Standing')} empty={lines.length === 0 && <Nothing ledger={ledger} courses={courses} what="a signal of legitimacy" />}>
      <Steps of="LEGITIMACY" lines={lines} window={ledger.window} moment={ledger.moment} domain={signed} zero height={140} label="Signals" />
    </Panel>
  )
}

export function AgencyPanel({ wide = 4 }: { wide?: number }) {
  const ledger = useLedger()
  const courses = of(ledger, 'MILESTONES')
  const at = endOf(ledger.moment.on)
  const milestones = [...new Set(courses.flatMap(course => course.track.members))]
  const rows = courses.filter(course => has(course, at)).map(course => {
    // Rows put members in and take them out; those of the course are the ones that were known.
    const held = new Set<string>()
    const ever = new Map<string, Row>()
    for (const row of course.track.rows) {
      if (row.valid > at || !isKnown(row, ledger.moment.known)) continue
      const member = course.track.members[Math.abs(row.value) - 1]
      if (member && row.value > 0 && !held.has(member)) { held.add(member); ever.set(member, row) }
      if (member && row.value < 0 && held.delete(member)) ever.set(member, row)
    }
    return { key: course.track.subject[0]!, label: ledger.name(course.track.subject[0]!), held, ever }
  })
  const words = plain
  return (
    <Panel of="AGENCY" title="Agency" wide={wide} summary={rows.length ? `${rows.filter(row => row.held.size > 0).length} of ${rows.length} hold what they came to be able to do.` : 'No milestone yet.'}
      table={() => ({ head: ['Who', 'Holds', 'Lost again'], rows: rows.map(row => [row.label, [...row.held].map(words).join(', ') || '–', [...row.ever.keys()].filter(one => !row.held.has(one)).map(words).join(', ') || '–']) })}
      empty={rows.length === 0 && <Nothing ledger={ledger} courses={courses} what="what people came to be able to do" />}>
      <ul className="ladder AGENCY">{rows.map(row => (
        <li key={row.key}><button type="button" className="quiet name" aria-pressed={ledger.view.focus === row.key} onClick={() => ledger.change({ focus: ledger.view.focus === row.key ? null : row.key })}>{row.label}</button>
          <span>{milestones.filter(one => row.ever.has(one)).map(one => <NumberedLink key={one} ledger={ledger} number={row.ever.get(one)!.entry} className={row.held.has(one) ? 'held' : 'lost'} title={`${row.held.has(one) ? 'since' : 'lost on'} ${shortDay(dayOf(row.ever.get(one)!.valid))}`}>{words(one)}{row.held.has(one) ? '' : ' (lost again)'}</NumberedLink>)}</span></li>
      ))}</ul>
    </Panel>
  )
}

export function BoundaryPanel({ wide = 4 }: { wide?: number }) {
  const ledger = useLedger()
  const courses = of(ledger, 'PERMEABILITY')
  const at = endOf(ledger.moment.on)
  const lines = linesOf(courses, at, course => ledger.name(course.track.subject[0]!), ledger.view.focus)
  return (
    <Panel of="BOUNDARY" title="Boundaries" wide={wide} summary={lines.length ? lines.map(line => `${line.label}: ${crossed(valueAt(line.course, at)!)}`).join('; ') + '.' : 'No boundary yet.'}
      table={stepTable(lines, ledger.moment, 'Permeability')} empty={lines.length === 0 && <Nothing ledger={ledger} courses={courses} what="how a boundary is crossed" />}>
      <ul className="gates BOUNDARY">{lines.map(line => {
        const value = valueAt(line.course, at)!
        return <li key={line.key}><svg width="84" height="22" aria-hidden="true"><rect x={0} y={2} width={42 - value * 40} height={18} /><rect x={42 + value * 40} y={2} width={42 - value * 40} height={18} /></svg><span>{line.label}</span><b>{crossed(value)}</b></li>
      })}</ul>
      <Steps of="BOUNDARY" lines={lines} window={ledger.window} moment={ledger.moment} domain={share} height={90} label="Boundaries over time" />
    </Panel>
  )
}

const types = ['IMMEDIATE', 'POTENTIAL', 'APPLIED', 'REALIZED', 'ENABLING', 'STRATEGIC', 'ORIENTING', 'TRANSFORMATIVE']

export function ValuePanel({ wide = 12 }: { wide?: number }) {
  const ledger = useLedger()
  const { frame, isFrameStale, isWaiting, courses, moment } = ledger
  const led = frame?.value.chains.nodes ?? []
  // A story that leads nowhere yet, and comes from none, stands for itself.
  const alone = (frame?.value.stories.nodes ?? []).filter(story => !led.some(chain => chain.stories.nodes.some(one => one.key === story.key)))
  const chains = [...led, ...alone.map(story => ({ isRealized: frame?.value.realized.nodes.some(chain => chain.end.key === story.key) ?? false, stories: { nodes: [story] } }))]
  const realized = frame?.value.realized.totalCount ?? 0
  const stories = courses.filter(course => course.track.text === 'STORY')
  const told = stories.filter(course => valueAt(course, endOf(moment.on)) === 1).length
  return (
    <Panel of="VALUE" title="Value stories" wide={wide} isStale={isFrameStale} isWaiting={isWaiting} summary={told ? `${told} ${told === 1 ? 'story' : 'stories'} told; ${realized} ${realized === 1 ? 'chain reaches' : 'chains reach'} value that was realized.` : 'No story yet.'}
      table={() => ({ head: ['Chain', 'Stories', 'Realised'], rows: chains.map((chain, index) => [index + 1, chain.stories.nodes.map(story => `${storyInWords(story)}: ${story.text}`).join(' → '), chain.isRealized ? 'yes' : 'no']) })}
      empty={told === 0 && <Nothing ledger={ledger} courses={stories} what="a value story" />}>
      <ol className="chains VALUE">{chains.map((chain, index) => (
        <li key={index}>{chain.stories.nodes.map(story => (
          <Link key={story.key} href={entryLink(ledger, story.entry.uuid)} className={`story ${story.step.toLowerCase()} ${story.effect.toLowerCase()}`} title={story.text}>
            <small>{storyInWords(story)}</small><span>{story.text}</span><em>{story.teller.name ?? story.teller.key}</em>
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

/** The strands that have a page of their own, with what they are called, in the order in which they are offered. */
export const strandPages: readonly (readonly [string, string])[] = [...Object.entries(strands).map(([name, strand]) => [name, strand.title] as const), ['landscape', 'Landscape']]
