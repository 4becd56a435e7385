import { test } from 'node:test'
import assert from 'node:assert/strict'
import { Client, fetchExchange, subscriptionExchange } from '@urql/core'
import { createClient } from 'graphql-ws'
import WebSocket from 'ws'
import { url, socketUrl, headers, connectionParams, titleOf, noting, listening, note, open, record } from '../ledger.mjs'

const methods = []
const watched = (address, init) => { methods.push(init.method); return fetch(address, init) }
const client = new Client({ url, exchanges: [fetchExchange], fetchOptions: { headers }, fetch: watched, fetchSubscriptions: true })

const first = (source, ready) => new Promise((done, fail) => {
  const { unsubscribe } = source.subscribe(result => { result.error ? fail(result.error) : done(result); setTimeout(() => unsubscribe()) })
  ready?.()
})

test('queries are answered, by GET too', async () => {
  for (const context of [{}, { preferGetMethod: false }, { preferGetMethod: 'force' }]) {
    assert.equal((await client.query(titleOf, { slug: 'vessa-water' }, context).toPromise()).data.endeavour.title, 'One River, Many Taps')
  }
  assert.deepEqual(methods.slice(-2), ['POST', 'GET'])
})

test('a mutation is done', async () => {
  await open('by-urql')
  assert.deepEqual((await client.mutation(noting, { input: note('by-urql', 'Dry.') }).toPromise()).data.recordFieldNoteTaken.errors, [])
})

test('a mistake is told with its code', async () => {
  const { error } = await client.query('{ nonsense }', {}).toPromise()
  assert.equal(error.graphQLErrors[0].extensions.code, 'VALIDATION_FAILED')
})

test('what is recorded is told by events', async () => {
  const begin = await open('by-urql-too')
  const recorded = await record('by-urql-too', 'Dry.')
  const { data } = await first(client.subscription(listening, { endeavour: 'by-urql-too', after: begin }))
  assert.equal(data.entryRecorded.entry.uuid, recorded)
})

test('what is recorded is told over a socket', async () => {
  const begin = await open('by-urql-three')
  const recorded = await record('by-urql-three', 'Dry.')
  const socket = createClient({ url: socketUrl, webSocketImpl: WebSocket, connectionParams })
  const overSocket = new Client({
    url, exchanges: [subscriptionExchange({ forwardSubscription: request => ({ subscribe: sink => ({ unsubscribe: socket.subscribe({ ...request, query: request.query ?? '' }, sink) }) }) })],
  })
  const { data } = await first(overSocket.subscription(listening, { endeavour: 'by-urql-three', after: begin }))
  assert.equal(data.entryRecorded.entry.uuid, recorded)
  await socket.dispose()
})
