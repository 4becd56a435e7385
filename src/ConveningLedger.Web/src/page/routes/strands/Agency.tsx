import { useLedger } from '../../ledger'
import { StrandAgencyDocument, StrandConstraintsDocument, StrandReachedDocument, StrandRippleDocument, StrandSetBacksDocument } from './documents'
import { called, few, list, Listed, namesIn, Said, Parts } from './Section'
import { say, sentence } from './words'

export default function AgencyPage() {
  const ledger = useLedger()
  const lost = (all: readonly string[]) => all.length === 0 ? 'nothing of it holds any more' : `no longer so: ${list(all.map(one => say('milestone', one)))}`
  return (
    <Parts>
      <Listed title="What each came to be able to do" wide={12} document={StrandAgencyDocument} pick={frame => frame.agency.people} what="what people came to be able to do" kinds={['AgencyMilestoneReached', 'AgencyConstrained', 'AgencySetBack']} step={few} className="said-list two" lead="Milestones are a set, not a ladder of worth.">
        {one => {
          const gone = [...new Set(one.reached.nodes.map(reached => reached.data.milestone))].filter(milestone => !one.milestones.includes(milestone))
          return <li key={one.element.key} className="person"><h3>{called(one.element)}</h3>
            {one.milestones.length === 0 && <p>Holds none{gone.length > 0 && ' any more'}.</p>}
            <ul className="said-list">{one.held.nodes.map(entry => { const names = namesIn(ledger, entry); return <li key={entry.uuid}><Said entry={entry} quote={entry.data.description} under={say('level', entry.data.level)}>{sentence(say('milestone', entry.data.milestone))}</Said>{entry.data.affects.length > 0 && <p className="aside">It changes the part of {list(entry.data.affects.map(names))}.</p>}</li> })}</ul>
            {gone.length > 0 && <p className="aside">Lost again: {list(gone.map(milestone => say('milestone', milestone)))}.</p>}
            {one.setBacks.totalCount > 0 && <><h4>Set back</h4><ul className="said-list">{[...one.setBacks.nodes].reverse().map(entry => <li key={entry.uuid}><Said entry={entry} quote={entry.data.description}>{sentence(lost(entry.data.lost))}</Said></li>)}</ul></>}
            {one.constraints.totalCount > 0 && <><h4>Held back</h4><ul className="said-list">{[...one.constraints.nodes].reverse().map(entry => <li key={entry.uuid}><Said entry={entry} quote={entry.data.how}>By {namesIn(ledger, entry)(entry.data.by)}</Said></li>)}</ul></>}
            {one.setBacks.totalCount + one.constraints.totalCount > one.setBacks.nodes.length + one.constraints.nodes.length && <p className="aside">Earlier ones stand among all of them, below.</p>}
          </li>
        }}
      </Listed>
      <Listed title="The ripple" document={StrandRippleDocument} pick={frame => frame.agency.ripple} none="Nobody is known to convene others in turn." lead="Those who now convene others.">
        {one => { const entry = one.held.nodes.find(held => held.data.milestone === 'CONVENING_OTHERS') ?? one.held.nodes[0]; return <li key={one.element.key}>{entry ? <><Said entry={entry} quote={entry.data.description}>{called(one.element)}</Said>{entry.data.affects.length > 0 && <p className="aside">It changes the part of {list(entry.data.affects.map(namesIn(ledger, entry)))}.</p>}</> : called(one.element)}</li> }}
      </Listed>
      <Listed title="Set-backs" document={StrandSetBacksDocument} pick={frame => frame.timeline} what="a set-back" kinds={['AgencySetBack']} isNewest>
        {entry => <li key={entry.uuid}>{'data' in entry && <Said entry={entry} quote={entry.data.description}>{namesIn(ledger, entry)(entry.data.who)}: {lost(entry.data.lost)}</Said>}</li>}
      </Listed>
      <Listed title="Constraints" document={StrandConstraintsDocument} pick={frame => frame.timeline} what="what held somebody back" kinds={['AgencyConstrained']} isNewest>
        {entry => <li key={entry.uuid}>{'data' in entry && <Said entry={entry} quote={entry.data.how}>{namesIn(ledger, entry)(entry.data.who)}, by {namesIn(ledger, entry)(entry.data.by)}</Said>}</li>}
      </Listed>
      <Listed title="Milestones as they were reached" document={StrandReachedDocument} pick={frame => frame.timeline} what="a milestone" kinds={['AgencyMilestoneReached']} isNewest lead="The latest first; those that were lost again too.">
        {entry => <li key={entry.uuid}>{'data' in entry && <Said entry={entry} under={say('level', entry.data.level)}>{namesIn(ledger, entry)(entry.data.who)}: {say('milestone', entry.data.milestone)}</Said>}</li>}
      </Listed>
    </Parts>
  )
}
