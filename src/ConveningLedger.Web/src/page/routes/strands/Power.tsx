import { useLedger } from '../../ledger'
import { StrandHoldingsDocument, StrandMissingDocument, StrandMovesDocument, StrandNonNegotiablesDocument, StrandSanctionsDocument, StrandSeatedDocument, StrandTrailDocument } from './documents'
import { called, Facts, few, Level, list, Listed, namesIn, Said, Parts } from './Section'
import { between, round, say, sentence } from './words'

const influences = ['moves next to nothing', 'moves a little', 'moves some things', 'moves much', 'moves a great deal']
const stances = ['blocks', 'rather blocks', 'in between', 'rather enables', 'enables']

export default function PowerPage() {
  const ledger = useLedger()
  return (
    <Parts>
      <Listed title="How far it is sanctioned" wide={4} document={StrandSanctionsDocument} pick={frame => frame.timeline} what="whether it is sanctioned" kinds={['SanctionChanged']} isNewest lead="The latest first; it holds until another is said.">
        {(entry, index) => <li key={entry.uuid}>{'data' in entry && <Said entry={entry} quote={entry.data.words} under={index === 0 && 'holds now'}>{sentence(say('sanction', entry.data.status))}{entry.data.by && `: ${namesIn(ledger, entry)(entry.data.by)}`}</Said>}</li>}
      </Listed>
      <Listed title="Who holds which power" wide={8} document={StrandHoldingsDocument} pick={frame => frame.power.holdings} what="who holds power" kinds={['PowerMapped']} step={few} className="said-list two">
        {one => <li key={`${one.holder.key} ${one.form}`}>
          <Said entry={one.latest} quote={one.words}><b>{called(one.holder)}</b>, {say('power', one.form)}</Said>
          <p className="measured"><Level of="POWER" value={one.stance} low={-1} high={1} /><span>{between(one.stance, -1, 1, stances)} ({round(one.stance)}) · {between(one.influence, 0, 1, influences)} ({round(one.influence)})</span></p>
          <Facts of={[['Over', list(one.over.map(called))], ['How visible', one.seen && say('seen', one.seen)], ['How it is dealt with', one.approach && say('approach', one.approach)]]} />
          {one.trail.totalCount > 1 && <p className="aside">Before: {one.trail.nodes.slice(0, -1).reverse().map(before => `${between(before.data.stance, -1, 1, stances)} (${round(before.data.stance)}), influence ${round(before.data.influence)}`).join('; ')}{one.trail.totalCount > one.trail.nodes.length && '; and earlier'}</p>}
        </li>}
      </Listed>
      <Listed title="Moves made" wide={8} document={StrandMovesDocument} pick={frame => frame.power.moves} what="a power move" kinds={['PowerMoveMade']} isNewest className="said-list two" lead="Who acted on whom, and what came of it.">
        {entry => { const names = namesIn(ledger, entry); return <li key={entry.uuid}><Said entry={entry} quote={entry.data.outcome} under={!entry.data.outcome && 'what came of it was not said'}>{names(entry.data.by)} {say('move', entry.data.move)} {names(entry.data.on)}</Said></li> }}
      </Listed>
      <Listed title="Not negotiable" wide={4} document={StrandNonNegotiablesDocument} pick={frame => frame.power.nonNegotiables} what="what is not negotiable" kinds={['NonNegotiableDeclared']} isNewest>
        {entry => <li key={entry.uuid}><Said entry={entry} quote={entry.data.statement}>{namesIn(ledger, entry)(entry.data.holder)} will not give up</Said></li>}
      </Listed>
      <Listed title="Voices that are missing" document={StrandMissingDocument} pick={frame => frame.power.missingVoices} none="No voice is known to be missing." isNewest lead="Noticed, and not seated since.">
        {entry => <li key={entry.uuid}><Said entry={entry} under={entry.data.where}>{namesIn(ledger, entry)(entry.data.who)}</Said></li>}
      </Listed>
      <Listed title="Voices that got a seat" document={StrandSeatedDocument} pick={frame => frame.power.seatedVoices} what="a voice that got a seat" kinds={['VoiceSeated']} isNewest>
        {entry => <li key={entry.uuid}><Said entry={entry} under={entry.data.where}>{namesIn(ledger, entry)(entry.data.who)}</Said></li>}
      </Listed>
      <Listed title="Every mapping, the latest first" wide={12} document={StrandTrailDocument} pick={frame => frame.timeline} what="who holds power" kinds={['PowerMapped']} isNewest className="said-list two">
        {entry => <li key={entry.uuid}>{'data' in entry && <Said entry={entry}>{namesIn(ledger, entry)(entry.data.holder)}, {say('power', entry.data.form)}: {between(entry.data.stance, -1, 1, stances)} ({round(entry.data.stance)}), {between(entry.data.influence, 0, 1, influences)} ({round(entry.data.influence)})</Said>}</li>}
      </Listed>
    </Parts>
  )
}
