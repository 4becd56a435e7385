// The page, as people meet it: on the sample, against what the API says of the same moments.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { ask, launch, open, signIn, url } from '../browser.mjs'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const home = '/e/vessa-water'
const routes = ['/', `${home}/replay?on=2019-10-01&known=2019-10-01`, ...['call', 'people', 'power', 'legitimacy', 'agency', 'boundaries', 'value', 'shifts', 'landscape'].map(strand => `${home}/${strand}?on=2021-12-31`),
  `${home}/compare?on=2019-10-01&cmp=2019-10-01~2019-10-01`, `${home}/story`, `${home}/report?on=2019-10-01`, `${home}/record`, `${home}/record/IdentificationShifted`, `${home}/record/table`, '/open', '/open/another-one']

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

const day = instant => new Date(instant).toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' })
const here = (options = {}) => open(browser, { storageState: signedIn, ...options })

/** Goes somewhere, and waits until the frame is that of the moment. */
async function goto(page, path) {
  await page.goto(url + path)
  await settled(page)
}

async function settled(page) {
  await page.locator('main:not([aria-busy])').first().waitFor()
  await page.waitForFunction(() => !document.querySelector('[data-stale], [aria-busy=true]'))
  await page.waitForTimeout(50)
}

/** What a panel says as a table, cell by cell. */
async function table(page, title) {
  const panel = page.locator(`.wide-only [data-panel="${title}"], .grid:not(.wide-only) [data-panel="${title}"]`).first()
  if (await panel.locator('.empty').count()) return []
  await panel.getByRole('button', { name: 'Show as table' }).click()
  const rows = await panel.locator('tbody tr').evaluateAll(rows => rows.map(row => [...row.children].map(cell => cell.textContent)))
  await panel.getByRole('button', { name: 'Show as picture' }).click()
  return rows
}

describe('both clocks', () => {
  const frame = `query($at: MomentText!, $knownAt: MomentText, $as: Visibility, $from: MomentText) { endeavour(slug: "vessa-water") { frame(at: $at, knownAt: $knownAt, as: $as) {
    account
    power { holdings(first: 50) { nodes { holder { name } influence stance } } }
    legitimacy { constituencies(first: 50) { nodes { element { name } standing } } }
    boundaries { boundaries(first: 50) { nodes { name permeability } } }
    identities { participants(first: 50) { nodes { element { name } nexus(first: 50) { nodes { with { name } strength } } } } }
    agency { people(first: 50) { nodes { element { name } milestones } } }
    narrative { call { current { number text } } }
    longGame { trends(first: 100, from: $from) { nodes { pattern pointCount turn { entry { earliest } } } } }
    value { chains(first: 50) { nodes { isRealized } } realized { totalCount } stories { totalCount } }
    timeline(last: 6) { nodes { summary } }
  } } }`
  for (const [on, known, as] of [['2017-12-31', null], ['2019-10-01', null], ['2019-10-01', '2019-10-01'], ['2019-10-01', '2022-12-31'], ['2021-12-31', '2021-12-31'], ['2021-12-31', null], ['2024-12-31', null], ['2019-10-01', null, 'PUBLIC']])
    test(`each panel says what the frame of ${on} as known at ${known ?? 'any time'}${as ? ` by the ${as.toLowerCase()}` : ''} says`, async () => {
      const { page, context, wrong } = await here()
      await goto(page, `${home}/replay?on=${on}${known ? `&known=${known}` : ''}${as ? `&as=${as.toLowerCase()}` : ''}`)
      // Trends are those of the time bar's window.
      const from = new Date(Number(await page.locator('#on').getAttribute('min')) * 86_400_000 - 1).toISOString()
      const said = (await ask(frame, { from, at: `${on}T23:59:59.999999Z`, knownAt: known && `${known}T23:59:59.999Z`, as })).endeavour.frame
      const sorted = rows => rows.map(row => row.join(' | ')).sort()

      assert.equal(await page.locator('.in-words .account').first().innerText(), said.account)
      assert.deepEqual(sorted((await table(page, 'Power map')).map(row => [row[0], row[2], row[3]])), sorted(said.power.holdings.nodes.map(one => [one.holder.name, one.influence, one.stance])))
      assert.deepEqual(sorted((await table(page, 'Legitimacy')).map(row => row.slice(0, 2))), sorted(said.legitimacy.constituencies.nodes.filter(one => one.standing !== null).map(one => [one.element.name, one.standing])))
      assert.deepEqual(sorted((await table(page, 'Boundaries')).map(row => row.slice(0, 2))), sorted(said.boundaries.boundaries.nodes.filter(one => one.permeability !== null).map(one => [one.name, one.permeability])))
      assert.deepEqual(sorted((await table(page, 'Identities')).map(row => row.slice(0, 2))),
        sorted(said.identities.participants.nodes.flatMap(one => one.nexus.nodes.filter(tie => tie.strength !== null).map(tie => [`${one.element.name} with ${tie.with.name}`, tie.strength]))))
      assert.deepEqual(sorted((await table(page, 'Agency')).filter(row => row[1] !== '–').map(row => [row[0], row[1].split(', ').sort().join(', ')])),
        sorted(said.agency.people.nodes.filter(one => one.milestones.length > 0).map(one => [one.element.name, one.milestones.map(milestone => milestone.toLowerCase().replaceAll('_', ' ')).sort().join(', ')])))
      const call = await table(page, 'Convening call')
      assert.deepEqual(call.at(-1)?.[2] ?? null, said.narrative.call?.current?.text ?? null)
      assert.equal(call.length, said.narrative.call?.current?.number ?? 0)
      assert.deepEqual(sorted((await table(page, 'Micro-shifts')).slice(0, 60).map(row => row.slice(1, 4))), sorted(said.longGame.trends.nodes.slice(0, 60).map(one => [one.pattern.toLowerCase(), one.turn ? day(one.turn.entry.earliest) : '–', one.pointCount])))
      assert.deepEqual((await table(page, 'Value stories')).slice(0, said.value.chains.nodes.length).map(row => row[2]), said.value.chains.nodes.map(one => one.isRealized ? 'yes' : 'no'))
      if (said.value.stories.totalCount > 0) assert.match(await page.locator('.wide-only [data-panel="Value stories"] .summary').innerText(), new RegExp(`^${said.value.stories.totalCount} stor(y|ies) told; ${said.value.realized.totalCount} chains? `))
      assert.deepEqual((await table(page, 'Just happened')).map(row => row[0]), said.timeline.nodes.map(one => one.summary).reverse())
      assert.deepEqual(await wrong(), [])
      await context.close()
    })

  test('what the tracks hold is scrubbed without asking the server', async () => {
    const { page, context } = await here()
    await goto(page, `${home}/replay?on=2017-12-31`)
    const asked = []
    page.on('request', request => { if (request.url().includes('/graphql')) asked.push(request.postData()) })
    const slider = page.getByRole('slider', { name: 'As it was on' })
    const box = await slider.boundingBox()
    const summaries = new Set()
    await page.mouse.move(box.x + box.width * 0.2, box.y + box.height / 2)
    await page.mouse.down()
    for (let step = 0; step < 40; step++) {
      await page.mouse.move(box.x + box.width * (0.2 + step * 0.015), box.y + box.height / 2)
      summaries.add(await page.locator('.wide-only [data-panel="Boundaries"] .summary').innerText())
    }
    assert.deepEqual(asked.filter(body => !body.includes('FrameAt')), [])
    await page.mouse.up()
    assert.ok(summaries.size > 3, 'The boundaries did not move.')
    await context.close()
  })
})

