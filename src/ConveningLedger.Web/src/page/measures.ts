// What measures are called.
import { plain } from './kinds'

/** What a measure is of, in words. */
export const measureInWords = (of: { readonly measure: string; readonly subject: readonly string[] }, name: (key: string) => string) =>
  `${of.measure.toLowerCase()}, ${of.subject.map(key => /^[A-Z_]+$/.test(key) ? plain(key) : name(key)).join(' · ') || 'the common call'}`
