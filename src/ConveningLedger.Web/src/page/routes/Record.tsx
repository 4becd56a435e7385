// Recording: one field first, "What did you notice?"; the kinds come second. What is recorded is looked over before, since it cannot be undone.
import { useCallback, useContext, useEffect, useMemo, useRef, useState, useSyncExternalStore, type FormEvent } from 'react'
import { Link, useSearch } from 'wouter'
import { useQuery } from 'urql'
import type { ErrorSchema } from '@rjsf/utils'
import { toErrorSchema } from '@rjsf/utils'
import { writeView } from '../address'
import { useLedger } from '../ledger'
import { dimensions, nameOf, type Dimension } from '../dimensions'
import type { KeysQuery } from '../gql/graphql'
import { Glyph } from '../Glyph'
import { Waiting } from '../App'
import { Beside, DataForm, KeyInput, Offers, type Offered } from '../record/Form'
import { acceptedDates, DateInput, useDateRead, type DateRead } from '../record/dates'
import { CorrectedDocument, KeysDocument } from '../record/documents'
import { dequeue, discard, enqueue, newDraft, onWaiting, restore, save, use, used, waiting, type Draft, type Envelope } from '../record/drafts'
import { dataOfEntry, filled, membersOf, without, record, type Data, type Outcome, type Refusal } from '../record/record'
import { kindInWords, plain } from '../kinds'
import { circleOf, type Usual } from '../record/circle'
import { stillTold } from '../record/refusals'
import { schemaOf, type Schema } from '../record/schemas'
import { faultsOf } from '../record/validator'
import { membersInWords } from '../record/words'
import { instantInWords } from '../time'
import { TableForm } from './Table'
import '../record/record.css'

const seenBy: Readonly<Record<string, string>> = { PUBLIC: 'everybody', EVALUATORS: 'the evaluators, the team and the conveners', TEAM: 'the team and the conveners', CONVENERS: 'the conveners only' }
const unsure = 'the conveners only where it is said of a person by another, and else '
const told: Readonly<Record<string, string>> = { SELF: 'of oneself', WITNESS: 'as a witness', SECOND_HAND: 'at second hand' }
const people = ['PERSON', 'GROUP', 'CONSTITUENCY']
const noticing = 'FieldNoteTaken'
export const opening = 'EndeavourOpened'
const saveAfter = 500

export default function Record({ kind }: { kind: string | undefined }) {
  const ledger = useLedger()
  const [{ data }] = useQuery({ query: KeysDocument, variables: { slug: ledger.slug } })
  const offered = useMemo(() => lastUsedFirst(offersIn(data), used(ledger.slug)), [data, ledger.slug])
  const query = writeView(ledger.view)
  const frame = data?.endeavour?.frame
  const opened = data?.endeavour?.opening.nodes[0]
  const usual = frame && opened && 'data' in opened ? { own: frame.moment.seenAs, endeavour: opened.data.defaultVisibility } : null
  return (
    <main id="main" className="record-page words">
      <Waits />
      <Offers.Provider value={offered}>
        {kind === 'table' ? <TableForm offered={offered} when={(value, change) => <WhenRead value={value} change={change} />} /> : <Entry key={kind ?? noticing} kind={kind ?? noticing} isQuick={!kind} usual={usual} query={query} />}
      </Offers.Provider>
      {!kind && data && <Kinds kinds={data.catalogue.filter(one => !one.isMeta && one.name !== noticing && one.name !== opening && (ledger.role !== 'EVALUATOR' || one.isByEvaluatorsToo))} slug={ledger.slug} query={query} />}
    </main>
  )
}

function offersIn(data: KeysQuery | undefined): Offered[] {
  const frame = data?.endeavour?.frame
  const all: Offered[] = (data?.endeavour?.timeline.nodes ?? []).map(entry => ({ key: entry.ref ?? entry.uuid, label: entry.summary, thing: 'ENTRY' })).reverse()
  if (!frame) return all
  return [
    ...frame.landscape.elements.nodes.map(one => ({ key: one.key, label: one.name ?? one.key, thing: 'ELEMENT', element: one.element ?? null })),
    ...frame.boundaries.boundaries.nodes.map(one => ({ key: one.key, label: one.name ?? one.key, thing: 'BOUNDARY' })), ...frame.boundaries.spaces.nodes.map(one => ({ key: one.key, label: one.name ?? one.key, thing: 'LEARNING_SPACE' })),
    ...frame.value.stories.nodes.map(one => ({ key: one.key, label: one.text, thing: 'VALUE_STORY' })), ...frame.evaluation.outcomes.nodes.map(one => ({ key: one.key, label: one.change, thing: 'OUTCOME' })),
    ...frame.evaluation.claims.nodes.map(one => ({ key: one.key, label: one.claim, thing: 'CLAIM' })), ...frame.evaluation.waves.nodes.map(one => ({ key: one.key, label: one.key, thing: 'WAVE' })), ...all,
  ]
}

