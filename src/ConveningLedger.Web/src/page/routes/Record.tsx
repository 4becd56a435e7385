// Recording: one field first, "What did you notice?"; the kinds come second. What is recorded is looked over before, since it cannot be undone.
import { useEffect, useMemo, useRef, useState, type FormEvent } from 'react'
import { Link, useLocation, useSearch } from 'wouter'
import { useQuery } from 'urql'
import type { ErrorSchema } from '@rjsf/utils'
import { toErrorSchema } from '@rjsf/utils'
import { useLedger } from '../ledger'
import { dimensions, nameOf, type Dimension } from '../dimensions'
import { Glyph } from '../Glyph'
import { Waiting } from '../App'
import { Beside, DataForm, KeyInput, Offers, type Offered } from '../record/Form'
import { CorrectedDocument, DateDocument, KeysDocument } from '../record/documents'
import { dequeue, discard, enqueue, newDraft, restore, save, waiting, type Draft, type Envelope } from '../record/drafts'
import { record, type Outcome, type Refusal } from '../record/record'
import { kindInWords, schemaOf, type Schema } from '../record/schemas'
import { faultsOf } from '../record/validator'
import { TableForm } from './Table'
import '../record/record.css'

const seenBy: Readonly<Record<string, string>> = { PUBLIC: 'everybody', EVALUATORS: 'the evaluators, the team and the conveners', TEAM: 'the team and the conveners', CONVENERS: 'the conveners only' }
const usual = 'as the endeavour usually does'
const noticing = 'FieldNoteTaken'
const saveAfter = 500
const readAfter = 300

export default function Record({ kind }: { kind: string | undefined }) {
  const ledger = useLedger()
  const [{ data }] = useQuery({ query: KeysDocument, variables: { slug: ledger.slug } })
  const offered = useMemo<Offered[]>(() => {
    const frame = data?.endeavour?.frame
    const all: Offered[] = (data?.endeavour?.timeline.nodes ?? []).map(entry => ({ key: entry.ref ?? entry.uuid, label: entry.summary, thing: 'ENTRY' })).reverse()
    if (!frame) return all
    return [
      ...frame.landscape.elements.nodes.map(one => ({ key: one.key, label: one.name ?? one.key, thing: 'ELEMENT', element: one.element ?? null })),
      ...frame.boundaries.boundaries.nodes.map(one => ({ key: one.key, label: one.name ?? one.key, thing: 'BOUNDARY' })), ...frame.boundaries.spaces.nodes.map(one => ({ key: one.key, label: one.name ?? one.key, thing: 'LEARNING_SPACE' })),
      ...frame.value.stories.nodes.map(one => ({ key: one.key, label: one.text, thing: 'VALUE_STORY' })), ...frame.evaluation.outcomes.nodes.map(one => ({ key: one.key, label: one.change, thing: 'OUTCOME' })),
      ...frame.evaluation.claims.nodes.map(one => ({ key: one.key, label: one.claim, thing: 'CLAIM' })), ...frame.evaluation.waves.nodes.map(one => ({ key: one.key, label: one.key, thing: 'WAVE' })), ...all,
    ]
  }, [data])
  return (
    <main id="main" className="record-page words">
      <Waits />
      <Offers.Provider value={offered}>
        {kind === 'table' ? <TableForm offered={offered} when={(value, change) => <WhenRead value={value} change={change} />} /> : <Entry key={kind ?? noticing} kind={kind ?? noticing} isQuick={!kind} />}
      </Offers.Provider>
      {!kind && data && <Kinds kinds={data.catalogue.filter(one => !one.isMeta && one.name !== noticing)} slug={ledger.slug} />}
    </main>
  )
}

