import { plain } from '../../kinds'
import type { Schema } from '../../record/schemas'
import type { Data } from '../../record/record'
import { memberInWords, valueInWords } from '../../record/words'
import { DateInWords } from './DateInWords'
import { Linked, Referred } from './Linked'

type Named = (key: string) => string

/** What an entry says, member by member, as the schema of its kind means it; what it names has a name beside it, and no need of its key. */
export function Members({ schema, data, named, leftOut = [] }: { schema: Schema; data: Data; named: Named; leftOut?: readonly string[] }) {
  return Object.keys(schema.properties ?? {}).filter(name => data[name] !== undefined && !leftOut.includes(name) && !schema.properties![name]!['x-names']).map(name => (
    <div key={name} className="member"><dt>{titleOf(schema, name)}</dt><dd>{isLeaf(schema.properties![name]) ? <Linked text={memberInWords(schema, name, data, named)} /> : <Value of={schema.properties![name]} value={data[name]} named={named} />}</dd></div>
  ))
}

// What is told by its words alone; the others have entries in them, which are to be gone to, or more than one line.
const isLeaf = (of: Schema | undefined): boolean => !of?.['x-refers-to-entry'] && !of?.properties && of?.['x-format'] !== 'edtf' && (!of?.items || (isLeaf(of.items) && !of.items.items && !!of.items['x-refers']))

/** What a member is called; what is referred to by its key is not about the key. */
export const titleOf = (schema: Schema, name: string) => name === 'key' ? 'Which' : schema.properties?.[name]?.title ?? plain(name)

export function Value({ of, value, named }: { of: Schema | undefined; value: unknown; named: Named }) {
  if (Array.isArray(value)) return <ul>{value.map((one, index) => <li key={index}><Value of={of?.items} value={one} named={named} /></li>)}</ul>
  if (value && typeof value === 'object') return <dl><Members schema={of ?? {}} data={value as Data} named={named} /></dl>
  if (typeof value === 'string' && of?.['x-format'] === 'edtf') return <DateInWords text={value} />
  return typeof value === 'string' && of?.['x-refers-to-entry'] ? <Referred text={value} isEntry /> : <Linked text={valueInWords(of, value, named)} />
}
