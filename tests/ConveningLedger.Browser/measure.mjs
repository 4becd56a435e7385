// How fast the page is, beside its budgets: node measure.mjs [--throttle 1,4] [SLUG…]. Medians of five, of three where the processor is
// throttled; everything is printed, nothing fails.
import { existsSync, writeFileSync, mkdtempSync, rmSync, readdirSync } from 'node:fs'
import { spawnSync } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { startServer } from '../ConveningLedger.Clients/server.mjs'

const { values: { throttle: throttles }, positionals: slugs } = parseArgs({ options: { throttle: { type: 'string', default: '1,4' } }, allowPositionals: true })
const server = await startServer()
process.env.LEDGER_URL = server.url
process.env.LEDGER_TOKEN = server.token
// Whatever goes wrong, it is not left running.
process.once('uncaughtException', async fault => { console.error(fault); await server.stop(); process.exit(1) })
const { launch, open, signIn, url } = await import('./browser.mjs')

const median = numbers => [...numbers].sort((one, other) => one - other)[Math.floor(numbers.length / 2)]
const share = (numbers, part) => [...numbers].sort((one, other) => one - other)[Math.min(numbers.length - 1, Math.floor(numbers.length * part))]

/** Ten thousand entries over eight years, by a generator of its own seed. */
async function bigOne() {
  let state = 7
  const random = () => { state = (state * 1_103_515_245 + 12_345) % 2_147_483_648; return state / 2_147_483_648 }
  const any = list => list[Math.floor(list.length * random() * random())]
  const people = Array.from({ length: 25 }, (_, number) => `p-${number + 1}`)
  const places = Array.from({ length: 15 }, (_, number) => `place-${number + 1}`)
  let now = Date.UTC(2016, 0, 4, 9)
  const line = (kind, data, day) => JSON.stringify({ endeavour: 'ten-thousand', kind, occurredAt: new Date(day ?? now).toISOString().slice(0, 10), recordedAt: new Date(now).toISOString(), visibility: 'PUBLIC', data })
  const lines = [line('EndeavourOpened', { title: 'Ten thousand', challenges: ['OTHER'], scale: 'LOCAL' }), ...people.map(key => line('ElementMapped', { key, name: key, element: 'PERSON', scale: 'INDIVIDUAL' })), ...places.map(key => line('ElementMapped', { key, name: key, element: 'CONSTITUENCY', scale: 'LOCAL' }))]
  const value = () => Math.round((random() * 2 - 1) * 10) / 10
  while (lines.length < 10_000) {
    now += Math.floor(random() * 50_000_000)
    const day = now - Math.floor(random() * 12) * 86_400_000
    const kind = random()
    lines.push(kind < 0.35 ? line('IdentificationShifted', { participant: any(people), with: any(places), strength: value() }, day) : kind < 0.65 ? line('LegitimacySignalled', { constituency: any(places), source: 'LISTENING', strength: value() }, day)
      : kind < 0.85 ? line('PowerMapped', { holder: any(people), form: 'EXPERTISE', influence: Math.abs(value()), stance: value() }, day) : line('ConveningCallRevised', { text: `Come, for the ${lines.length}th time, and bring what you noticed.`, contributors: [any(people)] }, day))
  }
  return lines.join('\n')
}

const folder = mkdtempSync(join(tmpdir(), 'ledger-measure-'))
const files = []
writeFileSync(join(folder, 'ten-thousand.jsonl'), await bigOne())
files.push(join(folder, 'ten-thousand.jsonl'))
const shared = join(import.meta.dirname, '..', '..', '..', 'shared', 'data', 'kubernetes')
if (existsSync(shared)) files.push(...readdirSync(shared).filter(name => name.includes('sig-release') && /\.jsonl(\.gz)?$/.test(name)).map(name => join(shared, name)))
const program = process.env.LEDGER_SERVER_DLL ?? join(import.meta.dirname, '..', 'ConveningLedger.Server.Tests', 'bin', 'Release', 'net10.0', 'ConveningLedger.Server.dll')
const imported = spawnSync('dotnet', [program, 'import', ...files], { env: { ...process.env, ...server.env }, encoding: 'utf8' })
if (imported.status !== 0) throw new Error(imported.stderr)

