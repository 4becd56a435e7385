import { useLedger } from '../../ledger'
import type { StrandSignalsQuery } from './gql/graphql'
import { StrandConstituenciesDocument, StrandSignalsDocument, StrandSpheresDocument } from './documents'
import { called, few, EntryLink, Later, Level, list, Listed, namesIn, Said, Parts } from './Section'
import { between, round, say, sentence, some, whenInWords } from './words'

type Signal = Extract<NonNullable<NonNullable<StrandSignalsQuery['endeavour']>['frame']>['timeline']['nodes'][number], { data: unknown }>
const granted = ['refused', 'rather refused', 'in between', 'rather granted', 'fully granted']
const words = (value: number) => `${between(value, -1, 1, granted)} (${round(value)})`

function OneSignal({ signal }: { signal: Signal }) {
  const names = namesIn(useLedger(), signal)
  const { convener, source, direction, strength } = signal.data
  return <Said entry={signal} quote={signal.data.words}>{sentence([direction && say('direction', direction), strength !== null && words(strength)].filter(Boolean).join(', '))}, for {say('source', source)}{convener ? `: ${names(convener)}` : ''}</Said>
}

export default function LegitimacyPage() {
  const ledger = useLedger()
  // The standings beside the spheres are those of the same frame.
  const standings = new Map((ledger.frame?.legitimacy.constituencies.nodes ?? []).map(one => [one.element.key, one.standing ?? null]))
  return (
    <Parts>
      <Listed title="Who grants it, and for what" wide={12} document={StrandConstituenciesDocument} pick={frame => frame.legitimacy.constituencies} what="a signal of legitimacy" kinds={['LegitimacySignalled']} step={few} className="said-list two" lead="Standing is the mean of the last five strengths that a constituency signalled.">
        {one => <li key={one.element.key} className="person">
          <h3>{called(one.element)}</h3>
          {one.standing !== null ? <p className="measured"><Level of="LEGITIMACY" value={one.standing} low={-1} high={1} /><span>stands at <b>{words(one.standing)}</b>, of {one.strengths.map(round).join(', ')}</span></p> : <p>It signalled, and nobody said how strongly.</p>}
          <h4>By source and convener</h4>
          <ul className="said-list">{one.bySource.nodes.map((group, index) => <li key={index}><p><EntryLink of={group.latest}>{sentence(say('source', group.source))}</EntryLink>{group.convener ? `: ${called(group.convener)}` : ', of the endeavour'}</p><p className="aside">{some(group.count, 'signal')}{group.standing !== null && `, standing ${words(group.standing)}`}; the latest of {whenInWords(group.latest.occurredAt)}</p></li>)}</ul>
          {one.bySource.totalCount > one.bySource.nodes.length && <p className="aside">and {one.bySource.totalCount - one.bySource.nodes.length} more, among the signals below</p>}
          <Later summary={`${sentence(some(one.signals.totalCount, 'signal'))}, the latest first`}>
            <Listed isBare title="Signals" document={StrandSignalsDocument} variables={{ subject: one.element.key }} pick={frame => frame.timeline} what="a signal" kinds={['LegitimacySignalled']} isNewest>
              {signal => 'data' in signal && signal.data.constituency === one.element.key && <li key={signal.uuid}><OneSignal signal={signal} /></li>}
            </Listed></Later>
        </li>}
      </Listed>
      <Listed title="Spheres of influence" wide={12} document={StrandSpheresDocument} pick={frame => frame.legitimacy.spheres} what="a sphere of influence" kinds={['SphereOfInfluenceDrawn']} lead="What each convener drew as lying within their reach, with what was signalled from there." className="said-list two">
        {entry => {
          const names = namesIn(ledger, entry)
          const outside = [...standings].filter(([key, standing]) => standing !== null && !entry.data.elements.includes(key))
          return <li key={entry.uuid}><Said entry={entry}>{names(entry.data.convener)} drew {some(entry.data.elements.length, 'element')}</Said>
            <ul className="chips">{entry.data.elements.map(key => <li key={key}>{names(key)}{standings.get(key) !== null && standings.has(key) ? `: ${words(standings.get(key)!)}` : ', no signal'}</li>)}</ul>
            {outside.length > 0 && <p className="aside">Signalled from outside it: {list(outside.map(([key, standing]) => `${ledger.name(key)} ${words(standing!)}`))}.</p>}</li>
        }}
      </Listed>
    </Parts>
  )
}