/** The kinds, by dimension. */
function Kinds({ kinds, slug }: { kinds: readonly { readonly name: string; readonly dimension?: string | null; readonly summary: string }[]; slug: string }) {
  return (
    <section className="kinds" aria-label="Other kinds of entries">
      <h3>Or say more exactly what it was</h3>
      <p><Link href={`/e/${slug}/record/table`}>Draw a landscape from a table</Link></p>
      {[...dimensions, null].map(of => {
        const here = kinds.filter(one => (one.dimension ?? null) === of)
        return here.length > 0 && <section key={of ?? 'none'}><h4><Glyph of={of} />{of ? nameOf[of] : 'The whole, and the long game'}</h4><ul>{here.map(one => <li key={one.name}><Link href={`/e/${slug}/record/${one.name}`}>{kindInWords(one.name)}</Link> <span className="what">{one.summary}</span></li>)}</ul></section>
      })}
    </section>
  )
}

function Entry({ kind, isQuick }: { kind: string; isQuick: boolean }) {
  const { slug } = useLedger()
  const about = new URLSearchParams(useSearch()).get('entry')
  const begun = useMemo(() => { const draft = newDraft(kind); return about ? { ...draft, data: { entry: about } } : draft }, [kind, about])
  const [schema, setSchema] = useState<Schema | null | undefined>(undefined)
  const [kept] = useState(() => about ? null : restore(slug, kind))
  const [draft, setDraft] = useState<Draft>(kept ?? begun)
  const [isRestored, setRestored] = useState(kept !== null)
  const [step, setStep] = useState<'write' | 'review' | 'sending'>('write')
  const [outcome, setOutcome] = useState<Outcome | null>(null)
  const [refusals, setRefusals] = useState<readonly Refusal[]>([])
  const summary = useRef<HTMLDivElement>(null)
  const read = useDateRead(draft.envelope.occurredAt)
  const corrected = useCorrected(slug, kind, draft)
  useEffect(() => { void schemaOf(kind).then(setSchema) }, [kind])
  const isTouched = draft !== begun && draft !== kept
  useEffect(() => {
    if (!isTouched) return
    const timer = setTimeout(() => save(slug, draft), saveAfter)
    return () => clearTimeout(timer)
  }, [slug, draft, isTouched])
  useEffect(() => { if (refusals.length) summary.current?.focus() }, [refusals])

  if (schema === undefined) return <Waiting />
  if (schema === null) return <><h2>There is no kind “{kind}”</h2><p><Link href={`/e/${slug}/record`}>The kinds there are</Link></p></>
  const envelope = (next: Partial<Envelope>) => setDraft({ ...draft, envelope: { ...draft.envelope, ...next } })
  const faults: ErrorSchema = toErrorSchema(refusals.filter(one => one.path[1] === 'data').map(one => ({ property: `.${one.path.slice(2).join('.')}`, message: `${one.message} Accepted: ${one.accepted}.`, stack: '' })))
  const besides = (member: string) => refusals.filter(one => one.path[1] === member).map(one => `${one.message} Accepted: ${one.accepted}.`)

  const review = (event: FormEvent) => {
    event.preventDefault()
    // Whose form the data of a correction was written in is the page's to know.
    const { of: _, ...sent } = clean(draft.data)
    const wrong: Refusal[] = faultsOf(schema as Parameters<typeof faultsOf>[0], sent)
      .filter(one => !(kind === 'EntryCorrected' && one.path[0] === 'data'))
      .map(one => ({ code: one.keyword, message: one.message, path: ['input', 'data', ...one.path], accepted: acceptedOf(schema, one.path) }))
    if (draft.envelope.occurredAt.trim() === '') wrong.unshift({ code: 'required', message: 'When it was so has to be said.', path: ['input', 'occurredAt'], accepted: 'a day, a month, a year, or roughly: 2024-05-03, 2024-05, 2024, 2024-05~' })
    else if (read.fault) wrong.unshift({ code: 'DATE_UNREADABLE', message: read.fault, path: ['input', 'occurredAt'], accepted: 'a date in EDTF' })
    setRefusals(wrong)
    if (wrong.length === 0) setStep('review')
  }

  const send = async () => {
    setStep('sending')
    const said = await record(slug, draft)
    if ('refusals' in said) {
      setRefusals(said.refusals)
      setStep('write')
      return
    }
    if ('fault' in said && said.isLost) enqueue(slug, draft)
    if ('entry' in said) { discard(slug, kind); dequeue(slug, draft.id) }
    setOutcome(said)
    setStep('review')
  }

  if (outcome && 'entry' in outcome) {
    return (
      <section className="recorded" role="status">
        <h2>Recorded</h2><p>{outcome.entry.summary}</p>
        <p className="choices"><Link href={`/e/${slug}/entry/${outcome.entry.uuid}`}>See the entry</Link> <button type="button" onClick={() => { setDraft(newDraft(kind)); setOutcome(null); setRestored(false); setStep('write') }}>Record another</button></p>
      </section>
    )
  }

  if (step !== 'write') {
    return (
      <section className="review" aria-label="Review">
        <h2>Look it over</h2>
        <p>An entry cannot be undone: it can be corrected or taken back by another entry, and both stay.</p>
        <dl>
          <dt>What</dt><dd>{kindInWords(kind)}</dd>
          <dt>It was so</dt><dd>{read.words ?? draft.envelope.occurredAt}</dd>
          <dt>Seen by</dt><dd>{draft.envelope.visibility ? seenBy[draft.envelope.visibility] : usual}</dd>
          {Object.entries(clean(draft.data)).filter(([name]) => name !== 'of').map(([name, value]) => <FragmentOf key={name} title={schema.properties?.[name]?.title ?? name} value={value} />)}
          {draft.envelope.toldBy && <FragmentOf title="Told by" value={draft.envelope.toldBy} />}
          {draft.envelope.note && <FragmentOf title="Note" value={draft.envelope.note} />}
        </dl>
        {outcome && 'fault' in outcome && <div className="fault" role="alert"><p>{outcome.fault} {outcome.isLost ? 'The entry is kept on this device and is sent when the connection is back.' : 'Nothing is lost: the draft is kept.'}</p></div>}
        <p className="choices">
          <button type="button" className="go" disabled={step === 'sending'} onClick={() => void send()}>{step === 'sending' ? 'Recording …' : outcome ? 'Try again' : 'Record it'}</button>
          <button type="button" disabled={step === 'sending'} onClick={() => { setStep('write'); setOutcome(null) }}>Back</button>
        </p>
      </section>
    )
  }

  return (
    <form className="entry-form" onSubmit={review} noValidate aria-label={kindInWords(kind)}>
      <h2>{isQuick ? 'What did you notice?' : kindInWords(kind)}</h2>
      {!isQuick && <p className="what">{schema.description}</p>}
      {isRestored && kept && <p className="restored" role="status">A draft of {new Date(kept.saved).toLocaleString()} is back. <button type="button" onClick={() => { discard(slug, kind); setDraft(newDraft(kind)); setRestored(false) }}>Discard it</button></p>}
      {refusals.length > 0 && (
        <div className="faults" role="alert" tabIndex={-1} ref={summary}>
          <h3>{refusals.length === 1 ? 'One thing is' : `${refusals.length} things are`} not as they have to be</h3>
          <ul>{refusals.map((one, index) => (
            <li key={index}><a href={`#${fieldOf(one.path)}`} onClick={event => { event.preventDefault(); const field = document.getElementById(fieldOf(one.path)) ?? document.getElementById(`${fieldOf(one.path)}__field`); field?.focus(); field?.scrollIntoView({ block: 'center' }) }}>{titleOf(schema, one.path)}</a>: {one.message} Accepted: {one.accepted}.
              {one.nearest?.map(near => <button key={near} type="button" onClick={() => setDraft(one.path[1] === 'data' ? { ...draft, data: put(draft.data, one.path.slice(2), near) } : { ...draft, envelope: { ...draft.envelope, [one.path[1]!]: near } })}>{near}</button>)}</li>
          ))}</ul>
        </div>
      )}
      {isQuick
        ? <>
          <div className="field"><label className="spoken" htmlFor="data_words">In words</label><Beside id="data_words" faults={wordsFaults(refusals)} />
            <textarea id="data_words" rows={5} aria-describedby="data_words__fault" value={(draft.data['words'] as string | undefined) ?? ''} onChange={event => setDraft({ ...draft, data: { ...draft.data, words: event.target.value } })} /></div>
          <When value={draft.envelope.occurredAt} change={occurredAt => envelope({ occurredAt })} read={read} faults={besides('occurredAt')} />
          <Keys id="about" label="Whom or what it is about" what="People, groups, boundaries." values={(draft.data['about'] as string[] | undefined) ?? []} change={about => setDraft({ ...draft, data: { ...draft.data, about } })} things={['ELEMENT', 'BOUNDARY']} />
        </>
        : <>
          <When value={draft.envelope.occurredAt} change={occurredAt => envelope({ occurredAt })} read={read} faults={besides('occurredAt')} />
          <DataForm schema={schema} data={draft.data} change={data => setDraft({ ...draft, data })} faults={faults} leftOut={kind === 'EntryCorrected' ? ['data'] : []} />
          {corrected && <Replacement kind={corrected.kind} data={(draft.data['data'] as Record<string, unknown> | undefined) ?? {}} change={data => setDraft({ ...draft, data: { ...draft.data, of: corrected.kind, data } })} />}
        </>}
      <fieldset className="visibility"><legend>Who may see it</legend>
        {[[null, usual], ...Object.entries(seenBy)].map(([one, words]) => <label key={words}><input type="radio" name="visibility" checked={draft.envelope.visibility === one} onChange={() => envelope({ visibility: one ?? null })} /> {words}</label>)}
        <Beside id="visibility" faults={besides('visibility')} />
      </fieldset>
      <details><summary>More about the entry</summary>
        <Simple id="toldBy" label="Told by" faults={besides('toldBy')}><KeyInput id="toldBy" value={draft.envelope.toldBy} change={toldBy => envelope({ toldBy })} things={['ELEMENT']} hasFault={besides('toldBy').length > 0} /></Simple>
        <fieldset><legend>From where it is told</legend>{[[null, 'not said'], ['SELF', 'of oneself'], ['WITNESS', 'as a witness'], ['SECOND_HAND', 'at second hand']].map(([one, words]) => <label key={words}><input type="radio" name="standpoint" checked={draft.envelope.standpoint === one} onChange={() => envelope({ standpoint: one ?? null })} /> {words}</label>)}</fieldset>
        <fieldset><legend>Modes of identification at work</legend>{['ENGAGEMENT', 'IMAGINATION', 'ALIGNMENT'].map(mode => <label key={mode}><input type="checkbox" checked={draft.envelope.modes.includes(mode)} onChange={event => envelope({ modes: event.target.checked ? [...draft.envelope.modes, mode] : draft.envelope.modes.filter(one => one !== mode) })} /> {mode.toLowerCase()}</label>)}</fieldset>
        <Keys id="mentions" label="People that its texts speak of" values={draft.envelope.mentions} change={mentions => envelope({ mentions })} things={['ELEMENT']} />
        <Keys id="evidence" label="Evidence" what="Links, citations, or entries." values={draft.envelope.evidence} change={evidence => envelope({ evidence })} things={['ENTRY']} />
        <Simple id="ref" label="A short name for the entry" faults={besides('ref')}><input id="ref" value={draft.envelope.ref} onChange={event => envelope({ ref: event.target.value })} aria-describedby="ref__fault" /></Simple>
        <Simple id="note" label="Note" faults={besides('note')}><textarea id="note" rows={2} value={draft.envelope.note} onChange={event => envelope({ note: event.target.value })} aria-describedby="note__fault" /></Simple>
      </details>
      <p className="choices"><button type="submit" className="go">Look it over</button>{!isQuick && <Link href={`/e/${slug}/record`}>Another kind</Link>}</p>
    </form>
  )
}