describe('time bar', () => {
  for (const width of [1440, 1024, 390])
    test(`head, strip and sliders stand at one place at ${width}`, async () => {
      const { page, context } = await here({ viewport: { width, height: 900 } })
      for (const on of ['2016-06-01', '2019-10-01', '2024-06-01']) {
        await goto(page, `${home}/replay?on=${on}&known=${on}`)
        const at = await page.evaluate(() => {
          const middle = box => box.left + box.width / 2
          const slider = document.getElementById('on')
          const box = slider.getBoundingClientRect()
          const share = (slider.value - slider.min) / (slider.max - slider.min)
          return { head: middle(document.querySelector('.heads .on').getBoundingClientRect()), known: middle(document.querySelector('.heads .known').getBoundingClientRect()), thumb: box.left + 10 + share * (box.width - 20), strip: document.querySelector('.strip canvas').getBoundingClientRect().left, width: document.querySelector('.strip canvas').getBoundingClientRect().width, share }
        })
        for (const place of [at.head, at.known, at.strip + at.share * at.width]) assert.ok(Math.abs(place - at.thumb) <= 1, `${on}: ${JSON.stringify(at)}`)
      }
      await context.close()
    })

  test('a link shows the same to another browser, and Back undoes', async () => {
    const { page, context } = await here({ permissions: ['clipboard-read', 'clipboard-write'] })
    await goto(page, `${home}/replay?on=2019-10-01&known=2019-10-01`)
    const account = await page.locator('.in-words .account').first().innerText()
    await page.getByRole('button', { name: 'Copy link', exact: true }).click()
    await page.getByText('Copied').waitFor()
    const link = await page.evaluate(() => navigator.clipboard.readText())
    assert.match(link, /on=2019-10-01&known=2019-10-01/)
    await page.getByRole('button', { name: 'Entry before' }).click()
    await settled(page)
    assert.notEqual(page.url(), link)
    await page.goBack()
    await settled(page)
    assert.equal(await page.locator('.in-words .account').first().innerText(), account)
    await context.close()

    const other = await here()
    await goto(other.page, link.slice(url.length))
    assert.equal(await other.page.locator('.in-words .account').first().innerText(), account)
    await other.context.close()
  })

  test('it is walked by keyboard alone', async () => {
    const { page, context } = await here()
    await goto(page, `${home}/replay?on=2019-10-01`)
    await page.keyboard.press('Tab')
    assert.equal(await page.evaluate(() => document.activeElement.textContent), 'To the content')
    const slider = page.getByRole('slider', { name: 'As it was on' })
    await slider.focus()
    const words = () => slider.getAttribute('aria-valuetext')
    for (const [key, day] of [['ArrowRight', '2 October 2019'], ['Shift+ArrowRight', '9 October 2019'], ['PageUp', '9 November 2019'], ['PageDown', '9 October 2019'], ['Shift+ArrowLeft', '2 October 2019']]) {
      await page.keyboard.press(key)
      assert.equal(await words(), day, key)
    }
    await page.keyboard.press('.')
    assert.notEqual(await words(), '2 October 2019')
    await page.keyboard.press('g')
    await page.keyboard.press('Control+A')
    await page.keyboard.type('2018-05')
    await page.keyboard.press('Enter')
    await settled(page)
    assert.equal(await words(), '31 May 2018')
    assert.match(page.url(), /on=2018-05-31/)
    await slider.focus()
    await page.keyboard.press('k')
    assert.equal(await page.evaluate(() => document.activeElement.id), 'known')
    assert.match(await page.locator('#time-bar').ariaSnapshot(), /slider "As it was on"[\s\S]*slider "As known at"/)
    await context.close()
  })

  test('where measures turned stands above the lanes, and one goes there from its trend', async () => {
    const { page, context } = await here()
    await goto(page, `${home}/replay?on=2022-10-01&from=2018-01-01&to=2024-06-30`)
    const { endeavour } = await ask('{ endeavour(slug: "vessa-water") { frame(at: "2022-10-01T23:59:59.999999Z") { longGame { trends(first: 100, from: "2017-12-31T23:59:59.999Z") { nodes { turn { entry { earliest } } } } } } } }')
    const turns = endeavour.frame.longGame.trends.nodes.flatMap(one => one.turn ? [day(one.turn.entry.earliest)] : [])
    assert.ok(turns.length > 0)
    assert.deepEqual((await page.locator('.strip .turn title').allTextContents()).map(title => /^Turned on (.+?):/.exec(title)[1]).sort(), [...new Set(turns)].sort())
    const first = page.locator('.trends').getByRole('button', { name: /^on / }).first()
    const told = (await first.innerText()).replace(/^on /, '')
    await first.click()
    await settled(page)
    assert.equal(day(Number(await page.locator('#on').inputValue()) * 86_400_000), told)
    await context.close()
  })

  test('a moment that was marked later is not shown of the time before', async () => {
    const { page, context } = await here()
    const { endeavour } = await ask('{ endeavour(slug: "vessa-water") { moments(first: 100) { nodes { name entry { recordedAt } } } } }')
    for (const known of ['2020-01-01', null]) {
      await goto(page, `${home}/replay?on=2019-10-01${known ? `&known=${known}` : ''}`)
      const marked = endeavour.moments.nodes.filter(one => !known || one.entry.recordedAt <= `${known}T23:59:59.999Z`)
      assert.equal(await page.locator('.strip .marks a').count(), marked.length)
    }
    await context.close()
  })

  test('the strands are one row of tabs on a narrow page', async () => {
    const { page, context } = await here({ viewport: { width: 390, height: 844 } })
    await goto(page, `${home}/replay?on=2019-10-01`)
    const tops = await page.locator('.tabs [role=tab]').evaluateAll(tabs => [...new Set(tabs.map(tab => Math.round(tab.getBoundingClientRect().top)))])
    assert.equal(tops.length, 1)
    await context.close()
  })

  test('the address on a report is that of what it shows', async () => {
    const { page, context } = await here()
    await goto(page, `${home}/report?on=2019-10-01&known=2019-10-05T09:00:00Z&as=public`)
    const address = new URL(await page.locator('.report-head .address').innerText())
    assert.deepEqual([address.searchParams.get('on'), address.searchParams.get('known'), address.searchParams.get('as')], ['2019-10-01', '2019-10-05T09:00:00Z', 'public'])
    await goto(page, `${home}/report?on=2019-10-01`)
    // What is shown as known now is pinned to the instant up to which it is shown.
    const now = new URL(await page.locator('.report-head .address').innerText()).searchParams.get('known')
    assert.ok(Date.parse(now) <= Date.now() && now.includes('T'), now)
    await context.close()
  })

  test('play goes on by entries and stops with Escape', async () => {
    const { page, context } = await here()
    await goto(page, `${home}/replay?on=2017-01-01`)
    await page.getByRole('button', { name: 'Play' }).click()
    await page.waitForTimeout(2_500)
    await page.keyboard.press('Escape')
    await settled(page)
    assert.match(page.url(), /on=2017-(0[1-9]|1[0-2])/)
    assert.notEqual(page.url(), `${url}${home}/replay?on=2017-01-01`)
    await context.close()
  })
})

