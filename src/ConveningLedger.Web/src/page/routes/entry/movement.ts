import type { MovedQuery } from '../../gql/graphql'

export type Changed = NonNullable<NonNullable<MovedQuery['endeavour']>['comparison']>['changes']['nodes'][number]

/** Just before an instant of the API, to the microsecond. */
export function justBefore(instant: string): string {
  const [, whole, fraction = ''] = /^(.+?)(?:\.(\d+))?Z$/.exec(instant)!
  const micro = Number(fraction.padEnd(6, '0').slice(0, 6))
  return micro > 0 ? `${whole}.${String(micro - 1).padStart(6, '0')}Z` : new Date(Date.parse(`${whole}Z`) - 1).toISOString().replace('999Z', '999999Z')
}

/** What of a difference between two moments an entry made, or had a part in: with whom, where others moved the same. */
export const madeBy = (changes: readonly Changed[], uuid: string) => changes.flatMap(change => {
  const mine = change.movers.nodes.filter(mover => (mover.after ?? mover.before)?.uuid === uuid || mover.causes.some(cause => cause.uuid === uuid))
  if (mine.length === 0) return []
  const others = change.movers.nodes.filter(mover => !mine.includes(mover)).flatMap(mover => mover.after ?? mover.before ?? [])
  return [{ change, others }]
})

/** A sentence without the words it quotes at length at its end: they stand below, whole. */
export function headline(summary: string): string {
  const match = /^(.+?): “(.*)$/s.exec(summary)
  const head = match && match[2]!.length > 60 ? `${match[1]}.` : summary
  return head.charAt(0).toUpperCase() + head.slice(1)
}
