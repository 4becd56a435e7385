// What is held of a person, and their being forgotten: for conveners.
import { useEffect, useRef, useState, type FormEvent } from 'react'
import { Link, useLocation } from 'wouter'
import { useHistoryState } from 'wouter/use-browser-location'
import { useClient, useMutation, useQuery } from 'urql'
import { Fault, Missing, Waiting } from '../App'
import type { HeldTextsOfPersonQuery, Personal } from '../gql/graphql'
import { kindInWords } from '../kinds'
import { forgetAnswers } from '../api'
import { useLedger } from '../ledger'
import { entryLink } from '../panels/panels'
import { download } from '../panels/save'
import type { Refusal } from '../record/record'
import { plainly } from '../record/refusals'
import { DateInWords } from './entry/DateInWords'
import { ErasePersonDocument, HeldDocument, HeldSheetDocument, HeldTextsDocument } from './person/documents'
import '../record/record.css'
import './person/person.css'

interface Asked { readonly slug: string; readonly person: string; readonly aliases: readonly string[] }
type Text = NonNullable<NonNullable<HeldTextsOfPersonQuery['endeavour']>['personalData']>['texts']['nodes'][number]
/** A text, by its entry and the path of its member. */
const nameOf = (text: Pick<Text, 'path'> & { readonly entry: { readonly uuid: string } }) => `${text.entry.uuid} ${text.path}`

const idOf = (text: Text) => `${text.entry.uuid}-${text.path}`

const several = (count: number, one: string) => `${count} ${one}${count === 1 ? '' : 's'}`
const notAnswered = 'The server does not answer.'

export default function Person({ person }: { person: string }) {
  const { slug, view } = useLedger()
  const [aliases, setAliases] = useState<readonly string[]>([])
  const [also, setAlso] = useState<ReadonlySet<string>>(new Set())
  const asked: Asked = { slug, person, aliases }
  const [{ data, error, fetching }, reload] = useQuery({ query: HeldDocument, variables: { ...asked, aliases: [...aliases] }, pause: view.as !== null })
  const held = data?.endeavour?.personalData
  const look = (next: readonly string[]) => { setAliases(next); setAlso(new Set()) }
  if (error && !held) return <main id="main"><Fault fault={error.graphQLErrors[0]?.message ?? notAnswered} retry={() => { look([]); reload({ requestPolicy: 'network-only' }) }} /></main>
  // Others than conveners have no such page.
  if (view.as !== null || (data && !held)) return <Missing />
  if (!held) return <Waiting />
  const choose = (text: string, isChosen: boolean) => setAlso(chosen => new Set(isChosen ? [...chosen, text] : [...chosen].filter(one => one !== text)))
  return (
    <main id="main" className="person-page words" aria-busy={fetching || undefined}>
      <p className="kind">A person</p>
      <h2>{held.names[0] ?? held.person}</h2>
      <p>What this endeavour holds of them, as far as it was not destroyed. Only its conveners are shown this page.</p>
      <section><h3>What they are called</h3>
        <p>{held.names.length > 0 ? held.names.join(', ') : 'Nothing that is still there.'} <span className="aside">Their key, <code>{held.person}</code>, stays.</span></p>
        <Aliases aliases={aliases} look={look} />
      </section>
      <section><h3>What is theirs: {several(held.theirs.totalCount, 'text')}</h3>
        <p className="aside">What they are called, what they said, and what is said of them alone. It is what is destroyed when they are forgotten.</p>
        {held.theirs.totalCount > 0 && <Texts asked={asked} personal="THEIRS" />}
      </section>
      <section><h3>What is others’ too: {several(held.othersToo.totalCount, 'text')}</h3>
        <p className="aside">Said together, said by somebody else, or of several. It stays: correct what should not name them, or choose it to be destroyed as well.</p>
        {held.othersToo.totalCount > 0 && <Texts asked={asked} personal="OTHERS_TOO" also={also} choose={choose} />}
      </section>
      <section><h3>To be handed to them</h3><Sheet asked={asked} /></section>
      <Forget asked={asked} theirs={held.theirs.totalCount} also={also} />
    </main>
  )
}