const lastUsedFirst = (offers: readonly Offered[], last: readonly string[]) => {
  const place = ({ key }: Offered) => last.includes(key) ? last.indexOf(key) : last.length
  return [...offers].sort((one, other) => place(one) - place(other))
}

const familyNames: Readonly<Record<string, string>> = { ENDEAVOUR: 'The endeavour', LANDSCAPE: 'The landscape', EVALUATION: 'Evaluation', LONG_GAME: 'The long game' }

/** The kinds, by dimension; those that count to none by family. */
function Kinds({ kinds, slug, query }: { kinds: readonly { readonly name: string; readonly dimension?: string | null; readonly family: string; readonly summary: string }[]; slug: string; query: string }) {
  return (
    <section className="kinds" aria-label="Other kinds of entries">
      <h3>Or say more exactly what it was</h3>
      <p><Link href={`/e/${slug}/record/table${query}`}>Draw a landscape from a table</Link></p>
      {[...dimensions, null].map(of => {
        const here = kinds.filter(one => (one.dimension ?? null) === of)
        return [...new Set(here.map(one => one.family))].map(family => (
          <section key={family}><h4><Glyph of={of} />{of ? nameOf[of] : familyNames[family] ?? family}</h4><ul>{here.filter(one => one.family === family).map(one => <li key={one.name}><Link href={`/e/${slug}/record/${one.name}${query}`}>{kindInWords(one.name)}</Link> <span className="what">{one.summary}</span></li>)}</ul></section>
        ))
      })}
    </section>
  )
}

function Entry({ kind, isQuick, usual, query }: { kind: string; isQuick: boolean; usual: Usual | null; query: string }) {
  const about = new URLSearchParams(useSearch()).get('entry')
  const { slug } = useLedger()
  return <Writing key={about} slug={slug} kind={kind} isQuick={isQuick} about={about} usual={usual} query={query} />
}

