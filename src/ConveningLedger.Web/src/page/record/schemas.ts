// The JSON Schemas of the kinds: the contract of the forms, each fetched when its form is.
export interface Schema {
  readonly title?: string
  readonly description?: string
  readonly type?: string
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly items?: Schema
  readonly enum?: readonly string[]
  readonly minimum?: number
  readonly maximum?: number
  readonly maxLength?: number
  readonly 'x-kind'?: string
  readonly 'x-dimension'?: string
  readonly 'x-family'?: string
  readonly 'x-descriptions'?: Readonly<Record<string, string>>
  readonly 'x-refers'?: { readonly things: readonly string[]; readonly elements?: readonly string[] }
  readonly 'x-refers-to-entry'?: readonly string[]
  readonly 'x-format'?: string
  readonly 'x-replaces'?: string
  readonly 'x-names'?: string
  readonly 'x-for-conveners-only'?: boolean
  readonly default?: unknown
  readonly 'x-default'?: unknown
}

const files = import.meta.glob<{ default: Schema }>('../../../../../schema/entries/*.schema.json')
const byKind = new Map(Object.entries(files).map(([path, load]) => [/([A-Za-z]+)\.schema\.json$/.exec(path)?.[1] ?? '', load]))

export const kinds = [...byKind.keys()].filter(kind => /^[A-Z]/.test(kind))

/** The schema of a kind's data; null where there is no such kind. */
export async function schemaOf(kind: string): Promise<Schema | null> {
  const load = byKind.get(kind)
  return load ? (await load()).default : null
}
