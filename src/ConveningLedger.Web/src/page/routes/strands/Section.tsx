// The parts of a strand page: each asks for its own, of the moment that is settled on, keeps what it has while more comes, and fails alone.
import { createContext, useCallback, useContext, useEffect, useId, useState, type ReactNode } from 'react'
import { Link } from 'wouter'
import { useClient, useQuery, type AnyVariables, type TypedDocumentNode } from 'urql'
import { useLedger, type Ledger } from '../../ledger'
import { writeView } from '../../address'
import { asked, dayOf, endOf, shortDay } from '../../time'
import { entryLink } from '../../panels/panels'
import { Fault } from '../../App'
import { FirstDocument } from './documents'
import { say, whenInWords } from './words'
import './strands.css'

export interface Pages<T> { readonly nodes: readonly T[]; readonly totalCount: number; readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null; readonly hasPreviousPage: boolean; readonly startCursor: string | null } }
interface Framed<F> { readonly endeavour: { readonly frame: F | null } | null }
// The variables are put together here, of the moment, the page and what a section adds.
type Document<F> = TypedDocumentNode<Framed<F>, any>

export const few = 6
const many = 50

const faultOf = (error: { readonly graphQLErrors: readonly { readonly message: string }[] } | undefined) => error ? error.graphQLErrors[0]?.message ?? 'The server does not answer.' : null

/** What the moment is asked by, and whether the clocks have moved on since. */
function useMomentAsked() {
  const { slug, view, rested, moment, tracks } = useLedger()
  return { variables: { slug, as: view.as, ...asked(rested) }, isBehind: rested.on !== moment.on || rested.known !== moment.known, version: tracks.version }
}

export function useAsked<F>(document: Document<F>, added: AnyVariables = {}) {
  const { variables, isBehind, version } = useMomentAsked()
  const all = { ...variables, ...added }
  const [{ data, error, fetching, stale, operation }, again] = useQuery({ query: document, variables: all })
  // What has been recorded meanwhile, and was asked to be shown, makes other answers.
  const [seen, setSeen] = useState(version)
  useEffect(() => { if (seen !== version) { setSeen(version); again({ requestPolicy: 'network-only' }) } }, [seen, version, again])
  return { frame: data?.endeavour?.frame ?? null, variables: (data && operation?.variables as AnyVariables) ?? all, fault: faultOf(error), isStale: isBehind || fetching || stale, retry: () => again({ requestPolicy: 'network-only' }) }
}

/** By what the page that is shown was asked for: the rest of it, and of what stands in it, is asked for by the same. */
const ShownFor = createContext<AnyVariables>({})

type Row<T> = (node: T, index: number) => ReactNode

/** A page that is there, and the rest of it when it is asked for; `isNewest`: from its end, the newest first. */
export function Paged<F, T>({ page, document, of, pick, isNewest = false, step = many, className = 'said-list', whole, children }: {
  page: Pages<T>; document: Document<F>; of?: AnyVariables; pick: (frame: F) => Pages<T> | null | undefined; isNewest?: boolean; step?: number; className?: string; whole?: (nodes: readonly T[]) => ReactNode; children?: Row<T>
}) {
  const client = useClient()
  const variables = { ...useContext(ShownFor), ...of }
  const [isWhole, setWhole] = useState(false)
  const [rest, setRest] = useState<{ of: Pages<T>; nodes: readonly T[]; isDone: boolean; fault: string | null } | null>(null)
  const isMore = isNewest ? page.pageInfo.hasPreviousPage : page.pageInfo.hasNextPage
  const key = JSON.stringify(variables)
  const [attempt, tryAgain] = useState(0)
  useEffect(() => {
    if (!isWhole || !isMore) return
    let isOver = false
    void (async () => {
      let [nodes, info] = [[] as readonly T[], page.pageInfo]
      while (isNewest ? info.hasPreviousPage : info.hasNextPage) {
        const turn = isNewest ? { first: null, after: null, last: step, before: info.startCursor } : { first: step, after: info.endCursor, last: null, before: null }
        const { data, error } = await client.query(document, { ...variables, ...turn }, { requestPolicy: 'network-only' }).toPromise()
        if (isOver) return
        const next = data?.endeavour?.frame ? pick(data.endeavour.frame) : null
        if (!next) return setRest({ of: page, nodes, isDone: false, fault: faultOf(error) ?? 'There is no more of it.' })
        nodes = isNewest ? [...next.nodes, ...nodes] : [...nodes, ...next.nodes]
        info = next.pageInfo
      }
      setRest({ of: page, nodes, isDone: true, fault: null })
    })()
    return () => { isOver = true }
  }, [isWhole, isMore, page, key, attempt])
  // The rest of what was shown before is no part of what is shown now.
  const more = isWhole && rest?.of === page ? rest.nodes : []
  const nodes = isNewest ? [...more, ...page.nodes].reverse() : [...page.nodes, ...more]
  const isWaiting = isWhole && isMore && rest?.of !== page
  return (
    <>
      {whole ? whole(nodes) : <ol className={className} data-stale={isWaiting || undefined}>{nodes.map((node, index) => children?.(node, index))}</ol>}
      {isWhole && rest?.of === page && rest.fault && <Fault fault={rest.fault} retry={() => { setRest(null); tryAgain(attempt + 1) }} />}
      {isMore && <p><button type="button" className="quiet" aria-expanded={isWhole} onClick={() => setWhole(!isWhole)}>{isWhole ? 'Show fewer' : `Show all ${page.totalCount}`}</button></p>}
    </>
  )
}