describe('for everybody', () => {
  // Dark differs by its colours alone.
  const coloured = routes.filter(route => /replay|compare|story|record$/.test(route))
  for (const [name, options, among] of [['light', {}, routes], ['dark', { colorScheme: 'dark' }, coloured], ['narrow', { viewport: { width: 390, height: 844 } }, routes]])
    test(`axe finds nothing, ${name}`, async () => {
      const { page, context } = await here({ ...options, bypassCSP: true })
      for (const route of among) {
        await goto(page, route)
        await page.evaluate(axe)
        const { violations } = await page.evaluate(() => globalThis.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }))
        assert.deepEqual(violations.map(one => `${one.id}: ${one.nodes.map(node => node.html.slice(0, 160)).slice(0, 3).join(' … ')}`), [], route)
      }
      await context.close()
    })

  test('nothing runs over at 320, with wide text, forced colours and reduced motion; the heads stay in sight', async () => {
    for (const [options, among] of [[{}, routes], [{ forcedColors: 'active' }, routes.slice(0, 3)], [{ reducedMotion: 'reduce' }, routes.slice(0, 3)]]) {
      const { page, context } = await here({ viewport: { width: 320, height: 640 }, ...options, bypassCSP: true })
      for (const route of among) {
        await goto(page, route)
        await page.addStyleTag({ content: '* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }' })
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth) <= 321, `${route} runs over with ${JSON.stringify(options)}: ${await page.evaluate(() => [...document.querySelectorAll('main *')].filter(one => one.getBoundingClientRect().right > 321 && !one.closest('.table, table, pre')).slice(0, 3).map(one => one.outerHTML.slice(0, 120)).join(' … '))}`)
      }
      await goto(page, routes[1])
      assert.ok(await page.locator('#on').isVisible() && await page.locator('#known').isVisible())
      await context.close()
    }
  })

  test('no violation of the policy, nothing in the console and nobody else asked, on any route', async () => {
    const { page, context, wrong } = await here()
    for (const route of routes) {
      await goto(page, route)
      assert.deepEqual(await wrong(), [], route)
    }
    await context.close()
  })

  test('the report prints without a chart cut in two', async () => {
    const { page, context } = await here()
    await goto(page, `${home}/report?on=2019-10-01`)
    await page.emulateMedia({ media: 'print' })
    const pdf = (await page.pdf({ format: 'A4' })).toString('latin1')
    const pages = [...pdf.matchAll(/\/Type\s*\/Page\b/g)].length
    assert.ok(pages >= 3 && pages <= 60, `${pages} pages`)
    assert.deepEqual(await page.evaluate(() => [...document.querySelectorAll('.panel')].filter(one => getComputedStyle(one).breakInside !== 'avoid').length), 0)
    assert.equal(await page.locator('.time-bar').isVisible(), false)
    await context.close()
  })
})