function Aliases({ aliases, look }: { aliases: readonly string[]; look: (aliases: readonly string[]) => void }) {
  const [text, setText] = useState(aliases.join(', '))
  const go = (event: FormEvent) => {
    event.preventDefault()
    look([...new Set(text.split(',').map(one => one.trim()).filter(Boolean))])
  }
  return (
    <form className="entry-form" onSubmit={go}>
      <div className="field"><label htmlFor="aliases">What else they are called</label>
        <span className="what" id="aliases__what">Nicknames, maiden names, initials, with commas between them: texts that have one are found, too.</span>
        <input id="aliases" value={text} autoComplete="off" aria-describedby="aliases__what" onChange={event => setText(event.target.value)} />
      </div>
      <p className="choices"><button type="submit">Look for these, too</button></p>
    </form>
  )
}

/** A page of texts, and those after it once they are asked for. */
function Texts({ asked, personal, also, choose, after = null }: { asked: Asked; personal: Personal; also?: ReadonlySet<string>; choose?: (text: string, isChosen: boolean) => void; after?: string | null }) {
  const ledger = useLedger()
  const [isMore, setMore] = useState(false)
  const [{ data, error, fetching }, reload] = useQuery({ query: HeldTextsDocument, variables: { ...asked, aliases: [...asked.aliases], personal, after } })
  const page = data?.endeavour?.personalData?.texts
  if (!page) return error ? <Fault fault={error.graphQLErrors[0]?.message ?? notAnswered} retry={() => reload({ requestPolicy: 'network-only' })} /> : <p aria-busy={fetching || undefined}>…</p>
  return (
    <>
      <ul className="held">{page.nodes.map(text => (
        <li key={nameOf(text)}>
          <div id={idOf(text)}>{text.texts.map(one => <blockquote key={one}>{one}</blockquote>)}</div>
          <p className="aside"><Link href={entryLink(ledger, text.entry.uuid)}>{kindInWords(text.entry.kind)}</Link> ({kindInWords(text.path.split('.').at(-1)!).toLowerCase()}), <DateInWords text={text.entry.occurredAt} />, {text.why}</p>
          {choose && also && <p className="choices">
            <Link href={`/e/${ledger.slug}/record/EntryCorrected?entry=${text.entry.uuid}`} aria-describedby={idOf(text)}>Correct</Link>
            <label className="tick"><input type="checkbox" aria-describedby={idOf(text)} checked={also.has(nameOf(text))} onChange={event => choose(nameOf(text), event.target.checked)} />Destroy this, too</label>
          </p>}
        </li>
      ))}</ul>
      {page.pageInfo.hasNextPage && (isMore ? <Texts asked={asked} personal={personal} {...also && choose && { also, choose }} after={page.pageInfo.endCursor ?? null} /> : <p><button type="button" onClick={() => setMore(true)}>Show more</button></p>)}
    </>
  )
}

function Sheet({ asked }: { asked: Asked }) {
  const client = useClient()
  const [fault, setFault] = useState<string | null>(null)
  const take = async () => {
    const { data, error } = await client.query(HeldSheetDocument, { ...asked, aliases: [...asked.aliases] }, { requestPolicy: 'network-only' }).toPromise()
    const json = data?.endeavour?.personalData?.json
    setFault(json === undefined ? error?.graphQLErrors[0]?.message ?? notAnswered : null)
    if (json !== undefined) download(`${asked.slug} ${asked.person}.json`, 'application/json', json)
  }
  return (
    <>
      <p>All of it in one file: names, texts, and every entry that refers to them.</p>
      <p className="choices"><button type="button" onClick={() => void take()}>Take it along (JSON)</button></p>
      {fault && <p className="wrong" role="alert">{fault}</p>}
    </>
  )
}

