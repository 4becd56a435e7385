import { test } from 'node:test'
import assert from 'node:assert/strict'
import { ApolloClient, ApolloLink, HttpLink, InMemoryCache, gql } from '@apollo/client'
import { CombinedGraphQLErrors } from '@apollo/client/errors'
import { GraphQLWsLink } from '@apollo/client/link/subscriptions'
import { PersistedQueryLink } from '@apollo/client/link/persisted-queries'
import { OperationTypeNode } from 'graphql'
import { createHash } from 'node:crypto'
import { createClient } from 'graphql-ws'
import WebSocket from 'ws'
import { url, socketUrl, headers, connectionParams, titleOf, noting, listening, note, open, record } from '../ledger.mjs'

const through = link => new ApolloClient({ link, cache: new InMemoryCache() })
const http = options => new HttpLink({ uri: url, headers, ...options })

test('queries are answered and kept by their ids', async () => {
  const client = through(http())
  const { data } = await client.query({ query: gql(titleOf), variables: { slug: 'vessa-water' } })
  assert.equal(data.endeavour.title, 'One River, Many Taps')
  assert.ok(client.cache.extract()[`Endeavour:${data.endeavour.id}`])
})

test('queries are asked by GET where that is wanted', async () => {
  const methods = []
  const client = through(http({ useGETForQueries: true, fetch: (address, init) => { methods.push(init.method); return fetch(address, init) } }))
  assert.equal((await client.query({ query: gql(titleOf), variables: { slug: 'vessa-water' } })).data.endeavour.title, 'One River, Many Taps')
  assert.deepEqual(methods, ['GET'])
})

test('whoever asks with a hash first goes on with the whole document', async () => {
  const asked = []
  const watched = async (address, init) => {
    const answer = await fetch(address, init)
    const { query, extensions } = JSON.parse(init.body)
    asked.push([query !== undefined, extensions.persistedQuery !== undefined, (await answer.clone().json()).errors?.[0].extensions.code])
    return answer
  }
  const client = through(ApolloLink.from([new PersistedQueryLink({ sha256: text => createHash('sha256').update(text).digest('hex') }), http({ fetch: watched })]))
  const ask = slug => client.query({ query: gql(titleOf), variables: { slug } })
  assert.equal((await ask('vessa-water')).data.endeavour.title, 'One River, Many Taps')
  // Told that it is of no use here, it does not try again.
  assert.equal((await ask('nobody-knows')).data.endeavour, null)
  assert.deepEqual(asked, [[false, true, 'PERSISTED_QUERY_NOT_SUPPORTED'], [true, false, undefined], [true, false, undefined]])
})

test('a mutation is done, and what it gives is kept as what the timeline has', async () => {
  await open('by-apollo')
  const client = through(http())
  const { data } = await client.mutate({ mutation: gql(noting), variables: { input: note('by-apollo', 'Dry.') } })
  const { entry, errors } = data.recordFieldNoteTaken
  assert.deepEqual(errors, [])
  const timeline = await client.query({ query: gql('query($slug: Slug!) { endeavour(slug: $slug) { id timeline(last: 1) { nodes { id summary } } } }'), variables: { slug: 'by-apollo' } })
  assert.deepEqual(timeline.data.endeavour.timeline.nodes.map(node => node.id), [entry.id])
  const { uuid, summary } = client.cache.extract()[`FieldNoteTaken:${entry.id}`]
  assert.equal(uuid, entry.uuid)
  assert.match(summary, /Dry/)
})

test('a mistake is told with its code', async () => {
  await assert.rejects(through(http()).query({ query: gql('{ nonsense }') }), error => CombinedGraphQLErrors.is(error) && error.errors[0].extensions.code === 'VALIDATION_FAILED')
})

test('what is recorded is told over a socket', async () => {
  const begin = await open('by-apollo-too')
  const socket = createClient({ url: socketUrl, webSocketImpl: WebSocket, connectionParams })
  const client = through(ApolloLink.split(({ operationType }) => operationType === OperationTypeNode.SUBSCRIPTION, new GraphQLWsLink(socket), http()))
  const heard = new Promise((done, fail) => client.subscribe({ query: gql(listening), variables: { endeavour: 'by-apollo-too', after: begin } }).subscribe({ next: done, error: fail }))
  const recorded = await record('by-apollo-too', 'Dry.')
  assert.equal((await heard).data.entryRecorded.entry.uuid, recorded)
  client.stop()
  await socket.dispose()
})