describe('states', () => {
  const stubbed = async (answer, options) => {
    const opened = await here(options)
    await opened.page.route('**/graphql', answer)
    return opened
  }

  test('an endeavour that is not there and one that is not for the viewer are one page', async () => {
    const { page, context } = await here()
    await goto(page, '/e/no-such/replay')
    const missing = await page.locator('main').innerText()
    await context.close()
    const guest = await open(browser)
    await signIn(guest.context, 'GUEST')
    await guest.page.goto(`${url}/e/no-such-either/replay`)
    await settled(guest.page)
    assert.equal(await guest.page.locator('main').innerText(), missing)
    await guest.context.close()
  })

  test('a server that does not answer is told, and tried again', async () => {
    let isDown = true
    const { page, context } = await stubbed(route => isDown ? route.abort() : route.continue())
    await page.goto(`${url}${home}/replay`)
    await page.getByRole('alert').getByText('The server does not answer.').waitFor()
    isDown = false
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.locator('.in-words .account').waitFor()
    await context.close()
  })

  test('while it loads, what will be there is outlined, and nothing for what is quick', async () => {
    const { page, context } = await stubbed(async route => { await new Promise(done => setTimeout(done, 1_200)); await route.continue() })
    await page.goto(`${url}${home}/replay`)
    await page.locator('.skeleton').waitFor()
    await page.locator('.time-bar').waitFor()
    await context.close()
  })

  test('a frame that fails leaves what the tracks hold', async () => {
    const { page, context } = await stubbed(route => route.request().postData()?.includes('FrameAt') ? route.fulfill({ status: 503, contentType: 'application/graphql-response+json', body: JSON.stringify({ errors: [{ message: 'It takes too long.', extensions: { code: 'TIMEOUT' } }] }) }) : route.continue())
    await page.goto(`${url}${home}/replay?on=2019-10-01`)
    await page.getByRole('alert').getByText('It takes too long.').waitFor()
    await page.locator('.wide-only [data-panel="Legitimacy"] svg path.step').first().waitFor()
    await context.close()
  })

  test('a moment before everything, after it, and beyond what was known have sentences of their own', async () => {
    const { page, context } = await here()
    for (const [query, sentence] of [['on=2015-01-01', 'before the first entry'], ['on=2031-01-01', 'after the last entry'], ['on=2020-06-01&known=2019-10-01', 'Nothing was recorded yet of the days after 1 October 2019']]) {
      await goto(page, `${home}/replay?${query}`)
      assert.match(await page.locator('.in-words .where').innerText(), new RegExp(sentence), query)
    }
    await context.close()
  })

  test('an address that cannot be read shows the nearest moment and says so', async () => {
    const { page, context } = await here()
    await goto(page, `${home}/replay?on=someday&known=2019-10-01`)
    await page.getByText('The address has no readable on').waitFor()
    await context.close()
  })

  test('who is not signed in is told how to', async () => {
    const { page, context } = await open(browser)
    await page.goto(`${url}/`)
    await page.getByRole('alert').getByText('You are not signed in').waitFor()
    await context.close()
  })

  test('a guest sees what is public, and is told so', async () => {
    const { page, context } = await open(browser)
    await signIn(context, 'GUEST')
    await page.goto(`${url}${home}/replay?on=2019-10-01`)
    await settled(page)
    assert.match(await page.locator('.top .as').innerText(), /the public \(you\)/)
    assert.doesNotMatch(await page.content(), /Orsovan/)
    await context.close()
  })
})

