// What the choices of the vocabulary say, in words that fit a sentence; a choice that was added since is said as it is named.
import type { Accountability, AccountabilityMove, AgencyLevel, Answer, Approach, Articulation, Aspect, BoundaryObjectForm, BoundaryType, CallTrigger, ConvenerRole, ElementKind, EncounterForm, EvidenceWeight, Force, Formality, Horizon, IdentityMovement, LegitimacyDirection, LegitimacySource, Measure, Milestone, Mode, PowerForm, PowerMove, Relation, Sanction, Scale, Seen, ShiftDirection, ShiftQuestion, Standpoint, StoryEffect, StoryStep, StoryType, Tension, TimeOrder, TrendPattern, Verdict } from './gql/graphql'
import { effects, steps } from '../../panels/scales'
import { shortDay, parseDay } from '../../time'

const said = {
  accountability: { FORMAL: 'answerable there by rule', INFORMAL: 'answerable there by their own sense of it', NONE: 'not answerable there' } satisfies Record<Accountability, string>,
  accountabilityMove: { DROPPED: 'let it go', FACED: 'faced it', REALIGNED: 'brought it in line with another', SERVED: 'served it', SHARED: 'shared it', STRETCHED: 'stretched it' } satisfies Record<AccountabilityMove, string>,
  level: { INDIVIDUAL: 'alone', COLLECTIVE: 'together' } satisfies Record<AgencyLevel, string>,
  answer: { MADE_THEIR_OWN: 'carries it as their own', JOINED: 'came along', INTERESTED: 'wants to hear more', GOING_ALONG: 'goes along, without heart', HESITANT: 'holds back', DECLINED: 'said no', RESISTED: 'works against it' } satisfies Record<Answer, string>,
  approach: { LEVERAGE: 'use it', ENGAGE: 'engage with it', NEGOTIATE: 'negotiate with it', NAME: 'name it', RESIST: 'resist it', BYPASS: 'go around it', WATCH: 'watch it' } satisfies Record<Approach, string>,
  articulation: { SENSED: 'felt, without words', TENTATIVE: 'tried out', NEGOTIATED: 'worked out with others', ARTICULATE: 'said plainly', WITHHELD: 'known and kept back' } satisfies Record<Articulation, string>,
  aspect: { DESCRIPTION: 'whether it happened so', SIGNIFICANCE: 'whether it matters so', CONTRIBUTION: 'whether it came about so' } satisfies Record<Aspect, string>,
  object: { AGREEMENT: 'an agreement', GUIDE: 'a guide', MAP: 'a map', MODEL: 'a model', OTHER: 'something else', STORY: 'a story', TOOL: 'a tool' } satisfies Record<BoundaryObjectForm, string>,
  boundary: { AFFILIATION: 'belonging elsewhere', COMMITMENT: 'caring for different things', CULTURAL: 'cultures', GENERATION: 'generations', GEOGRAPHIC: 'places', HIERARCHY: 'standing above and below', IDENTITY: 'who one takes oneself to be', NATIONAL: 'nations', OTHER: 'something else', POLITICAL: 'politics', PRACTICE: 'doing things differently', RELIGIOUS: 'religions', RESOURCES: 'having and not having', SCALE: 'working at another level', SOCIAL_CLASS: 'classes', TRIBAL: 'tribes' } satisfies Record<BoundaryType, string>,
  trigger: { ACCOUNTABILITY: 'somebody was to be answered to', AUDIENCE: 'it was to reach somebody else', NEW_VOICE: 'a voice that was not heard before', OTHER: 'something else', RESISTANCE: 'something was resisted', SUCCESS: 'something worked', UNDERSTANDING: 'something was understood' } satisfies Record<CallTrigger, string>,
  role: { ADVOCATE: 'speaks for it', CONNECTOR: 'brings people to each other', CUSTODIAN: 'looks after what was begun', HOST: 'receives people and holds the space', PROJECT_INITIATOR: 'started it' } satisfies Record<ConvenerRole, string>,
  element: { COMMUNITY: 'community', CONSTITUENCY: 'people who share a stake', GROUP: 'group', INSTITUTION: 'institution', NETWORK: 'network', OTHER: 'something else', PERSON: 'person', PRACTICE: 'practice', PROJECT: 'project', SYSTEM: 'system' } satisfies Record<ElementKind, string>,
  encounter: { CONVERSATION: 'talking', FIELD_TRIP: 'going to see', JOINT_WORK: 'working on something together', MAPPING: 'drawing a map together', NEGOTIATION: 'negotiating', OTHER: 'in another form', STORYTELLING: 'telling each other stories', TRAINING: 'training', WORKSHOP: 'a workshop' } satisfies Record<EncounterForm, string>,
  weight: { STRAW: 'neither needed nor enough', HOOP: 'needed, not enough', SMOKING_GUN: 'enough, not needed', DOUBLY_DECISIVE: 'needed and enough' } satisfies Record<EvidenceWeight, string>,
  force: { SYSTEM: 'institutions, rules, flows', PRACTICE: 'what people do together', RELATIONSHIP: 'who is tied to whom' } satisfies Record<Force, string>,
  formality: { FORMAL: 'by rule', INFORMAL: 'by custom or feeling' } satisfies Record<Formality, string>,
  horizon: { URGENT: 'now', SHORT_TERM: 'soon', LONG_TERM: 'in the long run' } satisfies Record<Horizon, string>,
  movement: { AT_ODDS: 'at odds with it', CLOSER: 'closer', FADING: 'fading', FURTHER: 'further away', SAME: 'unmoved', TRYING_ON: 'trying it on' } satisfies Record<IdentityMovement, string>,
  direction: { OPENED: 'granted for the first time', SUSTAINED: 'held', GROWN: 'grew', QUESTIONED: 'questioned', REFUSED: 'not granted', LOST: 'withdrawn' } satisfies Record<LegitimacyDirection, string>,
  source: { COMMITMENT: 'staying with it', CONTINUITY: 'having been there all along', FOLLOWING: 'who comes along', HELP_OFFERED: 'having helped', INSTITUTION: 'where one works', LISTENING: 'having listened', LOCAL_TEAM: 'local people doing it', MANDATE: 'being charged with it', OTHER: 'something else', PEER_TESTIMONY: 'others like them speaking for it', QUALIFICATION: 'being trained for it', RELATIONSHIP: 'being known in person', REPUTATION: 'what one is known for', RESULTS: 'what came of it', SHARED_IDENTITY: 'being one of them', SHARED_STORY: 'having lived through the same', TRANSPARENCY: 'saying openly what one does' } satisfies Record<LegitimacySource, string>,
  measure: { DEPTH: 'depth of the tie', IDENTIFICATION: 'identification', INFLUENCE: 'influence', LEANING: 'leaning', MILESTONES: 'milestones held', PERMEABILITY: 'permeability', STANCE: 'stance', STANDING: 'standing', VOICES: 'voices in the call' } satisfies Record<Measure, string>,
  milestone: { VOICE_HEARD: 'their voice was heard', RECOGNISED: 'they were recognised', INITIATIVE_TAKEN: 'they took the initiative', CAPACITY_UNLOCKED: 'a capacity was unlocked', DECISION_SHARED: 'they shared in a decision', SELF_SUSTAINING: 'it goes on by itself', CONVENING_OTHERS: 'they convene others' } satisfies Record<Milestone, string>,
  mode: { ENGAGEMENT: 'doing things together', IMAGINATION: 'picturing it in another way', ALIGNMENT: 'fitting into something wider' } satisfies Record<Mode, string>,
  power: { EXPERTISE: 'knowing', FORMAL_AUTHORITY: 'the right to decide', GATEKEEPING: 'letting in and keeping out', IDENTITY_PRIVILEGE: 'being taken for granted', INFORMAL_INFLUENCE: 'being listened to', NETWORK_POSITION: 'standing between others', OTHER: 'something else', POLICY_CONTROL: 'making the rules', RESOURCE_CONTROL: 'holding resources' } satisfies Record<PowerForm, string>,
  move: { APPROPRIATED: 'took over what was done by', BYPASSED: 'went around', ENLISTED: 'won over', HANDED_OVER: 'handed over to', NAMED: 'named in the open', NEGOTIATED: 'negotiated with', OTHER: 'acted upon', RESISTED: 'resisted', SQUASHED: 'put down', UNDONE: 'reversed what was done by' } satisfies Record<PowerMove, string>,
  relation: { AT_ODDS: 'at odds with', BELONGS_TO: 'belongs to', FUNDS: 'funds', GOVERNS: 'governs', INFORMS: 'informs', OTHER: 'tied to', TRUSTS: 'trusts', WORKS_WITH: 'works with' } satisfies Record<Relation, string>,
  sanction: { UNSANCTIONED: 'nobody in charge agreed to it', TOLERATED: 'it is let be', SANCTIONED: 'it is agreed to', ABSORBED: 'it became part of an institution' } satisfies Record<Sanction, string>,
  scale: { INDIVIDUAL: 'one person', LOCAL: 'a place', ORGANISATIONAL: 'an organisation', REGIONAL: 'a region', NATIONAL: 'a nation', INTERNATIONAL: 'several nations', GLOBAL: 'the world' } satisfies Record<Scale, string>,
  seen: { OBVIOUS: 'everybody sees it', SUBTLE: 'easily missed', HIDDEN: 'kept out of sight', UNWITTING: 'the holder does not know' } satisfies Record<Seen, string>,
  way: { FORWARD: 'forward', BACKWARD: 'backward', SIDEWAYS: 'sideways', STILL: 'looked, and nothing moved' } satisfies Record<ShiftDirection, string>,
  question: { WHAT_IS_CHANGING: 'What is changing?', WHAT_IS_DIFFERENT: 'What is different?', WHAT_IS_POSSIBLE: 'What is possible?' } satisfies Record<ShiftQuestion, string>,
  standpoint: { SELF: 'in their own words', WITNESS: 'as somebody saw it', SECOND_HAND: 'at second hand' } satisfies Record<Standpoint, string>,
  effect: effects satisfies Record<StoryEffect, string>,
  step: steps satisfies Record<StoryStep, string>,
  story: { APPLIED: 'put to use', ENABLING: 'what made it possible', IMMEDIATE: 'worth in itself', ORIENTING: 'worth for finding one’s place', POTENTIAL: 'worth to be put to use', REALIZED: 'a difference made', STRATEGIC: 'worth to those who steer', TRANSFORMATIVE: 'worth that changes what counts as worth' } satisfies Record<StoryType, string>,
  timeOrder: { PRECEDES: 'it was over before the outcome began', OVERLAPS: 'it went on while the outcome came about', CONTRADICTS: 'it came too late to have brought it about', CANNOT_TELL: 'which came first cannot be told' } satisfies Record<TimeOrder, string>,
  pattern: { FALLING: 'falling', QUIET: 'too little to say', RELAPSING: 'relapsing', RISING: 'rising', STALLED: 'stalled', STEADY: 'steady', TURNED: 'turned' } satisfies Record<TrendPattern, string>,
  verdict: { CONFIRMED: 'it holds', PARTLY: 'some of it holds', DISPUTED: 'it does not hold', CANNOT_TELL: 'they cannot tell' } satisfies Record<Verdict, string>,
  shift: { HONOURED: 'honoured', CHALLENGED: 'challenged', OPENED: 'opened', CROSSED: 'crossed', RECONFIGURED: 'drawn anew', DISSOLVED: 'dissolved', HARDENED: 'hardened' },
}

