import { runTests } from './runner.mjs'

await runTests(import.meta.dirname)
