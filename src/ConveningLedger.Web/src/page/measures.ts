// What measures are called.
/** What a measure is of, in words. */
export const measureInWords = (of: { readonly measure: string; readonly subject: readonly string[] }, name: (key: string) => string) =>
  `${of.measure.toLowerCase()}, ${of.subject.map(key => /^[A-Z_]+$/.test(key) ? key.toLowerCase().replaceAll('_', ' ') : name(key)).join(' · ') || 'the common call'}`
