import { expect, test } from 'vitest'
import * as ofPage from './gql/graphql'
import * as ofStrands from './routes/strands/gql/graphql'

interface Field { readonly kind: string; readonly name: { readonly value: string }; readonly arguments?: readonly { readonly name: { readonly value: string } }[]; readonly selectionSet?: { readonly selections: readonly Field[] } }
interface Asked { readonly kind: 'Document'; readonly definitions: readonly (Field & { readonly operation?: string })[] }

// One's own: the picture of a history in the list of all, and what a form that records looks up.
const own = ['Spark', 'Corrected']
// The two moments of a comparison say each for which circle it is; what is held of a person is for conveners, and is not asked for as anybody else.
const inside = ['comparison', 'personalData']

test('whatever is asked of an endeavour is asked as the circle that the page is looked at as', () => {
  const documents = [...Object.values(ofPage), ...Object.values(ofStrands)].filter((one): one is never => (one as { kind?: unknown } | null)?.kind === 'Document') as readonly Asked[]
  const operations = documents.flatMap(one => one.definitions).filter(one => one.operation && !own.includes(one.name.value))
  const among = operations.flatMap(operation => operation.selectionSet!.selections.filter(field => field.name.value === 'endeavour' || field.name.value === 'entryRecorded').map(field => ({ operation: operation.name.value, field })))
  const asked = among.flatMap(({ operation, field }) => (field.name.value === 'endeavour' ? field.selectionSet!.selections : [field]).map(one => ({ operation, field: one })))
  expect(asked.length).toBeGreaterThan(60)
  expect(asked.filter(({ field }) => !inside.includes(field.name.value) && !field.arguments?.some(argument => argument.name.value === 'as')).map(({ operation, field }) => `${operation}: ${field.name.value}`)).toEqual([])
})
