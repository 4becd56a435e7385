// Recording on the page: every kind has its form; what is looked over is appended, what is wrong is told where it is, and nothing is lost.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { ask, launch, open, signIn, url } from '../browser.mjs'

const home = '/e/vessa-water'
const kinds = readdirSync(join(import.meta.dirname, '..', '..', '..', 'schema', 'entries')).map(name => /^([A-Z]\w+)\.schema\.json$/.exec(name)?.[1]).filter(Boolean)

let browser
let signedIn
before(async () => {
  browser = await launch()
  const { context } = await open(browser)
  await signIn(context)
  signedIn = await context.storageState()
  await context.close()
})
after(() => browser?.close())

const here = (options = {}) => open(browser, { storageState: signedIn, ...options })
const review = page => page.getByRole('button', { name: 'Look it over' }).click()
const send = page => page.getByRole('button', { name: 'Record it' }).click()
const noted = words => ask('query($words: String!) { search(text: $words, endeavours: ["vessa-water"]) { totalCount } }', { words: `"${words}"` }).then(data => data.search.totalCount)

test('every kind has a form with a label for each control', async () => {
  assert.ok(kinds.length > 50)
  const { page, context, wrong } = await here()
  for (const kind of kinds) {
    await page.goto(`${url}${home}/record/${kind}`)
    await page.locator('.entry-form h2').waitFor()
    await page.locator('#occurredAt').waitFor()
    const nameless = await page.locator('.entry-form').evaluate(form => [...form.querySelectorAll('input, select, textarea')].filter(one => !one.labels?.length && !one.getAttribute('aria-label') && !one.closest('[role=radiogroup], [role=group]')).map(one => one.outerHTML))
    assert.deepEqual(nameless, [], kind)
    assert.deepEqual(await wrong(), [], kind)
  }
  await context.close()
})

test('what was noticed is recorded, and seen live by somebody else', async () => {
  const other = await here()
  await other.page.goto(`${url}${home}/replay`)
  await other.page.locator('.in-words .account').waitFor()
  const { page, context, wrong } = await here()
  await page.goto(`${url}${home}/record`)
  const words = `Somebody painted the gauge ${Date.now()}`

  await page.locator('#data_words').fill(words)
  await page.locator('#occurredAt').fill('2025-05~')
  await page.getByText('Read as: around May 2025').waitFor()
  await page.locator('#about').fill('halden')
  await page.getByRole('button', { name: 'Add', exact: true }).first().click()
  await page.getByRole('radio', { name: 'the team and the conveners', exact: true }).check()
  await review(page)
  await page.getByText('An entry cannot be undone').waitFor()
  assert.match(await page.locator('.review dl').innerText(), new RegExp(`around May 2025[\\s\\S]*the team and the conveners[\\s\\S]*${words}`))
  await send(page)
  await page.getByRole('heading', { name: 'Recorded' }).waitFor()
  await page.getByRole('link', { name: 'See the entry' }).click()
  await page.locator('.entry-page').getByText('2025-05~').waitFor()

  await other.page.getByText(/new entr/).waitFor()
  assert.deepEqual(await wrong(), [])
  await context.close()
  await other.context.close()
})

test('what is recorded is proved within moments, and its proof can be kept', async () => {
  const { page, context, wrong } = await here()
  const words = `Somebody counted the slats ${Date.now()}`
  const before = await ask('{ endeavour(slug: "vessa-water") { proof { checkpoint { size } } } }').then(data => data.endeavour.proof.checkpoint.size)
  const { recordFieldNoteTaken: { entry } } = await ask('mutation($input: RecordFieldNoteTakenInput!) { recordFieldNoteTaken(input: $input) { entry { uuid } } }', { input: { endeavour: 'vessa-water', occurredAt: '2025-06', data: { words } } })
  await page.goto(`${url}${home}/replay`)
  await page.locator('.proved').filter({ hasText: new RegExp(`: (?!${before} )\\d+ entries`) }).waitFor()
  const checkpoint = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Keep the checkpoint' }).click()
  const note = readFileSync(await (await checkpoint).path(), 'utf8')
  assert.match(note, /^convening-ledger\/[0-9a-f]{16}\/vessa-water\/conveners\n\d+\n[\w+/]{43}=\n\n— convening-ledger/)

  await page.goto(`${url}${home}/entry/${entry.uuid}`)
  await page.getByText('What proves it').click()
  const proof = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Proof (C2SP tlog-proof)' }).click()
  assert.match(readFileSync(await (await proof).path(), 'utf8'), /^c2sp\.org\/tlog-proof@v1\nindex \d+\n/)
  const line = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Line, salt and leaf as JSON' }).click()
  assert.ok(JSON.parse(readFileSync(await (await line).path(), 'utf8')).line.includes(words))
  assert.deepEqual(await wrong(), [])
  await context.close()
})

