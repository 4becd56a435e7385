// A person is forgotten on the page: what is held of them is listed and handed over, then it is destroyed, for everybody who looks.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { readFileSync } from 'node:fs'
import { ask, launch, open, settled, signIn, url } from '../browser.mjs'

const slug = 'forgotten-well'
const home = `/e/${slug}`
const name = 'Zelmira Quast'
const theirs = ['The well was mine to guard.', 'She learned to read the gauge.']
const others = `Bruna Keld: ${name} guarded the well alone.`

const record = async (kind, input) => {
  const field = `record${kind}`
  const { [field]: { entry, errors } } = await ask(`mutation($input: Record${kind}Input!) { ${field}(input: $input) { entry { uuid } errors { message } } }`, { input: { endeavour: slug, occurredAt: '2024-05', visibility: 'PUBLIC', ...input } })
  assert.deepEqual(errors, [], kind)
  return entry.uuid
}
const noted = words => record('FieldNoteTaken', { data: { words } })

let browser
let signedIn
let voiced
before(async () => {
  await record('EndeavourOpened', { data: { title: 'The forgotten well', challenges: ['OTHER'], scale: 'LOCAL', defaultVisibility: 'PUBLIC' } })
  for (const [key, called] of [['zelmira', name], ['bruna', 'Bruna Keld']]) {
    await record('ElementMapped', { data: { key, name: called, element: 'PERSON', scale: 'INDIVIDUAL' } })
    await record('ParticipantJoined', { data: { participant: key } })
  }
  voiced = await record('IdentityVoiced', { data: { participant: 'zelmira', words: theirs[0] } })
  await record('AgencyMilestoneReached', { data: { who: 'zelmira', milestone: 'VOICE_HEARD', level: 'INDIVIDUAL', description: theirs[1] } })
  await record('FieldNoteTaken', { toldBy: 'bruna', data: { words: others } })
  await record('FieldNoteTaken', { toldBy: 'bruna', data: { words: 'Zelli sang at the rim.' } })
  browser = await launch()
  const { context } = await open(browser)
  await signIn(context, 'CONVENER', slug)
  signedIn = await context.storageState()
  await context.close()
})
after(() => browser?.close())

test('what is held of a person is told to conveners, handed over, and destroyed for everybody who looks', async () => {
  const other = await open(browser, { storageState: signedIn })
  await other.page.goto(`${url}${home}/people`)
  await other.page.getByRole('button', { name }).waitFor()

  const { page, context, wrong } = await open(browser, { storageState: signedIn, acceptDownloads: true })
  const look = async () => {
    await settled(page)
    await page.getByLabel('What else they are called').fill('Zelli, the guard')
    await page.getByRole('button', { name: 'Look for these, too' }).click()
    await page.getByText('Zelli sang').waitFor()
  }
  await page.goto(`${url}${home}/people`)
  await page.locator('article.person', { hasText: name }).waitFor()
  await settled(page)
  await page.locator('article.person', { hasText: name }).getByRole('link', { name: 'What is held of them' }).click()
  await page.getByRole('heading', { name, level: 2 }).waitFor()
  await page.getByRole('heading', { name: 'What is theirs: 3 texts' }).waitFor()
  for (const text of [...theirs, others]) await page.getByText(text).waitFor()
  assert.equal(await page.getByText('Zelli sang').count(), 0)
  await look()

  const [sheet] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Take it along (JSON)' }).click()])
  const json = readFileSync(await sheet.path(), 'utf8')
  for (const text of [name, ...theirs, others]) assert.ok(json.includes(text), text)

  await page.locator('.held li', { hasText: 'guarded the well alone' }).getByRole('checkbox', { name: 'Destroy this, too' }).check()
  const destroy = page.getByRole('button', { name: 'Destroy 4 texts for good' })
  assert.ok(await destroy.isDisabled())
  await page.getByRole('textbox', { name: 'Why' }).fill(`${name} asked for it.`)
  await page.getByRole('checkbox', { name: 'Nobody can bring back these 4 texts' }).check()
  await destroy.click()
  await page.getByRole('alert').getByText('It has a name of the person in it').waitFor()
  await page.getByRole('textbox', { name: 'Why' }).fill('They asked for it.')
  await destroy.click()
  await page.getByText('Destroyed: 4 texts of 4 entries.').waitFor()
  await page.getByRole('heading', { name: 'What is theirs: 0 texts' }).waitFor()
  assert.doesNotMatch(await page.locator('main').innerText(), /Zelmira|gauge|mine to guard/)

  // What names them by an alias alone was told, and left.
  await look()

  // Who has it before them is shown it no longer, without asking.
  await other.page.getByRole('button', { name }).waitFor({ state: 'detached' })
  assert.deepEqual(await other.wrong(), [])
  assert.deepEqual(await wrong(), [])
  await other.context.close()
  await context.close()
})

