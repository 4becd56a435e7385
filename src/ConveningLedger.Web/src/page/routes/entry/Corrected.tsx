import type { ReactNode } from 'react'
import type { EntryOfQuery } from '../../gql/graphql'
import { Words, wordDiff } from '../../panels/Words'
import type { Told } from '../../record/record'
import { memberInWords } from '../../record/words'
import { DateInWords } from './DateInWords'
import { Linked, Referred } from './Linked'
import { titleOf, Value } from './Members'
import { standpoints } from './standpoints'

type Entry = NonNullable<NonNullable<NonNullable<EntryOfQuery['endeavour']>['frame']>['entry']>
type Envelope = NonNullable<Entry['firstRecordedAs']>
interface Row { readonly name: string; readonly before: ReactNode; readonly after: ReactNode }

const long = 60

/** What was first recorded beside what it says now: the members that differ. */
export function Corrected({ entry, told, named }: { entry: Entry; told: Told | null; named: (key: string) => string }) {
  if (!entry.firstRecordedAs) return <p>What was first recorded is not for those who see this.</p>
  const rows = [...envelope(entry.firstRecordedAs, entry), ...members(told, named)]
  if (rows.length === 0) return <p>It says now what was first recorded.</p>
  return (
    <div className="table" tabIndex={0} role="region" aria-label="As first recorded, and as it stands">
      <table className="corrected">
        <thead><tr><th scope="col">What</th><th scope="col">As first recorded</th><th scope="col">As it stands</th></tr></thead>
        <tbody>{rows.map(({ name, before, after }) => <tr key={name}><th scope="row">{name}</th><td>{before || 'not said'}</td><td>{after || 'not said'}</td></tr>)}</tbody>
      </table>
    </div>
  )
}

const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other)

function envelope(then: Envelope, now: Entry): Row[] {
  const row = <T,>(name: string, of: (entry: Envelope) => T, show: (value: NonNullable<T>) => ReactNode): Row[] => {
    const [before, after] = [of(then), of(now)]
    return same(before, after) ? [] : [{ name, before: before && show(before), after: after && show(after) }]
  }
  const name = (one: { readonly key: string; readonly name?: string | null }) => one.name ?? one.key
  return [
    ...row('It was so', one => one.occurredAt, text => <DateInWords text={text} />), ...row('Told by', one => one.toldBy, name), ...row('From where it is told', one => one.standpoint, of => standpoints[of]),
    ...row('Modes of identification', one => one.modes, modes => modes.join(', ').toLowerCase()), ...row('Speaks of', one => one.mentions, all => all.map(name).join(', ')),
    ...beside('Evidence', then.evidence, now.evidence, one => <Referred text={one} />), ...(same(then.note, now.note) ? [] : texts('Note', then.note ?? '', now.note ?? '')),
  ]
}

function members(told: Told | null, named: (key: string) => string): Row[] {
  if (!told?.first) return []
  const { schema, data, first } = told
  return Object.keys(schema.properties ?? {}).filter(name => !same(first[name], data[name])).flatMap(name => {
    const of = schema.properties![name]
    const [before, after] = [first[name], data[name]]
    if (of?.items) return beside(titleOf(schema, name), (before ?? []) as readonly unknown[], (after ?? []) as readonly unknown[], one => <Value of={of.items} value={one} named={named} />)
    const words = (from: Told['data']) => from[name] === undefined ? '' : memberInWords(schema, name, from, named)
    return of?.['x-refers-to-entry'] ? [{ name: titleOf(schema, name), before: <Value of={of} value={before} named={named} />, after: <Value of={of} value={after} named={named} /> }] : texts(titleOf(schema, name), words(first), words(data))
  })
}

/** Two texts: of long ones what went is struck out in the one, and what came marked in the other. */
function texts(name: string, before: string, after: string): Row[] {
  if (!before || !after || before.length + after.length < long) return [{ name, before: <Linked text={before} />, after: <Linked text={after} /> }]
  const runs = wordDiff(before, after)
  return [{ name, before: <Words runs={runs.filter(run => run.operation !== 'ADDED')} />, after: <Words runs={runs.filter(run => run.operation !== 'REMOVED')} /> }]
}

/** Two lists: what is in one of them alone is marked. */
function beside<T>(name: string, before: readonly T[], after: readonly T[], show: (one: T) => ReactNode): Row[] {
  if (same(before, after)) return []
  const isIn = (all: readonly T[], one: T) => all.some(other => same(one, other))
  return [{
    name,
    before: before.length > 0 && <ul>{before.map((one, index) => <li key={index} className={isIn(after, one) ? undefined : 'went'}>{!isIn(after, one) && <span className="sign">ended</span>} {show(one)}</li>)}</ul>,
    after: after.length > 0 && <ul>{after.map((one, index) => <li key={index} className={isIn(before, one) ? undefined : 'came'}>{!isIn(before, one) && <span className="sign">added</span>} {show(one)}</li>)}</ul>,
  }]
}