interface Listing { readonly id: string; readonly title: string; readonly count: number | undefined }
const Contents = createContext<(part: Listing) => void>(() => {})

/** The parts of a page, and above them what there is of each: one goes to it at once. */
export function Parts({ children }: { children: ReactNode }) {
  const [parts, setParts] = useState<readonly Listing[]>([])
  const tell = useCallback((part: Listing) => setParts(known => known.some(one => one.id === part.id) ? known.map(one => one.id === part.id ? part : one) : [...known, part]), [])
  return (
    <Contents value={tell}>
      <nav className="parts wide-12" aria-label="On this page"><ul>{parts.map(one => <li key={one.id} className={one.count === 0 ? 'aside' : undefined}><button type="button" className="quiet" onClick={() => { const heading = document.getElementById(one.id); heading?.scrollIntoView(); heading?.focus({ preventScroll: true }) }}>{one.title}</button>{one.count !== undefined && <small> {one.count || 'none'}</small>}</li>)}</ul></nav>
      {children}
    </Contents>
  )
}

/** A part with a heading of its own. */
export function Part({ title, wide = 6, isStale = false, count, lead, children }: { title: string; wide?: 4 | 6 | 8 | 12; isStale?: boolean; count?: number | undefined; lead?: ReactNode; children: ReactNode }) {
  const id = useId()
  const tell = useContext(Contents)
  useEffect(() => tell({ id, title, count }), [tell, id, title, count])
  return (
    <section className={`panel part wide-${wide}`} aria-labelledby={id} data-part={title} data-stale={isStale || undefined}>
      <h2 id={id} tabIndex={-1}>{title}{count ? <small> {count}</small> : null}</h2>
      {lead && <p className="summary">{lead}</p>}
      {children}
    </section>
  )
}

/**
 * A part that is a list: a page of a connection, or why there is nothing. What entries of some kinds make has a first one (`what`, `kinds`);
 * what follows from several of them has a sentence for when it does not (`none`).
 */
export function Listed<F, T>({ title, document, variables: added = {}, pick, what, kinds, none, wide = 6, isNewest = false, first = few, step = many, lead, className, whole, isBare = false, children }: {
  title: string; document: Document<F>; variables?: AnyVariables; pick: (frame: F) => Pages<T> | null | undefined; what?: string; kinds?: readonly string[]; none?: string
  wide?: 4 | 6 | 8 | 12; isNewest?: boolean; first?: number; /** How many of the rest are asked for at once: few where each brings much along. */ step?: number; lead?: ReactNode | ((page: Pages<T>) => ReactNode); className?: string; isBare?: boolean; whole?: (nodes: readonly T[]) => ReactNode; children?: Row<T>
}) {
  const turn = isNewest ? { first: null, after: null, last: first, before: null } : { first, after: null, last: null, before: null }
  const { frame, variables, fault, isStale, retry } = useAsked(document, { ...added, ...turn })
  const page = frame ? pick(frame) ?? nothing : null
  const body = fault ? <Fault fault={fault} retry={retry} /> : page === null ? <p className="empty" aria-busy="true">…</p>
    : page.totalCount === 0 ? none ? <p className="empty">{none}</p> : <NothingYet what={what ?? 'any'} kinds={kinds ?? []} />
    : <ShownFor value={variables}><Paged page={page} document={document} pick={pick} isNewest={isNewest} step={step} {...(className && { className })} {...(whole && { whole })}>{children}</Paged></ShownFor>
  return isBare ? <div data-stale={isStale || undefined}>{body}</div>
    // Nothing takes a line, not half a row.
    : <Part title={title} wide={page?.totalCount === 0 ? 12 : wide} isStale={isStale} count={page?.totalCount} lead={page && page.totalCount > 0 && (typeof lead === 'function' ? lead(page) : lead)}>{body}</Part>
}
const nothing: Pages<never> = { nodes: [], totalCount: 0, pageInfo: { hasNextPage: false, endCursor: null, hasPreviousPage: false, startCursor: null } }

