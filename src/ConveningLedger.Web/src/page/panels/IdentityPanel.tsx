import { useState } from 'react'
import { useLedger } from '../ledger'
import { endOf } from '../time'
import { countsIn, modes, pointAt, valueAt, type Mode } from '../tracks'
import { Panel } from './Panel'
import { linesOf, signed, Steps, stepTable, type Line } from './charts'
import { has, Nothing, of } from './shared'

// What one can still tell apart.
const manyPeople = 12
const manyLines = 6

export function IdentityPanel({ wide = 8 }: { wide?: number }) {
  const ledger = useLedger()
  const courses = of(ledger, 'IDENTIFICATION')
  const at = endOf(ledger.moment.on)
  const { focus } = ledger.view
  const people = [...new Set(courses.filter(course => has(course, at)).map(course => course.track.subject[0]!))]
  const lines = people.map(person => ({ person, lines: linesOf(courses.filter(course => course.track.subject[0] === person), at, course => ledger.name(course.track.subject[1]!), null) }))
  const [isWhole, setWhole] = useState(false)
  const [mode, setMode] = useState<Mode | null>(null)
  const all = () => lines.flatMap(one => one.lines.map(line => ({ ...line, label: `${ledger.name(one.person)} with ${line.label}` })))
  const points = lines.flatMap(one => one.lines.map(({ course }) => ({ course, count: pointAt(course, at) + 1 })))
  const told = points.reduce((sum, one) => sum + one.count, 0)
  const inModes = points.reduce<readonly number[]>((sums, one) => { const more = countsIn(one.course, one.count); return sums.map((sum, mode) => sum + more[mode]!) }, modes.map(() => 0))
  // Who is followed comes first; of the others those with most said of them.
  const shown = isWhole ? lines : [...lines].sort((one, other) => Number(other.person === focus) - Number(one.person === focus)).slice(0, manyPeople)
  const strongest = (of: readonly Line[]) => of.length <= manyLines ? of : [...of].sort((one, other) => Math.abs(valueAt(other.course, at) ?? 0) - Math.abs(valueAt(one.course, at) ?? 0)).slice(0, manyLines)
  return (
    <Panel of="IDENTITY" title="Identities" wide={wide} summary={people.length ? `${people.length} people and groups; above the line they identify, below it they do not.` : 'Nobody yet.'}
      table={() => stepTable(all(), ledger.moment, 'Strength', true)()} empty={people.length === 0 && <Nothing ledger={ledger} courses={courses} what="whom somebody identifies with" />}>
      <div className="choices" role="group" aria-label="Modes of identification">
        {[null, ...modes].map(one => <button key={one ?? 'all'} type="button" aria-pressed={mode === one} onClick={() => setMode(one)}>{one === null ? `all ${told} points` : `${one} ${inModes[modes.indexOf(one)]}`}</button>)}
      </div>
      <div className="multiples">{shown.map(({ person, lines }) => (
        <figure key={person} data-faint={(focus !== null && focus !== person) || undefined}>
          <figcaption><button type="button" className="quiet name" aria-pressed={focus === person} onClick={() => ledger.change({ focus: focus === person ? null : person })}>{ledger.name(person)}</button></figcaption>
          <Steps of="IDENTITY" lines={strongest(lines)} window={ledger.window} moment={ledger.moment} domain={signed} zero height={76} told mode={mode} label={`Identifications of ${ledger.name(person)}`} />
          {lines.length > manyLines && <small>and {lines.length - manyLines} weaker ones</small>}
        </figure>
      ))}</div>
      {lines.length > manyPeople && <button type="button" className="quiet" aria-pressed={isWhole} onClick={() => setWhole(!isWhole)}>{isWhole ? 'Show fewer' : `Show all ${lines.length}`}</button>}
      <ul className="legend keyed IDENTITY" aria-label="How points are drawn">
        {([['sure', 3, 'told by themselves'], ['others', 3, 'told by others'], ['sure', 1.5, 'nobody said who told it'], ['others maybe', 3, 'dashed: the date may still be to come']] as const).map(([mark, r, words]) => <li key={words}><svg width="12" height="12" aria-hidden="true"><circle className={mark} cx={6} cy={6} r={r} /></svg>{words}</li>)}
      </ul>
    </Panel>
  )
}