test('where words were destroyed stands since when, and a correction begins without them', async () => {
  const { page, context, wrong } = await open(browser, { storageState: signedIn })
  await page.goto(`${url}${home}/entry/${voiced}`)
  const today = new Date().toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })
  assert.match(await page.locator('.banner', { hasText: 'destroyed' }).innerText(), new RegExp(`^Words of this entry were destroyed on (\\w+,? )?${today}, for good.*: words\\.`))
  await settled(page)
  await page.getByRole('link', { name: 'Correct', exact: true }).click()
  await page.getByRole('button', { name: 'Correct what it says: Identity voiced' }).click()
  await page.getByText('What was destroyed of it stands empty here: words.').waitFor()
  assert.equal(await page.locator('#replaced_words').inputValue(), '')
  assert.deepEqual(await wrong(), [])
  await context.close()
})

test('to anybody else there is no such page', async () => {
  const evaluator = await open(browser)
  await signIn(evaluator.context, 'EVALUATOR', slug)
  await evaluator.page.goto(`${url}${home}/person/bruna`)
  await evaluator.page.getByRole('heading', { name: 'There is nothing here' }).waitFor()
  await evaluator.context.close()
  const convener = await open(browser, { storageState: signedIn })
  await convener.page.goto(`${url}${home}/people?as=public`)
  await convener.page.getByRole('button', { name: 'Bruna Keld' }).waitFor()
  assert.equal(await convener.page.getByRole('link', { name: 'What is held of them' }).count(), 0)
  await convener.context.close()
})

test('what is for others now leaves the page of who may not see it, once', async () => {
  const first = await noted('A first look down the well.')
  await noted('A second look.')
  const { page, context, wrong } = await open(browser)
  await signIn(context, 'MEMBER', slug)
  let asked = 0
  page.on('request', request => { if (request.url().endsWith('/graphql') && request.method() === 'POST') asked++ })
  await page.goto(`${url}${home}/entry/${first}`)
  await page.getByRole('heading', { name: /first look/ }).waitFor()
  await record('EntryReclassified', { data: { entry: first, visibility: 'CONVENERS', reason: 'It is nobody’s business.' } })
  await page.getByRole('heading', { name: 'There is nothing here' }).waitFor()
  assert.deepEqual(await wrong(), [])
  // Whoever comes later is told of it too, and has nothing to let go.
  asked = 0
  await page.goto(`${url}${home}/replay`)
  await page.locator('.in-words .account').waitFor()
  await page.waitForTimeout(1500)
  assert.ok(asked < 15, `${asked} requests`)
  await context.close()
})

test('a correction that was begun does not keep what is destroyed meanwhile', async () => {
  const words = 'The rim was ours.'
  const entry = await record('IdentityVoiced', { data: { participant: 'bruna', words } })
  const { page, context, wrong } = await open(browser, { storageState: signedIn })
  await page.goto(`${url}${home}/record/EntryCorrected?entry=${entry}`)
  await page.getByRole('button', { name: 'Correct what it says: Identity voiced' }).click()
  const field = page.locator('#replaced_words')
  await field.waitFor()
  assert.equal(await field.inputValue(), words)
  await page.locator('#occurredAt').fill('2024')
  // Kept on the device by then.
  await page.waitForFunction(words => Object.values(localStorage).some(kept => kept.includes(words)), words)
  const { erasePerson } = await ask('mutation($input: ErasePersonInput!) { erasePerson(input: $input) { errors { message } } }', { input: { endeavour: slug, person: 'bruna', reason: 'As was asked for.' } })
  assert.deepEqual(erasePerson.errors, [])
  await page.waitForFunction(words => ![...document.querySelectorAll('input, textarea')].some(one => one.value.includes(words)) && document.querySelector('#replaced_words'), words)
  await page.waitForFunction(words => !Object.values(localStorage).some(kept => kept.includes(words)), words)
  assert.equal(await page.locator('#occurredAt').inputValue(), '2024')
  assert.deepEqual(await wrong(), [])
  await context.close()
})