test('what is recorded meanwhile is told, and shown when it is asked for', async () => {
  const { page, context } = await here()
  await goto(page, `${home}/replay?on=2025-06-30`)
  const before = await page.locator('.wide-only [data-panel="Just happened"] .feed').innerText()
  const words = `Told live ${Date.now()}.`
  // It listens from what was loaded, so what comes between loading and listening is not lost.
  await ask('mutation($words: String!) { recordFieldNoteTaken(input: { endeavour: "vessa-water", occurredAt: "2025-06-01", data: { words: $words } }) { errors { message } } }', { words })
  await page.getByText('1 new entry').waitFor()
  assert.equal(await page.locator('.wide-only [data-panel="Just happened"] .feed').innerText(), before)
  await page.getByRole('button', { name: 'show', exact: true }).click()
  await page.locator('.wide-only [data-panel="Just happened"]').getByText(words).waitFor()
  await context.close()
})

test('pictures, tables and the report are taken along with both clocks in them and in their names', async () => {
  const { page, context, wrong } = await here({ acceptDownloads: true })
  await goto(page, `${home}/replay?on=2019-10-01&known=2019-10-01`)
  const take = async (from, name) => {
    const [download] = await Promise.all([page.waitForEvent('download'), from.getByRole('button', { name, exact: true }).click()])
    return [download.suggestedFilename(), readFileSync(await download.path())]
  }
  const panel = page.locator('.wide-only [data-panel="Legitimacy"]')
  await panel.locator('summary').click()
  const [svgName, svg] = await take(panel, 'Picture as SVG')
  assert.match(svgName, /2019-10-01 known 2019-10-01T235959\.999Z as conveners\.chart\.svg$/)
  assert.match(svg.toString(), /<title>Legitimacy, vessa-water, as it was on 2019-10-01, as known at 2019-10-01T23:59:59\.999Z, as seen by conveners<\/title>/)
  assert.deepEqual([...(await take(panel, 'Picture as PNG'))[1].subarray(1, 4)], [...Buffer.from('PNG')])
  assert.match((await take(panel, 'Table as CSV'))[1].toString(), /^Of,Standing,Since,Values so far,of\r\n/)
  await goto(page, `${home}/report?on=2019-10-01&known=2019-10-01`)
  const [name, report] = await take(page, 'Markdown')
  assert.match(name, /^vessa-water as of 2019-10-01 known at 2019-10-01T235959\.999Z as conveners\.md$/)
  assert.match(report.toString(), /as known at/)
  assert.match((await take(page, 'Network as GEXF'))[1].toString(), /<gexf /)
  assert.match((await take(page, 'This page as one file'))[1].toString(), /^<!doctype html>[\s\S]*One River, Many Taps/)
  assert.deepEqual(await wrong(), [])
  await context.close()
})

test('the keys are listed, and single letters can be switched off', async () => {
  const { page, context } = await here()
  await goto(page, `${home}/replay?on=2019-10-01`)
  await page.keyboard.press('?')
  await page.getByRole('dialog', { name: 'Keys' }).getByRole('checkbox').uncheck()
  await page.keyboard.press('Escape')
  const slider = page.getByRole('slider', { name: 'As it was on' })
  await slider.focus()
  await page.keyboard.press('.')
  assert.equal(await slider.getAttribute('aria-valuetext'), '1 October 2019')
  await page.keyboard.press('ArrowRight')
  assert.equal(await slider.getAttribute('aria-valuetext'), '2 October 2019')
  await context.close()
})

test('a lost connection says so, goes on from where it was, and misses nothing', async () => {
  const { page, context } = await here()
  let [isDown, lines] = [false, []]
  await page.routeWebSocket('**/graphql', line => {
    if (isDown) return line.close({ code: 1011 })
    line.connectToServer()
    lines.push(line)
  })
  await goto(page, `${home}/replay`)
  const note = words => ask('mutation($words: String!) { recordFieldNoteTaken(input: { endeavour: "vessa-water", occurredAt: "2025-06-02", data: { words: $words } }) { errors { message } } }', { words })
  await note(`Before ${Date.now()}`)
  await page.getByText('1 new entry').waitFor()
  await page.getByRole('button', { name: 'show', exact: true }).click()
  isDown = true
  for (const line of lines) await line.close({ code: 1011 })
  await page.getByText('The connection is lost').waitFor()
  await note(`Meanwhile ${Date.now()}`)
  await note(`Meanwhile, too ${Date.now()}`)
  isDown = false
  // What was shown before is not told again.
  await page.getByText('2 new entries').waitFor()
  await page.getByText('The connection is lost').waitFor({ state: 'detached' })
  await context.close()
})

