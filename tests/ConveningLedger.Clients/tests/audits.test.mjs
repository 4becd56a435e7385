import { test } from 'node:test'
import assert from 'node:assert/strict'
import { serverAudits } from 'graphql-http'
import { url, headers } from '../ledger.mjs'

const audits = serverAudits({ url, fetchFn: (address, init) => fetch(address, { ...init, headers: { ...init?.headers, ...headers } }) })

test('there are 61 audits', () => assert.equal(audits.length, 61))

for (const audit of audits) {
  test(`${audit.id} ${audit.name}`, async () => {
    const result = await audit.fn()
    assert.equal(result.status, 'ok', result.reason)
  })
}
