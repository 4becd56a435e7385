import { useLedger } from '../../ledger'
import type { StrandPeopleQuery } from './gql/graphql'
import { StrandAnswerableDocument, StrandBridgesDocument, StrandConvenersDocument, StrandNexusDocument, StrandOwnAccountabilitiesDocument, StrandPeopleDocument, StrandTrajectoryDocument, StrandVoicedDocument } from './documents'
import { called, EntryLink, few, Facts, HeldOf, Level, list, Listed, namesIn, Paged, Quote, Said, Parts } from './Section'
import { between, round, say, sentence, some, whenInWords } from './words'

type Participant = NonNullable<NonNullable<StrandPeopleQuery['endeavour']>['frame']>['identities']['participants']['nodes'][number]
type Tie = Participant['nexus']['nodes'][number]
type Answers = Participant['accountabilities']['nodes'][number]

const degrees = ['strongly dis-identifies with', 'rather dis-identifies with', 'is of two minds about', 'rather identifies with', 'strongly identifies with']
export const identifies = (strength: number) => between(strength, -1, 1, degrees)

export default function PeoplePage() {
  const ledger = useLedger()
  return (
    <Parts>
      <Listed title="Who takes part" wide={12} document={StrandPeopleDocument} pick={frame => frame.identities.participants} what="who takes part" kinds={['ParticipantJoined', 'IdentificationShifted']} step={few} className="said-list two">
        {one => <li key={one.element.key}><OnePerson of={one} /></li>}
      </Listed>
      <Listed title="Who convenes" document={StrandConvenersDocument} pick={frame => frame.conveners} what="who convenes" kinds={['ConvenerJoined']}>
        {one => <li key={one.element.key}><h3>{called(one.element)}</h3>{one.joined && <Said entry={one.joined}>{sentence(list(one.roles.map(role => say('role', role))) || 'Convenes')}</Said>}{one.left && <Said entry={one.left} quote={one.left.data.reason}>Stopped</Said>}</li>}
      </Listed>
      <Listed title="Who answers to whom" document={StrandAnswerableDocument} pick={frame => frame.identities.answerable} none="Nobody is known to answer for anything." lead="What each answers for now; what was let go is left out." isNewest>
        {entry => <li key={entry.uuid}><Answerable entry={entry} names={namesIn(ledger, entry)} /></li>}
      </Listed>
      <Listed title="Who bridges which boundary" document={StrandBridgesDocument} pick={frame => frame.identities.bridges} none="Nobody is known to belong to two sides of one boundary." lead="They identify with something on at least two of its sides.">
        {(one, index) => <li key={index}><p><b>{called(one.participant.element)}</b>, {one.boundary.named ? <EntryLink of={one.boundary.named}>{called(one.boundary)}</EntryLink> : called(one.boundary)}</p>
          <p className="aside">{one.sides.filter(side => side.length > 0).map(side => list(side.map(called))).join(' | ')}</p></li>}
      </Listed>
    </Parts>
  )
}

const Answerable = ({ entry, names }: { entry: Answers; names: (key: string) => string }) =>
  <Said entry={entry} quote={entry.data.words}>{names(entry.data.who)} answers to {names(entry.data.to)} for {entry.data.for}, {say('formality', entry.data.formality)}; {say('accountabilityMove', entry.data.move)}</Said>

