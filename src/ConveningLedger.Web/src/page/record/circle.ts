// Who will see an entry that names no circle. The server decides, and says it only afterwards; here it is told before, since an append
// cannot be undone. Where the page cannot know it, it says so.
import { circles, type Circle } from '../address'
import type { Draft } from './drafts'
import type { Schema } from './schemas'

/** The circle of whoever records, and that of entries of the endeavour which name none. */
export interface Usual { readonly own: Circle; readonly endeavour: Circle }

// Whom an entry speaks of: said of a person by another, it is for the conveners.
const speaksOf: Readonly<Record<string, (data: Readonly<Record<string, unknown>>) => readonly unknown[]>> = {
  IdentificationShifted: data => [data['participant']], AgencyMilestoneReached: data => [data['who']], AgencySetBack: data => [data['who']], AgencyConstrained: data => [data['who']], TieDrawn: data => [data['from'], data['to']],
  LegitimacySignalled: data => typeof data['strength'] === 'number' && data['strength'] < 0 ? [data['constituency'], data['convener']] : [],
}

const widerOf = (one: Circle, other: Circle) => circles.indexOf(one) < circles.indexOf(other) ? one : other
const isCircle = (value: unknown): value is Circle => circles.some(circle => circle === value)

/** Null where it hangs on something that is not known here. `elementOf` says what kind of element a key names; undefined: not known. */
export function circleOf({ kind, envelope, data }: Pick<Draft, 'kind' | 'envelope' | 'data'>, schema: Schema, usual: Usual, elementOf: (key: string) => string | undefined): Circle | null {
  const endeavour = kind === 'EndeavourOpened' && isCircle(data['defaultVisibility']) ? data['defaultVisibility'] : usual.endeavour
  const [wide, narrow] = [widerOf(endeavour, usual.own), widerOf('CONVENERS', usual.own)]
  if (schema['x-for-conveners-only']) return narrow
  const of = envelope.standpoint === 'SELF' ? [] : (speaksOf[kind]?.(data) ?? []).filter(key => typeof key === 'string' && key !== '').map(key => elementOf(key as string))
  return of.includes('PERSON') ? narrow : of.includes(undefined) && wide !== narrow ? null : wide
}
