import { Link } from 'wouter'
import type { StrandTrendsQuery, TrendPattern } from './gql/graphql'
import { trendsFrom, useLedger, type Ledger } from '../../ledger'
import { nameOf } from '../../dimensions'
import { dayOf, shortDay } from '../../time'
import { entryLink } from '../../panels/panels'
import { StrandMicroShiftsDocument, StrandNoticedDocument, StrandNotesDocument, StrandReflectionsDocument, StrandSilenceDocument, StrandTensionsDocument, StrandTensionCourseDocument, StrandTrendsDocument } from './documents'
import { called, EntryLink, Level, list, Listed, namesIn, Said, type Named, Parts } from './Section'
import { between, polesOf, round, say, sentence, some, whenInWords } from './words'

/** What a measure is of: its elements by name, and what else makes up its subject in words. */
const subjectOf = (ledger: Ledger, one: { readonly subject: readonly string[]; readonly elements: readonly Named[]; readonly measure: string }) =>
  one.subject.map(part => /^[A-Z_]+$/.test(part) ? one.measure === 'LEANING' ? polesOf(part).join(' or ') : one.measure === 'DEPTH' ? say('relation', part) : say('power', part) : one.elements.find(element => element.key === part)?.name ?? ledger.name(part)).join(' · ') || 'the common call'

type OneTrend = NonNullable<NonNullable<StrandTrendsQuery['endeavour']>['frame']>['longGame']['trends']['nodes'][number]
const quiet: readonly TrendPattern[] = ['QUIET']
const telling: readonly TrendPattern[] = ['RELAPSING', 'TURNED', 'STALLED', 'FALLING', 'RISING', 'STEADY']

/** Where it stands, and where it stood before: each by the entry that said so. */
const Points = ({ of }: { of: OneTrend }) => <p className="aside">{of.points.nodes.length === 0 ? 'No point in the window.' : [...of.points.nodes].reverse().map((point, index) => <span key={point.entry.uuid}>{index > 0 && ', before that '}<EntryLink of={point.entry}>{round(point.value)}, {whenInWords(point.entry.occurredAt)}</EntryLink></span>)}{of.pointCount > of.points.nodes.length && of.points.nodes.length > 0 && '; and earlier'}</p>

function Trend({ of }: { of: OneTrend }) {
  const ledger = useLedger()
  const turned = of.turn ? dayOf(Date.parse(of.turn.entry.earliest)) : null
  return (
    <>
      <p><b>{sentence(say('pattern', of.pattern))}</b>: {say('measure', of.measure)}, {subjectOf(ledger, of)}{of.turn && turned !== null && <> <button type="button" className="quiet" onClick={() => ledger.go({ on: turned })}>turned {shortDay(turned)}</button> <EntryLink of={of.turn.entry}>by this entry</EntryLink></>}</p>
      <Points of={of} />
      <p className="aside">{some(of.pointCount, 'point')} · {Math.abs(of.slope) < 0.005 ? 'hardly a slope' : `${round(of.slope)} in 30 days`} · {of.rule}</p>
    </>
  )
}