function Forget({ asked, theirs, also }: { asked: Asked; theirs: number; also: ReadonlySet<string> }) {
  const [reason, setReason] = useState('')
  const [isSure, setSure] = useState(false)
  const [refusals, setRefusals] = useState<readonly Refusal[]>([])
  // Stays where it was done: all else on the page is made anew, since all that was answered before is let go.
  const done = useHistoryState<{ forgotten?: string; person?: string } | null>()
  const outcome = done?.person === asked.person ? done.forgotten : undefined
  const told = useRef<HTMLParagraphElement>(null)
  useEffect(() => told.current?.focus(), [outcome])
  const [at, navigate] = useLocation()
  const [{ fetching }, erase] = useMutation(ErasePersonDocument)
  const all = theirs + also.size
  const go = async (event: FormEvent) => {
    event.preventDefault()
    if (!isSure || fetching) return
    const chosen = new Map<string, string[]>()
    for (const [entry, path] of [...also].map(text => text.split(' ') as [string, string])) chosen.set(entry, [...chosen.get(entry) ?? [], path])
    const { data, error } = await erase({ input: { endeavour: asked.slug, person: asked.person, reason, aliases: [...asked.aliases], also: [...chosen].map(([entry, paths]) => ({ entry, paths })) } })
    const answer = data?.erasePerson
    if (!answer) return setRefusals([{ code: '', message: error?.graphQLErrors[0]?.message ?? notAnswered, path: [], accepted: '' }])
    const { errors, erased } = answer
    setRefusals(errors.map(plainly))
    if (errors.length > 0) return
    const forgotten = `Destroyed: ${several(erased?.reduce((sum, one) => sum + one.paths.length, 0) ?? 0, 'text')} of ${erased?.length === 1 ? '1 entry' : `${erased?.length ?? 0} entries`}. Marked gaps stay in their place.`
    if (location.pathname === at) navigate(`${at}${location.search}`, { replace: true, state: { forgotten, person: asked.person } })
    forgetAnswers()
  }
  useEffect(() => setSure(false), [all])
  const isOfReason = (one: Refusal) => one.path.at(-1) === 'reason'
  const inWords = (some: readonly Refusal[]) => some.map(one => `${one.message}${one.accepted ? ` Accepted: ${one.accepted}.` : ''}`).join(' ')
  const [ofReason, others] = [refusals.filter(isOfReason), refusals.filter(one => !isOfReason(one))]
  const isWrong = ofReason.length > 0
  return (
    <section className="forget"><h3>Forget them</h3>
      {outcome && <p ref={told} tabIndex={-1}><b>{outcome}</b></p>}
      {all === 0 ? <p>There is nothing left that is theirs alone.</p> : <form className="entry-form" onSubmit={event => void go(event)} aria-label="Forget them">
        <p>What is theirs is destroyed for good: here, in what is exported from now on, and in every backup once it is restored. A marked gap tells that something stood there; what was proved of it stays proved. Whoever was handed a copy before has it still.</p>
        <div className="field"><label htmlFor="reason">Why <span className="needed">(needed)</span></label>
          <span className="what" id="reason__what">Without their name: it is kept in the log of erasures, for conveners.</span>
          {isWrong && <span className="wrong" id="reason__fault" role="alert">{inWords(ofReason)}</span>}
          <textarea id="reason" value={reason} maxLength={2000} aria-invalid={isWrong || undefined} aria-describedby={`reason__what${isWrong ? ' reason__fault' : ''}`} onChange={event => setReason(event.target.value)} />
        </div>
        <label className="tick"><input type="checkbox" checked={isSure} onChange={event => setSure(event.target.checked)} />Nobody can bring back {all === 1 ? 'this text' : `these ${all} texts`}, and I know it.</label>
        {others.length > 0 && <p className="wrong" role="alert">{inWords(others)}</p>}
        <p className="choices"><button type="submit" className="destroys" disabled={!isSure || fetching}>Destroy {several(all, 'text')} for good</button></p>
      </form>}
    </section>
  )
}