/** Writing an entry, looking it over, recording it. */
export function Writing({ slug, kind, isQuick = false, about = null, usual, query = '' }: { slug: string; kind: string; isQuick?: boolean; about?: string | null; usual: Usual | null; query?: string }) {
  const offered = useContext(Offers)
  const begin = (): Draft => ({ ...newDraft(kind), data: about ? { entry: about } : {} })
  const { schema, isLost } = useSchema(kind)
  const [kept] = useState(() => { const found = restore(slug, kind); return !about || found?.data['entry'] === about ? found : null })
  const [begun, setBegun] = useState(begin)
  const [draft, setDraft] = useState<Draft>(kept ?? begun)
  const [isRestored, setRestored] = useState(kept !== null)
  const [step, setStep] = useState<'write' | 'review' | 'sending'>('write')
  const [outcome, setOutcome] = useState<Outcome | null>(null)
  const [isQueued, setQueued] = useState(false)
  const [judged, setJudged] = useState<{ readonly refusals: readonly Refusal[]; readonly when: Draft }>({ refusals: [], when: draft })
  const refusals = stillTold(judged.refusals, judged.when, draft)
  const setRefusals = (refusals: readonly Refusal[], when = draft) => setJudged({ refusals, when })
  const summary = useRef<HTMLDivElement>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  // What was written into a list and not added to it.
  const unadded = useRef(new Map<string, string>())
  const read = useDateRead(draft.envelope.occurredAt)
  const corrected = useCorrected(slug, kind, draft)
  const { schema: replacing } = useSchema(corrected?.kind ?? null)
  // What was destroyed since it was copied out of the entry does not come back with the draft.
  useEffect(() => {
    if (!corrected || draft.erasedThen === undefined || corrected.erasedAt === draft.erasedThen) return
    setDraft(now => ({ ...now, erasedThen: corrected.erasedAt, data: { ...now.data, ...(now.data['data'] ? { data: without(now.data['data'] as Data, corrected.erased) } : {}) } }))
  }, [corrected, draft.erasedThen])

  const unsaved = useRef<Draft | null>(null)
  const flush = useCallback(() => { if (unsaved.current) save(slug, unsaved.current); unsaved.current = null }, [slug])
  const isTouched = draft !== begun && draft !== kept
  useEffect(() => {
    if (!isTouched || step !== 'write') return
    unsaved.current = draft
    const timer = setTimeout(flush, saveAfter)
    return () => clearTimeout(timer)
  }, [draft, isTouched, step, flush])
  useEffect(() => { addEventListener('pagehide', flush); return () => { removeEventListener('pagehide', flush); flush() } }, [flush])

  const view = outcome && 'entry' in outcome ? 'recorded' : step === 'write' ? 'write' : 'review'
  const seen = useRef(view)
  useEffect(() => { if (seen.current !== view) { seen.current = view; heading.current?.focus() } }, [view])
  useEffect(() => { if (judged.refusals.length) summary.current?.focus() }, [judged])

  if (isLost) return <div className="fault" role="alert"><p>The form could not be fetched.</p><button type="button" onClick={() => location.reload()}>Try again</button></div>
  if (schema === undefined) return <Waiting />
  if (schema === null) return <><h2>There is no kind “{kind}”</h2><p><Link href={`/e/${slug}/record${query}`}>The kinds there are</Link></p></>
  const envelope = (next: Partial<Envelope>) => setDraft({ ...draft, envelope: { ...draft.envelope, ...next } })
  const faultsAt = (at: number, all: readonly Refusal[]): ErrorSchema => toErrorSchema(all.filter(one => one.path.length > at).map(one => ({ property: `.${one.path.slice(at).join('.')}`, message: `${one.message} Accepted: ${one.accepted}.`, stack: '' })))
  const besides = (...path: string[]) => refusals.filter(one => path.every((part, index) => one.path[index + 1] === part)).map(one => `${one.message} Accepted: ${one.accepted}.`)
  const titleAt = (path: readonly string[]) => isReplaced(path) ? titleOf(replacing ?? {}, ['input', ...path.slice(2)]) : titleOf(schema, path)
  const circle = usual && circleOf(draft, schema, usual, key => offered.find(one => one.thing === 'ELEMENT' && one.key === key)?.element ?? undefined)
  // What is said about an entry is seen by who sees the entry.
  const withEntry = schema['x-family'] === 'META' ? ', as far as they may see the entry that it is about' : ''
  const seenUsually = `${circle ? seenBy[circle]! : usual ? `${unsure}${seenBy[usual.endeavour]}` : 'as is usual in the endeavour'}${withEntry}`
  const named = (key: string) => { const one = offered.find(offer => offer.key === key); return one && one.label !== key ? `${one.label} (${key})` : key }

  const startAgain = () => {
    const next = begin()
    unsaved.current = null
    setBegun(next)
    setDraft(next)
    setRestored(false)
    setQueued(false)
    setRefusals([])
    setOutcome(null)
    setStep('write')
  }

  const putIn = (refusal: Refusal, value: string) => {
    const [part, ...path] = refusal.path.slice(1)
    setDraft(part === 'data' ? { ...draft, data: put(draft.data, path, value) } : { ...draft, envelope: put({ ...draft.envelope }, refusal.path.slice(1), value) as unknown as Envelope })
    setRefusals(refusals.filter(one => one !== refusal))
    requestAnimationFrame(() => goTo(refusal.path))
  }

  const review = (event: FormEvent) => {
    event.preventDefault()
    // Whose form the data of a correction was written in is the page's to know; what was written for another kind is let go.
    const { of, data: replacement, ...others } = filled(draft.data) as Record<string, unknown>
    const isFor = kind === 'EntryCorrected' && !!replacement && Object.keys(replacement).length > 0 && (!corrected || of === corrected.kind)
    const data: Record<string, unknown> = isFor ? { ...others, of, data: replacement } : others
    const wrong = faultsIn(schema, others, [])
    if (isFor && replacing) wrong.push(...faultsIn(replacing, replacement, ['data']))
    for (const [member, text] of unadded.current) wrong.push({ code: 'unadded', message: `“${text}” was written, and not added.`, path: ['input', ...member.split('.')], accepted: 'to add it, or to clear the field' })
    if (draft.envelope.occurredAt.trim() === '') wrong.unshift({ code: 'required', message: 'When it was so has to be said.', path: ['input', 'occurredAt'], accepted: acceptedDates })
    else if (read.fault) wrong.unshift({ code: 'DATE_UNREADABLE', message: read.fault, path: ['input', 'occurredAt'], accepted: acceptedDates })
    // Empty rows go, so that what is told by its place is found at it.
    const looked = { ...draft, data }
    if (JSON.stringify(data) !== JSON.stringify(draft.data)) setDraft(looked)
    setRefusals(wrong, looked)
    if (wrong.length > 0) return
    flush()
    setStep('review')
  }

  const send = async () => {
    setStep('sending')
    const said = await record(slug, draft)
    if ('refusals' in said) {
      dequeue(slug, draft.id)
      setQueued(false)
      setRefusals(said.refusals)
      setOutcome(null)
      setStep('write')
      return
    }
    if ('entry' in said) {
      discard(slug, kind, draft.id)
      dequeue(slug, draft.id)
      use(slug, textsIn([draft.envelope.toldBy, draft.envelope.mentions, draft.data]).filter(text => offered.some(one => one.thing === 'ELEMENT' && one.key === text)))
    } else if (said.isLost) {
      const isKept = enqueue(slug, draft)
      if (isKept) discard(slug, kind, draft.id)
      setQueued(isKept)
    }
    setOutcome(said)
    setStep('review')
  }

  const goBack = () => {
    // What is written on is not sent behind one's back.
    if (isQueued) { save(slug, draft); dequeue(slug, draft.id); setQueued(false) }
    setOutcome(null)
    setStep('write')
  }

  if (outcome && 'entry' in outcome) {
    return (
      <section className="recorded" role="status">
        <h2 ref={heading} tabIndex={-1}>Recorded{outcome.wasRecordedBefore ? ', by an earlier try' : ''}</h2><p>{outcome.entry.summary}</p><p className="what">It is seen by {seenBy[outcome.entry.visibility]}.</p>
        {kind === opening
          ? <p className="choices"><a href={`/e/${slug}/record`}>Record what comes next</a> <a href={`/e/${slug}/replay`}>See the endeavour</a></p>
          : <p className="choices"><Link href={`/e/${slug}/entry/${outcome.entry.uuid}${query}`}>See the entry</Link> <button type="button" onClick={startAgain}>Record another</button></p>}
      </section>
    )
  }

  if (step !== 'write') {
    const { of, data: replacement, ...members } = draft.data
    return (
      <section className="review" aria-label="Review">
        <h2 ref={heading} tabIndex={-1}>Look it over</h2>
        <p>An entry cannot be undone: it can be corrected or taken back by another entry, and both stay.</p>
        <dl>
          <Told title="What" words={`${kindInWords(kind)}: ${schema.description ?? ''}`} />
          <Told title="It was so" words={read.words ?? draft.envelope.occurredAt} />
          <Told title="Seen by" words={draft.envelope.visibility ? seenBy[draft.envelope.visibility]! : seenUsually} />
          {membersInWords(schema, members, named).map(([title, words]) => <Told key={title} title={title} words={words} />)}
          {replacement !== undefined && typeof of === 'string' && <Told title={`As it should have been: ${kindInWords(of).toLowerCase()}`} words={membersInWords(replacing ?? {}, replacement as Readonly<Record<string, unknown>>, named).map(([title, words]) => `${title}: ${words}`).join('\n')} />}
          {draft.envelope.toldBy && <Told title="Told by" words={named(draft.envelope.toldBy)} />}
          {draft.envelope.standpoint && <Told title="From where it is told" words={told[draft.envelope.standpoint]!} />}
          {draft.envelope.modes.length > 0 && <Told title="Modes of identification" words={draft.envelope.modes.join(', ').toLowerCase()} />}
          {draft.envelope.mentions.length > 0 && <Told title="Speaks of" words={draft.envelope.mentions.map(named).join('; ')} />}
          {draft.envelope.evidence.length > 0 && <Told title="Evidence" words={draft.envelope.evidence.map(named).join('; ')} />}
          {draft.envelope.ref && <Told title="Short name" words={draft.envelope.ref} />}
          {draft.envelope.note && <Told title="Note" words={draft.envelope.note} />}
        </dl>
        {outcome && 'fault' in outcome && <div className="fault" role="alert"><p>{outcome.fault} {!outcome.isLost ? 'Nothing was recorded, and nothing of what you wrote is lost.' : isQueued ? 'The entry is kept on this device and is sent when the connection is back.' : 'This device keeps nothing: leave the page open, and try again.'}</p></div>}
        <p className="choices">
          <button type="button" className="go" disabled={step === 'sending'} onClick={() => void send()}>{step === 'sending' ? 'Recording …' : outcome ? 'Try again' : 'Record it'}</button>
          <button type="button" disabled={step === 'sending'} onClick={goBack}>Back</button>
          {isQueued && <button type="button" disabled={step === 'sending'} onClick={startAgain}>Record another meanwhile</button>}
        </p>
      </section>
    )
  }

  return (
    <form className="entry-form" onSubmit={review} noValidate aria-label={kindInWords(kind)}>
      <h2 ref={heading} tabIndex={-1}>{isQuick ? 'What did you notice?' : kindInWords(kind)}</h2>
      {!isQuick && <p className="what">{schema.description}</p>}
      {isRestored && kept && <p className="restored" role="status">A draft of {instantInWords(kept.saved)} is back. <button type="button" onClick={() => { discard(slug, kind); startAgain() }}>Discard it</button></p>}
      {refusals.length > 0 && (
        <div className="faults" role="alert" tabIndex={-1} ref={summary}>
          <h3>{refusals.length === 1 ? 'One thing is' : `${refusals.length} things are`} not as they have to be</h3>
          <ul>{refusals.map((one, index) => (
            <li key={index}><a href={`#${idOf(one.path)}`} onClick={event => { event.preventDefault(); goTo(one.path) }}>{titleAt(one.path)}</a>: {one.message} Accepted: {one.accepted}.
              {(one.nearest ?? (one.newest ? [one.newest] : [])).map(near => <button key={near} type="button" onClick={() => putIn(one, near)}>{near}</button>)}
              {one.recorded && <> <Link href={`/e/${slug}/entry/${one.recorded.uuid}${query}`}>What was recorded</Link></>}
              {one.code === 'ID_TAKEN' && <button type="button" onClick={() => { setDraft({ ...draft, id: crypto.randomUUID() }); setRefusals(refusals.filter(other => other !== one)) }}>Make it another entry</button>}</li>
          ))}</ul>
        </div>
      )}
      {isQuick
        ? <>
          <div className="field"><label className="spoken" htmlFor="data_words">In words</label><Beside id="data_words" faults={besides('data', 'words')} />
            <textarea id="data_words" rows={5} aria-invalid={besides('data', 'words').length > 0 || undefined} aria-describedby={besides('data', 'words').length > 0 ? 'data_words__fault' : undefined} value={(draft.data['words'] as string | undefined) ?? ''} onChange={event => setDraft({ ...draft, data: { ...draft.data, words: event.target.value } })} /></div>
          <When value={draft.envelope.occurredAt} change={occurredAt => envelope({ occurredAt })} read={read} faults={besides('occurredAt')} />
          <Keys id="about" at="data.about" unadded={unadded.current} faults={besides('data', 'about')} label="Whom or what it is about" what="People, groups, boundaries." values={(draft.data['about'] as string[] | undefined) ?? []} change={about => setDraft({ ...draft, data: { ...draft.data, about } })} things={['ELEMENT', 'BOUNDARY']} />
        </>
        : <>
          <When value={draft.envelope.occurredAt} change={occurredAt => envelope({ occurredAt })} read={read} faults={besides('occurredAt')} />
          <DataForm schema={schema} data={draft.data} change={data => setDraft({ ...draft, data })} faults={faultsAt(2, refusals.filter(one => one.path[1] === 'data' && !isReplaced(one.path)))} leftOut={kind === 'EntryCorrected' ? ['data'] : []} />
          {corrected && replacing && <Replacement key={corrected.uuid} slug={slug} id={corrected.uuid} kind={corrected.kind} erased={membersOf(corrected.erased)} schema={replacing} faults={faultsAt(3, refusals.filter(one => isReplaced(one.path)))}
            data={draft.data['of'] === corrected.kind ? (draft.data['data'] as Record<string, unknown> | undefined) ?? {} : {}} change={data => setDraft(now => ({ ...now, data: { ...now.data, of: corrected.kind, data } }))} begin={data => setDraft(now => ({ ...now, erasedThen: corrected.erasedAt, data: { ...now.data, of: corrected.kind, data } }))} />}
        </>}
      <fieldset className="visibility" id="visibility__field" aria-describedby={besides('visibility').length > 0 ? 'visibility__fault' : undefined}><legend>Who may see it</legend>
        {[[null, `as is usual: ${seenUsually}`], ...Object.entries(seenBy)].map(([one, words]) => <label key={one}><input type="radio" name="visibility" checked={draft.envelope.visibility === one} onChange={() => envelope({ visibility: one ?? null })} /> {words}</label>)}
        <Beside id="visibility" faults={besides('visibility')} />
      </fieldset>
      <details><summary>More about the entry</summary>
        <Simple id="toldBy" label="Told by" faults={besides('toldBy')}><KeyInput id="toldBy" value={draft.envelope.toldBy} change={toldBy => envelope({ toldBy })} things={['ELEMENT']} hasFault={besides('toldBy').length > 0} /></Simple>
        <fieldset id="standpoint__field"><legend>From where it is told</legend>{[[null, 'not said'], ...Object.entries(told)].map(([one, words]) => <label key={words}><input type="radio" name="standpoint" checked={draft.envelope.standpoint === one} onChange={() => envelope({ standpoint: one ?? null })} /> {words}</label>)}<Beside id="standpoint" faults={besides('standpoint')} /></fieldset>
        <fieldset id="modes__field"><legend>Modes of identification at work</legend>{['ENGAGEMENT', 'IMAGINATION', 'ALIGNMENT'].map(mode => <label key={mode}><input type="checkbox" checked={draft.envelope.modes.includes(mode)} onChange={event => envelope({ modes: event.target.checked ? [...draft.envelope.modes, mode] : draft.envelope.modes.filter(one => one !== mode) })} /> {mode.toLowerCase()}</label>)}<Beside id="modes" faults={besides('modes')} /></fieldset>
        <Keys id="mentions" unadded={unadded.current} faults={besides('mentions')} elements={people} label="People that its texts speak of" values={draft.envelope.mentions} change={mentions => envelope({ mentions })} things={['ELEMENT']} />
        <Keys id="evidence" unadded={unadded.current} faults={besides('evidence')} label="Evidence" what="Links, citations, or entries." values={draft.envelope.evidence} change={evidence => envelope({ evidence })} things={['ENTRY']} />
        <Simple id="ref" label="A short name for the entry" faults={besides('ref')}><input id="ref" value={draft.envelope.ref} onChange={event => envelope({ ref: event.target.value })} aria-invalid={besides('ref').length > 0 || undefined} aria-describedby={besides('ref').length > 0 ? 'ref__fault' : undefined} /></Simple>
        <Simple id="note" label="Note" faults={besides('note')}><textarea id="note" rows={2} value={draft.envelope.note} onChange={event => envelope({ note: event.target.value })} aria-invalid={besides('note').length > 0 || undefined} aria-describedby={besides('note').length > 0 ? 'note__fault' : undefined} /></Simple>
      </details>
      <p className="choices"><button type="submit" className="go">Look it over</button>{!isQuick && (kind === opening ? <Link href="/open">Another address</Link> : <Link href={`/e/${slug}/record${query}`}>Another kind</Link>)}</p>
    </form>
  )
}

