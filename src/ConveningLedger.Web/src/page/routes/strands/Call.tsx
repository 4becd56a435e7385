import { useMemo, useState } from 'react'
import { useLedger } from '../../ledger'
import { Words } from '../../panels/Words'
import type { StrandCallsQuery } from './gql/graphql'
import { StrandAdaptationsDocument, StrandAnswerCourseDocument, StrandAnswersDocument, StrandCallsDocument, StrandDriftsDocument, StrandVoicesDocument, StrandWithdrawnDocument, StrandWordingsDocument } from './documents'
import { called, EntryLink, Facts, Level, list, Listed, namesIn, Paged, Said, type Named, Parts } from './Section'
import { between, round, say, sentence, some, whenInWords } from './words'

type Call = NonNullable<NonNullable<StrandCallsQuery['endeavour']>['frame']>['narrative']['calls']['nodes'][number]
type Wording = NonNullable<Call['current']>

const audienceOf = (one: { readonly audience: Named | null }) => one.audience ? called(one.audience) : 'everybody'
const people = (all: readonly Named[]) => list(all.map(called))

export default function CallPage() {
  const ledger = useLedger()
  const audience = (key: string | null, names: (key: string) => string) => key ? names(key) : 'everybody'
  return (
    <Parts>
      <Listed title="The calls, one for each audience" wide={12} document={StrandCallsDocument} pick={frame => frame.narrative.calls} what="a call" kinds={['ConveningCallRevised']} className="calls" first={4} step={4}>
        {call => <li key={call.audience?.key ?? ''}><OneCall call={call} /></li>}
      </Listed>
      <Listed title="Adapted from one audience to another" document={StrandAdaptationsDocument} pick={frame => frame.narrative.adaptations} none="No call was adapted from another.">
        {({ from, to }) => <li key={to.entry.uuid}><Said entry={to.entry} quote={to.rationale} under={to.trigger && say('trigger', to.trigger)}>Wording {to.number} for {audience(to.entry.data.audience, namesIn(ledger, to.entry))}</Said>
          <p className="aside">from <EntryLink of={from.entry}>wording {from.number} for {audience(from.entry.data.audience, namesIn(ledger, from.entry))}</EntryLink>, {whenInWords(from.entry.occurredAt)}</p></li>}
      </Listed>
      <Listed title="How far the calls drifted apart" document={StrandDriftsDocument} pick={frame => frame.narrative.drifts} none="It takes two calls that stand at once, and there are none." lead="Of the words of every two calls that stand, how many they do not share: 0 the same words, 1 none in common.">
        {({ one, other, value }, index) => <li key={index} className="measured"><Level of="CALL" value={value} low={0} high={1} /><span>{one.current ? <EntryLink of={one.current.entry}>{sentence(audienceOf(one))}</EntryLink> : sentence(audienceOf(one))} and {other.current ? <EntryLink of={other.current.entry}>{audienceOf(other)}</EntryLink> : audienceOf(other)}: <b>{between(value, 0, 1, apart)}</b> ({round(value)})</span></li>}
      </Listed>
      <Listed title="Withdrawn calls" document={StrandWithdrawnDocument} pick={frame => frame.timeline} what="that a call was withdrawn" kinds={['ConveningCallWithdrawn']} isNewest>
        {entry => <li key={entry.uuid}>{'data' in entry && <Said entry={entry} quote={entry.data.reason}>The call to {audience(entry.data.audience, namesIn(ledger, entry))} was withdrawn</Said>}</li>}
      </Listed>
    </Parts>
  )
}
const apart = ['nearly the same words', 'much the same words', 'half the same words', 'few of the same words', 'hardly a word in common']

