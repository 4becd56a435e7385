// A picture of every route, wide and narrow, light and dark, to be looked at: node contact-sheet.mjs FOLDER
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { startServer } from '../ConveningLedger.Clients/server.mjs'

const folder = process.argv[2] ?? 'contact-sheet'
mkdirSync(folder, { recursive: true })
const server = await startServer()
process.env.LEDGER_URL = server.url
process.env.LEDGER_TOKEN = server.token
const { launch, open, settled, signIn, url } = await import('./browser.mjs')
const browser = await launch()
const { context: first } = await open(browser)
await signIn(first)
const storageState = await first.storageState()
await first.close()
const home = '/e/vessa-water'
const routes = {
  home: '/', replay: `${home}/replay?on=2019-10-01`, 'replay then': `${home}/replay?on=2020-06-01&known=2019-10-01`, public: `${home}/replay?on=2019-10-01&as=public`, shifts: `${home}/shifts?on=2021-12-31`, value: `${home}/value`,
  compare: `${home}/compare?on=2019-10-01&cmp=2019-10-01~2019-10-01`, story: `${home}/story`, record: `${home}/record`, form: `${home}/record/PowerMapped`, person: `${home}/person/p-02`, report: `${home}/report?on=2019-10-01`, missing: '/e/no-such/replay',
}
for (const [width, height] of [[1440, 900], [390, 844]])
  for (const colorScheme of ['light', 'dark']) {
    const { page, context } = await open(browser, { storageState, viewport: { width, height }, colorScheme })
    for (const [name, path] of Object.entries(routes)) {
      await page.goto(url + path)
      await settled(page)
      await page.screenshot({ path: join(folder, `${name} ${width} ${colorScheme}.png`), fullPage: true })
    }
    await context.close()
  }
await browser.close()
await server.stop()