/** Whether it is about the data that a correction brings. */
const isReplaced = (path: readonly string[]) => path[1] === 'data' && path[2] === 'data' && path.length > 3

const idOf = (path: readonly string[]) => isReplaced(path) ? `replaced_${path.slice(3).join('_')}` : path[1] === 'data' ? `data_${path.slice(2).join('_')}` : path[1] ?? 'main'

/** To the control of a member; where it has none of its own, to that of what it is in. */
function goTo(path: readonly string[]) {
  for (let length = path.length; length > 1; length--) {
    const id = idOf(path.slice(0, length))
    const field = document.getElementById(id) ?? document.getElementById(`${id}__field`)?.querySelector<HTMLElement>('input, select, textarea, button')
    if (!field) continue
    field.closest('details')?.setAttribute('open', '')
    field.focus()
    field.scrollIntoView({ block: 'center' })
    return
  }
}

const faultsIn = (schema: Schema, data: unknown, at: readonly string[]): Refusal[] =>
  faultsOf(schema as Parameters<typeof faultsOf>[0], data).map(one => ({ code: one.keyword, message: one.message, path: ['input', 'data', ...at, ...one.path], accepted: acceptedOf(schema, one.path) }))

const textsIn = (value: unknown): string[] => typeof value === 'string' ? [value] : value && typeof value === 'object' ? Object.values(value).flatMap(textsIn) : []

