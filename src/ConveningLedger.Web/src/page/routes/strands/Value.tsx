import type { StrandClaimsQuery } from './gql/graphql'
import { useLedger } from '../../ledger'
import { StrandClaimsDocument, StrandNarrativesDocument, StrandOpenEndsDocument, StrandOutcomesDocument, StrandRealizedDocument, StrandStoriesDocument } from './documents'
import { called, EntryLink, Facts, few, Listed, namesIn, Quote, Said, type Named, type Told, Parts } from './Section'
import { say, sentence, some, whenInWords } from './words'

type Claim = NonNullable<NonNullable<StrandClaimsQuery['endeavour']>['frame']>['evaluation']['claims']['nodes'][number]
interface Story { readonly key: string; readonly type: string; readonly step: string; readonly effect: string; readonly text: string; readonly teller: Named; readonly audience: Named | null; readonly entry: Told }

const OneStory = ({ story }: { story: Story }) => <Said entry={story.entry} quote={story.text} under={[say('step', story.step), story.step === 'LIVED' && say('effect', story.effect), story.audience && `told to ${called(story.audience)}`].filter(Boolean).join(', ')}>{called(story.teller)}: {say('story', story.type)}</Said>

export default function ValuePage() {
  return (
    <Parts>
      <Listed title="Outcomes" wide={12} document={StrandOutcomesDocument} pick={frame => frame.evaluation.outcomes} what="an outcome" kinds={['OutcomeHarvested']} first={4} step={4} lead="What changed, what is claimed to have led to it, and what others say of that.">
        {one => <li key={one.key} className="person"><Said entry={one.entry} quote={one.change} under={`${one.intended ? 'intended' : 'not intended'}, ${say('effect', one.effect)}`}><b>{called(one.who)}</b> changed</Said>
          <Facts of={[['Why it matters', one.significance]]} />
          <Findings of={one} />
          {one.claims.nodes.map(claim => <OneClaim key={claim.entry.uuid} claim={claim} />)}
          {one.claims.totalCount === 0 && <p className="aside">Nobody has claimed what led to it.</p>}
          {one.claims.totalCount > one.claims.nodes.length && <p className="aside">and {some(one.claims.totalCount - one.claims.nodes.length, 'more claim')}, among all claims below</p>}</li>}
      </Listed>
      <Listed title="Chains that reached a difference made" document={StrandRealizedDocument} pick={frame => frame.value.realized} none="No chain of stories has reached a difference made." step={few}>
        {chain => <li key={chain.end.key}><OneStory story={chain.end} /><p className="aside">By way of {chain.stories.nodes.slice(0, -1).map((story, index) => <span key={story.key}>{index > 0 && ' → '}<EntryLink of={story.entry}>{say('story', story.type)}, {whenInWords(story.entry.occurredAt)}</EntryLink></span>)}{chain.stories.nodes.length < 2 && 'no earlier story'}.</p></li>}
      </Listed>
      <Listed title="Open ends" document={StrandOpenEndsDocument} pick={frame => frame.value.openEnds} none="No story stands open." lead="Nothing leads on from them yet, and they are not a difference made.">
        {story => <li key={story.key}><OneStory story={story} /></li>}
      </Listed>
      <Listed title="How the value was told" document={StrandNarrativesDocument} pick={frame => frame.narrative.valueNarratives} what="how the value was told to somebody" kinds={['ValueNarrativeTold']} isNewest>
        {one => <li key={one.entry.uuid}><Said entry={one.entry} quote={one.text}>To {called(one.audience)}</Said>{one.drawsOn.length > 0 && <ul className="said-list">{one.drawsOn.map(story => <li key={story.key} className="aside">draws on <EntryLink of={story.entry}>{say('story', story.type)}</EntryLink>: {story.text.length > 140 ? `${story.text.slice(0, story.text.lastIndexOf(' ', 140))} …` : story.text}</li>)}</ul>}</li>}
      </Listed>
      <Listed title="All stories" wide={12} className="said-list two" document={StrandStoriesDocument} pick={frame => frame.value.stories} what="a value story" kinds={['ValueStoryTold']}>
        {story => <li key={story.key}><OneStory story={story} /></li>}
      </Listed>
      <Listed title="All claims" wide={12} document={StrandClaimsDocument} pick={frame => frame.evaluation.claims} what="a claim of what led to an outcome" kinds={['ContributionClaimed']} step={few}>
        {claim => <li key={claim.entry.uuid}>{claim.outcome && <p className="aside">Of the outcome “{claim.outcome.change}”</p>}<OneClaim claim={claim} /></li>}
      </Listed>
    </Parts>
  )
}

function OneClaim({ claim }: { claim: Omit<Claim, 'outcome'> }) {
  return (
    <div className="wording">
      <Said entry={claim.entry} quote={claim.claim}>{called(claim.by)} claims</Said>
      <Causes of={claim.causes} none="It names no cause." />
      {claim.rivals.length > 0 && <><h3>Other explanations</h3>{claim.rivals.map((rival, index) => <div key={index}><Quote>{rival.text}</Quote><Causes of={rival.causes} /></div>)}</>}
      <Findings of={claim} />
    </div>
  )
}

const Causes = ({ of, none }: { of: Claim['causes']; none?: string }) => of.length === 0 ? none ? <p className="aside">{none}</p> : null
  : <ul className="said-list">{of.map((cause, index) => <li key={index}><p>{cause.entry ? <EntryLink of={cause.entry}>{cause.entry.summary}</EntryLink> : 'Something that is not known by then'}</p><p className="aside">{[cause.entry && whenInWords(cause.entry.occurredAt), <b key="order">{say('timeOrder', cause.timeOrder)}</b>, cause.weight && say('weight', cause.weight)].filter(Boolean).map((one, place) => <span key={place}>{place > 0 && ' · '}{one}</span>)}</p></li>)}</ul>

/** What others said when they were asked, and who objects. */
function Findings({ of }: { of: Pick<Claim, 'aspects' | 'contests'> }) {
  const ledger = useLedger()
  if (of.aspects.length + of.contests.nodes.length === 0) return <p className="aside">Nobody was asked whether it is so.</p>
  return (
    <ul className="said-list">
      {of.aspects.flatMap(one => one.findings.nodes.map(finding => <li key={finding.entry.uuid}><Said entry={finding.entry} quote={finding.words} under={finding.isIndependent ? 'independent' : 'not independent of the claim'}>{sentence(say('aspect', one.aspect))}, {called(finding.by)}: {say('verdict', finding.verdict)}</Said></li>))}
      {[...of.aspects.map(one => one.findings), of.contests].some(one => one.totalCount > one.nodes.length) && <li className="aside">More was said of it than stands here: its entry has all of it.</li>}
      {of.contests.nodes.map(one => <li key={one.uuid}><Said entry={one} quote={one.data.words}>{namesIn(ledger, one)(one.data.who)} objects</Said></li>)}
    </ul>
  )
}