const wordsFaults = (refusals: readonly Refusal[]) => refusals.filter(one => one.path[2] === 'words').map(one => one.message)
const fieldOf = (path: readonly string[]) => path[1] === 'data' ? `data_${path.slice(2).join('_')}` : path[1] ?? 'main'

function schemaAt(schema: Schema, path: readonly string[]): Schema | undefined {
  return path.reduce<Schema | undefined>((at, part) => at?.properties?.[part] ?? at?.items, schema)
}
const titleOf = (schema: Schema, path: readonly string[]) => path[1] === 'data' ? schemaAt(schema, path.slice(2))?.title ?? path.slice(2).join(', ') : ({ occurredAt: 'When it was so', toldBy: 'Told by', visibility: 'Who may see it' } as Readonly<Record<string, string>>)[path[1] ?? ''] ?? path[1]

function acceptedOf(schema: Schema, path: readonly string[]): string {
  const at = schemaAt(schema, path)
  if (at?.enum) return at.enum.map(one => one.toLowerCase().replaceAll('_', ' ')).join(', ')
  if (at?.['x-refers']) return 'a key of what is there: small letters, digits and hyphens'
  if (at?.minimum !== undefined) return `a number from ${at.minimum} to ${at.maximum}`
  return at?.description ? at.description.replace(/\.$/, '').toLowerCase() : 'a value'
}