/** Why there is nothing, and when there first was: asked for only then. */
export function NothingYet({ what, kinds }: { what: string; kinds: readonly string[] }) {
  const ledger = useLedger()
  const { variables } = useMomentAsked()
  const [{ data }] = useQuery({ query: FirstDocument, variables: { slug: variables.slug, as: variables.as, knownAt: variables.knownAt, kinds: [...kinds] } })
  const first = data?.endeavour?.frame?.timeline.nodes[0]
  const on = first ? dayOf(Date.parse(first.earliest)) : null
  return on === null || on <= ledger.moment.on ? <p className="empty">No one has recorded {what}{ledger.moment.known === null ? '.' : ' by then.'}</p>
    : <p className="empty">No one has recorded {what} by this day. The first is of {shortDay(on)}. <button type="button" className="quiet" onClick={() => ledger.go({ on })}>Go there</button></p>
}

export interface Named { readonly key: string; readonly name: string | null }
export interface Told { readonly uuid: string; readonly occurredAt: string; readonly latest: string; readonly standpoint: string | null; readonly toldBy: Named | null; readonly subjects: readonly Named[]; readonly remarks: { readonly nodes: readonly { readonly uuid: string; readonly kind: string; readonly summary: string }[] } }

/** What somebody or something is called; what was named out of sight has no name here. */
const nameless = 'one without a name here'
export const called = (one: Named | null | undefined) => one?.name ?? nameless

/** The way to what is held of a person: for conveners, who may forget them. */
export function HeldOf({ one }: { one: { readonly key: string; readonly element?: string | null } }) {
  const { slug, view, frame } = useLedger()
  return one.element === 'PERSON' && view.as === null && frame?.moment.seenAs === 'CONVENERS' ? <p className="aside"><Link href={`/e/${slug}/person/${one.key}${writeView(view)}`}>What is held of them</Link></p> : null
}

/** Names for the keys in an entry: its subjects come with theirs. */
export const namesIn = (ledger: Ledger, entry: Told) => (key: string) => {
  const name = entry.subjects.find(one => one.key === key)?.name ?? ledger.name(key)
  return name === key ? nameless : name
}

/** Several, as one reads them aloud. */
export const list = (all: readonly string[]) => all.length < 2 ? all.join('') : `${all.slice(0, -1).join(', ')} and ${all.at(-1)!}`

/** A statement, linked to the entry behind it; when it was so, from where it is told, and who objects stand under it. */
export function Said({ entry, quote, under, children }: { entry: Told; quote?: string | null; under?: ReactNode; children: ReactNode }) {
  const ledger = useLedger()
  const contests = entry.remarks.nodes.filter(one => one.kind === 'EntryContested')
  return (
    <div className="said">
      <p><Link href={entryLink(ledger, entry.uuid)}>{children}</Link></p>
      {quote && <Quote>{quote}</Quote>}
      <p className="when"><time>{whenInWords(entry.occurredAt)}</time>{Date.parse(entry.latest) - 1 > endOf(ledger.moment.on) && <span> · possibly not yet</span>}{entry.standpoint && <span> · {say('standpoint', entry.standpoint)}</span>}{entry.toldBy && <span> · told by {called(entry.toldBy)}</span>}{under && <span> · {under}</span>}</p>
      {contests.map(one => <p key={one.uuid} className="contested">Contested: <Link href={entryLink(ledger, one.uuid)}>{one.summary}</Link></p>)}
    </div>
  )
}

const longest = 420

/** In somebody's words: whole where they are few, and to be opened where they are many. */
export function Quote({ children }: { children: string }) {
  const [isOpen, setOpen] = useState(false)
  const isLong = children.length > longest
  return (
    <blockquote className="words-of">{isLong && !isOpen ? `${children.slice(0, children.lastIndexOf(' ', longest - 60))} …` : children}
      {isLong && <> <button type="button" className="quiet" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>{isOpen ? 'less' : 'all of it'}</button></>}</blockquote>
  )
}

/** A level between two ends, as a mark on a line; its number and its words stand beside it. */
export function Level({ value, low, high, of }: { value: number; low: number; high: number; of: string }) {
  const x = 3 + ((value - low) / (high - low)) * 78
  const zero = 3 + ((0 - low) / (high - low)) * 78
  return <svg className={`level ${of}`} width="84" height="14" aria-hidden="true"><line x1="3" x2="81" y1="7" y2="7" />{low < 0 && <line x1={zero} x2={zero} y1="3" y2="11" />}<path className="reach" d={`M${zero} 7H${x}`} /><circle cx={x} cy="7" r="4" /></svg>
}

export function EntryLink({ of, children }: { of: { readonly uuid: string }; children: ReactNode }) {
  return <Link href={entryLink(useLedger(), of.uuid)}>{children}</Link>
}

/** What there is to say, named; what there is nothing to say of is left out. */
export function Facts({ of }: { of: readonly (readonly [string, ReactNode])[] }) {
  const there = of.filter(([, value]) => value !== null && value !== undefined && value !== '' && value !== false)
  return there.length === 0 ? null : <dl className="facts">{there.map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}</dl>
}

/** What is asked for when it is opened. */
export function Later({ summary, children }: { summary: string; children: ReactNode }) {
  const [isOpen, setOpen] = useState(false)
  return <details onToggle={event => setOpen(event.currentTarget.open)}><summary>{summary}</summary>{isOpen && children}</details>
}
