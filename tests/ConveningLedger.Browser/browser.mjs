// A real browser, and pages in it that tell what went wrong on them.
import { spawn } from 'node:child_process'
import { chromium } from 'playwright-core'
import { existsSync } from 'node:fs'

export const url = process.env.LEDGER_URL
export const token = process.env.LEDGER_TOKEN

const usual = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome']

/** Starts the browser; the test command says by LEDGER_CHROMIUM which. */
export function launch() {
  const program = process.env.LEDGER_CHROMIUM ?? usual.find(existsSync)
  if (!program) throw new Error('No Chromium was found. Install it (Debian, Ubuntu: apt-get install chromium), or name it by LEDGER_CHROMIUM.')
  return chromium.launch({
    executablePath: program,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  })
}

/** Asks the API as the operator. */
export async function ask(query, variables) {
  const answer = await fetch(`${url}/graphql`, { method: 'POST', headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' }, body: JSON.stringify({ query, variables }) })
  const { data, errors } = await answer.json()
  if (errors) throw new Error(JSON.stringify(errors))
  return data
}

/** A link that lets in, once, who opens it. */
async function invitation(role = 'CONVENER', endeavour = 'vessa-water') {
  const { invite } = await ask('mutation($input: InviteInput!) { invite(input: $input) { link errors { message } } }', { input: { endeavour, role, name: 'a browser', days: 1 } })
  if (!invite.link) throw new Error(JSON.stringify(invite.errors))
  return invite.link
}

/** Signs a browser in by an invitation, on a page of its own. */
export async function signIn(context, role, endeavour) {
  const page = await context.newPage()
  await page.goto(await invitation(role, endeavour))
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL(address => !address.pathname.startsWith('/sign-in'))
  await page.close()
}

/** Waits until the frame is that of the moment, and nothing moves any more under what is clicked. */
export async function settled(page) {
  await page.locator('main:not([aria-busy])').first().waitFor()
  await page.waitForFunction(() => !document.querySelector('[data-stale], [aria-busy=true]'))
  await page.waitForTimeout(50)
}

/**
 * A new page, and what went wrong on it: violations of the content security policy, errors, what was said in the console, requests that
 * failed, and requests to anybody else.
 */
export async function open(browser, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options })
  const page = await context.newPage()
  const wrong = []
  await page.addInitScript(() => {
    globalThis.violations = []
    addEventListener('securitypolicyviolation', event => { globalThis.violations.push(`${event.violatedDirective} ${event.blockedURI}`) })
  })
  page.on('pageerror', fault => wrong.push(`error: ${fault.message}`))
  page.on('console', message => { if (['error', 'warning'].includes(message.type())) wrong.push(`${message.type()}: ${message.text()}`) })
  page.on('request', request => {
    const { origin, protocol } = new URL(request.url())
    if (['http:', 'https:', 'ws:', 'wss:'].includes(protocol) && origin.replace(/^ws/, 'http') !== new URL(url).origin) wrong.push(`asks ${origin}`)
  })
  page.on('response', response => { if (response.status() >= 400) wrong.push(`${response.status()} ${response.url()}`) })
  return { page, context, wrong: async () => [...wrong, ...await page.evaluate(() => globalThis.violations)] }
}