export default function ShiftsPage() {
  const ledger = useLedger()
  const from = trendsFrom(ledger.rested, ledger.window.from)
  return (
    <Parts>
      <Listed title="How each measure went" wide={12} document={StrandTrendsDocument} variables={{ from, patterns: telling }} pick={frame => frame.longGame.trends} none="No measure has three points yet, and so none has a trend." first={12} className="said-list two" lead="Over the window of the time bar, up to the moment.">
        {(one, index) => <li key={index}><Trend of={one} /></li>}
      </Listed>
      <Listed title="Tensions" wide={8} document={StrandTensionsDocument} pick={frame => frame.longGame.tensions} what="a tension" kinds={['TensionHeld']} className="said-list two" lead="Where it leans now, between two poles.">
        {one => { const [first, second] = polesOf(one.tension); const latest = one.course.nodes.at(-1); return <li key={one.tension}><p className="measured"><span>{sentence(first)}</span><Level of="none" value={one.leaning} low={-1} high={1} /><span>{second}</span></p>
          {latest && <Said entry={latest} quote={latest.data.words}>{sentence(between(one.leaning, -1, 1, [first, `rather ${first}`, 'in between', `rather ${second}`, second]))} ({round(one.leaning)})</Said>}
          {one.course.totalCount > 1 && <p className="aside">Before: {one.course.nodes.slice(0, -1).reverse().map((entry, index) => <span key={entry.uuid}>{index > 0 && ', '}<EntryLink of={entry}>{round(entry.data.leaning)}, {whenInWords(entry.occurredAt)}</EntryLink></span>)}</p>}</li> }}
      </Listed>
      <Listed title="Silence" wide={4} document={StrandSilenceDocument} pick={frame => frame.longGame.silence} none="There is nobody yet of whom one could hear." lead="Since when nothing was heard, the longest first.">
        {one => <li key={`${one.of} ${one.key}`}><p>{one.story ? <>the hope of {called(one.story.teller)}: <EntryLink of={one.story.entry}>{one.story.text.length > 90 ? `${one.story.text.slice(0, one.story.text.lastIndexOf(' ', 90))} …` : one.story.text}</EntryLink></> : <b>{called(one.element)}</b>}</p>
          <p className="aside">{one.last ? <>{one.days !== null && `${some(one.days, 'day')}${one.isUncertain ? ', perhaps less' : ''}; last `}<Link href={entryLink(ledger, one.last.uuid)}>{one.last.summary}</Link>, {whenInWords(one.last.occurredAt)}</> : 'Nothing was ever heard.'}</p></li>}
      </Listed>
      <Listed title="Noticed, and told in words" document={StrandNoticedDocument} pick={frame => frame.longGame.noticed} what="a micro-shift in words" kinds={['MicroShiftNoticed']} isNewest>
        {entry => { const names = namesIn(ledger, entry); return <li key={entry.uuid}><Said entry={entry} quote={entry.data.words} under={`noticed by ${names(entry.data.noticedBy)}${entry.data.question ? `, asking “${say('question', entry.data.question)}”` : ''}`}>{names(entry.data.about)}, {nameOf[entry.data.dimension].toLowerCase()}: {say('way', entry.data.direction)}</Said></li> }}
      </Listed>
      <Listed title="Reflections" document={StrandReflectionsDocument} pick={frame => frame.longGame.reflections} what="a reflection" kinds={['ReflectionHeld']} isNewest>
        {entry => { const names = namesIn(ledger, entry); return <li key={entry.uuid}><Said entry={entry} quote={entry.data.words}>{list(entry.data.who.map(names))}{entry.data.about.length > 0 && ` on ${list(entry.data.about.map(names))}`}{entry.data.question && `: ${entry.data.question}`}</Said>{entry.data.decision && <p>Decided: <b>{entry.data.decision}</b></p>}</li> }}
      </Listed>
      <Listed title="Field notes not yet drawn on" document={StrandNotesDocument} pick={frame => frame.longGame.notDrawnOn} none="No field note waits to be drawn on." isNewest>
        {entry => <li key={entry.uuid}><Said entry={entry} quote={entry.data.words}>{entry.data.about.length > 0 ? `About ${list(entry.data.about.map(namesIn(ledger, entry)))}` : 'A note'}</Said></li>}
      </Listed>
      <Listed title="Micro-shifts as they came" document={StrandMicroShiftsDocument} pick={frame => frame.longGame.microShifts} none="No measure has moved." isNewest lead="One entry moved one measure; the latest first.">
        {(one, index) => <li key={index}><Said entry={one.entry}>{sentence(say('measure', one.measure))}, {subjectOf(ledger, one)}: {round(one.before)} → <b>{round(one.after)}</b></Said></li>}
      </Listed>
      <Listed title="Too little to say" wide={12} document={StrandTrendsDocument} variables={{ from, patterns: quiet }} pick={frame => frame.longGame.trends} none="Every measure that was taken has three points or more." first={12} className="said-list two" lead="Measures with fewer than three points in the window of the time bar.">
        {(one, index) => <li key={index}><p>{sentence(say('measure', one.measure))}, {subjectOf(ledger, one)} </p><Points of={one} /></li>}
      </Listed>
      <Listed title="How the tensions went" wide={12} document={StrandTensionCourseDocument} pick={frame => frame.timeline} what="a tension" kinds={['TensionHeld']} isNewest className="said-list two">
        {entry => <li key={entry.uuid}>{'data' in entry && <Said entry={entry} quote={entry.data.words}>{sentence(polesOf(entry.data.tension).join(' or '))}: {round(entry.data.leaning)}</Said>}</li>}
      </Listed>
    </Parts>
  )
}
