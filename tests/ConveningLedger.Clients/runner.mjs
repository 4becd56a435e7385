// Starts one server, runs a project's tests against it, and says how many passed: node run.mjs [--results FILE] [FILE…]
import { run } from 'node:test'
import { spec } from 'node:test/reporters'
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { startServer } from './server.mjs'

// Of a whole file; what waits within one has limits of its own.
const timeout = 900_000

export async function runTests(folder) {
  const { values, positionals } = parseArgs({ options: { results: { type: 'string' } }, allowPositionals: true })
  const files = positionals.length > 0 ? positionals : readdirSync(join(folder, 'tests')).filter(name => name.endsWith('.test.mjs')).map(name => join(folder, 'tests', name))

  // Whoever stops the tests does not leave a server behind.
  const stopped = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => stopped.abort())

  const counts = { passed: 0, failed: 0, skipped: 0, failures: [] }
  let server
  try {
    server = await startServer(stopped.signal)
    process.env.LEDGER_URL = server.url
    process.env.LEDGER_TOKEN = server.token
    await new Promise((done, fail) => {
      const stream = run({ files, concurrency: 1, timeout, signal: stopped.signal })
      // A file whose tests all passed is told as a test, too.
      stream.on('test:pass', test => { if (test.details.type !== 'suite' && !files.includes(test.name)) counts[test.skip === undefined ? 'passed' : 'skipped']++ })
      stream.on('test:fail', test => {
        if (test.details.type === 'suite') return
        counts.failed++
        counts.failures.push(`${test.name}: ${String(test.details.error?.cause?.message ?? test.details.error).replace(/\s+/g, ' ').slice(0, 600)}`)
      })
      stream.on('end', done)
      stream.on('error', fail)
      stream.compose(spec).pipe(process.stdout)
    })
  } catch (fault) {
    if (!stopped.signal.aborted) throw fault
  } finally {
    await server?.stop()
  }
  if (values.results) writeFileSync(values.results, JSON.stringify(counts))
  process.exitCode = stopped.signal.aborted || counts.failed > 0 || counts.passed === 0 ? 1 : 0
}