const browser = await launch()
const { context: first } = await open(browser)
await signIn(first, 'CONVENER', 'ten-thousand')
if (files.length > 1) await signIn(first, 'CONVENER', 'sig-release')
await signIn(first, 'CONVENER', 'vessa-water')
const storageState = await first.storageState()
await first.close()

const rows = []
for (const slug of slugs.length > 0 ? slugs : ['vessa-water', ...(files.length > 1 ? ['sig-release'] : []), 'ten-thousand'])
  for (const throttle of throttles.split(',').map(Number)) {
    const runs = []
    for (let run = 0; run < (throttle > 1 ? 3 : 5); run++) {
      const { page, context } = await open(browser, { storageState })
      const session = await context.newCDPSession(page)
      await session.send('Emulation.setCPUThrottlingRate', { rate: throttle })
      await page.addInitScript(() => {
        globalThis.long = []
        new PerformanceObserver(list => { for (const entry of list.getEntries()) globalThis.long.push(entry.duration) }).observe({ type: 'longtask' })
      })
      await page.goto(`${url}/e/${slug}/replay`)
      await page.locator('.wide-only [data-panel="Legitimacy"] svg path.step, .wide-only [data-panel="Identities"] svg path.step').first().waitFor()
      const paint = await page.evaluate(() => ({ first: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0, usable: performance.now(), bytes: performance.getEntriesByType('resource').reduce((sum, one) => sum + one.transferSize, 0) }))
      await page.waitForTimeout(1_000)
      const drag = async id => {
        await page.evaluate(() => { globalThis.frames = []; globalThis.long = []; let last = performance.now(); const beat = now => { globalThis.frames.push(now - last); last = now; globalThis.beat = requestAnimationFrame(beat) }; globalThis.beat = requestAnimationFrame(beat) })
        const box = await page.locator(`#${id}`).boundingBox()
        await page.mouse.move(box.x + box.width * 0.1, box.y + box.height / 2)
        await page.mouse.down()
        for (let step = 0; step < 150; step++) await page.mouse.move(box.x + box.width * (0.1 + step * 0.0055), box.y + box.height / 2)
        await page.mouse.up()
        return page.evaluate(() => { cancelAnimationFrame(globalThis.beat); return { frames: globalThis.frames.slice(1), long: globalThis.long } })
      }
      const on = await drag('on')
      await page.waitForTimeout(500)
      const known = await drag('known')
      const { usedSize } = await session.send('Runtime.getHeapUsage')
      runs.push({ ...paint, on, known, heap: usedSize })
      await context.close()
    }
    const of = pick => median(runs.map(pick))
    const row = {
      slug, cpu: `${throttle}×`, 'first paint s': (of(run => run.first) / 1000).toFixed(2), 'usable s': (of(run => run.usable) / 1000).toFixed(2), 'wire kB': Math.round(of(run => run.bytes) / 1000),
      'on p50 ms': of(run => share(run.on.frames, 0.5)).toFixed(1), 'on p95 ms': of(run => share(run.on.frames, 0.95)).toFixed(1), 'known p95 ms': of(run => share(run.known.frames, 0.95)).toFixed(1),
      'tasks > 50 ms': of(run => run.on.long.length), 'longest ms': Math.round(of(run => Math.max(0, ...run.on.long))), 'heap MB': Math.round(of(run => run.heap) / 1e6),
    }
    rows.push(row)
    console.log(JSON.stringify(row))
  }
console.table(rows)
console.log('Budgets, 10,000 entries: first paint 0.8 s and usable 1.5 s (4×: 1.5 and 3.5), 250 kB, frames p95 34 ms (4×: 150), known p95 with the strip at 16 ms of repaint, 8 tasks over 50 ms and none over 120, heap 60 MB.')
await browser.close()
rmSync(folder, { recursive: true, force: true })
await server.stop()
