import { useLedger } from '../../ledger'
import { dimensions, nameOf } from '../../dimensions'
import { Glyph } from '../../Glyph'
import { Fault } from '../../App'
import type { StrandElementsQuery } from './gql/graphql'
import { MatrixDocument, StrandContextDocument, StrandElementsDocument, StrandLocatedDocument, StrandSpheresDocument, StrandTiesDocument, StrandWavesDocument } from './documents'
import { called, EntryLink, HeldOf, Level, list, Listed, namesIn, Part, Said, useAsked, Parts } from './Section'
import { say, sentence, some, whenInWords } from './words'

const modes = ['engagement', 'imagination', 'alignment', 'total'] as const
const depths = ['cut', 'thin', 'light', 'steady', 'deep', 'very deep']

/** Seven dimensions by three modes: how much was recorded of each, and when last. Empty says that nothing was recorded, no more. */
function Matrix() {
  const { frame, fault, isStale, retry } = useAsked(MatrixDocument)
  const rows = frame?.matrix ?? []
  const most = Math.max(1, ...rows.flatMap(row => [row.engagement.count, row.imagination.count, row.alignment.count]))
  return (
    <Part title="Where the work was, by dimension and mode" wide={12} isStale={isStale} lead="How many entries were recorded of each, and when the last was. An empty cell means that nothing was recorded. An entry with several modes counts in each.">
      {fault ? <Fault fault={fault} retry={retry} /> : <div className="matrix" tabIndex={0} role="region" aria-label="Dimensions by modes"><table>
        <thead><tr><td />{modes.map(mode => <th key={mode} scope="col">{mode === 'total' ? 'All' : <>{sentence(mode)}<br /><small>{say('mode', mode.toUpperCase())}</small></>}</th>)}</tr></thead>
        <tbody>{dimensions.map(dimension => {
          const row = rows.find(one => one.dimension === dimension)
          return <tr key={dimension}><th scope="row"><Glyph of={dimension} /> {nameOf[dimension]}</th>{modes.map(mode => {
            const cell = row?.[mode]
            return <td key={mode}>{cell && cell.count > 0 ? <span className="cell"><span><b>{cell.count}</b> {mode !== 'total' && <svg className={`bar ${dimension}`} width="60" height="10" aria-hidden="true"><rect className="bar" width={Math.max(2, (cell.count / most) * 60)} height="10" /></svg>}</span>{cell.last && <small>last <EntryLink of={cell.last}>{whenInWords(cell.last.occurredAt)}</EntryLink></small>}</span> : <span className="aside">nothing recorded</span>}</td>
          })}</tr>
        })}</tbody>
      </table></div>}
    </Part>
  )
}

type Element = NonNullable<NonNullable<StrandElementsQuery['endeavour']>['frame']>['landscape']['elements']['nodes'][number]
const scales = ['GLOBAL', 'INTERNATIONAL', 'NATIONAL', 'REGIONAL', 'ORGANISATIONAL', 'LOCAL', 'INDIVIDUAL', null] as const

function Scales({ elements }: { elements: readonly Element[] }) {
  const ledger = useLedger()
  return (
    <ul className="scales">{scales.map(scale => {
      const here = elements.filter(one => (one.scale ?? null) === scale)
      return here.length === 0 ? null : <li key={scale ?? ''}><h3>{scale === null ? 'Where, nobody said' : sentence(say('scale', scale))} <small>{here.length}</small></h3>
        <ul className="said-list two">{here.map(one => <li key={one.key}>{one.mapped ? <Said entry={one.mapped} under={[one.element && one.element !== 'OTHER' && say('element', one.element), one.force && say('force', one.force)].filter(Boolean).join(', ')}>{called(one)}</Said> : <p>{one.name ?? ledger.name(one.key)}</p>}
          {one.description && <p>{one.description}</p>}{one.retired && <Said entry={one.retired} quote={one.retired.data.reason}>Left the map</Said>}<HeldOf one={one} /></li>)}</ul></li>
    })}</ul>
  )
}

export default function LandscapePage() {
  const ledger = useLedger()
  return (
    <Parts>
      <Matrix />
      <Listed title="Who and what is on the map" wide={12} document={StrandElementsDocument} pick={frame => frame.landscape.elements} what="who and what there is" kinds={['ElementMapped']} first={100} lead="By level of scale, from the world to one person." whole={elements => <Scales elements={elements} />} />
      <Listed title="Ties" wide={8} document={StrandTiesDocument} pick={frame => frame.landscape.ties} what="a tie" kinds={['TieDrawn']} className="said-list two">
        {one => <li key={one.drawn.uuid}><Said entry={one.drawn} quote={one.nature}>{called(one.from)} {say('relation', one.relation)} {called(one.to)}{one.direction === 'MUTUAL' && ', both ways'}</Said><p className="measured"><Level of="none" value={one.depth} low={0} high={5} /><span>{depths[one.depth]} ({one.depth} of 5)</span></p></li>}
      </Listed>
      <Listed title="Where the conveners stand" wide={4} document={StrandLocatedDocument} pick={frame => frame.landscape.located} what="where a convener stands" kinds={['ConvenerLocated']}>
        {entry => { const names = namesIn(ledger, entry); return <li key={entry.uuid}><Said entry={entry}>{names(entry.data.convener)} stands at {names(entry.data.at)}</Said></li> }}
      </Listed>
      <Listed title="What shifted around it" wide={8} document={StrandContextDocument} pick={frame => frame.landscape.contextShifts} what="a shift of the context" kinds={['ContextShifted']} isNewest className="said-list two" lead="What nobody here did; the latest first.">
        {entry => <li key={entry.uuid}><Said entry={entry} quote={entry.data.description}>{entry.data.title}</Said>{entry.data.elements.length > 0 && <p className="aside">It touches {list(entry.data.elements.map(namesIn(ledger, entry)))}.</p>}</li>}
      </Listed>
      <Listed title="Spheres of influence" wide={4} document={StrandSpheresDocument} pick={frame => frame.legitimacy.spheres} what="a sphere of influence" kinds={['SphereOfInfluenceDrawn']}>
        {entry => { const names = namesIn(ledger, entry); return <li key={entry.uuid}><Said entry={entry}>{names(entry.data.convener)}</Said><ul className="chips">{entry.data.elements.map(key => <li key={key}>{names(key)}</li>)}</ul></li> }}
      </Listed>
      <Listed title="Rounds of asking about ties" wide={12} document={StrandWavesDocument} pick={frame => frame.evaluation.waves} what="a round of asking about ties" kinds={['WaveHeld']} isNewest lead="Of the ties of those who did not answer, a round says nothing.">
        {one => <li key={one.entry.uuid}><Said entry={one.entry}>{one.answered.length} of {one.asked.length} answered; {some(one.ties.totalCount, 'tie')} told</Said>{one.nonRespondents.length > 0 && <p className="aside">Did not answer: {list(one.nonRespondents.map(called))}.</p>}</li>}
      </Listed>
    </Parts>
  )
}
