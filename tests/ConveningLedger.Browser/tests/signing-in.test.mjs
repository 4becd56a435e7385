// Signing in at an OIDC issuer: by code and PKCE, with an issuer that checks both.
import assert from 'node:assert/strict'
import { createHash, createSign, generateKeyPairSync, randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import { after, before, test } from 'node:test'
import { launch, open } from '../browser.mjs'
import { startServer } from '../../ConveningLedger.Clients/server.mjs'

let browser
let server
let issuer
before(async () => {
  issuer = await startIssuer()
  ;[browser, server] = await Promise.all([launch(), startServer(undefined, { Access__Authority: issuer.url, Access__ClientId: 'the-page' })])
})
after(async () => {
  await browser?.close()
  await server?.stop()
  issuer?.stop()
})

test('whoever the issuer vouches for is signed in, and comes back to where they were', async () => {
  const { page, context } = await open(browser)
  await page.goto(`${server.url}/e/vessa-water/replay?on=2019-10-01`)
  await page.getByRole('alert').getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL(`${server.url}/e/vessa-water/replay?on=2019-10-01`)
  // They have no part in it yet.
  await page.getByText('There is nothing here').waitFor()
  await page.goto(`${server.url}/`)
  await page.locator('.you code').waitFor()
  assert.match(await page.locator('.you').innerText(), /alice/)
  assert.deepEqual(issuer.faults, [])
  assert.deepEqual(await page.evaluate(() => globalThis.violations), [])
  await context.close()
})

test('a sign-in that was not begun here is none', async () => {
  const { page, context } = await open(browser)
  await page.goto(`${server.url}/signed-in?code=stolen&state=foreign`)
  await page.getByText('was not begun in this tab').waitFor()
  assert.equal(await page.evaluate(() => sessionStorage.length), 0)
  await context.close()
})

async function startIssuer() {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const codes = new Map()
  const faults = []
  const text = value => Buffer.from(JSON.stringify(value)).toString('base64url')
  const listener = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url, url)
    const json = value => response.writeHead(200, { 'content-type': 'application/json', 'access-control-allow-origin': '*' }).end(JSON.stringify(value))
    if (pathname === '/.well-known/openid-configuration')
      return json({ issuer: url, authorization_endpoint: `${url}/authorize`, token_endpoint: `${url}/token`, jwks_uri: `${url}/keys`, response_types_supported: ['code'], subject_types_supported: ['public'], id_token_signing_alg_values_supported: ['RS256'] })
    if (pathname === '/keys') return json({ keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'one', use: 'sig', alg: 'RS256' }] })
    if (pathname === '/authorize') {
      if (searchParams.get('client_id') !== 'the-page' || searchParams.get('code_challenge_method') !== 'S256' || searchParams.get('response_type') !== 'code') faults.push(request.url)
      const code = randomUUID()
      codes.set(code, searchParams.get('code_challenge'))
      return response.writeHead(302, { location: `${searchParams.get('redirect_uri')}?${new URLSearchParams({ code, state: searchParams.get('state') })}` }).end()
    }
    if (pathname === '/token') {
      let body = ''
      for await (const chunk of request) body += chunk
      const asked = new URLSearchParams(body)
      if (createHash('sha256').update(asked.get('code_verifier') ?? '').digest('base64url') !== codes.get(asked.get('code'))) faults.push('the verifier')
      codes.delete(asked.get('code'))
      const now = Math.floor(Date.now() / 1000)
      const unsigned = `${text({ alg: 'RS256', kid: 'one', typ: 'at+jwt' })}.${text({ iss: url, aud: 'convening-ledger', sub: 'alice', iat: now, exp: now + 600 })}`
      return json({ access_token: `${unsigned}.${createSign('RSA-SHA256').update(unsigned).sign(privateKey, 'base64url')}`, token_type: 'Bearer', expires_in: 600 })
    }
    response.writeHead(404).end()
  })
  await new Promise(done => listener.listen(0, '127.0.0.1', done))
  const url = `http://127.0.0.1:${listener.address().port}`
  return { url, faults, stop: () => { listener.closeAllConnections(); listener.close() } }
}
