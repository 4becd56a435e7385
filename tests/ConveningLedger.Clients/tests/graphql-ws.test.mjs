import { test, before, after } from 'node:test'
import assert from 'node:assert/strict'
import { createClient } from 'graphql-ws'
import WebSocket from 'ws'
import { socketUrl, connectionParams, title, titleOf, listening, noting, note, open, record } from '../ledger.mjs'

let client
let sockets = 0
before(() => { client = createClient({ url: socketUrl, webSocketImpl: WebSocket, connectionParams, lazy: false, retryAttempts: 0, on: { connected: () => { sockets++ } } }) })
after(() => client.dispose())

const one = async payload => { for await (const result of client.iterate(payload)) return result }

test('a query is answered', async () => {
  assert.equal((await one({ query: title })).data.endeavour.title, 'One River, Many Taps')
  assert.equal((await one({ query: titleOf, variables: { slug: 'vessa-water' } })).data.endeavour.title, 'One River, Many Taps')
})

test('a mutation that is refused says why in its payload', async () => {
  const { data } = await one({ query: noting, variables: { input: { ...note('vessa-water', 'x'), data: { words: 'x', about: ['haldn'] } } } })
  assert.equal(data.recordFieldNoteTaken.entry, null)
  assert.deepEqual(data.recordFieldNoteTaken.errors.map(error => [error.code, error.nearest]), [['UNKNOWN_KEY', ['halden']]])
})

test('a mistake in a request is an error, and the socket goes on', async () => {
  for (const [query, code] of [['{ nonsense }', 'VALIDATION_FAILED'], ['{ a', 'SYNTAX_ERROR'], [titleOf, 'VARIABLE_INVALID']]) {
    await assert.rejects(one({ query }), errors => errors[0].extensions.code === code)
  }
  assert.equal((await one({ query: title })).data.endeavour.title, 'One River, Many Taps')
  assert.equal(sockets, 1)
})

test('what is listened to goes on beside a mistake', async () => {
  const after = await open('by-socket-beside')
  const listener = client.iterate({ query: listening, variables: { endeavour: 'by-socket-beside', after } })
  const heard = listener.next()
  await assert.rejects(one({ query: '{ a' }), errors => errors[0].extensions.code === 'SYNTAX_ERROR')
  const recorded = await record('by-socket-beside', 'Dry.')
  assert.equal((await heard).value.data.entryRecorded.entry.uuid, recorded)
  await listener.return()
  assert.equal(sockets, 1)
})

test('operations run beside each other', async () => {
  const slugs = Array.from({ length: 20 }, (_, index) => index % 2 === 0 ? 'vessa-water' : `nobody-knows-${index}`)
  const answers = await Promise.all(slugs.map(slug => one({ query: titleOf, variables: { slug } })))
  assert.deepEqual(answers.map(answer => answer.data.endeavour !== null), slugs.map(slug => slug === 'vessa-water'))
})

test('an empty name of an operation is none', async () => {
  const own = createClient({ url: socketUrl, webSocketImpl: WebSocket, connectionParams, retryAttempts: 0 })
  for await (const answer of own.iterate({ query: titleOf, variables: { slug: 'vessa-water' }, operationName: '' })) assert.equal(answer.data.endeavour.title, 'One River, Many Taps')
  await own.dispose()
})

test('a subscription that asks for nothing is a mistake like others', async () => {
  const own = createClient({ url: socketUrl, webSocketImpl: WebSocket, connectionParams, retryAttempts: 0 })
  const nothing = 'subscription { entryRecorded(endeavour: "vessa-water") @skip(if: true) { cursor } }'
  await assert.rejects((async () => { for await (const _ of own.iterate({ query: nothing })); })(), errors => Array.isArray(errors) && errors.length > 0)
  await own.dispose()
})

test('without a cursor only what comes from now on is told', async () => {
  await open('by-socket-from-now')
  const before = await record('by-socket-from-now', 'before')
  const listener = client.iterate({ query: listening, variables: { endeavour: 'by-socket-from-now' } })
  const heard = listener.next()
  // Nothing says when it listens, so there is something to hear until it does.
  const recorded = []
  while (await Promise.race([heard.then(() => false), record('by-socket-from-now', `now ${recorded.length}`).then(uuid => recorded.push(uuid))]));
  const { uuid } = (await heard).value.data.entryRecorded.entry
  assert.notEqual(uuid, before)
  await listener.return()
})

test('after the socket is lost it goes on by itself, from where it was', async () => {
  const variables = { endeavour: 'by-socket-lost', after: await open('by-socket-lost') }
  let connections = 0
  const own = createClient({ url: socketUrl, webSocketImpl: WebSocket, connectionParams, retryAttempts: 3, retryWait: async () => {}, shouldRetry: () => true, on: { connected: () => { connections++ } } })
  const listener = own.iterate({ query: listening, variables })
  const hear = async () => {
    const { cursor, entry } = (await listener.next()).value.data.entryRecorded
    variables.after = cursor
    return entry.uuid
  }
  const first = await record('by-socket-lost', 'first')
  assert.equal(await hear(), first)
  own.terminate()
  const second = await record('by-socket-lost', 'second')
  const third = await record('by-socket-lost', 'third')
  assert.deepEqual([await hear(), await hear()], [second, third])
  assert.equal(connections, 2)
  await listener.return()
  await own.dispose()
})

test('what is recorded is told, and what was missed is told first', async () => {
  const begin = await open('by-socket')
  const missed = await record('by-socket', 'missed')
  const heard = []
  let last
  for await (const { data } of client.iterate({ query: listening, variables: { endeavour: 'by-socket', after: begin } })) {
    heard.push(data.entryRecorded.entry.uuid)
    last ??= data.entryRecorded.cursor
    if (heard.length === 1) await record('by-socket', 'heard')
    if (heard.length === 2) break
  }
  assert.equal(heard[0], missed)
  for await (const { data } of client.iterate({ query: listening, variables: { endeavour: 'by-socket', after: last } })) {
    assert.equal(data.entryRecorded.entry.uuid, heard[1])
    break
  }
})

test('who is not known is not let in', async () => {
  for (const params of [{}, { Authorization: 'Bearer nonsense' }]) {
    const stranger = createClient({ url: socketUrl, webSocketImpl: WebSocket, connectionParams: params, retryAttempts: 0 })
    await assert.rejects((async () => { for await (const _ of stranger.iterate({ query: title })); })(), closed => closed.code === 4403)
  }
})
