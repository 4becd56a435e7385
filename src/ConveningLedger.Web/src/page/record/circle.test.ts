import { expect, test } from 'vitest'
import { circleOf } from './circle'
import { newEnvelope } from './drafts'

const elements: Readonly<Record<string, string>> = { 'p-01': 'PERSON', halden: 'INSTITUTION' }
const usual = { own: 'CONVENERS', endeavour: 'TEAM' } as const
const of = (kind: string, data: Readonly<Record<string, unknown>>, given: { own?: 'CONVENERS' | 'TEAM' | 'EVALUATORS'; standpoint?: string; isNarrow?: boolean } = {}) =>
  circleOf({ kind, envelope: { ...newEnvelope, standpoint: given.standpoint ?? null }, data }, given.isNarrow ? { 'x-for-conveners-only': true } : {}, { ...usual, own: given.own ?? usual.own }, key => elements[key])

test.each([
  ['what is usual', of('EncounterHeld', { who: ['p-01'] }), 'TEAM'],
  ['a kind that is for conveners', of('PowerMapped', { holder: 'halden' }, { isNarrow: true }), 'CONVENERS'],
  ['the same by somebody of the team', of('PowerMapped', { holder: 'halden' }, { isNarrow: true, own: 'TEAM' }), 'TEAM'],
  ['of a person by another', of('IdentificationShifted', { participant: 'p-01' }), 'CONVENERS'],
  ['of a person by the person', of('IdentificationShifted', { participant: 'p-01' }, { standpoint: 'SELF' }), 'TEAM'],
  ['of what is no person', of('AgencySetBack', { who: 'halden' }), 'TEAM'],
  ['of what is not known', of('AgencySetBack', { who: 'somebody' }), null],
  ['of what is not known, where it is all one', of('AgencySetBack', { who: 'somebody' }, { own: 'EVALUATORS' }), 'EVALUATORS'],
  ['a tie to a person', of('TieDrawn', { from: 'somebody', to: 'p-01' }), 'CONVENERS'],
  ['less than no legitimacy', of('LegitimacySignalled', { constituency: 'halden', convener: 'p-01', strength: -0.2 }), 'CONVENERS'],
  ['legitimacy', of('LegitimacySignalled', { constituency: 'halden', convener: 'p-01', strength: 0.2 }), 'TEAM'],
  ['an opening that says', of('EndeavourOpened', { defaultVisibility: 'PUBLIC' }), 'PUBLIC'],
])('%s', (_, circle, expected) => { expect(circle).toBe(expected) })
