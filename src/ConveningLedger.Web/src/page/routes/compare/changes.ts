// What differs between two moments, in words: what each change is of, what it is called, and which entry made it.
import type { ComparisonOfQuery, NamesOfQuery } from '../../gql/graphql'
import { measureInWords } from '../../measures'
import { plain } from '../../kinds'

export type Comparison = NonNullable<NonNullable<ComparisonOfQuery['endeavour']>['comparison']>
export type Change = Comparison['changes']['nodes'][number]
export type Value = Change['from']
export type Mover = Change['movers']['nodes'][number]
type Named = NonNullable<NonNullable<NamesOfQuery['endeavour']>['frame']>
export type Name = (key: string) => string

export const signs = ['added', 'removed', 'moved', 'changed'] as const
export type Sign = typeof signs[number]

/** What happened to a register: every change is exactly one of these. A first level is added, one that is gone removed. */
export const signOf = (change: Pick<Change, 'kind' | 'from' | 'to'>): Sign =>
  change.kind === 'MEMBERSHIP' ? (change.to?.isMember ? 'added' : 'removed') : !change.from ? 'added' : !change.to ? 'removed' : change.kind === 'MEASURE' ? 'moved' : 'changed'

// What it is called, and how its subject is put: {0} the first part; the rest of the parts where nothing is said.
const registers: Record<Exclude<Change['register'], NonNullable<Change['measure']>>, readonly [label: string, of?: string]> = {
  ACCOUNTABILITY_MOVE: ['what is done about answering', '{0} to {1}, for {2}'],
  BOUNDARY: ['boundaries'], BOUNDARY_NAME: ['name of a boundary'], BOUNDARY_SIDE: ['sides of a boundary', '{1}, on side {2} of {0}'], BOUNDARY_TYPE: ['type of a boundary'],
  BOUNDARY_OBJECT: ['boundary objects'], BOUNDARY_OBJECT_FORM: ['form of a boundary object'], BOUNDARY_OBJECT_MAKER: ['makers of a boundary object', '{1}, of {0}'], BOUNDARY_OBJECT_NAME: ['name of a boundary object'],
  CALL_ANSWER: ['answers to the call', '{0}, to {1|the common call}'], CALL_ARTICULATION: ['how far the call is spoken out', '{0|the common call}'], CALL_HORIZON: ['how soon the call is to matter', '{0|the common call}'],
  CALL_PROMISE: ['promise of the call', '{0|the common call}'], CALL_TEXT: ['convening call', '{0|the common call}'], CALL_VOICE: ['voices in the call', '{0}, in {1|the common call}'],
  CAUSE_ORDER: ['time order of a cause', '{1}, in {0}'], CAUSE_WEIGHT: ['weight of a cause', '{1}, in {0}'], CHALLENGE: ['challenges taken up'],
  CLAIM: ['claims of contribution'], CLAIM_CAUSE: ['claimed causes', '{1}, in {0}'], CLAIM_RIVAL: ['rival explanations', '{1}, beside {0}'], CLAIM_TEXT: ['wording of a claim'],
  CONVENER: ['conveners'], CONVENER_ROLE: ['roles of conveners', '{0}: {1}'],
  ELEMENT: ['on the map'], ELEMENT_DESCRIPTION: ['description'], ELEMENT_FORCE: ['structuring force'], ELEMENT_KIND: ['kind of element'], ELEMENT_NAME: ['name'], ELEMENT_SCALE: ['level of scale'],
  ENDEAVOUR_SCALE: ['level of scale', 'the endeavour'], ENDEAVOUR_STATUS: ['status', 'the endeavour'], TITLE: ['title', 'the endeavour'], PURPOSE: ['purpose', 'the endeavour'], SANCTION: ['sanction', 'the endeavour'],
  FINDING_VERDICT: ['verdict on a finding', '{0}, {1}, by {2}'],
  IDENTITY_ACCOUNTABILITY: ['answering to', '{0} to {1}'], IDENTITY_MOVEMENT: ['movement', '{0} and {1}'],
  LEARNING_SPACE: ['learning spaces'], LEARNING_SPACE_MEMBER: ['members of a learning space', '{1}, in {0}'], LEARNING_SPACE_NAME: ['name of a learning space'],
  LEGITIMACY_DIRECTION: ['signals of legitimacy', '{0}, {*}'], LOCATED_AT: ['where conveners stand'], MILESTONE: ['milestones of agency', '{0}: {1}'], NON_NEGOTIABLE: ['non-negotiables', '{0}: {1}'],
  OUTCOME: ['outcomes'], OUTCOME_CHANGE: ['wording of an outcome'], OUTCOME_EFFECT: ['effect of an outcome'], OUTCOME_INTENDED: ['whether an outcome was intended'], OUTCOME_SIGNIFICANCE: ['significance of an outcome'], OUTCOME_TIME: ['when an outcome came about'],
  PARTICIPANT: ['taking part'], PARTICIPANT_FROM: ['where participants come from', '{0}, from {1}'],
  POWER_APPROACH: ['approach to power', '{0}, {1}'], POWER_OVER: ['power over', '{0}, {1}, over {2}'], POWER_SEEN: ['how visible power is', '{0}, {1}'],
  SPHERE_MEMBER: ['spheres of influence', '{1}, in that of {0}'],
  STORY: ['value stories'], STORY_EFFECT: ['effect of a story'], STORY_LEADS_FROM: ['what stories lead on from', '{0}, from {1}'], STORY_STEP: ['whether a story was lived'], STORY_TEXT: ['wording of a story'], STORY_TYPE: ['kind of value'],
  TIE_DIRECTION: ['direction of a tie', '{0} and {1}, {2}'], TIE_NATURE: ['what a tie is like', '{0} and {1}, {2}'],
  VOICE_MISSING: ['missing voices', '{0}{, of 1}'], VOICE_SEATED: ['voices seated', '{0}{, of 1}'],
  WAVE: ['waves of asking'], WAVE_ANSWERED: ['answered in a wave', '{1}, in {0}'], WAVE_ASKED: ['asked in a wave', '{1}, in {0}'],
}

