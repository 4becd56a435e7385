// Words that would be a script, a link or a picture stay words, on every route and in whatever is taken along.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { readFileSync } from 'node:fs'
import { ask, launch, open, signIn, url } from '../browser.mjs'

const slug = 'hostile-words'
const hostile = [
  '<script>globalThis.hacked = 1</script>', '"><img src=x onerror="globalThis.hacked = 2">', '[a link](javascript:globalThis.hacked=3)', '</text><svg onload="globalThis.hacked = 4"><a xlink:href="javascript:globalThis.hacked=5">x</a></svg>',
  '![x](x" onerror="globalThis.hacked=6)', '=HYPERLINK("javascript:globalThis.hacked=7","x")', '{{constructor.constructor("globalThis.hacked=8")()}}',
]
const evidence = ['javascript:globalThis.hacked=9', 'data:text/html,<script>globalThis.hacked=10</script>', 'https://example.org/"onmouseover="globalThis.hacked=11', hostile[1]]

let browser
let signedIn
before(async () => {
  browser = await launch()
  const record = async (kind, data, more = {}) => {
    const answer = await ask(`mutation($input: Record${kind}Input!) { answer: record${kind}(input: $input) { errors { message path } } }`, { input: { endeavour: slug, occurredAt: '2024-05-01', visibility: 'PUBLIC', note: hostile.join(' '), evidence, data, ...more } })
    assert.deepEqual(answer.answer.errors, [], kind)
  }
  await record('EndeavourOpened', { title: hostile[0], challenges: ['OTHER'], scale: 'LOCAL', purpose: hostile.join(' ') })
  for (const [index, name] of hostile.entries()) await record('ElementMapped', { key: `el-${index}`, name, element: index < 5 ? 'PERSON' : 'CONSTITUENCY', scale: 'LOCAL' })
  await record('BoundaryNamed', { key: 'wall', name: hostile[1], type: 'RESOURCES', sides: [['el-0'], ['el-5']] })
  await record('ConveningCallRevised', { text: hostile.join('\n'), contributors: ['el-0', 'el-1'] })
  await record('ConveningCallRevised', { text: [...hostile].reverse().join('\n'), contributors: ['el-2'] })
  for (let index = 0; index < 5; index++) {
    await record('PowerMapped', { holder: `el-${index}`, form: 'EXPERTISE', influence: 0.1 + index / 10, stance: 0.5 - index / 5 })
    await record('IdentificationShifted', { participant: `el-${index}`, with: 'el-5', strength: 0.5 - index / 5 })
  }
  await record('LegitimacySignalled', { constituency: 'el-5', source: 'LISTENING', strength: 0.4, words: hostile.join(' ') })
  await record('FieldNoteTaken', { words: hostile.join(' '), about: ['el-0'] }, { ref: 'the-note' })
  const { context } = await open(browser)
  await signIn(context, 'CONVENER', slug)
  signedIn = await context.storageState()
  await context.close()
})
after(() => browser?.close())

const unharmed = async page => {
  assert.equal(await page.evaluate(() => globalThis.hacked), undefined)
  assert.deepEqual(await page.evaluate(() => [...document.querySelectorAll('a[href]')].map(a => a.href).filter(href => !/^(https?:|blob:|about:blank#)/.test(href))), [])
  assert.deepEqual(await page.evaluate(() => [...document.querySelectorAll('*')].flatMap(one => [...one.attributes].filter(attribute => attribute.name.startsWith('on')).map(attribute => attribute.name))), [])
}

test('no route runs, links or shows anything that somebody wrote as such', async () => {
  const { page, context, wrong } = await open(browser, { storageState: signedIn })
  const { endeavour: { entry, timeline } } = await ask(`{ endeavour(slug: "${slug}") { entry(id: "the-note") { uuid } timeline(first: 100) { nodes { uuid } } } }`)
  const home = `/e/${slug}`
  for (const route of ['/', ...['replay', 'call', 'people', 'power', 'legitimacy', 'agency', 'boundaries', 'value', 'shifts', 'landscape', 'compare?cmp=2024-04-01', 'story', 'report', 'record', `entry/${entry.uuid}`, `entry/${timeline.nodes[9].uuid}`].map(one => `${home}/${one}`)]) {
    await page.goto(`${url}${route}`)
    await page.locator('main').first().waitFor()
    await page.waitForLoadState('networkidle')
    await unharmed(page)
  }
  await page.goto(`${url}${home}/entry/${entry.uuid}`)
  await page.getByText(hostile[0], { exact: false }).first().waitFor()
  assert.deepEqual(await wrong(), [])
  await context.close()
})

test('what is taken along is as harmless', async () => {
  const { page, context } = await open(browser, { storageState: signedIn, acceptDownloads: true })
  const take = async (from, name) => {
    const [download] = await Promise.all([page.waitForEvent('download'), from.getByRole('button', { name, exact: true }).click()])
    return readFileSync(await download.path(), 'utf8')
  }
  await page.goto(`${url}/e/${slug}/replay`)
  const panel = page.locator('.wide-only [data-panel="Power map"]')
  await panel.locator('summary').click()
  const svg = await take(panel, 'Picture as SVG')
  const table = await take(panel, 'Table as CSV')
  await page.goto(`${url}/e/${slug}/report`)
  const html = await take(page, 'This page as one file')
  const gexf = await take(page, 'Network as GEXF')
  const markdown = await take(page, 'Markdown')
  // As a program that shows them reads them.
  const found = await page.evaluate(([svg, gexf]) => [[svg, 'image/svg+xml'], [gexf, 'application/xml']].map(([text, type]) => {
    const document = new DOMParser().parseFromString(text, type)
    return [document.querySelector('parsererror')?.textContent ?? '', document.querySelectorAll('script, image, foreignObject, a').length, [...document.querySelectorAll('*')].flatMap(one => [...one.attributes].filter(attribute => attribute.name.startsWith('on'))).length]
  }), [svg, gexf])
  assert.deepEqual(found, [['', 0, 0], ['', 0, 0]])
  assert.deepEqual(table.split('\r\n').flatMap(line => line.match(/(^|,)"?[=+@]/g) ?? []), [])
  assert.doesNotMatch(markdown, /(?<!\\)<(script|img|svg)|(?<!\\)\]\(javascript:/i)
  const opened = await context.newPage()
  // Without the policy of the server, as from a disk.
  await opened.route('**/*', route => route.abort())
  await opened.setContent(html)
  await unharmed(opened)
  assert.equal(await opened.locator('script').count(), 0)
  await context.close()
})
