// The palette as it stands in the styles: text of 4.5 : 1 and marks of 3 : 1 on their grounds, light and dark.
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { dimensions } from './dimensions'

const css = readFileSync(new URL('./styles.css', import.meta.url), 'utf8')
const blocks = { light: css.slice(0, css.indexOf('@media (prefers-color-scheme: dark)')), dark: css.slice(css.indexOf('@media (prefers-color-scheme: dark)'), css.indexOf('* { box-sizing')) }

const tokens = (block: string) => new Map([...block.matchAll(/--([\w-]+):\s*(#[0-9a-fA-F]{3,6})/g)].map(match => [match[1]!, match[2]!]))

function luminance(colour: string): number {
  const full = colour.length === 4 ? [...colour.slice(1)].map(digit => digit + digit).join('') : colour.slice(1)
  const [red, green, blue] = [0, 2, 4].map(place => { const part = parseInt(full.slice(place, place + 2), 16) / 255; return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4 })
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!
}
const contrast = (one: string, other: string) => { const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a); return (light! + 0.05) / (dark! + 0.05) }

test.each(['light', 'dark'] as const)('%s: what is read can be read', scheme => {
  const of = tokens(blocks[scheme])
  for (const ground of ['ground', 'panel'])
    for (const ink of ['ink', 'soft', 'accent', 'fault', 'known-ink']) expect(contrast(of.get(ink)!, of.get(ground)!), `${ink} on ${ground}`).toBeGreaterThanOrEqual(4.5)
  for (const [ink, ground] of [['added-ink', 'added'], ['removed-ink', 'removed'], ['known-ink', 'known'], ['ground', 'accent'], ['ground', 'ink']]) expect(contrast(of.get(ink!)!, of.get(ground!)!), `${ink} on ${ground}`).toBeGreaterThanOrEqual(4.5)
  for (const mark of [...dimensions, 'later', 'focus', 'known-ink']) expect(contrast(of.get(mark)!, of.get('panel')!), mark).toBeGreaterThanOrEqual(3)
})
