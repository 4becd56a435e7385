import type { Moment } from '../time'

/** Where a moment is among chapters in their order: which it is (-1: none), and which are before and after it. */
export function placeIn(chapters: readonly Moment[], moment: Moment): { readonly at: number; readonly before: number | null; readonly after: number | null } {
  const at = chapters.findIndex(one => one.on === moment.on && one.known === moment.known)
  const known = moment.known ?? Infinity
  const reached = chapters.filter(one => one.on < moment.on || (one.on === moment.on && (one.known ?? Infinity) <= known)).length
  const [before, after] = at === -1 ? [reached - 1, reached] : [at - 1, at + 1]
  return { at, before: before >= 0 ? before : null, after: after < chapters.length ? after : null }
}
