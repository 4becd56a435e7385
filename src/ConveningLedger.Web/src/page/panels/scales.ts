// Words that the strands and what lies beneath them share.

/** How a story stands, where it did not simply happen. */
export const steps = { LIVED: 'it happened', ASPIRED: 'hoped for', STALLED: 'got stuck' } as const
export const effects = { POSITIVE: 'for the better', NULL: 'to no effect', NEGATIVE: 'for the worse' } as const

/** A story's type, and what there is to say of it but that it happened and was for the better. */
export const storyInWords = ({ type, step, effect }: { readonly type: string; readonly step: keyof typeof steps; readonly effect: keyof typeof effects }) =>
  [type.toLowerCase(), step !== 'LIVED' && steps[step], effect !== 'POSITIVE' && effects[effect]].filter(Boolean).join(', ')

/** How easily a boundary is crossed: as the server's accounts say it. */
export const crossings = ['hardly crossed', 'crossed with difficulty', 'half open', 'easily crossed', 'open'] as const
export const crossed = (permeability: number) => crossings[permeability <= 0.1 ? 0 : permeability <= 0.35 ? 1 : permeability <= 0.65 ? 2 : permeability < 0.9 ? 3 : 4]
