// One mutation for each kind; the id that is kept with the draft makes it safe to repeat.
import type { Circle } from '../address'
import { client } from '../api'
import { plainly } from './refusals'
import type { Draft } from './drafts'
import { schemaOf, type Schema } from './schemas'

export interface Refusal { readonly code: string; readonly message: string; readonly path: readonly string[]; readonly accepted: string; readonly nearest?: readonly string[]; readonly newest?: string; readonly recorded?: { readonly uuid: string } | null }
interface Recorded { readonly uuid: string; readonly summary: string; readonly visibility: string }
export type Outcome = { readonly entry: Recorded; readonly wasRecordedBefore: boolean } | { readonly refusals: readonly Refusal[] } | { readonly fault: string; readonly isLost: boolean }

/** A value without what is empty in it; of what is empty itself, nothing. */
export const filled = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(filled).filter(item => item !== undefined && item !== '')
  if (value && typeof value === 'object') {
    const members = Object.entries(value).map(([name, member]) => [name, filled(member)] as const).filter(([, member]) => member !== undefined && member !== '' && !(Array.isArray(member) && member.length === 0))
    return Object.fromEntries(members)
  }
  return value ?? undefined
}

/** What is sent of a draft: no empty members. */
export const inputOf = (slug: string, draft: Draft) => ({ endeavour: slug, id: draft.id, ...filled({ ...draft.envelope, occurredAt: draft.envelope.occurredAt.trim() }) as object, data: dataOf(draft) })

// A correction brings the data of another kind: the API takes it by the name of that kind.
function dataOf(draft: Draft): unknown {
  const data = filled(draft.data) as Record<string, unknown>
  const of = draft.data['of']
  if (draft.kind !== 'EntryCorrected') return data
  const { of: _, data: replacement, ...rest } = data
  return typeof of === 'string' && replacement && Object.keys(replacement).length > 0 ? { ...rest, data: { [`${of[0]!.toLowerCase()}${of.slice(1)}`]: replacement } } : rest
}

export async function record(slug: string, draft: Draft): Promise<Outcome> {
  const field = `record${draft.kind}`
  const query = `mutation Recording($input: Record${draft.kind}Input!) { ${field}(input: $input) { entry { uuid summary visibility } wasRecordedBefore errors { __typename code message path accepted ... on InvalidEntry { nearest } ... on NewerRevision { newest } ... on IdTaken { recorded { uuid } } } } }`
  const { data, error } = await client.value.mutation<Record<string, { entry: Recorded | null; wasRecordedBefore: boolean; errors: Refusal[] }>>(query, { input: inputOf(slug, draft) }).toPromise()
  const answer = data?.[field]
  if (error || !answer) return { fault: error?.graphQLErrors[0]?.message ?? 'The server does not answer.', isLost: !!error?.networkError }
  return answer.entry ? { entry: answer.entry, wasRecordedBefore: answer.wasRecordedBefore } : { refusals: answer.errors.map(plainly) }
}

const selectionOf = (schema: Schema, replacing = '{ __typename }'): string => schema['x-replaces'] ? replacing : schema.items ? selectionOf(schema.items) : schema.properties ? `{ ${Object.entries(schema.properties).map(([name, member]) => `${name} ${selectionOf(member, replacing)}`).join(' ')} }` : ''

// What the schema knows of an answer: neither the names of types nor what is empty.
function known(schema: Schema | undefined, value: unknown): unknown {
  if (Array.isArray(value)) return value.map(one => known(schema?.items, one))
  if (!value || typeof value !== 'object' || !schema?.properties) return value
  const given = value as Readonly<Record<string, unknown>>
  return filled(Object.fromEntries(Object.entries(schema.properties).map(([name, member]) => [name, known(member, given[name])])))
}

/** The data of an entry as it stands today, as the form of its kind has it, without what was destroyed; null where it is not told. */
export async function dataOfEntry(slug: string, id: string, kind: string, schema: Schema): Promise<Record<string, unknown> | null> {
  const query = `query Standing($slug: Slug!, $id: String!) { endeavour(slug: $slug) { entry(id: $id) { erased ... on ${kind} { data ${selectionOf(schema)} } } } }`
  const { data } = await client.value.query<{ endeavour: { entry: { erased: readonly string[]; data?: unknown } | null } | null }>(query, { slug, id }, { requestPolicy: 'network-only' }).toPromise()
  const entry = data?.endeavour?.entry
  if (!entry?.data) return null
  return without(known(schema, entry.data) as Data, entry.erased)
}

/** The members of the data among the paths of what was destroyed. */
export const membersOf = (erased: readonly string[]) => erased.filter(path => path.startsWith('data.')).map(path => path.slice('data.'.length))

/** Data without what was destroyed. */
export const without = (data: Data, erased: readonly string[]) => Object.fromEntries(Object.entries(data).filter(([name]) => !membersOf(erased).includes(name)))

export type Data = Readonly<Record<string, unknown>>

/** What an entry says: as it stands, as it was first recorded where that is another wording, and what a correction brings in place of the data of another kind. */
export interface Told { readonly schema: Schema; readonly data: Data; readonly first: Data | null; readonly replacement: { readonly schema: Schema; readonly data: Data } | null }

/** What an entry says, all of it, whatever its kind, as some circle may see it (null: one's own); null where that cannot be fetched. */
export async function toldBy(slug: string, id: string, kind: string, as: Circle | null): Promise<Told | null> {
  const schema = await schemaOf(kind)
  if (!schema) return null
  const ask = async (selection: string) => {
    const query = `query Told($slug: Slug!, $id: String!, $as: Visibility) { endeavour(slug: $slug) { frame(as: $as) { entry(id: $id) { ... on ${kind} { data ${selection} firstRecordedAs { ... on ${kind} { data ${selection} } } } } } } }`
    const { data } = await client.value.query<{ endeavour: { frame: { entry: { data?: Data; firstRecordedAs?: { data?: Data } | null } | null } | null } | null }>(query, { slug, id, as }, { requestPolicy: 'network-only' }).toPromise()
    return data?.endeavour?.frame?.entry ?? null
  }
  const entry = await ask(selectionOf(schema))
  if (!entry?.data) return null
  const of = (entry.data['data'] as { readonly __typename?: string } | null | undefined)?.__typename
  const replaced = of ? await schemaOf(of.replace(/Data$/, '')) : null
  const brought = replaced && (await ask(selectionOf(schema, `{ ... on ${of} ${selectionOf(replaced)} }`)))?.data?.['data']
  const told = (given: Data) => { const { data: _, ...members } = known(schema, given) as Record<string, unknown>; return kind === 'EntryCorrected' ? members : known(schema, given) as Data }
  return { schema, data: told(entry.data), first: entry.firstRecordedAs?.data ? told(entry.firstRecordedAs.data) : null, replacement: replaced && brought ? { schema: replaced, data: known(replaced, brought) as Data } : null }
}