test('a strength is said in words, and a key that nobody has names the one that was meant', async () => {
  const { page, context } = await here()
  await page.goto(`${url}${home}/record/IdentificationShifted`)
  await page.locator('#occurredAt').fill('2025-06')
  await page.locator('#data_participant').fill('p-02')
  await page.locator('#data_with').fill('haldn')
  await page.locator('#data_strength__field').getByRole('checkbox').check()
  await page.locator('#data_strength').press('ArrowRight')
  assert.match(await page.locator('#data_strength__field output').innerText(), /in between \(0\.1\)/)
  await page.getByText('Read as: in June 2025').waitFor()
  await review(page)
  await send(page)

  const told = page.locator('.faults')
  await told.getByText('There is nothing here by the key').waitFor()
  assert.equal(await page.evaluate(() => document.activeElement.className), 'faults')
  await page.locator('#data_with__fault').waitFor()
  await told.getByRole('button', { name: 'halden', exact: true }).click()
  assert.equal(await page.locator('#data_with').inputValue(), 'halden')
  await review(page)
  // Who will see it is told before, as the server decides it: here of what is said of a person by another.
  assert.match(await page.locator('.review dl').innerText(), /Seen by\s+the conveners only\n/)
  await send(page)
  await page.getByRole('heading', { name: 'Recorded' }).waitFor()
  await page.getByText('It is seen by the conveners only.').waitFor()
  await context.close()
})

test('what is not said is told before anything is sent, at its field', async () => {
  const { page, context } = await here()
  await page.goto(`${url}${home}/record/BoundaryShifted`)
  const sent = []
  page.on('request', request => { if (request.postData()?.includes('mutation')) sent.push(request.url()) })
  await review(page)
  await page.locator('.faults').getByRole('link', { name: 'When it was so' }).waitFor()
  await page.locator('.faults').getByRole('link', { name: 'Boundary' }).click()
  assert.equal(await page.evaluate(() => document.activeElement.id), 'data_boundary')
  await page.locator('#occurredAt').fill('someday')
  await page.locator('#occurredAt__read').getByText('Accepted').waitFor()
  assert.equal(await page.locator('.faults').getByRole('link', { name: 'When it was so' }).count(), 0)
  assert.deepEqual(sent, [])
  await context.close()
})

test('a draft is there again after the page was left, and can be discarded', async () => {
  const { page, context } = await here()
  await page.goto(`${url}${home}/record/TensionHeld`)
  await page.locator('#occurredAt').fill('2025-07')
  await page.waitForTimeout(800)
  await page.reload()
  await page.getByText('A draft of').waitFor()
  assert.equal(await page.locator('#occurredAt').inputValue(), '2025-07')
  await page.getByRole('button', { name: 'Discard it' }).click()
  assert.equal(await page.locator('#occurredAt').inputValue(), '')
  await context.close()
})

test('without a connection it waits on the device, and is sent once when it is back', async () => {
  const { page, context } = await here()
  await page.goto(`${url}${home}/record`)
  const words = `Heard on the ferry ${Date.now()}`
  await page.locator('#data_words').fill(words)
  await page.locator('#occurredAt').fill('2025-08')
  await page.getByText('Read as: in August 2025').waitFor()
  await review(page)
  let isLost = true
  await page.route('**/graphql', async route => {
    if (!route.request().postData()?.includes('recordFieldNoteTaken') || !isLost) return route.continue()
    // The server takes it, and its answer is lost on the way.
    await route.fetch()
    return route.abort()
  })
  await send(page)
  await page.getByRole('alert').getByText('is sent when the connection is back').waitFor()
  isLost = false
  await page.goto(`${url}${home}/record/TensionHeld`)
  await page.waitForFunction(() => !Object.keys(localStorage).some(key => key.startsWith('convening-ledger.waiting')))
  assert.equal(await noted(words), 1)
  await context.close()
})