function schemaAt(schema: Schema, path: readonly string[]): Schema | undefined {
  return path.reduce<Schema | undefined>((at, part) => at?.properties?.[part] ?? at?.items, schema)
}

const envelopeTitles: Readonly<Record<string, string>> = { occurredAt: 'When it was so', toldBy: 'Told by', visibility: 'Who may see it', ref: 'A short name for the entry', standpoint: 'From where it is told', modes: 'Modes of identification at work', mentions: 'People that its texts speak of', evidence: 'Evidence', note: 'Note' }
const isPlace = (part: string) => /^\d+$/.test(part)

function titleOf(schema: Schema, path: readonly string[]): string {
  const [part = '', ...within] = path.slice(1)
  const of = part === 'data' ? within.map((name, index) => isPlace(name) ? String(Number(name) + 1) : schemaAt(schema, within.slice(0, index + 1))?.title ?? name) : [envelopeTitles[part] ?? 'The entry', ...within.filter(isPlace).map(place => String(Number(place) + 1))]
  return of.join(' ') || 'The entry'
}

function acceptedOf(schema: Schema, path: readonly string[]): string {
  const at = schemaAt(schema, path)
  if (at?.enum) return at.enum.map(plain).join(', ')
  if (at?.['x-refers-to-entry']) return 'the id or the short name of an entry'
  if (at?.['x-format'] === 'edtf') return acceptedDates
  if (at?.['x-names']) return 'a key of your choice: small letters, digits and hyphens, such as upland-growers'
  if (at?.['x-refers']) return 'a key of what is there: small letters, digits and hyphens'
  if (at?.minimum !== undefined) return `a number from ${at.minimum} to ${at.maximum}`
  return at?.description ? at.description.replace(/\.$/, '').toLowerCase() : 'a value'
}