test('the files of the page are small, and come compressed and for ever', async () => {
  const { page, context } = await here()
  const files = new Map()
  page.on('response', response => { if (new URL(response.url()).pathname.startsWith('/assets/')) files.set(response.url(), response) })
  await goto(page, `${home}/replay`)
  await page.waitForTimeout(500)
  const sizes = { js: 0, css: 0 }
  for (const [address, response] of files) {
    assert.match(response.headers()['cache-control'], /max-age=31536000, immutable/)
    const kind = /\.(js|css)$/.exec(address)?.[1]
    if (!kind) continue
    for (const encoding of ['br', 'gzip']) {
      const head = await fetch(address, { method: 'HEAD', headers: { 'accept-encoding': encoding } })
      assert.equal(head.headers.get('content-encoding'), encoding)
      if (encoding === 'gzip') sizes[kind] += Number(head.headers.get('content-length'))
    }
  }
  console.log(`replay: ${Math.round(sizes.js / 1000)} kB of script of at most 150, ${Math.round(sizes.css / 1000)} kB of styles of at most 10, gzip`)
  assert.ok(sizes.js > 0 && sizes.js <= 150_000 && sizes.css > 0 && sizes.css <= 10_000, JSON.stringify(sizes))

  files.clear()
  await page.goto(`${url}${home}/record/IdentificationShifted`)
  await page.locator('#occurredAt').waitFor()
  let extra = 0
  for (const address of files.keys()) {
    if (!/\.(js|css)$/.test(address)) continue
    if (/Record|schema|Form/.test(address)) extra += Number((await fetch(address, { method: 'HEAD', headers: { 'accept-encoding': 'gzip' } })).headers.get('content-length'))
  }
  console.log(`capture: ${Math.round(extra / 1000)} kB more of at most 115, gzip`)
  assert.ok(extra > 0 && extra <= 115_000, `${extra}`)
  for (const path of ['/', `${home}/replay`, '/explore']) assert.equal((await fetch(`${url}${path}`)).headers.get('cache-control'), 'no-cache')
  assert.equal((await fetch(`${url}/no/such/page`)).status, 404)
  await context.close()
})

