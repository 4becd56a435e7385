import { test } from 'node:test'
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildClientSchema, buildSchema, getIntrospectionQuery, lexicographicSortSchema, parse, printSchema, validate, validateSchema } from 'graphql'
import { ask } from '../ledger.mjs'

const folder = join(import.meta.dirname, '..', '..', '..', 'schema')
const sdl = readFileSync(join(folder, 'convening-ledger.graphql'), 'utf8')
const everything = { descriptions: true, specifiedByUrl: true, directiveIsRepeatable: true, schemaDescription: true, inputValueDeprecation: true, oneOf: true }

test('the published schema is valid', () => assert.deepEqual(validateSchema(buildSchema(sdl)), []))

test('the schema that the server tells is valid, and the published one', async () => {
  const told = buildClientSchema(await ask(getIntrospectionQuery(everything)))
  assert.deepEqual(validateSchema(told), [])
  assert.equal(printSchema(lexicographicSortSchema(told)), printSchema(lexicographicSortSchema(buildSchema(sdl))))
})

test('tools that know less ask for less', async () => {
  assert.ok(buildClientSchema(await ask(getIntrospectionQuery())))
  assert.ok(buildClientSchema(await ask(getIntrospectionQuery({ descriptions: false }))))
})

test('the fragment of all entries fits, and is answered', async () => {
  const fragment = readFileSync(join(folder, 'all-entries.graphql'), 'utf8')
  const query = `query { endeavour(slug: "vessa-water") { timeline(first: 20) { nodes { __typename ...AllEntries } } } }\n${fragment}`
  assert.deepEqual(validate(buildSchema(sdl), parse(query)), [])
  const { nodes } = (await ask(query)).endeavour.timeline
  assert.equal(nodes.length, 20)
  for (const node of nodes) assert.ok(node[node.kind[0].toLowerCase() + node.kind.slice(1)], node.kind)
})

test('the linter finds nothing, for Relay or otherwise', () => {
  const rules = [
    'relay-connection-types-spec', 'relay-connection-arguments-spec', 'relay-page-info-spec', 'arguments-have-descriptions', 'defined-types-are-used', 'deprecations-have-a-reason',
    'descriptions-are-capitalized', 'enum-values-all-caps', 'enum-values-have-descriptions', 'fields-are-camel-cased', 'fields-have-descriptions', 'input-object-values-are-camel-cased',
    'input-object-values-have-descriptions', 'types-are-capitalized', 'types-have-descriptions',
  ]
  const linter = join(import.meta.dirname, '..', 'node_modules', 'graphql-schema-linter', 'lib', 'cli.js')
  const linted = spawnSync(process.execPath, [linter, '--rules', rules.join(','), join(folder, 'convening-ledger.graphql')], { encoding: 'utf8' })
  assert.equal(linted.status, 0, (linted.stdout + linted.stderr).slice(0, 4000))
})
