// Runs the tests of the page's functions, and says how many passed: node run.mjs [--results FILE]
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { startVitest } from 'vitest/node'

const { values } = parseArgs({ options: { results: { type: 'string' } } })
const vitest = await startVitest('test', [], { run: true, watch: false })
const counts = { passed: 0, failed: 0, skipped: 0, failures: [] }
for (const module of vitest.state.getTestModules()) {
  // A file that cannot be read has no tests that could fail.
  if (module.state() === 'failed' && [...module.children.allTests()].length === 0) fail(module.relativeModuleId, module.errors())
  for (const test of module.children.allTests()) {
    if (test.result().state === 'failed') fail(test.fullName, test.result().errors)
    else counts[test.result().state]++
  }
}
await vitest.close()

function fail(name, errors) {
  counts.failed++
  counts.failures.push(`${name}: ${(errors[0]?.message ?? '').replace(/\s+/g, ' ').slice(0, 600)}`)
}

if (values.results) writeFileSync(values.results, JSON.stringify(counts))
process.exitCode = counts.failed > 0 || counts.passed === 0 ? 1 : 0