function put(data: Readonly<Record<string, unknown>>, path: readonly string[], value: unknown): Record<string, unknown> {
  const [head, ...rest] = path
  if (head === undefined) return data as Record<string, unknown>
  if (rest.length === 0) return { ...data, [head]: value }
  const inner = data[head]
  if (Array.isArray(inner)) {
    const copy = [...inner] as unknown[]
    const place = Number(rest[0])
    copy[place] = rest.length === 1 ? value : put((copy[place] ?? {}) as Record<string, unknown>, rest.slice(1), value)
    return { ...data, [head]: copy }
  }
  return { ...data, [head]: put((inner ?? {}) as Record<string, unknown>, rest, value) }
}

const Told = ({ title, words }: { title: string; words: string }) => <><dt>{title}</dt><dd>{words}</dd></>

const Simple = ({ id, label, faults, children }: { id: string; label: string; faults: readonly string[]; children: React.ReactNode }) => <div className="field"><label htmlFor={id}>{label}</label><Beside id={id} faults={faults} />{children}</div>

function Keys({ id, at = id, label, what, values, change, things, elements, unadded, faults }: {
  id: string; at?: string; label: string; what?: string; values: readonly string[]; change: (values: string[]) => void; things: readonly string[]; elements?: readonly string[]; unadded: Map<string, string>; faults: readonly string[]
}) {
  const [text, setText] = useState('')
  const write = (next: string) => {
    setText(next)
    if (next.trim()) unadded.set(at, next.trim())
    else unadded.delete(at)
  }
  const add = () => { if (text.trim()) { change([...new Set([...values, text.trim()])]); write('') } }
  useEffect(() => () => { unadded.delete(at) }, [unadded, at])
  return (
    <div className="field" id={`${at.replaceAll('.', '_')}__field`}><label htmlFor={id}>{label}</label><Beside id={id} what={what} faults={faults} />
      {values.length > 0 && <ul className="chosen">{values.map(one => <li key={one}>{one} <button type="button" aria-label={`Leave out ${one}`} onClick={() => change(values.filter(other => other !== one))}>Leave out</button></li>)}</ul>}
      <span className="adding" onKeyDown={event => { if (event.key === 'Enter' && text.trim()) { event.preventDefault(); add() } }}><KeyInput id={id} value={text} change={write} things={things} elements={elements} hasWhat={!!what} hasFault={faults.length > 0} /><button type="button" onClick={add}>Add</button></span>
    </div>
  )
}

