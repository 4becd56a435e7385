import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { kinds, schemaOf } from './schemas'
import { faultsOf } from './validator'

interface Line { readonly kind: string; readonly data: Record<string, unknown> }
const lines = readFileSync(new URL('../../../../ConveningLedger.Server/Sample/vessa-water.jsonl', import.meta.url), 'utf8').split('\n').filter(Boolean).map(line => JSON.parse(line) as Line)

test('there is a schema for each kind of the sample, and the sample has each kind', () => {
  expect(new Set(lines.map(line => line.kind))).toEqual(new Set(kinds))
})

test.each(kinds)('what the server took of %s is accepted, and what lacks a member is not', async kind => {
  const schema = (await schemaOf(kind))!
  for (const { data } of lines.filter(line => line.kind === kind)) {
    expect(faultsOf(schema as Parameters<typeof faultsOf>[0], data), JSON.stringify(data)).toEqual([])
    for (const member of schema.required ?? []) {
      const { [member]: _, ...rest } = data
      expect(faultsOf(schema as Parameters<typeof faultsOf>[0], rest).map(fault => fault.path.join('.'))).toContain(member)
    }
    expect(faultsOf(schema as Parameters<typeof faultsOf>[0], { ...data, nonsense: 1 })).not.toEqual([])
  }
})

test('numbers out of range, values that are none and keys that are none name their member', async () => {
  const schema = (await schemaOf('IdentificationShifted'))! as Parameters<typeof faultsOf>[0]
  expect(faultsOf(schema, { participant: 'P 01', with: 'halden', strength: 2, movement: 'NEARER' }).map(fault => fault.path.join('.')).sort()).toEqual(['movement', 'participant', 'strength'])
})