/** Nothing is not sent as an empty something. */
function clean(value: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).flatMap(([name, member]) => {
    const left = Array.isArray(member) ? member.filter(one => one !== undefined && one !== '').map(one => one && typeof one === 'object' && !Array.isArray(one) ? clean(one as Record<string, unknown>) : one) : member && typeof member === 'object' ? clean(member as Record<string, unknown>) : member
    return left === undefined || left === '' || left === null || (Array.isArray(left) && left.length === 0) ? [] : [[name, left]]
  }))
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

const inWords = (value: unknown): string => Array.isArray(value) ? value.map(inWords).join('; ') : value && typeof value === 'object' ? Object.entries(value).map(([name, member]) => `${name}: ${inWords(member)}`).join(', ') : value === true ? 'yes' : value === false ? 'no' : String(value)
const FragmentOf = ({ title, value }: { title: string; value: unknown }) => <><dt>{title}</dt><dd>{inWords(value)}</dd></>

const Simple = ({ id, label, faults, children }: { id: string; label: string; faults: readonly string[]; children: React.ReactNode }) => <div className="field"><label htmlFor={id}>{label}</label><Beside id={id} faults={faults} />{children}</div>

function Keys({ id, label, what, values, change, things }: { id: string; label: string; what?: string; values: readonly string[]; change: (values: string[]) => void; things: readonly string[] }) {
  const [text, setText] = useState('')
  const add = () => { if (text.trim()) { change([...values, text.trim()]); setText('') } }
  return (
    <div className="field"><label htmlFor={id}>{label}</label>{what && <span className="what" id={`${id}__what`}>{what}</span>}
      {values.length > 0 && <ul className="chosen">{values.map(one => <li key={one}>{one} <button type="button" aria-label={`Leave out ${one}`} onClick={() => change(values.filter(other => other !== one))}>Leave out</button></li>)}</ul>}
      <span className="adding"><KeyInput id={id} value={text} change={setText} things={things} /><button type="button" onClick={add}>Add</button></span>
    </div>
  )
}

