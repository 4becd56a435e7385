import { useMemo, useState } from 'react'
import { Link } from 'wouter'
import { measureInWords, useLedger, type FrameShown, type Ledger } from '../ledger'
import type { Dimension } from '../dimensions'
import { day, dayOf, endOf, shortDay } from '../time'
import { pointAt, type Course } from '../tracks'
import { Panel } from './Panel'
import { cutTo } from './place'
import { entryLink, figure, NumberedLink } from './shared'

type Trend = FrameShown['longGame']['trends']['nodes'][number]
type Silence = FrameShown['longGame']['silence']['nodes'][number]

const order = ['RELAPSING', 'TURNED', 'STALLED', 'FALLING', 'RISING', 'STEADY', 'QUIET']
const marks: Record<string, string> = { TURNED: '◆', RELAPSING: '▼', STEADY: '●', RISING: '↗', FALLING: '↘', STALLED: '○', QUIET: '·' }
const words: Record<string, string> = { TURNED: 'turned', RELAPSING: 'relapsing', STEADY: 'held', RISING: 'rising', FALLING: 'falling', STALLED: 'silent', QUIET: 'too little yet' }
const dimensions: Record<string, Dimension> = { IDENTIFICATION: 'IDENTITY', STANCE: 'POWER', INFLUENCE: 'POWER', STANDING: 'LEGITIMACY', PERMEABILITY: 'BOUNDARY', MILESTONES: 'AGENCY', VOICES: 'CALL' }
// What one reads at a glance.
const [fewTrends, fewSilent] = [12, 4]
const letters = 60

export function ShiftsPanel({ wide = 4 }: { wide?: number }) {
  const ledger = useLedger()
  const { frame, isFrameStale, isWaiting } = ledger
  const [isWhole, setWhole] = useState(false)
  const [isAllSilent, setAllSilent] = useState(false)
  const trends = frame?.longGame.trends.nodes ?? []
  const silence = frame?.longGame.silence.nodes ?? []
  const count = frame?.longGame.trends.totalCount ?? 0
  const silent = frame?.longGame.silence.totalCount ?? 0
  const ordered = [...trends].sort((one, other) => order.indexOf(one.pattern) - order.indexOf(other.pattern) || other.pointCount - one.pointCount)
  const label = (trend: Trend) => measureInWords(trend, ledger.name)
  const turned = (trend: Trend) => trend.turn ? dayOf(Date.parse(trend.turn.entry.earliest)) : null
  const at = endOf(ledger.moment.on)
  const byMeasure = useMemo(() => new Map(ledger.courses.map(one => [`${one.track.measure} ${one.track.subject.join()}`, one])), [ledger.courses])
  const courseOf = (trend: Trend) => byMeasure.get(`${trend.measure} ${trend.subject.join()}`)
  const since = (trend: Trend) => sinceOf(trend, courseOf(trend), at, ledger.window.from * day)
  return (
    <Panel of={null} page="shifts" title="Micro-shifts" wide={wide} isStale={isFrameStale} isWaiting={isWaiting} summary={count ? `${count} measures with a trend${silent ? `, and since when nothing was heard of ${silent}` : ''}.` : 'No trend yet.'}
      table={() => ({ head: ['Measure', 'Pattern', 'Turned on', 'Points', 'Since', 'Rule'], rows: trends.map(trend => [label(trend), trend.pattern.toLowerCase(), turned(trend) === null ? null : shortDay(turned(trend)!), trend.pointCount, since(trend) === null ? null : shortDay(since(trend)!), trend.rule]) })}
      empty={count === 0 && <p>A trend needs points; there are none by this day.</p>}>
      <ul className="trends">{(isWhole ? ordered : ordered.slice(0, fewTrends)).map(trend => {
        const course = courseOf(trend)
        const last = course ? pointAt(course, at) : -1
        const from = since(trend)
        return (
          <li key={label(trend)} title={trend.rule}>
            <span className="mark" aria-hidden="true">{marks[trend.pattern]}</span>
            {course ? <Spark course={course} trend={trend} ledger={ledger} /> : <span />}
            <span>{course && last >= 0 ? <NumberedLink ledger={ledger} number={course.entry[last]!} className="measure" title={`${figure(course.value[last] ?? 0)} since ${shortDay(dayOf(course.valid[last]!))}`}>{label(trend)}</NumberedLink> : label(trend)}</span>
            <span className="how"><b>{words[trend.pattern] ?? trend.pattern.toLowerCase()}</b>{from !== null && <button type="button" className="quiet" onClick={() => ledger.go({ on: from })}>{trend.turn ? 'on' : 'since'} {shortDay(from)}</button>}</span>
          </li>
        )
      })}</ul>
      {trends.length > fewTrends && <button type="button" className="quiet" aria-expanded={isWhole} onClick={() => setWhole(!isWhole)}>{isWhole ? `Show the ${fewTrends} that stand out` : `Show all ${trends.length}`}</button>}
      {isWhole && count > trends.length && <p className="legend">The first {trends.length} of {count} are here; a shorter window of the time bar has fewer.</p>}
      {silence.length > 0 && <div className="silence"><b>Nothing heard</b>
        <ul>{(isAllSilent ? silence : silence.slice(0, fewSilent)).map(one => <li key={`${one.of} ${one.key}`}><Silent one={one} ledger={ledger} /></li>)}</ul>
        {silence.length > fewSilent && <button type="button" className="quiet" aria-expanded={isAllSilent} onClick={() => setAllSilent(!isAllSilent)}>{isAllSilent ? 'Show fewer' : `Show all ${silence.length}`}</button>}
      </div>}
      <p className="legend">◆ turned · ▼ gave back half or more of its rise · ● held · hollow: nothing in the last third of the time shown. Point at a line for the rule that made its mark; the table has all of them.</p>
    </Panel>
  )
}

