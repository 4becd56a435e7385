// One mutation for each kind; the id that is kept with the draft makes it safe to repeat.
import { client } from '../api'
import type { Draft } from './drafts'

export interface Refusal { readonly code: string; readonly message: string; readonly path: readonly string[]; readonly accepted: string; readonly nearest?: readonly string[]; readonly newest?: string }
export type Outcome = { readonly entry: { readonly uuid: string; readonly summary: string } } | { readonly refusals: readonly Refusal[] } | { readonly fault: string; readonly isLost: boolean }

const filled = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(filled).filter(item => item !== undefined && item !== '')
  if (value && typeof value === 'object') {
    const members = Object.entries(value).map(([name, member]) => [name, filled(member)] as const).filter(([, member]) => member !== undefined && member !== '' && !(Array.isArray(member) && member.length === 0))
    return Object.fromEntries(members)
  }
  return value ?? undefined
}

/** What is sent of a draft: no empty members. */
export const inputOf = (slug: string, draft: Draft) => ({ endeavour: slug, id: draft.id, ...filled(draft.envelope) as object, data: dataOf(draft) })

// A correction brings the data of another kind: the API takes it by the name of that kind.
function dataOf(draft: Draft): unknown {
  const data = filled(draft.data) as Record<string, unknown>
  const of = draft.data['of']
  if (draft.kind !== 'EntryCorrected') return data
  const { of: _, data: replacement, ...rest } = data
  return typeof of === 'string' && replacement ? { ...rest, data: { [`${of[0]!.toLowerCase()}${of.slice(1)}`]: replacement } } : rest
}

export async function record(slug: string, draft: Draft): Promise<Outcome> {
  const field = `record${draft.kind}`
  const query = `mutation Recording($input: Record${draft.kind}Input!) { ${field}(input: $input) { entry { uuid summary } errors { code message path accepted ... on InvalidEntry { nearest } ... on NewerRevision { newest } } } }`
  const { data, error } = await client.mutation<Record<string, { entry: { uuid: string; summary: string } | null; errors: Refusal[] }>>(query, { input: inputOf(slug, draft) }).toPromise()
  const answer = data?.[field]
  if (error || !answer) return { fault: error?.graphQLErrors[0]?.message ?? 'The server does not answer.', isLost: !!error?.networkError }
  return answer.entry ? { entry: answer.entry } : { refusals: answer.errors }
}