interface DateRead { readonly words: string | null; readonly fault: string | null }

/** How the server reads a date, while it is written. */
function useDateRead(text: string): DateRead {
  const [asked, setAsked] = useState('')
  useEffect(() => { const timer = setTimeout(() => setAsked(text.trim()), readAfter); return () => clearTimeout(timer) }, [text])
  const [{ data, error }] = useQuery({ query: DateDocument, variables: { text: asked }, pause: asked === '' })
  if (asked === '' || asked !== text.trim()) return { words: null, fault: null }
  return { words: data?.edtf.words ?? null, fault: error?.graphQLErrors[0]?.message ?? null }
}

function When({ value, change, read, faults }: { value: string; change: (value: string) => void; read: DateRead; faults: readonly string[] }) {
  return (
    <div className="field"><label htmlFor="occurredAt">When it was so<span className="needed"> (needed)</span></label>
      <span className="what" id="occurredAt__what">As exactly as you know: 2024-05-03, 2024-05, 2024, roughly 2024-05~, unsure 2024?, spring 2024-21, between 2024-05/2024-07.</span>
      <Beside id="occurredAt" faults={faults} />
      <input id="occurredAt" value={value} aria-invalid={faults.length > 0 || read.fault !== null || undefined} aria-describedby="occurredAt__what occurredAt__read" onChange={event => change(event.target.value)} />
      <output id="occurredAt__read" htmlFor="occurredAt">{read.words ? `Read as: ${read.words}` : read.fault ?? ''}</output>
    </div>
  )
}