/** Of whom, or of what that is hoped for, and since when. */
function Silent({ one, ledger }: { one: Silence; ledger: Ledger }) {
  const who = one.element?.name ?? (one.story ? `the hope “${cutTo(one.story.text, letters, text => text.length)}”` : one.of === 'ASPIRED_STORY' ? 'a story hoped for' : ledger.name(one.key))
  return <>{one.last ? <Link href={entryLink(ledger, one.last.uuid)} title="What was heard last">{who}</Link> : who}, {one.since ? `since ${shortDay(dayOf(Date.parse(one.since)))}${one.isUncertain ? ' or later' : ''}` : 'ever'}</>
}

/** Since when it goes as it goes: where it turned, the peak it fell back from, the last that was heard, or where the window begins for it. */
function sinceOf(trend: Trend, course: Course | undefined, at: number, from: number): number | null {
  if (trend.turn) return dayOf(Date.parse(trend.turn.entry.earliest))
  if (trend.pattern === 'RELAPSING' && trend.largestRise) return dayOf(Date.parse(trend.largestRise.to.entry.earliest))
  const last = course ? pointAt(course, at) : -1
  if (!course || last < 0) return null
  return dayOf(trend.pattern === 'STALLED' || trend.pattern === 'QUIET' ? course.valid[last]! : course.valid.find(valid => valid >= from) ?? course.valid[last]!)
}

const [wide, high, edge] = [64, 24, 5]

function Spark({ course, trend, ledger }: { course: Course; trend: Trend; ledger: Ledger }) {
  const { from, to } = ledger.window
  const at = endOf(ledger.moment.on)
  const place = (valid: number) => edge + Math.max(0, Math.min(1, (valid / day - from) / (to - from))) * (wide - 2 * edge)
  const { path, y } = useMemo(() => {
    const values = course.value.map(value => value ?? 0)
    const [least, most] = values.reduce(([least, most], value) => [Math.min(least, value), Math.max(most, value)], [0, 0.1])
    const y = (value: number) => high - edge - ((value - least) / (most - least)) * (high - 2 * edge)
    return { y, path: values.map((value, point) => `${point ? `H${place(course.valid[point]!).toFixed(1)}V` : `M${place(course.valid[point]!).toFixed(1)} `}${y(value).toFixed(1)}`).join('') + `H${wide}` }
  }, [course, from, to])
  const last = pointAt(course, at)
  if (last < 0) return <span />
  const now = place(at)
  const [end, level] = [place(course.valid[last]!), y(course.value[last] ?? 0)]
  const isSilent = trend.pattern === 'STALLED'
  const turn = trend.turn ? { x: place(Date.parse(trend.turn.entry.earliest)), y: y(trend.turn.value) } : null
  return (
    <svg width={wide} height={high} className={dimensions[trend.measure]} aria-hidden="true">
      {/* What is after the moment is cut off, so that a move draws nothing anew. */}
      <svg width={isSilent ? end : now} height={high}><path className="step" d={path} /></svg>
      {isSilent && <rect className="hollow" x={end} y={level - 2} width={Math.max(0, now - end)} height={4} />}
      {turn && <path className="event" d={`M${turn.x} ${turn.y - 5}l4 5l-4 5l-4 -5z`} />}
      {trend.pattern === 'RELAPSING' && <path className="event" d={`M${now - 4} ${level - 4}h8l-4 7z`} />}
      {trend.pattern === 'STEADY' && <circle className="event" cx={now} cy={level} r={3} />}
    </svg>
  )
}