test('an entry is corrected by the form of its kind', async () => {
  const { page, context } = await here()
  const { entry } = (await ask('mutation { recordFieldNoteTaken(input: { endeavour: "vessa-water", occurredAt: "2025-04", data: { words: "The gauge read forty." } }) { entry { uuid } } }')).recordFieldNoteTaken
  await page.goto(`${url}${home}/entry/${entry.uuid}`)
  await page.getByRole('link', { name: 'Correct', exact: true }).click()
  await page.locator('#occurredAt').fill('2025-04')
  await page.locator('#data_reason').fill('Misread.')
  await page.getByRole('button', { name: /Correct what it says/ }).click()
  const fields = page.locator('#replaced_words')
  await fields.fill('The gauge read fourteen.')
  await page.getByText('Read as').waitFor()
  await review(page)
  await send(page)
  await page.getByRole('heading', { name: 'Recorded' }).waitFor()
  assert.match((await ask('query($id: String!) { endeavour(slug: "vessa-water") { entry(id: $id) { summary } } }', { id: entry.uuid })).endeavour.entry.summary, /fourteen/)
  await context.close()
})

test('a landscape is drawn from a table, and what is wrong is told by its line', async () => {
  const { page, context, wrong } = await here()
  await page.goto(`${url}${home}/record`)
  await page.getByRole('link', { name: 'Draw a landscape from a table' }).click()
  await page.locator('#occurredAt').fill('2025-09')
  await page.locator('#table').fill('Ferry crew; crew; local')
  await page.getByText('Line 1: “crew” is nothing that “Ferry crew” can be. Accepted: person, group').waitFor()
  await page.locator('#table').fill('Ferry crew; group; local\nOld ferryman; person; individual\n\nOld ferryman; Ferry crew; belongs to; 4\nFerry crew; Halden Power')
  await page.getByRole('button', { name: 'Look 4 entries over' }).click()
  await page.getByRole('button', { name: 'Record them' }).click()
  await page.getByRole('heading', { name: 'Recorded' }).waitFor()
  const { ties } = (await ask('{ endeavour(slug: "vessa-water") { frame { landscape { ties(first: 100) { nodes { from { key } to { key } relation depth } } } } } }')).endeavour.frame.landscape
  assert.deepEqual(ties.nodes.filter(tie => [tie.from.key, tie.to.key].includes('ferry-crew')).map(tie => [[tie.from.key, tie.to.key].sort().join(' '), tie.relation, tie.depth]).sort(), [['ferry-crew halden', 'OTHER', 1], ['ferry-crew old-ferryman', 'BELONGS_TO', 4]])
  assert.deepEqual(await wrong(), [])
  await context.close()
})

test('a date within an entry is shown as the server reads it, while it is written', async () => {
  const { page, context, wrong } = await here()
  await page.goto(`${url}${home}/record/MomentMarked`)
  await page.locator('#data_at').fill('2020-21')
  await page.locator('#data_at__read', { hasText: 'Read as: in spring 2020' }).waitFor()
  await page.locator('#data_at').fill('spring')
  await page.locator('#data_at__read', { hasText: '“spring” cannot be read as a date. Accepted: a day such as' }).waitFor()
  assert.equal(await page.locator('#data_at').getAttribute('aria-invalid'), 'true')
  assert.deepEqual(await wrong(), [])
  await context.close()
})

async function opening(page, title) {
  await page.locator('#data_title').fill(title)
  await page.locator('#occurredAt').fill('2026-03')
  await page.getByRole('checkbox', { name: /^community development/ }).check()
  await page.locator('#data_scale').selectOption('LOCAL')
  await review(page)
  await send(page)
}

test('an endeavour is opened at an address of its own, and one that is taken is told', async () => {
  const { page, context, wrong } = await here()
  const slug = `garden-${Date.now()}`
  await page.goto(url)
  await page.getByRole('link', { name: 'Open an endeavour' }).click()
  await page.locator('#slug').fill('-garden')
  await page.getByRole('button', { name: 'Go on' }).click()
  await page.getByText('cannot be an address').waitFor()
  await page.locator('#slug').fill(slug)
  await page.getByRole('button', { name: 'Go on' }).click()
  await opening(page, 'The garden')
  await page.getByRole('link', { name: 'See the endeavour' }).click()
  await page.getByRole('heading', { name: 'The garden' }).waitFor()
  assert.equal((await ask('query($slug: Slug!) { endeavour(slug: $slug) { title } }', { slug })).endeavour.title, 'The garden')

  await page.goto(`${url}/open/vessa-water`)
  await opening(page, 'Another')
  await page.getByText('There is an endeavour at the address “vessa-water” already').waitFor()
  assert.deepEqual(await wrong(), [])
  await context.close()
})
