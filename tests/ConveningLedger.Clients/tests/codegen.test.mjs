import { test } from 'node:test'
import assert from 'node:assert/strict'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { spawnSync } from 'node:child_process'
import { generate } from '@graphql-codegen/cli'
import { url, headers } from '../ledger.mjs'

const folder = join(import.meta.dirname, '..')
const work = join(folder, 'node_modules', '.generated')

const program = `
import { request } from 'graphql-request'
import { graphql } from './made/index.ts'
import type { TitleQuery } from './made/graphql.ts'

export const Title = graphql(\`query Title($slug: Slug!) { endeavour(slug: $slug) { id title timeline(first: 2) { nodes { uuid summary ... on FieldNoteTaken { data { words } } } } } }\`)

export function words(answer: TitleQuery): string[] {
  return answer.endeavour?.timeline.nodes.map(entry => entry.__typename === 'FieldNoteTaken' ? entry.data.words : entry.summary) ?? []
}

export async function ask(url: string): Promise<string[]> {
  return words(await request(url, Title, { slug: 'vessa-water' }))
}

export async function mistakes(url: string) {
  // @ts-expect-error: the slug is missing
  const answer = await request(url, Title, {})
  // @ts-expect-error: an endeavour has no such member
  return answer.endeavour?.nonsense
}
`

for (const [name, schema] of [['the published file', join(folder, '..', '..', 'schema', 'convening-ledger.graphql')], ['the server', { [url]: { headers } }]]) {
  test(`types are made from ${name} and a program is checked with them`, async () => {
    rmSync(work, { recursive: true, force: true })
    mkdirSync(work, { recursive: true })
    writeFileSync(join(work, 'program.ts'), program)
    await generate({
      schema, documents: [join(work, 'program.ts')], silent: true, cwd: work, ignoreNoDocuments: true,
      generates: { [`${join(work, 'made')}/`]: { preset: 'client', presetConfig: { fragmentMasking: false }, config: { useTypeImports: true, nonOptionalTypename: true, scalars: { DateTime: 'string', EDTF: 'string', Slug: 'string', UUID: 'string', MomentText: 'string', NumberColumn: '(number | null)[]' } } } },
    }, true)
    const checked = spawnSync(process.execPath, [join(folder, 'node_modules', 'typescript', 'bin', 'tsc'), '--noEmit', '--strict', '--skipLibCheck', '--module', 'preserve', '--moduleResolution', 'bundler', '--allowImportingTsExtensions', '--target', 'es2022', join(work, 'program.ts')], { encoding: 'utf8' })
    assert.equal(checked.status, 0, checked.stdout)
    assert.match(readFileSync(join(work, 'made', 'graphql.ts'), 'utf8'), /export type TitleQuery/)
  })
}
