// The seven dimensions of convening work: their names, and the glyphs that stand beside their colours everywhere.
export const dimensions = ['CALL', 'LEGITIMACY', 'BOUNDARY', 'IDENTITY', 'AGENCY', 'POWER', 'VALUE'] as const
export type Dimension = typeof dimensions[number]

export const nameOf: Record<Dimension, string> = {
  CALL: 'Convening call', LEGITIMACY: 'Legitimacy', BOUNDARY: 'Boundaries', IDENTITY: 'Identity', AGENCY: 'Agency', POWER: 'Power', VALUE: 'Value stories',
}

/** Drawn in a square of 16. */
export const glyphOf: Record<Dimension, string> = {
  CALL: 'M2 3h12v8H8l-3 3v-3H2z',
  LEGITIMACY: 'M8 1l6 2v5c0 3-3 6-6 7-3-1-6-4-6-7V3z',
  BOUNDARY: 'M4 2h3v12H4zM9 2h3v12H9z',
  IDENTITY: 'M8 2a6 6 0 1 0 .01 0z',
  AGENCY: 'M3 2l11 6-11 6z',
  POWER: 'M8 2l7 12H1z',
  VALUE: 'M8 1l2.2 4.7 5 .6-3.700 3.500 1 5.100L8 12.400l-4.500 2.500 1-5.100L.8 6.300l5-.6z',
}

/** The page that has a dimension at full width. */
export const pageOf: Record<Dimension, string> = { CALL: 'call', LEGITIMACY: 'legitimacy', BOUNDARY: 'boundaries', IDENTITY: 'people', AGENCY: 'agency', POWER: 'power', VALUE: 'value' }