export type Vocabulary = keyof typeof said

/** A choice in words. */
export const say = (of: Vocabulary, value: string): string => (said[of] as Readonly<Record<string, string>>)[value] ?? value.toLowerCase().replaceAll('_', ' ')

/** The two poles of a tension. */
export const polesOf = (tension: string): readonly [string, string] => (poles as Readonly<Record<string, readonly [string, string]>>)[tension] ?? ['the first pole', 'the second pole']
const poles = {
  GROUND_AND_POLITICS: ['on the ground', 'among those who decide'], VISIBLE_AND_INVISIBLE: ['seen', 'behind the scenes'], SHORT_AND_LONG_TERM: ['soon', 'in the long run'], PASSIONATE_AND_PRAGMATIC: ['heart', 'feasibility'],
  WILLFUL_AND_INVITING: ['pushing', 'inviting'], BIG_PICTURE_AND_DETAIL: ['the whole', 'the detail'], IMPATIENT_AND_PERSEVERING: ['wanting it now', 'staying with it'],
} satisfies Record<Tension, readonly [string, string]>

/** Where a number stands between two ends, in words; the number stays beside it. */
export const between = (value: number, low: number, high: number, words: readonly string[]) => words[Math.max(0, Math.min(words.length - 1, Math.floor(((value - low) / (high - low)) * words.length)))]!

export const round = (value: number) => String(Math.round(value * 100) / 100).replace('-', '−')
export const some = (count: number, one: string, many = `${one}s`) => `${count} ${count === 1 ? one : many}`
export const sentence = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']
const seasons: Readonly<Record<string, string>> = { 21: 'spring', 22: 'summer', 23: 'autumn', 24: 'winter' }

/** When something was so, of how it was written: `about March 2019`. */
export function whenInWords(written: string): string {
  const [from, to] = written.split('/')
  if (from && to) return `${whenInWords(from)} to ${whenInWords(to)}`
  const [, date, time, qualifier] = /^([\d-]+)(?:T(\d\d:\d\d)[^~?%]*)?([~?%]?)$/.exec(written) ?? []
  if (!date) return written
  const [year, month, on] = date.split('-')
  const words = on ? shortDay(parseDay(date) ?? 0) : !month ? year! : seasons[month] ? `${seasons[month]} ${year}` : months[Number(month) - 1] ? `${months[Number(month) - 1]} ${year}` : written
  return `${qualifier === '~' || qualifier === '%' ? 'about ' : ''}${words}${time && time !== '00:00' ? `, ${time}` : ''}${qualifier === '?' || qualifier === '%' ? ', perhaps' : ''}`
}