function OnePerson({ of }: { of: Participant }) {
  const ledger = useLedger()
  const who = { key: of.element.key }
  const focus = ledger.view.focus
  const scales = of.scales.map(one => say('scale', one.scale))
  return (
    <article className="person" data-faint={(focus !== null && focus !== of.element.key) || undefined}>
      <h3><button type="button" className="quiet name" aria-pressed={focus === of.element.key} onClick={() => ledger.change({ focus: focus === of.element.key ? null : of.element.key })}>{called(of.element)}</button> {of.isConvener && <small>convenes</small>}{of.left && <small>left</small>}</h3>
      {of.element.description && <p>{of.element.description}</p>}
      {of.joined && <Said entry={of.joined}>Joined{of.joined.data.from.length > 0 && `, from ${list(of.joined.data.from.map(namesIn(ledger, of.joined)))}`}</Said>}
      {of.left && <Said entry={of.left} quote={of.left.data.reason}>Left</Said>}
      <Facts of={[['Belongs to', of.belongsTo.nodes.length > 0 && `${list(of.belongsTo.nodes.map(called))}${of.breadth > of.belongsTo.nodes.length ? ` and ${of.breadth - of.belongsTo.nodes.length} more` : ''}`], ['Levels of scale', list(scales)], ['Straddles', list(of.straddles.nodes.map(one => called(one.boundary)))]]} />
      {of.nexus.totalCount > 0 && <><h4>What they identify with <small>{of.nexus.totalCount}</small></h4>
        <Paged page={of.nexus} document={StrandNexusDocument} of={who} pick={frame => frame.identities.participant?.nexus}>{tie => <li key={tie.with.key}><Nexus tie={tie} /></li>}</Paged></>}
      {of.voiced.totalCount > 0 && <><h4>What they said of themselves</h4>
        <Paged page={of.voiced} document={StrandVoicedDocument} of={who} pick={frame => frame.identities.participant?.voiced} isNewest>{one => <li key={one.uuid}><Quote>{one.data.words}</Quote><p className="aside"><EntryLink of={one}>{whenInWords(one.occurredAt)}</EntryLink></p></li>}</Paged></>}
      {of.accountabilities.totalCount > 0 && <><h4>What they answer for</h4>
        <Paged page={of.accountabilities} document={StrandOwnAccountabilitiesDocument} of={who} pick={frame => frame.identities.participant?.accountabilities} isNewest>{entry => <li key={entry.uuid}><Answerable entry={entry} names={namesIn(ledger, entry)} /></li>}</Paged></>}
      {of.trajectory.totalCount > 0 && <details><summary>The way they went: {some(of.trajectory.totalCount, 'shift')}</summary>
        <Paged page={of.trajectory} document={StrandTrajectoryDocument} of={who} pick={frame => frame.identities.participant?.trajectory} isNewest>
          {shift => <li key={shift.uuid}><Said entry={shift} quote={shift.data.words}>{[shift.data.movement && say('movement', shift.data.movement), shift.data.strength !== null && `${identifies(shift.data.strength)} it (${round(shift.data.strength)})`].filter(Boolean).join(', ')}: {namesIn(ledger, shift)(shift.data.with)}</Said></li>}
        </Paged></details>}
      <HeldOf one={of.element} />
    </article>
  )
}

/** What they say themselves stands beside what others say of them. */
function Nexus({ tie }: { tie: Tie }) {
  const both = tie.strengthBySelf !== null && tie.strengthByOthers !== null
  return (
    <>
      <p className="measured">{tie.strength !== null && <Level of="IDENTITY" value={tie.strength} low={-1} high={1} />}<span><EntryLink of={tie.latest}>{sentence(tie.strength === null ? 'spoke of' : identifies(tie.strength))} <b>{called(tie.with)}</b></EntryLink>{tie.strength !== null && ` (${round(tie.strength)})`}{tie.movement && `; ${say('movement', tie.movement)}`}</span></p>
      <p className="aside">{[whenInWords(tie.latest.occurredAt), both ? null : tie.strengthBySelf !== null ? 'in their own words' : tie.strengthByOthers !== null ? 'as others say' : null, tie.accountability && say('accountability', tie.accountability), tie.modes.length > 0 && list(tie.modes.map(mode => say('mode', mode)))].filter(Boolean).join(' · ')}</p>
      {both && <p className="aside">They say {tie.latestBySelf ? <EntryLink of={tie.latestBySelf}>{round(tie.strengthBySelf!)}</EntryLink> : round(tie.strengthBySelf!)}; others say {tie.latestByOthers ? <EntryLink of={tie.latestByOthers}>{round(tie.strengthByOthers!)}</EntryLink> : round(tie.strengthByOthers!)}.</p>}
      {tie.latest.data.words && <Quote>{tie.latest.data.words}</Quote>}
    </>
  )
}
