import { runTests } from '../ConveningLedger.Clients/runner.mjs'

await runTests(import.meta.dirname)
