// Names of the API, in words: no underscores, no capitals within, and hyphens where English has them.
const hyphened: readonly (readonly [string, string])[] = [['non negotiable', 'non-negotiable'], ['micro shift', 'micro-shift'], ['second hand', 'second-hand']]

const spelt = (words: string) => hyphened.reduce((text, [apart, joined]) => text.replace(apart, joined), words)

/** `short term` of `SHORT_TERM`. */
export const plain = (value: string) => spelt(value.toLowerCase().replaceAll('_', ' '))

/** `Identification shifted` of `IdentificationShifted`. */
export function kindInWords(kind: string): string {
  const words = spelt(kind.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase())
  return words.charAt(0).toUpperCase() + words.slice(1)
}
