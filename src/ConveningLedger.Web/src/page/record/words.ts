// What was put in, in words: as the form offers it, and as the review shows it.
import { plain } from '../kinds'
import { crossed, crossings } from '../panels/scales'
import type { Schema } from './schemas'

/** One of a list of values, with what it means. */
export const choiceInWords = (value: string, of: Schema | undefined) => `${plain(value)}${of?.['x-descriptions']?.[value] ? `: ${of['x-descriptions'][value]}` : ''}`

type Degrees = readonly [string, string, string, string, string]

const between = (low: string, high: string): Degrees => [low, `rather ${low}`, 'in between', `rather ${high}`, high]

const degrees: Readonly<Record<string, Degrees>> = {
  'IdentificationShifted.strength': ['strongly dis-identifies', 'rather dis-identifies', 'in between', 'rather identifies', 'strongly identifies'],
  'LegitimacySignalled.strength': ['refused', 'rather refused', 'in between', 'rather granted', 'fully granted'],
  'PowerMapped.influence': ['moves next to nothing', 'moves a little', 'moves some things', 'moves much', 'moves a great deal'],
  'PowerMapped.stance': between('blocks', 'enables'),
  'BoundaryNamed.permeability': crossings,
  'BoundaryShifted.permeability': crossings,
}

/** The five words from one end of a measure to the other; those of a tension are its poles. */
export function degreesOf(schema: Schema, name: string, data: Readonly<Record<string, unknown>>): Degrees {
  const known = degrees[`${schema['x-kind']}.${name}`]
  if (known) return known
  const poles = schema.properties?.['tension']?.['x-descriptions']?.[String(data['tension'])]?.replace(/\.$/, '').split(', or ')
  return poles?.length === 2 ? between(poles[0]!.charAt(0).toLowerCase() + poles[0]!.slice(1), poles[1]!) : name === 'leaning' ? between('the first pole', 'the second pole') : between('least', 'most')
}

export function degreeInWords(words: Degrees, { minimum = -1, maximum = 1 }: Schema, value: number) {
  if (words === crossings) return crossed(value)
  const share = (value - minimum) / (maximum - minimum)
  return words[share < 0.2 ? 0 : share < 0.4 ? 1 : share <= 0.6 ? 2 : share <= 0.8 ? 3 : 4]
}

/** A value as the schema means it; keys with what they name. */
export function valueInWords(schema: Schema | undefined, value: unknown, named: (key: string) => string): string {
  if (Array.isArray(value)) return value.map(one => valueInWords(schema?.items, one, named)).join(Array.isArray(value[0]) ? ' | ' : '; ')
  if (value && typeof value === 'object') return Object.entries(value).map(([name, member]) => `${schema?.properties?.[name]?.title ?? name}: ${valueInWords(schema?.properties?.[name], member, named)}`).join(', ')
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value !== 'string') return String(value)
  return schema?.enum ? choiceInWords(value, schema) : schema?.['x-refers'] || schema?.['x-refers-to-entry'] ? named(value) : value
}

/** A member of the data of a kind, as its schema means it. */
export function memberInWords(schema: Schema, name: string, data: Readonly<Record<string, unknown>>, named: (key: string) => string): string {
  const [of, value] = [schema.properties?.[name], data[name]]
  if (of?.type === 'integer' && of.maximum !== undefined && typeof value === 'number') return `${value} of ${of.maximum}`
  return of?.type === 'number' && typeof value === 'number' ? `${degreeInWords(degreesOf(schema, name, data), of, value)} (${value})` : valueInWords(of, value, named)
}

/** What was filled in, member by member. */
export const membersInWords = (schema: Schema, data: Readonly<Record<string, unknown>>, named: (key: string) => string): (readonly [string, string])[] =>
  Object.keys(data).map(name => [schema.properties?.[name]?.title ?? name, memberInWords(schema, name, data, named)] as const)