const isChoice = (text: string) => /^[A-Z][A-Z_]+$/.test(text)
const said: Record<string, string> = { NULL: 'neither', NONE: 'not at all', PRECEDES: 'came before', CONTRADICTS: 'came too late', OVERLAPS: 'at the same time', CANNOT_TELL: 'cannot be told', STRAW: 'straw in the wind', ACTIVE: 'at work', NOT_OPEN: 'not open' }
export const inWords = (choice: string) => said[choice] ?? plain(choice)

/** What kind of thing changed: `milestones of agency`. */
export const labelOf = (change: Pick<Change, 'register' | 'measure'>) => change.measure ? 'levels' : registers[change.register as keyof typeof registers]?.[0] ?? inWords(change.register)

/** Which of its kind: `Mirr camp: initiative taken`. */
export function subjectOf(change: Pick<Change, 'register' | 'measure' | 'subject' | 'elements'>, name: Name): string {
  const given = new Map(change.elements.flatMap(one => one.name ? [[one.key, one.name] as const] : []))
  const part = (text: string) => given.get(text) ?? (isChoice(text) ? inWords(text) : /\s/.test(text) ? `“${text}”` : name(text))
  if (change.measure) return measureInWords({ measure: change.measure, subject: change.subject }, part)
  const parts = change.subject.map(part)
  const put = registers[change.register as keyof typeof registers]?.[1] ?? '{*0}'
  return put.replace(/\{([^}]*)\}/g, (_, hole: string) => {
    if (hole === '*0') return parts.join(' · ') || 'the endeavour'
    if (hole === '*') return parts.slice(1).join(', ')
    if (hole === ', of 1') return parts[1] ? `, ${parts[1]}` : ''
    const [place, otherwise] = hole.split('|')
    return parts[Number(place)] ?? otherwise ?? ''
  }).replace(/, $/, '')
}

const decimals = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 2 })
export const numberInWords = (value: number) => decimals.format(value).replace('-', '−')

export function valueOf(value: Value, name: Name): string {
  if (!value) return 'nothing'
  if (value.number !== null && value.number !== undefined) return numberInWords(value.number)
  if (value.choice) return inWords(value.choice)
  return value.text ? name(value.text) : value.isMember ? 'yes' : 'no'
}

/** From what to what: with one side where there is no other. */
export const courseOf = (change: Pick<Change, 'kind' | 'from' | 'to'>, name: Name) => change.kind === 'MEMBERSHIP' ? '' : !change.from ? valueOf(change.to, name) : !change.to ? `was ${valueOf(change.from, name)}` : `${valueOf(change.from, name)} → ${valueOf(change.to, name)}`

/** The ends of the scale of each measure: the same for both sides. */
export const scaleOf = (measure: Change['measure'], values: readonly number[] = []): readonly [number, number] => {
  const [low, high] = measure === 'PERMEABILITY' || measure === 'INFLUENCE' ? [0, 1] : measure === 'DEPTH' ? [0, 5] : measure === 'MILESTONES' ? [0, 7] : measure === 'VOICES' ? [0, 12] : [-1, 1]
  return [Math.min(low, ...values), Math.max(high, ...values)]
}

