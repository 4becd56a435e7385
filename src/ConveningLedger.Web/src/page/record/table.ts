// A landscape as a table: names with what they are and at which scale; after an empty line ties, from whom to whom.
import { plain } from '../kinds'

export const elements = ['PERSON', 'GROUP', 'CONSTITUENCY', 'INSTITUTION', 'PROJECT', 'COMMUNITY', 'NETWORK', 'SYSTEM', 'PRACTICE', 'OTHER'] as const
export const scales = ['INDIVIDUAL', 'LOCAL', 'ORGANISATIONAL', 'REGIONAL', 'NATIONAL', 'INTERNATIONAL', 'GLOBAL'] as const
export const relations = ['WORKS_WITH', 'TRUSTS', 'FUNDS', 'GOVERNS', 'INFORMS', 'BELONGS_TO', 'AT_ODDS', 'OTHER'] as const

export interface Row { readonly line: number; readonly kind: 'ElementMapped' | 'TieDrawn'; readonly words: string; readonly data: Readonly<Record<string, unknown>> }
export interface Fault { readonly line: number; readonly message: string }

/** `upland-growers` of `Upland Growers`: how a key is made of a name. */
export const keyOf = (name: string) => name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 64).replace(/-+$/, '')

const inWords = (values: readonly string[]) => values.map(plain).join(', ')

function choose<T extends string>(text: string, values: readonly T[]): T | null {
  const wanted = text.trim().toUpperCase().replace(/[\s-]+/g, '_')
  return values.find(value => value === wanted) ?? values.find(value => wanted.length >= 3 && value.startsWith(wanted)) ?? null
}

/**
 * Cells are parted by tabs, semicolons or commas, whichever the first line has. `known` gives the key of a name that there is already.
 */
export function readTable(text: string, known: (name: string) => string | null): { readonly rows: readonly Row[]; readonly faults: readonly Fault[] } {
  const lines = text.split(/\r?\n/)
  const first = lines.find(line => line.trim()) ?? ''
  const mark = ['\t', ';', ','].find(one => first.includes(one)) ?? ';'
  const [rows, faults, keys]: [Row[], Fault[], Map<string, string>] = [[], [], new Map()]
  let isTies = false
  lines.forEach((whole, index) => {
    const line = index + 1
    if (whole.trim() === '') {
      isTies = rows.length > 0
      return
    }
    const cells = whole.split(mark).map(cell => cell.trim())
    if (isTies) tie(line, cells)
    else element(line, cells)
  })
  return { rows, faults }

  function element(line: number, [name = '', what = '', at = '']: string[]) {
    const [element, scale, key] = [choose(what, elements), choose(at, scales), keyOf(name)]
    if (key === '') faults.push({ line, message: 'There is no name.' })
    else if (!element) faults.push({ line, message: `“${what}” is nothing that “${name}” can be. Accepted: ${inWords(elements)}.` })
    else if (!scale) faults.push({ line, message: `“${at}” is no scale. Accepted: ${inWords(scales)}.` })
    else if (keys.has(name.toLowerCase())) faults.push({ line, message: `“${name}” is there twice.` })
    else {
      keys.set(name.toLowerCase(), key)
      rows.push({ line, kind: 'ElementMapped', words: `${name}, ${inWords([element])}, ${inWords([scale])}`, data: { key, name, element, scale } })
    }
  }

  function tie(line: number, [from = '', to = '', relation = '', depth = '']: string[]) {
    const of = (name: string) => keys.get(name.toLowerCase()) ?? known(name)
    const [one, other, chosen, deep] = [of(from), of(to), relation === '' ? 'OTHER' : choose(relation, relations), depth === '' ? 1 : Number(depth)]
    const missing = !one ? from : !other ? to : null
    if (missing !== null) faults.push({ line, message: `“${missing}” is neither in the table nor on the map.` })
    else if (!chosen) faults.push({ line, message: `“${relation}” is no tie. Accepted: ${inWords(relations)}.` })
    else if (!Number.isInteger(deep) || deep < 0 || deep > 5) faults.push({ line, message: `“${depth}” is no depth. Accepted: a whole number from 0 to 5.` })
    else rows.push({ line, kind: 'TieDrawn', words: `${from} – ${to}, ${inWords([chosen])}, depth ${deep}`, data: { from: one, to: other, relation: chosen, direction: 'MUTUAL', depth: deep } })
  }
}