describe('strands', () => {
  // Of each part: where the frame has it, what is asked of one that the part shows, and what the part then says.
  const people = many => many.map(one => one.name)
  const parts = {
    call: [
      ['The calls, one for each audience', 'narrative', 'calls(first: 1)', 'current { text promise rationale authors { share } } revisions(last: 2) { nodes { rationale } } latestAnswers(first: 1) { nodes { data { words } } } voices(last: 1) { nodes { data { through } } }',
        one => [one.current.text, one.current.promise, one.current.rationale, ...one.current.authors.map(author => `${Math.round(author.share * 100)} %`), one.revisions.nodes[0].rationale, one.latestAnswers.nodes[0].data.words, one.voices.nodes[0].data.through]],
      ['Adapted from one audience to another', 'narrative', 'adaptations(first: 1)', 'to { rationale }', one => [one.to.rationale]],
      ['How far the calls drifted apart', 'narrative', 'drifts(first: 1)', 'value one { audience { name } } other { audience { name } }', one => [`(${Math.round(one.value * 100) / 100})`, one.other.audience.name]],
      ['Withdrawn calls', null, 'timeline(last: 1, kinds: ["ConveningCallWithdrawn"])', '... on ConveningCallWithdrawn { data { reason } }', one => [one.data.reason]],
    ],
    people: [
      ['Who takes part', 'identities', 'participants(first: 1, includeLeft: true)', 'element { name description } nexus(first: 1) { nodes { with { name } latest { data { words } } } } trajectory(last: 1) { totalCount }', one => [one.element.name, one.element.description, one.nexus.nodes[0].with.name, one.nexus.nodes[0].latest.data.words, `${one.trajectory.totalCount} shift`]],
      ['Who convenes', null, 'conveners(first: 1, includeLeft: true)', 'element { name }', one => [one.element.name]],
      ['Who answers to whom', 'identities', 'answerable(last: 1)', 'data { for words }', one => [one.data.for, one.data.words]],
      ['Who bridges which boundary', 'identities', 'bridges(first: 1)', 'boundary { name } participant { element { name } }', one => [one.boundary.name, one.participant.element.name]],
    ],
    power: [
      ['How far it is sanctioned', null, 'timeline(last: 1, kinds: ["SanctionChanged"])', '... on SanctionChanged { data { words } }', one => [one.data.words]],
      ['Who holds which power', 'power', 'holdings(first: 1)', 'holder { name } words over { name }', one => [one.holder.name, one.words, ...people(one.over)]],
      ['Moves made', 'power', 'moves(last: 1)', 'data { outcome } subjects { name }', one => [one.data.outcome, ...people(one.subjects)]],
      ['Not negotiable', 'power', 'nonNegotiables(last: 1)', 'data { statement }', one => [one.data.statement]],
      ['Voices that are missing', 'power', 'missingVoices(last: 1)', 'subjects { name } data { where }', one => [...people(one.subjects), one.data.where]],
      ['Voices that got a seat', 'power', 'seatedVoices(last: 1)', 'subjects { name } data { where }', one => [...people(one.subjects), one.data.where]],
      ['Every mapping, the latest first', null, 'timeline(last: 1, kinds: ["PowerMapped"])', 'subjects { name }', one => [one.subjects[0].name]],
    ],
    legitimacy: [
      ['Who grants it, and for what', 'legitimacy', 'constituencies(first: 1)', 'element { name } signals { totalCount } bySource(first: 1) { nodes { convener { name } } }', one => [one.element.name, `${one.signals.totalCount} signal`, one.bySource.nodes[0].convener.name]],
      ['Spheres of influence', 'legitimacy', 'spheres(first: 1)', 'subjects { name }', one => people(one.subjects)],
    ],
    agency: [
      ['What each came to be able to do', 'agency', 'people(first: 1)', 'element { name } held(first: 1) { nodes { data { description } } }', one => [one.element.name, ...one.held.nodes.map(held => held.data.description)]],
      ['The ripple', 'agency', 'ripple(first: 1)', 'element { name }', one => [one.element.name]],
      ['Set-backs', null, 'timeline(last: 1, kinds: ["AgencySetBack"])', '... on AgencySetBack { data { description } }', one => [one.data.description]],
      ['Constraints', null, 'timeline(last: 1, kinds: ["AgencyConstrained"])', '... on AgencyConstrained { data { how } }', one => [one.data.how]],
      ['Milestones as they were reached', null, 'timeline(last: 1, kinds: ["AgencyMilestoneReached"])', 'subjects { name }', one => [one.subjects[0].name]],
    ],
    boundaries: [
      ['The boundaries and their sides', 'boundaries', 'boundaries(first: 1)', 'name sides { name } course(last: 1) { nodes { permeability entry { ... on BoundaryShifted { data { words } } } } }', one => [one.name, ...one.sides.flatMap(people), ...one.course.nodes.flatMap(point => [`(${point.permeability})`, point.entry.data?.words])]],
      ['Encounters', 'boundaries', 'encounters(last: 1)', 'data { title outcome } subjects { name }', one => [one.data.title, one.data.outcome, ...people(one.subjects)]],
      ['Boundary objects', 'boundaries', 'objects(first: 1)', 'data { name }', one => [one.data.name]],
      ['Learning spaces', 'boundaries', 'spaces(first: 1)', 'name who { name }', one => [one.name, ...people(one.who)]],
    ],
    value: [
      ['Outcomes', 'evaluation', 'outcomes(first: 1)', 'change significance claims(first: 1) { nodes { claim causes { entry { summary } } rivals { text } aspects { findings(first: 1) { nodes { words } } } } }', one => [one.change, one.significance, ...one.claims.nodes.flatMap(claim => [claim.claim, ...claim.causes.map(cause => cause.entry?.summary), ...claim.rivals.map(rival => rival.text), ...claim.aspects.map(aspect => aspect.findings.nodes[0].words)])]],
      ['Chains that reached a difference made', 'value', 'realized(first: 1)', 'end { text }', one => [one.end.text]],
      ['Open ends', 'value', 'openEnds(first: 1)', 'text teller { name }', one => [one.text, one.teller.name]],
      ['How the value was told', 'narrative', 'valueNarratives(last: 1)', 'text audience { name }', one => [one.text, one.audience.name]],
      ['All stories', 'value', 'stories(first: 1)', 'text', one => [one.text]],
      ['All claims', 'evaluation', 'claims(first: 1)', 'claim', one => [one.claim]],
    ],
    shifts: [
      ['How each measure went', 'longGame', 'trends(first: 1, from: "FROM", patterns: [RELAPSING, TURNED, STALLED, FALLING, RISING, STEADY])', 'rule pointCount elements { name }', one => [one.rule, `${one.pointCount} points`, ...people(one.elements)]],
      ['Tensions', 'longGame', 'tensions(first: 1)', 'course(last: 1) { nodes { data { words } } }', one => [one.course.nodes[0].data.words]],
      ['Silence', 'longGame', 'silence(first: 1)', 'element { name } last { summary }', one => [one.element?.name, one.last?.summary]],
      ['Noticed, and told in words', 'longGame', 'noticed(last: 1)', 'data { words } subjects { name }', one => [one.data.words, ...people(one.subjects)]],
      ['Reflections', 'longGame', 'reflections(last: 1)', 'data { words decision }', one => [one.data.words, one.data.decision]],
      ['Field notes not yet drawn on', 'longGame', 'notDrawnOn(last: 1)', 'data { words }', one => [one.data.words]],
      ['Micro-shifts as they came', 'longGame', 'microShifts(last: 1)', 'elements { name }', one => people(one.elements)],
      ['How the tensions went', null, 'timeline(last: 1, kinds: ["TensionHeld"])', '... on TensionHeld { data { words } }', one => [one.data.words]],
    ],
    landscape: [
      ['Who and what is on the map', 'landscape', 'elements(first: 100, includeRetired: true)', 'name description', one => [one.name, one.description]],
      ['Ties', 'landscape', 'ties(first: 1, includeCut: true)', 'from { name } to { name } nature', one => [one.from.name, one.to.name, one.nature]],
      ['Where the conveners stand', 'landscape', 'located(first: 1)', 'subjects { name }', one => people(one.subjects)],
      ['What shifted around it', 'landscape', 'contextShifts(last: 1)', 'data { title description }', one => [one.data.title, one.data.description]],
      ['Rounds of asking about ties', 'evaluation', 'waves(last: 1)', 'nonRespondents { name }', one => people(one.nonRespondents)],
    ],
  }
  const plain = text => text.replace(/\s+/g, ' ').trim()

  test('each part of each page says what the frame says, and keeps to both clocks', async () => {
    const [on, known] = ['2019-09-30', '2021-03-31']
    const all = Object.entries(parts).flatMap(([strand, of]) => of.map(([title, group, connection, what, facts]) => ({ strand, title, group, connection, what, facts })))
    const { page, context, wrong } = await here()
    await goto(page, `${home}/call?on=${on}&known=${known}`)
    // Trends are those of the time bar's window.
    const from = new Date(Number(await page.locator('#on').getAttribute('min')) * 86_400_000 - 1).toISOString()
    const asked = all.map(({ group, connection, what }, index) => { const field = `${connection.replace('FROM', from)} { totalCount nodes { ${what} } }`; return group ? `p${index}: ${group} { c: ${field} }` : `p${index}: ${field}` })
    const frame = (await ask(`{ endeavour(slug: "vessa-water") { frame(at: "${on}T23:59:59.999999Z", knownAt: "${known}T23:59:59.999Z") { matrix { dimension total { count } } ${asked.join(' ')} } } }`)).endeavour.frame

    for (const strand of Object.keys(parts)) {
      await page.locator('.strand-menu summary').click()
      await page.locator(`.strand-menu a[href^="${home}/${strand}?"]`).click()
      await page.locator('.strand .part').first().waitFor()
      await settled(page)
      const shown = new Map(await page.locator('.part').evaluateAll(parts => parts.map(part => [part.dataset.part, { text: part.textContent, count: Number(part.querySelector('h2 small')?.textContent ?? 0), links: [...part.querySelectorAll('a')].map(link => link.pathname) }])))
      for (const [index, { title, group, facts }] of [...all.entries()].filter(([, one]) => one.strand === strand)) {
        const said = group ? frame[`p${index}`].c : frame[`p${index}`]
        const part = shown.get(title)
        assert.equal(part?.count, said.totalCount, `${strand}: ${title}`)
        for (const one of said.nodes)
          for (const fact of facts(one)) if (fact) assert.ok(plain(part.text).includes(plain(fact).slice(0, 90)), `${strand}: ${title} does not say “${fact}”: ${plain(part.text).slice(0, 600)}`)
        if (said.totalCount > 0) assert.ok(part.links.some(path => path.startsWith(`${home}/entry/`)), `${strand}: ${title} leads to no entry`)
      }
    }
    assert.deepEqual(await page.locator('.matrix tbody tr').evaluateAll(rows => rows.map(row => row.lastElementChild.querySelector('b')?.textContent ?? '0')), ['CALL', 'LEGITIMACY', 'BOUNDARY', 'IDENTITY', 'AGENCY', 'POWER', 'VALUE'].map(dimension => String(frame.matrix.find(row => row.dimension === dimension).total.count)))
    assert.deepEqual(await wrong(), [])
    await context.close()
  })

  test('a part that fails leaves the others, and a long list is shown to its end', async () => {
    const { page, context } = await here()
    await page.route('**/graphql', route => route.request().postData()?.includes('StrandMoves') ? route.fulfill({ status: 503, contentType: 'application/graphql-response+json', body: JSON.stringify({ errors: [{ message: 'It takes too long.' }] }) }) : route.continue())
    await goto(page, `${home}/power?on=2024-06-01`)
    await page.locator('[data-part="Moves made"]').getByRole('alert').getByText('It takes too long.').waitFor()
    const part = page.locator('[data-part="Every mapping, the latest first"]')
    const count = Number(await part.locator('h2 small').innerText())
    assert.ok(await part.locator('.said').count() < count)
    await part.getByRole('button', { name: `Show all ${count}` }).click()
    await page.waitForFunction(count => document.querySelectorAll('[data-part="Every mapping, the latest first"] .said').length === count, count)
    await context.close()
  })
})