function When({ value, change, read, faults }: { value: string; change: (value: string) => void; read: DateRead; faults: readonly string[] }) {
  return (
    <div className="field"><label htmlFor="occurredAt">When it was so<span className="needed"> (needed)</span></label>
      <span className="what" id="occurredAt__what">As exactly as you know: 2024-05-03, 2024-05, 2024, roughly 2024-05~, unsure 2024?, spring 2024-21, between 2024-05/2024-07.</span>
      <Beside id="occurredAt" faults={faults} />
      <DateInput id="occurredAt" value={value} read={read} aria-invalid={faults.length > 0} aria-describedby={`occurredAt__what${faults.length > 0 ? ' occurredAt__fault' : ''}`} onChange={event => change(event.target.value)} />
    </div>
  )
}

/** The date of several entries, and how it is read. */
function WhenRead({ value, change }: { value: string; change: (value: string) => void }) {
  return <When value={value} change={change} read={useDateRead(value)} faults={[]} />
}

/** The form of a kind: undefined while it is fetched, null where there is none. */
function useSchema(kind: string | null): { readonly schema: Schema | null | undefined; readonly isLost: boolean } {
  const [found, setFound] = useState<{ readonly kind: string; readonly schema: Schema | null | undefined; readonly isLost: boolean } | null>(null)
  useEffect(() => {
    if (!kind) return
    let isWanted = true
    schemaOf(kind).then(schema => { if (isWanted) setFound({ kind, schema, isLost: false }) }, () => { if (isWanted) setFound({ kind, schema: undefined, isLost: true }) })
    return () => { isWanted = false }
  }, [kind])
  return found?.kind === kind ? found : { schema: undefined, isLost: false }
}

