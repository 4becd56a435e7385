import { test } from 'node:test'
import assert from 'node:assert/strict'
import { ClientError, GraphQLClient, gql } from 'graphql-request'
import { url, headers, titleOf } from '../ledger.mjs'

const client = new GraphQLClient(url, { headers })

test('queries are answered', async () => {
  assert.equal((await client.request(gql`${titleOf}`, { slug: 'vessa-water' })).endeavour.title, 'One River, Many Taps')
})

test('a mistake is told with its code', async () => {
  await assert.rejects(client.request('{ nonsense }'), error => error instanceof ClientError && error.response.errors[0].extensions.code === 'VALIDATION_FAILED')
})

test('who is not known is told so', async () => {
  await assert.rejects(new GraphQLClient(url).request(titleOf, { slug: 'vessa-water' }), error => error.response.status === 401 && error.response.errors[0].extensions.code === 'UNAUTHENTICATED')
})
