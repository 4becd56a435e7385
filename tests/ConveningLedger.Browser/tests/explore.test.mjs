// The query explorer, as somebody meets it who opens it in a browser.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { launch, open, signIn, url } from '../browser.mjs'

let browser
before(async () => { browser = await launch() })
after(() => browser?.close())

const answer = page => page.locator('.result-window').innerText()

// The editor draws only what is in sight, and its spaces do not break.
async function answers(page, text) {
  await page.waitForFunction(wanted => document.querySelector('.result-window')?.innerText.replaceAll('\u00a0', ' ').includes(wanted), text, { timeout: 20_000 })
  return (await answer(page)).replaceAll('\u00a0', ' ')
}

// Once the editor is there; before, the button does nothing yet.
async function run(page) {
  await page.locator('.graphiql-query-editor .view-line').first().waitFor()
  await page.getByRole('button', { name: /Execute query/ }).click()
}

test('an example is chosen, run and answered, and nobody else is asked anything', async () => {
  const { page, context, wrong } = await open(browser)
  await signIn(context)
  await page.goto(`${url}/explore`)
  for (const group of ['For teams', 'For evaluators', 'For conveners']) await page.getByText(group).first().waitFor()

  await page.getByRole('button', { name: /^Who held power on one day/ }).click()
  await run(page)

  await answers(page, '"endeavour"')
  assert.deepEqual(await wrong(), [])
  await context.close()
})

test('a query behind a link is there, and so are the docs of the schema', async () => {
  const { page, context, wrong } = await open(browser)
  await signIn(context)
  await page.goto(`${url}/explore#query=${encodeURIComponent('{ endeavour(slug: "vessa-water") { title } }')}`)
  await run(page)
  await answers(page, 'One River, Many Taps')

  await page.getByRole('button', { name: /Documentation Explorer/ }).click()
  await page.getByText('Mutation', { exact: true }).first().waitFor()
  assert.deepEqual(await wrong(), [])
  await context.close()
})

test('a subscription hears what is recorded meanwhile', async () => {
  const { page, context, wrong } = await open(browser)
  await signIn(context)
  await page.goto(`${url}/explore#query=${encodeURIComponent('subscription { entryRecorded(endeavour: "vessa-water") { entry { summary } } }')}`)
  await run(page)
  await page.getByRole('button', { name: /Stop query/ }).waitFor()

  // When it begins to listen is not told.
  const heard = answers(page, 'entryRecorded')
  for (let tries = 0; tries < 40; tries++) {
    await page.request.post(`${url}/graphql`, { data: { query: 'mutation { recordFieldNoteTaken(input: { endeavour: "vessa-water", occurredAt: "2025", data: { words: "Seen in a browser." } }) { errors { message } } }' } })
    if (await Promise.race([heard.then(() => true), new Promise(done => setTimeout(done, 250))])) break
  }
  await heard
  assert.deepEqual(await wrong(), [])
  await context.close()
})

test('who is not signed in is told how to', async () => {
  const { page, context } = await open(browser)
  await page.goto(`${url}/explore`)
  await page.getByRole('alert').getByText('You are not signed in').waitFor()
  await context.close()
})

test('it comes with headers that let in nobody else', async () => {
  for (const method of ['GET', 'HEAD']) {
    const response = await fetch(`${url}/explore`, { method })
    assert.equal(response.status, 200)
    assert.equal(response.headers.get('cache-control'), 'no-cache')
    assert.match(response.headers.get('content-security-policy'), /default-src 'none'; script-src 'self';/)
    const script = /src="(\/assets\/[^"]+)"/.exec(await (await fetch(`${url}/explore`)).text())[1]
    const asset = await fetch(`${url}${script}`, { method, headers: { 'accept-encoding': 'br' } })
    assert.equal(asset.headers.get('content-encoding'), 'br')
    assert.match(asset.headers.get('cache-control'), /immutable/)
  }
})