export interface Item { readonly of: string; readonly course: string }
export interface Listed { readonly label: string; readonly items: readonly Item[] }
export interface Part { readonly sign: Sign; readonly count: number; readonly lists: readonly Listed[] }

/** What was added, removed, moved and changed: each with its number, gathered by kind; the furthest moved first. */
export function digestOf(changes: readonly Change[], name: Name): Part[] {
  return signs.map(sign => {
    const of = changes.filter(change => signOf(change) === sign)
    if (sign === 'moved') of.sort((one, other) => share(other) - share(one))
    const lists = new Map<string, Item[]>()
    for (const change of of) {
      const label = sign === 'moved' ? '' : change.measure ? (sign === 'added' ? 'first levels' : 'levels gone') : labelOf(change)
      const course = change.kind === 'TEXT' ? '' : courseOf(change, name)
      lists.set(label, [...lists.get(label) ?? [], { of: subjectOf(change, name), course }])
    }
    return { sign, count: of.length, lists: [...lists].map(([label, items]) => ({ label, items })) }
  })
}

// How far of its scale.
const share = (change: Change) => { const [low, high] = scaleOf(change.measure); return Math.abs((change.to?.number ?? 0) - (change.from?.number ?? 0)) / (high - low) }

export const entryOf = (mover: Mover) => mover.after ?? mover.before

export interface Made { readonly change: Change; readonly others: readonly Mover[]; /** How many further ones are not even named. */ readonly unnamed: number }
export interface Block { readonly mover: Mover | null; readonly made: readonly Made[] }

/**
 * Every change once, under the latest of its movers (they come in the order of the frame); blocks in the order in which the entries
 * occurred: first those that moved something, then those that only put something on the map, last what no entry accounts for.
 */
export function blocksOf(changes: readonly Change[]): Block[] {
  const blocks = new Map<string | null, { mover: Mover | null; made: Made[] }>()
  for (const change of changes) {
    const movers = change.movers.nodes.filter(entryOf)
    const mover = movers.at(-1) ?? null
    const id = mover ? entryOf(mover)!.uuid : null
    const block = blocks.get(id) ?? { mover, made: [] }
    block.made.push({ change, others: movers.slice(0, -1), unnamed: Math.max(0, change.movers.totalCount - Math.max(1, movers.length)) })
    blocks.set(id, block)
  }
  const rank = (block: Block) => !block.mover ? 2 : block.made.every(({ change }) => change.register === 'ELEMENT') ? 1 : 0
  const at = (block: Block) => block.mover ? Date.parse(entryOf(block.mover)!.earliest) : 0
  return [...blocks.values()].sort((one, other) => rank(one) - rank(other) || at(one) - at(other))
}

/** Those of a block that are read as one: what came or went in one register, and the rest each by itself. */
export function rowsOf(made: readonly Made[]): Made[][] {
  const rows = new Map<string, Made[]>()
  for (const [index, one] of made.entries()) {
    const key = one.change.kind === 'MEMBERSHIP' ? `${one.change.register} ${signOf(one.change)} ${one.others.map(other => entryOf(other)!.uuid).join()} ${one.unnamed}` : `${index}`
    rows.set(key, [...rows.get(key) ?? [], one])
  }
  return [...rows.values()]
}

const longest = 56
const short = (text: string) => text.length <= longest ? text : `${text.slice(0, longest).replace(/\s+\S*$/, '')} …`

/** What things are called on either side, by key, and entries by id and ref. */
export function namesIn(frames: readonly (Named | null | undefined)[]): Map<string, string> {
  const names = new Map<string, string>()
  const set = (key: string, name: string | null | undefined) => { if (name) names.set(key, name) }
  for (const frame of frames) {
    if (!frame) continue
    for (const one of [...frame.landscape.elements.nodes, ...frame.boundaries.boundaries.nodes, ...frame.boundaries.spaces.nodes]) set(one.key, one.name)
    for (const one of frame.boundaries.objects.nodes) set(one.data.key, one.data.name)
    for (const one of frame.value.stories.nodes) set(one.key, `“${short(one.text)}” (${one.teller.name ?? one.teller.key})`)
    for (const one of frame.evaluation.outcomes.nodes) set(one.key, `the outcome “${short(one.change)}”`)
    for (const one of frame.evaluation.waves.nodes) set(one.key, `the wave of ${one.entry.occurredAt}`)
    for (const one of frame.evaluation.claims.nodes) {
      set(one.key, `the claim of ${one.by.name ?? one.by.key}`)
      for (const { entry } of [...one.causes, ...one.rivals.flatMap(rival => rival.causes)]) {
        if (!entry) continue
        set(entry.uuid, short(entry.summary))
        if (entry.ref) set(entry.ref, short(entry.summary))
      }
    }
  }
  return names
}