function OneCall({ call }: { call: Call }) {
  const ledger = useLedger()
  const of = { audience: call.audience?.key ?? null }
  const wording = call.current
  const earlier = useMemo(() => ({ ...call.revisions, nodes: call.revisions.nodes.filter(one => one.entry.uuid !== wording?.entry.uuid) }), [call.revisions, wording?.entry.uuid])
  return (
    <article className="audience">
      <h3>To {audienceOf(call)}</h3>
      {call.withdrawn ? <Said entry={call.withdrawn} quote={call.withdrawn.data.reason}>Withdrawn; it invites nobody now</Said> : wording && <Standing wording={wording} />}
      <div className="columns">
        {call.latestAnswers.totalCount > 0 && <div><h4>How it is answered</h4>
          <Paged page={call.latestAnswers} document={StrandAnswersDocument} of={of} pick={frame => frame.narrative.call?.latestAnswers}>
            {answer => <li key={answer.uuid}><Said entry={answer} quote={answer.data.words}>{namesIn(ledger, answer)(answer.data.who)} {say('answer', answer.data.answer)}</Said></li>}
          </Paged></div>}
        {call.answerCourse.totalCount > 0 && <div><h4>The course of the answers</h4>
          <Paged page={call.answerCourse} document={StrandAnswerCourseDocument} of={of} pick={frame => frame.narrative.call?.answerCourse} isNewest>
            {point => <li key={point.answer.uuid}><Said entry={point.answer} under={point.revisionNumber === null ? 'before there was a wording' : `to wording ${point.revisionNumber}`}>{namesIn(ledger, point.answer)(point.answer.data.who)} {say('answer', point.answer.data.answer)}</Said>
              <p className="aside">After it: {point.standing.map(one => `${one.count} ${say('answer', one.answer)}`).join('; ')}.</p></li>}
          </Paged></div>}
        {call.voices.totalCount > 0 && <div><h4>Voices that entered it</h4>
          <Paged page={call.voices} document={StrandVoicesDocument} of={of} pick={frame => frame.narrative.call?.voices} isNewest>
            {voice => <li key={voice.uuid}><Said entry={voice} quote={voice.data.through}>{namesIn(ledger, voice)(voice.data.who)}</Said></li>}
          </Paged></div>}
      </div>
      {earlier.nodes.length > 0 && <div className="earlier"><h4>{wording ? 'Earlier wordings' : 'Its wordings'}, each beside the one before</h4>
        <Paged page={earlier} document={StrandWordingsDocument} of={of} pick={frame => frame.narrative.call?.revisions} isNewest>
          {one => <li key={one.entry.uuid} className="wording"><Revision wording={one} /></li>}
        </Paged></div>}
    </article>
  )
}


/** The wording that stands: its words by whose they are when that is asked for, and what is said of it. */
function Standing({ wording }: { wording: Wording & { readonly text: string; readonly authors: NonNullable<Call['current']>['authors'] } }) {
  const [isByAuthor, setByAuthor] = useState(false)
  const sources = wording.authors.map(one => one.revision.uuid)
  return (
    <div className="standing">
      {isByAuthor ? <p className="call-text">{wording.authorship.map((run, index) => <span key={index} className={`author author-${Math.max(0, sources.indexOf(run.revision.uuid)) % 6}`} title={`${people(run.contributors) || 'nobody named'}, ${whenInWords(run.revision.occurredAt)}`}>{run.text}</span>)}</p> : <p className="call-text">{wording.text}</p>}
      <p className="under"><label><input type="checkbox" checked={isByAuthor} onChange={event => setByAuthor(event.target.checked)} /> whose words</label></p>
      <ul className="authors" aria-label="Whose words stand">{wording.authors.map((one, index) => <li key={one.revision.uuid}><span className={isByAuthor ? `author author-${index % 6}` : undefined}>{people(one.contributors) || 'nobody named'}</span> {Math.round(one.share * 100)} % ({some(one.words, 'word')}, <EntryLink of={one.revision}>{whenInWords(one.revision.occurredAt)}</EntryLink>)</li>)}</ul>
      <Said entry={wording.entry}>Wording {wording.number}</Said>
      <About wording={wording} />
    </div>
  )
}

function About({ wording }: { wording: Pick<Wording, 'promise' | 'horizon' | 'articulation' | 'trigger' | 'rationale' | 'contributors'> }) {
  return <Facts of={[['Promise', wording.promise], ['Horizon', wording.horizon && say('horizon', wording.horizon)], ['How far spoken out', wording.articulation && say('articulation', wording.articulation)], ['What led to it', wording.trigger && say('trigger', wording.trigger)],
    ['Why it was reworded', wording.rationale], ['Who contributed', people(wording.contributors)]]} />
}

function Revision({ wording }: { wording: Pick<Wording, 'number' | 'diff' | 'entry' | 'promise' | 'horizon' | 'articulation' | 'trigger' | 'rationale' | 'contributors'> }) {
  return <><Said entry={wording.entry}>Wording {wording.number}</Said><Words className="call-text" runs={wording.number === 1 ? wording.diff.map(run => ({ ...run, operation: 'KEPT' })) : wording.diff} /><About wording={wording} /></>
}