function useCorrected(slug: string, kind: string, draft: Draft): { uuid: string; kind: string; summary: string; erased: readonly string[]; erasedAt: string | null } | null {
  const id = kind === 'EntryCorrected' ? (draft.data['entry'] as string | undefined) ?? '' : ''
  const [{ data }] = useQuery({ query: CorrectedDocument, variables: { slug, id }, pause: id === '' })
  return id === '' ? null : data?.endeavour?.entry ?? null
}

/** The data of a correction: the form of the kind that is corrected, begun with what the entry says today. */
function Replacement({ slug, id, kind, erased, schema, data, change, begin, faults }: { slug: string; id: string; kind: string; erased: readonly string[]; schema: Schema; data: Record<string, unknown>; change: (data: Record<string, unknown>) => void; begin: (data: Record<string, unknown>) => void; faults: ErrorSchema }) {
  const [isOpen, setOpen] = useState(Object.keys(data).length > 0)
  const [state, setState] = useState<'' | 'asking' | 'untold'>('')
  const open = async () => {
    setState('asking')
    const found = await dataOfEntry(slug, id, kind, schema)
    if (found) begin(found)
    setState(found ? '' : 'untold')
    setOpen(true)
  }
  if (!isOpen) return <p id="data_data__field"><button type="button" disabled={state === 'asking'} onClick={() => void open()}>Correct what it says: {kindInWords(kind)}</button></p>
  return (
    <fieldset id="data_data__field"><legend>The data as it should have been, whole: {kindInWords(kind)}</legend>
      {erased.length > 0 && <p className="what">What was destroyed of it stands empty here: {erased.map(name => kindInWords(name).toLowerCase()).join(', ')}. It may only be written anew without what was to be forgotten.</p>}
      {state === 'untold' && <p className="wrong" role="status">What the entry says could not be fetched: write all of it, what was right too.</p>}
      <DataForm schema={schema} data={data} change={change} faults={faults} prefix="replaced" />
      <p><button type="button" onClick={() => { change({}); setOpen(false); setState('') }}>Leave what it says as it is</button></p>
    </fieldset>
  )
}

/** What was looked over and could not be sent. */
function Waits() {
  const { slug } = useLedger()
  const count = useSyncExternalStore(onWaiting, () => waiting(slug).length)
  const [refused, setRefused] = useState<readonly { readonly draft: Draft; readonly message: string }[]>([])
  const [fault, setFault] = useState<string | null>(null)
  const isSending = useRef(false)
  const send = useCallback(async () => {
    if (isSending.current) return
    isSending.current = true
    setFault(null)
    const no: { draft: Draft; message: string }[] = []
    for (const draft of waiting(slug)) {
      const said = await record(slug, draft)
      if ('entry' in said) { dequeue(slug, draft.id); discard(slug, draft.kind, draft.id) }
      else if ('refusals' in said) no.push({ draft, message: said.refusals.map(one => one.message).join(' ') })
      else {
        if (!said.isLost) setFault(said.fault)
        break
      }
    }
    setRefused(no)
    isSending.current = false
  }, [slug])
  useEffect(() => {
    const online = () => void send()
    addEventListener('online', online)
    if (navigator.onLine && waiting(slug).length > 0) online()
    return () => removeEventListener('online', online)
  }, [slug, send])

  // A refused one waits on until somebody looks at it; a draft that was begun meanwhile is not lost to it.
  const open = (draft: Draft) => {
    const begun = restore(slug, draft.kind)
    if (begun && begun.id !== draft.id) return setFault(`A draft of “${kindInWords(draft.kind)}” is begun: record or discard it first.`)
    if (!save(slug, draft)) return setFault('This device keeps no drafts now.')
    dequeue(slug, draft.id)
    location.assign(`/e/${slug}/record/${draft.kind}`)
  }
  const left = count - refused.length
  return (
    <>
      {left > 0 && <p className="banner lost" role="status">{left} {left === 1 ? 'entry waits' : 'entries wait'} for the connection. <button type="button" onClick={() => void send()}>Send now</button></p>}
      {refused.map(({ draft, message }) => <p key={draft.id} className="banner lost" role="status">An entry that waited was refused, {kindInWords(draft.kind).toLowerCase()}: {message} <button type="button" onClick={() => open(draft)}>Open it</button></p>)}
      {fault && <p className="banner lost" role="status">{fault}</p>}
    </>
  )
}

export type { Dimension }
