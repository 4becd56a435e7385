import { useMemo } from 'react'
import { useQuery } from 'urql'
import { KeysDocument } from '../../record/documents'
import { useLedger } from '../../ledger'
import type { Data, Told } from '../../record/record'
import type { Schema } from '../../record/schemas'

type Element = { readonly key: string; readonly name?: string | null }

const short = (text: string) => text.length > 90 ? `“${text.slice(0, 80).replace(/\s+\S*$/, '')} …”` : `“${text}”`

function keysIn(schema: Schema | undefined, value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(one => keysIn(schema?.items, one))
  if (value && typeof value === 'object') return Object.entries(value as Data).flatMap(([name, member]) => keysIn(schema?.properties?.[name], member))
  return typeof value === 'string' && schema?.['x-refers'] ? [value] : []
}

/** What an entry gives a key to, by its name, or the words that stand for one. */
function ownName({ schema, data }: Told): (readonly [string, string])[] {
  const key = Object.keys(schema.properties ?? {}).find(name => schema.properties![name]!['x-names'])
  const name = ['text', 'change', 'claim'].flatMap(member => typeof data[member] === 'string' ? [short(data[member])] : [])[0] ?? data['name']
  return key && typeof data[key] === 'string' && typeof name === 'string' ? [[data[key], name]] : []
}

/** The names of what an entry refers to; asked for only where what is loaded does not have them. */
export function useNames(told: Told | null, elements: readonly Element[]): (key: string) => string {
  const ledger = useLedger()
  const near = useMemo(() => new Map([...elements.flatMap(one => one.name ? [[one.key, one.name] as const] : []), ...told ? ownName(told) : []]), [elements, told])
  const at = (key: string) => near.get(key) ?? ledger.name(key)
  const keys = told ? [told, told.replacement].flatMap(one => one ? keysIn(one.schema, one.data) : []).concat(told.first ? keysIn(told.schema, told.first) : []) : []
  const [{ data }] = useQuery({ query: KeysDocument, variables: { slug: ledger.slug, as: ledger.view.as }, pause: keys.every(key => at(key) !== key) })
  const far = useMemo(() => {
    const frame = data?.endeavour?.frame
    return new Map<string, string>(frame ? [
      ...frame.landscape.elements.nodes.map(one => [one.key, one.name ?? one.key] as const), ...frame.boundaries.boundaries.nodes.map(one => [one.key, one.name ?? one.key] as const), ...frame.boundaries.spaces.nodes.map(one => [one.key, one.name ?? one.key] as const),
      ...frame.value.stories.nodes.map(one => [one.key, short(one.text)] as const), ...frame.evaluation.outcomes.nodes.map(one => [one.key, short(one.change)] as const), ...frame.evaluation.claims.nodes.map(one => [one.key, short(one.claim)] as const),
    ] : [])
  }, [data])
  return key => { const name = at(key); return name === key ? far.get(key) ?? key : name }
}
