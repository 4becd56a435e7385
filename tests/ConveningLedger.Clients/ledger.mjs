// What the tests share: where the server is, who asks, and how something is recorded to be seen.
export const url = `${process.env.LEDGER_URL}/graphql`
export const socketUrl = url.replace(/^http/, 'ws')
const token = process.env.LEDGER_TOKEN ? `Bearer ${process.env.LEDGER_TOKEN}` : null
export const headers = token ? { authorization: token } : {}
export const connectionParams = token ? { Authorization: token } : {}

export const title = '{ endeavour(slug: "vessa-water") { id title } }'
export const titleOf = 'query Title($slug: Slug!) { endeavour(slug: $slug) { id title } }'
export const listening = `subscription Listening($endeavour: Slug!, $after: String) {
  entryRecorded(endeavour: $endeavour, after: $after) { cursor entry { uuid summary } withdrawn { uuid } }
}`
export const noting = `mutation Noting($input: RecordFieldNoteTakenInput!) {
  recordFieldNoteTaken(input: $input) { entry { id uuid } wasRecordedBefore errors { __typename code message path ... on InvalidEntry { nearest } } }
}`

export async function ask(query, variables) {
  const response = await fetch(url, { method: 'POST', headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify({ query, variables }) })
  const answer = await response.json()
  if (answer.errors) throw new Error(JSON.stringify(answer.errors))
  return answer.data
}

// Opens an endeavour of the test's own; the cursor from which it goes on.
export async function open(slug) {
  await ask(`mutation($input: RecordEndeavourOpenedInput!) { recordEndeavourOpened(input: $input) { errors { message } } }`,
    { input: { endeavour: slug, occurredAt: '2016', visibility: 'PUBLIC', data: { title: slug, challenges: ['OTHER'], scale: 'LOCAL', defaultVisibility: 'PUBLIC' } } })
  return (await ask('query($slug: Slug!) { endeavour(slug: $slug) { timeline(last: 1) { pageInfo { endCursor } } } }', { slug })).endeavour.timeline.pageInfo.endCursor
}

export const note = (endeavour, words) => ({ endeavour, occurredAt: '2019', data: { words } })

export async function record(endeavour, words) {
  return (await ask(noting, { input: note(endeavour, words) })).recordFieldNoteTaken.entry.uuid
}
