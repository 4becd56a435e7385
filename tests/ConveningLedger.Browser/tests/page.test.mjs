// The page, as people meet it: on the sample, against what the API says of the same moments.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { ask, launch, open, settled, signIn, url } from '../browser.mjs'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const home = '/e/vessa-water'
const routes = ['/', `${home}/replay?on=2019-10-01&known=2019-10-01`, ...['call', 'people', 'power', 'legitimacy', 'agency', 'boundaries', 'value', 'shifts', 'landscape'].map(strand => `${home}/${strand}?on=2021-12-31`),
  `${home}/compare?on=2019-10-01&cmp=2019-10-01~2019-10-01`, `${home}/story`, `${home}/report?on=2019-10-01`, `${home}/record`, `${home}/record/IdentificationShifted`, `${home}/record/table`, `${home}/entry/claim-pact`, `${home}/person/p-02`, '/open', '/open/another-one']

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
    // How far all is proved is asked once more after what was loaded, whatever anybody does.
    assert.deepEqual(asked.filter(body => !body.includes('FrameAt') && !body.includes('ProofOf')), [])
    assert.ok(asked.filter(body => body.includes('ProofOf')).length <= 1, 'It asks again and again how far all is proved.')
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

  test('it steps to where entries stood, as it was known by then', async () => {
    const { page, context } = await here()
    const after = async address => {
      await goto(page, `${home}/replay${address}`)
      await page.getByRole('button', { name: 'Entry after' }).click()
      return page.getByRole('slider', { name: 'As it was on' }).getAttribute('aria-valuetext')
    }
    // The field trip was moved from the 11th to the 10th; on the 11th nothing happened.
    assert.equal(await after('?on=2017-06-09'), '10 June 2017')
    assert.notEqual(await after('?on=2017-06-10'), '11 June 2017')
    const { endeavour } = await ask('{ endeavour(slug: "vessa-water") { frame(at: "9999") { timeline(kinds: ["EncounterHeld"], occurredFrom: "2017-06-10", occurredUntil: "2017-06-10", first: 1) { nodes { recordedAt } } } } }')
    const known = new Date(Date.parse(endeavour.frame.timeline.nodes[0].recordedAt) + 1000).toISOString()
    assert.equal(await after(`?on=2017-06-10&known=${known}`), '11 June 2017')
    await context.close()
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

  test('the strands are one row of tabs on a narrow page, walked by keyboard', async () => {
    const { page, context } = await here({ viewport: { width: 390, height: 844 } })
    await goto(page, `${home}/replay?on=2019-10-01`)
    const tabs = page.locator('.tabs [role=tab]')
    const tops = await tabs.evaluateAll(tabs => [...new Set(tabs.map(tab => Math.round(tab.getBoundingClientRect().top)))])
    assert.equal(tops.length, 1)
    const focused = () => page.evaluate(() => document.activeElement.textContent)
    const names = await tabs.allTextContents()
    assert.equal(await page.locator('.tabs [role=tab][tabindex="0"]').count(), 1)
    await page.locator('.tabs [aria-selected=true]').focus()
    for (const [key, name] of [['ArrowRight', names[1]], ['ArrowLeft', names[0]], ['ArrowLeft', names.at(-1)], ['Home', names[0]], ['End', names.at(-1)]]) {
      await page.keyboard.press(key)
      assert.equal(await focused(), name, key)
    }
    await page.keyboard.press('Enter')
    await settled(page)
    assert.equal(await page.locator('.tabs [aria-selected=true]').textContent(), names.at(-1))
    const panel = page.getByRole('tabpanel', { name: names.at(-1) })
    assert.equal(await panel.getAttribute('id'), await page.locator('.tabs [aria-selected=true]').getAttribute('aria-controls'))
    assert.equal(await panel.locator('[data-panel]').count(), 1)
    await context.close()
  })

  test('on a narrow page head and time bar leave room, and nothing that has the focus hides behind the bar', async () => {
    const { page, context } = await here({ viewport: { width: 390, height: 844 } })
    const tall = of => page.locator(of).evaluate(one => one.offsetHeight)
    for (const known of ['', '&known=2019-10-01']) {
      await goto(page, `${home}/replay?on=2019-10-01${known}`)
      assert.ok(await tall('.time-bar') <= 118, `${await tall('.time-bar')} px${known}`)
      assert.ok(await tall('.top') <= 48, `${await tall('.top')} px`)
    }
    await goto(page, `${home}/replay?on=2019-10-01`)
    assert.equal(await page.locator('#known').count(), 0)
    await page.getByRole('button', { name: 'known all' }).click()
    assert.ok(await page.locator('#known').isVisible() && await tall('.time-bar') <= 118)
    await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight))
    await page.locator('main a, main button').last().focus()
    for (let step = 0; step < 200; step++) {
      const place = await page.evaluate(() => {
        const one = document.activeElement
        return one.closest('main') ? { top: one.getBoundingClientRect().top, bar: document.querySelector('.time-bar').getBoundingClientRect().bottom, what: one.outerHTML.slice(0, 120) } : null
      })
      if (!place) { assert.ok(step > 10, `${step}`); break }
      assert.ok(place.top >= place.bar - 1, JSON.stringify(place))
      await page.keyboard.press('Shift+Tab')
    }
    await context.close()
  })

  test('pages and strands are reached from a menu, narrow and wide', async () => {
    for (const [width, name] of [[390, 'Menu'], [1440, 'Strands']]) {
      const { page, context } = await here({ viewport: { width, height: 844 } })
      await goto(page, `${home}/compare?on=2019-10-01&cmp=2019-10-01~2019-10-01`)
      const button = page.getByRole('button', { name, exact: true })
      await button.press('Enter')
      assert.equal(await button.getAttribute('aria-expanded'), 'true')
      await page.keyboard.press('Escape')
      assert.equal(await page.locator('.menu .opened').count(), 0)
      assert.ok(await button.evaluate(one => one === document.activeElement))
      await button.click()
      await page.getByRole('link', { name: 'Legitimacy', exact: true }).click()
      await settled(page)
      assert.match(page.url(), /\/legitimacy\?on=2019-10-01/)
      assert.equal(await page.locator('.menu .opened').count(), 0)
      await context.close()
    }
  })

  test('a comparison begins with what was added, removed and moved, names everything, and tells every change once', async () => {
    const { page, context } = await here()
    const { endeavour } = await ask('{ endeavour(slug: "vessa-water") { comparison(from: { at: "2017-12-14", knownAt: "2017-12-15T09:00:17Z" }, to: { at: "2019-10-01T23:59:59.999999Z" }) { changes(first: 100) { totalCount nodes { kind subject from { number } to { number } } } } } }')
    const total = endeavour.comparison.changes.totalCount
    // More than one page of them.
    assert.ok(total > 100)
    await goto(page, `${home}/compare?on=2019-10-01&cmp=2017-12-14~2017-12-15T09:00:17Z`)
    assert.match(await page.locator('.digest h3').innerText(), new RegExp(`^${total} changes`))
    const counted = await page.locator('.digest dt b').allTextContents()
    assert.equal(counted.reduce((sum, count) => sum + Number(count), 0), total)
    await page.getByRole('button', { name: /^Show all \d+ entries$/ }).click()
    const links = await page.locator('.block .what a').evaluateAll(links => links.map(link => link.href))
    assert.equal(new Set(links).size, links.length)
    const text = await page.locator('main').innerText()
    for (const { subject } of endeavour.comparison.changes.nodes)
      for (const key of subject.filter(key => /^(p-\d+|[a-z]+-[a-z-]+|[A-Z]+_[A-Z_]+)$/.test(key))) assert.ok(!text.includes(` ${key}`), key)
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

  test('whoever goes back or leaves while it plays sees what the address says', async () => {
    const { page, context, wrong } = await here()
    const date = page.locator('.clock.on .date')
    await goto(page, `${home}/replay?on=2017-01-01`)
    await date.click()
    await page.getByRole('textbox', { name: 'As it was on' }).fill('2017-06-01')
    await page.keyboard.press('Enter')
    assert.match(await page.evaluate(() => document.activeElement.className), /^date$/)
    await page.getByRole('button', { name: 'Play' }).click()
    await page.waitForFunction(() => document.querySelector('.clock.on .date').textContent !== '1 June 2017')
    await page.goBack()
    await page.getByRole('button', { name: 'Play' }).waitFor()
    assert.deepEqual([await date.innerText(), new URL(page.url()).search], ['1 January 2017', '?on=2017-01-01'])
    await page.getByRole('button', { name: 'Play' }).click()
    await page.waitForFunction(() => document.querySelector('.clock.on .date').textContent !== '1 January 2017')
    await page.getByRole('link', { name: 'Compare', exact: true }).click()
    await page.locator('main').getByText('B 1 January 2017').waitFor()
    assert.match(await page.getByRole('link', { name: 'B', exact: true }).getAttribute('href'), /on=2017-01-01/)
    assert.deepEqual(await wrong(), [])
    await context.close()
  })

  test('a point of a line says its value, its day, who told it and its entry, and leads there', async () => {
    const { page, context } = await here()
    await goto(page, `${home}/people?on=2019-10-01`)
    const chart = page.locator('figure .chart').first()
    const box = await chart.locator('circle').last().boundingBox()
    const spot = chart.locator('.spot')
    assert.equal(await spot.getAttribute('href'), null)
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
    await chart.locator('.spot[href]').waitFor()
    const said = await spot.getAttribute('aria-label')
    assert.match(said, /: −?\d(\.\d+)? on \d+ \w+ \d{4}\. (told|nobody said)/)
    await page.mouse.move(2, 2)
    // By keyboard the same: the last point first, then the one before.
    await spot.focus()
    await page.keyboard.press('ArrowLeft')
    assert.notEqual(await spot.getAttribute('aria-label'), said)
    const id = /entry\/([^?]+)/.exec(await chart.locator('.spot[href]').getAttribute('href'))[1]
    await page.keyboard.press('Enter')
    await page.waitForURL(address => address.pathname.endsWith(`/entry/${id}`))
    await context.close()
  })

  test('all trends and all silences are within reach, and none is told by its key', async () => {
    const { page, context } = await here()
    await goto(page, `${home}/shifts?on=2024-12-31`)
    const { endeavour: { frame: { longGame } } } = await ask('{ endeavour(slug: "vessa-water") { frame(at: "2024-12-31T23:59:59.999999Z") { longGame { trends(from: "2015-12-31", first: 100) { totalCount } silence(first: 100) { totalCount nodes { key } } } } } }')
    await page.locator('[data-panel="Micro-shifts"]').getByRole('button', { name: `Show all ${longGame.trends.totalCount}`, exact: true }).click()
    await page.locator('[data-panel="Micro-shifts"]').getByRole('button', { name: `Show all ${longGame.silence.totalCount}`, exact: true }).click()
    assert.equal(await page.locator('.trends li').count(), longGame.trends.totalCount)
    assert.equal(await page.locator('.silence li').count(), longGame.silence.totalCount)
    const told = (await page.locator('.silence li').allInnerTexts()).map(one => one.replace(/, (since|ever).*$/, ''))
    assert.deepEqual(longGame.silence.nodes.filter(one => told.includes(one.key)), [])
    await context.close()
  })
})

