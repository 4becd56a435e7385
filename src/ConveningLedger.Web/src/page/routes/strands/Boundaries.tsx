import { useLedger } from '../../ledger'
import { StrandBoundariesDocument, StrandEncountersDocument, StrandObjectsDocument, StrandPermeabilityDocument, StrandSpacesDocument } from './documents'
import { called, few, EntryLink, Facts, Level, list, Listed, namesIn, Paged, Said, Parts } from './Section'
import { crossed } from '../../panels/scales'
import { round, say, sentence, some } from './words'

const words = (value: number) => `${crossed(value)} (${round(value)})`

export default function BoundariesPage() {
  const ledger = useLedger()
  return (
    <Parts>
      <Listed title="The boundaries and their sides" wide={12} document={StrandBoundariesDocument} pick={frame => frame.boundaries.boundaries} what="a boundary" kinds={['BoundaryNamed']} step={few} className="said-list two" lead="A boundary is neither good nor bad.">
        {one => <li key={one.key} className="person">
          <h3>{one.named ? <EntryLink of={one.named}>{called(one)}</EntryLink> : called(one)}</h3>
          <p className="measured">{one.permeability !== null && <Level of="BOUNDARY" value={one.permeability} low={0} high={1} />}<span>{one.permeability === null ? 'How open it is, nobody said' : sentence(words(one.permeability))}{one.type && `; what makes it one: ${say('boundary', one.type)}`}</span></p>
          <Facts of={[...one.sides.map((side, index) => [`Side ${index + 1}`, list(side.map(called))] as const), ['Bridged by', list(one.bridgedBy.nodes.map(bridge => called(bridge.participant.element)))],
            ['At it', [one.encounters.totalCount > 0 && some(one.encounters.totalCount, 'encounter'), one.objects.totalCount > 0 && some(one.objects.totalCount, 'boundary object'), one.spaces.totalCount > 0 && some(one.spaces.totalCount, 'learning space')].filter(Boolean).join(', ')]]} />
          {one.course.totalCount > 0 && <><h4>How it went, the latest first</h4>
            <Paged page={one.course} document={StrandPermeabilityDocument} of={{ key: one.key }} pick={frame => frame.boundaries.boundary?.course} isNewest>
              {point => <li key={point.entry.uuid}><Said entry={point.entry} quote={'data' in point.entry ? point.entry.data.words : null}>{'data' in point.entry ? sentence(say('shift', point.entry.data.move)) : 'Named'}: {words(point.permeability)}</Said></li>}
            </Paged></>}
        </li>}
      </Listed>
      <Listed title="Encounters" wide={12} document={StrandEncountersDocument} pick={frame => frame.boundaries.encounters} what="an encounter" kinds={['EncounterHeld']} isNewest className="said-list two" lead="The latest first.">
        {entry => { const names = namesIn(ledger, entry); return <li key={entry.uuid}><Said entry={entry} quote={entry.data.outcome} under={say('encounter', entry.data.form)}>{entry.data.title}</Said>
          <p className="aside">{[list(entry.data.who.map(names)), entry.data.boundary && `across ${namesIn(ledger, entry)(entry.data.boundary)}`].filter(Boolean).join('; ')}</p></li> }}
      </Listed>
      <Listed title="Boundary objects" document={StrandObjectsDocument} pick={frame => frame.boundaries.objects} what="a boundary object" kinds={['BoundaryObjectMade']}>
        {entry => <li key={entry.uuid}><Said entry={entry} under={say('object', entry.data.form)}>{entry.data.name}</Said><p className="aside">spans {namesIn(ledger, entry)(entry.data.boundary)}{entry.data.by.length > 0 && `; made by ${list(entry.data.by.map(namesIn(ledger, entry)))}`}</p></li>}
      </Listed>
      <Listed title="Learning spaces" document={StrandSpacesDocument} pick={frame => frame.boundaries.spaces} what="a learning space" kinds={['LearningSpaceOpened']}>
        {one => <li key={one.key}><h3>{called(one)}</h3>{one.opened && <Said entry={one.opened}>Opened{one.opened.data.walled && ', freed from the outside on purpose'}{one.opened.data.boundary && `, at ${namesIn(ledger, one.opened)(one.opened.data.boundary)}`}</Said>}{one.who.length > 0 && <p className="aside">{list(one.who.map(called))}</p>}{one.closed && <Said entry={one.closed} quote={one.closed.data.reason}>Closed</Said>}</li>}
      </Listed>
    </Parts>
  )
}