/** The date of several entries, and how it is read. */
function WhenRead({ value, change }: { value: string; change: (value: string) => void }) {
  return <When value={value} change={change} read={useDateRead(value)} faults={[]} />
}

function useCorrected(slug: string, kind: string, draft: Draft): { kind: string; summary: string } | null {
  const id = kind === 'EntryCorrected' ? (draft.data['entry'] as string | undefined) ?? '' : ''
  const [{ data }] = useQuery({ query: CorrectedDocument, variables: { slug, id }, pause: id === '' })
  return id === '' ? null : data?.endeavour?.entry ?? null
}

/** The data of a correction: the form of the kind that is corrected. */
function Replacement({ kind, data, change }: { kind: string; data: Record<string, unknown>; change: (data: Record<string, unknown>) => void }) {
  const [schema, setSchema] = useState<Schema | null>(null)
  const [isOpen, setOpen] = useState(Object.keys(data).length > 0)
  useEffect(() => { void schemaOf(kind).then(setSchema) }, [kind])
  if (!schema) return null
  return isOpen ? <fieldset><legend>The data as it should have been, whole: {kindInWords(kind)}</legend><DataForm schema={schema} data={data} change={change} faults={{}} prefix="replaced" /></fieldset>
    : <p><button type="button" onClick={() => setOpen(true)}>Correct what it says: {kindInWords(kind)}</button></p>
}

/** What was looked over and could not be sent. */
function Waits() {
  const { slug } = useLedger()
  const [count, setCount] = useState(() => waiting(slug).length)
  const [told, setTold] = useState<string | null>(null)
  const [, navigate] = useLocation()
  const send = useRef(async () => {})
  send.current = async () => {
    for (const draft of waiting(slug)) {
      const said = await record(slug, draft)
      if ('fault' in said && said.isLost) break
      dequeue(slug, draft.id)
      if ('entry' in said) discard(slug, draft.kind)
      else { save(slug, draft); setTold(`An entry that waited was refused; it is back as a draft of ${kindInWords(draft.kind)}.`); navigate(`/e/${slug}/record/${draft.kind}`) }
    }
    setCount(waiting(slug).length)
  }
  useEffect(() => {
    const online = () => void send.current()
    addEventListener('online', online)
    if (navigator.onLine && waiting(slug).length > 0) online()
    return () => removeEventListener('online', online)
  }, [slug])
  return <>{count > 0 && <p className="banner lost" role="status">{count} {count === 1 ? 'entry waits' : 'entries wait'} for the connection. <button type="button" onClick={() => void send.current()}>Send now</button></p>}{told && <p className="banner lost" role="status">{told}</p>}</>
}

export type { Dimension }