describe('for everybody', () => {
  // Dark differs by its colours alone.
  const coloured = routes.filter(route => /replay|compare|story|record$|entry/.test(route))
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
    assert.ok(pages >= 3 && pages <= 16, `${pages} pages`)
    assert.deepEqual(await page.evaluate(() => [...document.querySelectorAll('.panel')].filter(one => getComputedStyle(one).breakInside !== 'avoid').length), 0)
    assert.equal(await page.locator('.time-bar').isVisible(), false)
    assert.equal(await page.locator('.telling').isVisible(), false)
    // Its contents lead to each part; the single entries of many are told where they are asked for, and the address keeps that.
    const contents = page.getByRole('navigation', { name: 'Contents' })
    assert.deepEqual(await contents.locator('a').evaluateAll(links => links.filter(link => document.querySelectorAll(`[id="${link.hash.slice(1)}"]`).length !== 1).map(link => link.textContent)), [])
    assert.deepEqual([await contents.getByText('Power map').count(), await contents.getByText('Year by year').count()], [1, 0])
    await page.emulateMedia({ media: 'screen' })
    await page.getByLabel('The history').selectOption({ label: 'whole, with each entry' })
    await contents.getByRole('link', { name: 'Year by year' }).waitFor()
    assert.match(await page.locator('.address').innerText(), /history=all/)
    assert.match(await page.locator('#user-content-fn-1').innerText(), /^It was so: .+; it became known on .+ UTC, as an import claims\. Entry [0-9a-f-]{36}/)
    await page.getByLabel('The history').selectOption({ label: 'left out' })
    await page.locator('.history').waitFor({ state: 'detached' })
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

  test('until there is a frame nothing is said of what it holds, nor by its key; a call that was withdrawn can be read', async () => {
    let go
    const held = new Promise(done => { go = done })
    const { page, context } = await stubbed(async route => { if (route.request().postData()?.includes('query FrameAt')) await held; await route.continue() })
    await page.goto(`${url}${home}/replay?on=2024-12-06`)
    await page.locator('.wide-only [data-panel="Power map"] svg text').first().waitFor()
    assert.deepEqual(await page.locator('[data-panel][aria-busy]').evaluateAll(all => all.map(one => one.dataset.panel).sort()), ['Just happened', 'Micro-shifts', 'Value stories'])
    assert.doesNotMatch(await page.locator('main').innerText(), /\bp-\d\d\b|Nothing yet|No trend yet/)
    await page.locator('.wide-only [data-panel="Convening call"] [data-gone]').first().click()
    await page.getByText(/^The call to Vessa Anglers, founded 1911 was withdrawn on 14 June 2020/).waitFor()
    await page.locator('.gone-wording').getByText('there is one river').waitFor()
    go()
    await settled(page)
    await page.locator('.wide-only [data-panel="Value stories"]').getByText('potential, got stuck, to no effect').waitFor()
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

test('as a wider circle would see it, no entry and no news is of a narrower one', async () => {
  const { page, context } = await here()
  const entry = `${home}/entry/926e5380-29b2-5c4e-a6e3-9a229c96a318`
  await goto(page, entry)
  await page.getByRole('heading', { name: 'What it moved' }).waitFor()
  await goto(page, `${entry}?as=public`)
  assert.equal(await page.locator('main').innerText(), await (async () => { await goto(page, `${home}/entry/none`); return page.locator('main').innerText() })())
  await goto(page, `${home}/replay?as=public`)
  const note = async visibility => {
    const words = `Told ${visibility} ${Date.now()}.`
    await ask('mutation($words: String!, $visibility: Visibility!) { recordFieldNoteTaken(input: { endeavour: "vessa-water", occurredAt: "2025-06-01", visibility: $visibility, data: { words: $words } }) { errors { message } } }', { words, visibility })
  }
  await note('CONVENERS')
  await note('PUBLIC')
  // Had the first been told, there would be two.
  await page.getByText('1 new entry').waitFor()
  await page.locator('.top .as select').selectOption('TEAM')
  await page.getByText(/new entr/).waitFor({ state: 'detached' })
  await settled(page)
  await note('TEAM')
  await page.getByText('1 new entry').waitFor()
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
  assert.match(svgName, /2019-10-01 known 2019-10-01T235959\.999Z as the conveners\.chart\.svg$/)
  assert.match(svg.toString(), /<title>Legitimacy, vessa-water, as it was on 2019-10-01, as known at 2019-10-01T23:59:59\.999Z, as seen by the conveners<\/title>/)
  assert.deepEqual([...(await take(panel, 'Picture as PNG'))[1].subarray(1, 4)], [...Buffer.from('PNG')])
  assert.match((await take(panel, 'Table as CSV'))[1].toString(), /^Of,Standing,Since,Values so far,of\r\n/)
  await goto(page, `${home}/report?on=2019-10-01&known=2019-10-01`)
  const [name, report] = await take(page, 'Markdown')
  assert.match(name, /^vessa-water as of 2019-10-01 known at 2019-10-01T235959\.999Z as the conveners\.md$/)
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

test('the story leaves alone the moment that one comes with, and Back goes through its chapters', async () => {
  const { page, context } = await here()
  await goto(page, `${home}/replay?on=2022-06-05`)
  const pages = page.getByRole('navigation', { name: 'Pages' })
  const step = page.locator('.stepper [aria-current=step]')
  await pages.getByRole('link', { name: 'Story' }).click()
  await page.getByRole('heading', { name: /Not a chapter.*5 June 2022/ }).waitFor()
  assert.equal(await step.count(), 0)
  assert.match(page.url(), /story\?on=2022-06-05$/)
  await page.getByRole('button', { name: /^The chapter before this moment/ }).click()
  const first = await step.innerText()
  await page.getByRole('button', { name: 'Chapter after' }).click()
  assert.notEqual(await step.innerText(), first)
  await page.goBack()
  assert.equal(await step.innerText(), first)
  await page.goBack()
  await pages.getByRole('link', { name: 'Replay' }).click()
  await page.waitForURL(/replay\?on=2022-06-05$/)
  // Where no moment is asked for it begins with the first chapter, and leaves nothing between to go back to.
  await goto(page, '/')
  await page.goto(`${url}${home}/story`)
  await step.getByText('1.').waitFor()
  await page.goBack()
  await page.getByRole('heading', { name: 'Endeavours' }).waitFor()
  await context.close()
})

test('an entry is told in full: what it says, what it changed, and what it first said', async () => {
  const { page, context } = await here()
  const { endeavour } = await ask('{ endeavour(slug: "vessa-water") { call: entry(id: "call-2") { ... on ConveningCallRevised { data { text rationale } } } before: entry(id: "call-1") { uuid ... on ConveningCallRevised { data { text } } } } }')
  await goto(page, `${home}/entry/call-2`)
  const wording = page.locator('.wording')
  await wording.getByRole('link', { name: /^wording 1/ }).waitFor()
  const runs = await wording.locator('.call-text').evaluate(text => [...text.children].map(run => [run.tagName, [...run.childNodes].filter(node => node.nodeType === 3).map(node => node.data).join('')]))
  assert.equal(runs.filter(([name]) => name !== 'DEL').map(([, text]) => text).join(''), endeavour.call.data.text)
  assert.equal(runs.filter(([name]) => name !== 'INS').map(([, text]) => text).join(''), endeavour.before.data.text)
  await page.locator('.entry-page dd').getByText(endeavour.call.data.rationale, { exact: true }).waitFor()
  const moved = page.locator('.moved')
  await moved.getByText('How soon the call is meant to matter: urgent → short term').waitFor()
  await moved.getByText('A voice in the call · Lenn Asker').waitFor()

  await goto(page, `${home}/entry/gauge-map`)
  await page.locator('.entry-page dd').getByRole('link', { name: /Somebody noted: “Third time this month/ }).waitFor()
  const makers = page.locator('.corrected tr').filter({ has: page.getByRole('rowheader', { name: 'By', exact: true }) })
  assert.deepEqual([await makers.locator('td').first().innerText(), await makers.locator('td').last().getByText('added').count()], ['not said', 4])
  await context.close()
})
