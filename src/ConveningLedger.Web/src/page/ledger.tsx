// One endeavour's history as the page has it: its tracks, its kinds, the frame of the moment that was settled on, and what is new.
import { createContext, useCallback, useContext, useDeferredValue, useEffect, useMemo, useRef, useState, type ReactNode } from 'react'
import { useQuery, useClient } from 'urql'
import { stringifyDocument } from '@urql/core'
import { useLocation, useSearch } from 'wouter'
import { readView, writeView, type Circle, type View } from './address'
import { EntriesByNumberDocument, FrameDocument, HistoryDocument, ListeningDocument, VersionDocument } from './documents'
import type { EntriesByNumberQuery, FrameAtQuery, HistoryQuery, ListeningSubscription } from './gql/graphql'
import { forgetAnswers, socket } from './api'
import { asked, day, dayOf, endOf, type Moment } from './time'
import { coursesOf, decode, standing, type Course, type Tracks } from './tracks'
import type { Dimension } from './dimensions'

export type FrameShown = NonNullable<NonNullable<FrameAtQuery['endeavour']>['frame']>
export type MarkedMoment = NonNullable<HistoryQuery['endeavour']>['moments']['nodes'][number]
export type NumberedEntry = NonNullable<NonNullable<NonNullable<EntriesByNumberQuery['endeavour']>['tracks']>['entriesAt'][number]>

export interface Span { readonly from: number; readonly to: number }

export interface Ledger {
  readonly slug: string
  readonly title: string
  readonly tracks: Tracks
  readonly moments: readonly MarkedMoment[]
  /** The first day and the last one that the history tells of. */
  readonly span: Span
  /** The dimension that entries of a kind count to; null: none. */
  readonly dimensionOf: (kind: string) => Dimension | null
  readonly role: string | null
  readonly subject: string
  readonly view: View
  /** What is looked at, with days filled in; while something is dragged, what it is dragged to. */
  readonly moment: Moment
  /** The days that the time bar spans. */
  readonly window: Span
  /** Goes to another moment; `settle` says that it is one to come back to. */
  readonly go: (moment: Partial<Moment>, settle?: boolean) => void
  readonly change: (view: Partial<View>) => void
  /** All tracks as they were known by the moment. */
  readonly courses: readonly Course[]
  /** The frame of the moment that was settled on last, and whether it is of the moment that is looked at. */
  readonly frame: FrameShown | null
  readonly isFrameStale: boolean
  /** Whether there is no frame yet, and one may still come. */
  readonly isWaiting: boolean
  readonly frameFault: string | null
  /** The moment that the clocks rested at last: what is asked for. */
  readonly rested: Moment
  readonly retry: () => void
  readonly name: (key: string) => string
  /** What an entry says, by its number; asked for where it is not there yet. */
  readonly entry: (number: number) => NumberedEntry | null
  /** What has been recorded since the page was loaded. */
  readonly news: readonly { readonly uuid: string; readonly summary: string }[]
  readonly takeNews: () => void
  readonly isConnected: boolean
}

const Context = createContext<Ledger | null>(null)

export function useLedger(): Ledger {
  const ledger = useContext(Context)
  if (!ledger) throw new Error('There is no ledger here.')
  return ledger
}

/** Trends are those of the window of the time bar, from its first day up to the moment. */
export const trendsFrom = (moment: Moment, from: number) => new Date(Math.min(from, moment.on) * day - 1).toISOString()

/** What it holds follows the clocks when there is time for it: the heads never wait for the pictures. */
export function Deferred({ children }: { children: ReactNode }) {
  const ledger = useLedger()
  const moment = useDeferredValue(ledger.moment)
  const courses = useDeferredValue(ledger.courses)
  const { frame, isFrameStale, view, tracks, entry } = ledger
  // While it follows, what it shows is not of the moment that the heads are at.
  const isBehind = isFrameStale || moment !== ledger.moment
  const deferred = useMemo(() => ({ ...ledger, moment, courses, isFrameStale: isBehind }), [moment, courses, frame, isBehind, ledger.isWaiting, view, tracks, entry, ledger.rested])
  return <Context.Provider value={deferred}>{children}</Context.Provider>
}

const shortestPause = 500
const longestPause = 10_000
const settleAfter = 150
const perAsk = 100
const nobody = 'Nobody by this address'

export function LedgerProvider({ slug, children, missing, waiting, broken }: {
  slug: string; children: ReactNode; missing: ReactNode; waiting: ReactNode; broken: (fault: string, retry: () => void) => ReactNode
}) {
  const [path, navigate] = useLocation()
  const search = useSearch()
  const view = useMemo(() => readView(search), [search])
  const client = useClient()
  const [{ data, error, operation }, reload] = useQuery({ query: HistoryDocument, variables: { slug, as: view.as } })
  const found = data?.endeavour ?? null
  const given = found?.tracks ?? null
  const tracks = useMemo(() => (given ? decode(given) : null), [given])
  const kinds = useMemo(() => new Map(data?.catalogue.map(kind => [kind.name, kind.dimension ?? null])), [data?.catalogue])

  const span = useMemo<Span>(() => {
    if (!tracks || tracks.entries.count === 0) return { from: dayOf(Date.now()), to: dayOf(Date.now()) }
    let [from, to] = [Infinity, tracks.entries.recorded.reduce((one, other) => Math.max(one, other), -Infinity)]
    standing(tracks.entries, null, (_, earliest) => { from = Math.min(from, earliest); to = Math.max(to, earliest) })
    from = Math.min(from, to)
    return { from: dayOf(from), to: dayOf(to) }
  }, [tracks])

  // While something is dragged or played the address stays; on release it is written, so that Back undoes it. Whoever goes to another address
  // lets go of what was dragged at the last: what is shown is what the address says.
  const [held, hold] = useState<{ readonly at: string; readonly moment: Moment } | null>(null)
  const here = `${path}?${search}`
  const dragged = held?.at === here ? held.moment : null
  if (held && !dragged) hold(null)
  const settled = useMemo<Moment>(() => ({ on: view.on ?? span.to, known: view.known }), [view.on, view.known, span.to])
  const moment = dragged ?? settled
  const change = useCallback((next: Partial<View>) => { hold(null); navigate(`${location.pathname}${writeView({ ...view, ...dragged, ...next })}`) }, [navigate, view, dragged])
  const go = useCallback((next: Partial<Moment>, settle = true) => {
    const there = { ...(dragged ?? settled), ...next }
    if (!settle) return hold({ at: here, moment: there })
    hold(null)
    if (there.on !== settled.on || there.known !== settled.known) change(there)
  }, [dragged, settled, change, here])

  const courses = useMemo(() => (tracks ? coursesOf(tracks, moment.known) : []), [tracks, moment.known])

  // The server tells the rest of a frame once the clocks rest.
  const [rested, setRested] = useState(moment)
  useEffect(() => {
    const timer = setTimeout(() => setRested(moment), settleAfter)
    return () => clearTimeout(timer)
  }, [moment.on, moment.known])
  const [{ data: framed, error: frameError, stale, fetching }, refetch] = useQuery({ query: FrameDocument, variables: { slug, as: view.as, ...asked(rested), trendsFrom: trendsFrom(rested, view.from ?? span.from) }, pause: !tracks })
  const frame = framed?.endeavour?.frame ?? null
  const isFrameStale = rested.on !== moment.on || rested.known !== moment.known || stale || fetching

  // Whatever was ever named has its name before the first frame; the frame of the moment knows better. What another circle calls something is
  // not for this one.
  const names = useRef(new Map<string, string>())
  const namesFor = useRef(view.as)
  const named = useRef<typeof found>(null)
  if (namesFor.current !== view.as) { names.current = new Map(); namesFor.current = view.as }
  if (found?.today && named.current !== found) {
    named.current = found
    for (const one of [...found.today.landscape.elements.nodes, ...found.today.boundaries.boundaries.nodes]) if (one.name) names.current.set(one.key, one.name)
  }
  if (frame) for (const element of frame.landscape.elements.nodes) if (element.name) names.current.set(element.key, element.name)
  if (frame) for (const boundary of frame.boundaries.boundaries.nodes) if (boundary.name) names.current.set(boundary.key, boundary.name)
  const name = useCallback((key: string) => names.current.get(key) ?? key, [])

  const entry = useEntries(slug, view, tracks)
  // While another circle is asked for, what is there is still that of the one before.
  const { news, takeNews, isConnected } = useNews(slug, view.as, operation?.variables.as === view.as ? found?.timeline.pageInfo.endCursor ?? null : null, tracks?.version ?? null, () => { reload({ requestPolicy: 'network-only' }); refetch({ requestPolicy: 'network-only' }) })

  if (error && !data) return broken(error.graphQLErrors[0]?.message ?? 'The server does not answer.', () => reload({ requestPolicy: 'network-only' }))
  if (data && (!found || !tracks)) return missing
  if (!data || !found || !tracks) return waiting

  const ledger: Ledger = {
    slug, title: found.today?.title ?? slug, tracks, moments: found.moments.nodes, span, dimensionOf: kind => kinds.get(kind) ?? null, role: data.viewer.parts.nodes.find(part => part.endeavour === slug)?.role ?? null,
    subject: data.viewer.subject || nobody, view, moment, window: { from: view.from ?? span.from, to: Math.max(view.to ?? span.to, (view.from ?? span.from) + 1) },
    go, change, courses, rested, frame, isFrameStale, frameFault: frameError ? frameError.graphQLErrors[0]?.message ?? 'The server does not answer.' : null, retry: () => refetch({ requestPolicy: 'network-only' }),
    isWaiting: frame === null && !frameError, name, entry, news, takeNews, isConnected,
  }
  return <Context.Provider value={ledger}>{children}</Context.Provider>

  // What entries say is asked for by their numbers, many at once, and kept as long as the numbers hold.
  function useEntries(slug: string, view: View, tracks: Tracks | null) {
    const kept = useRef({ as: view.as, version: '', entries: new Map<number, NumberedEntry | null>(), wanted: new Set<number>(), asking: false })
    const [answers, told] = useState(0)
    if (tracks && (kept.current.version !== tracks.version || kept.current.as !== view.as)) kept.current = { as: view.as, version: tracks.version, entries: new Map(), wanted: new Set(), asking: false }
    const ask = useCallback(async () => {
      const here = kept.current
      if (here.asking || here.wanted.size === 0) return
      here.asking = true
      const numbers = [...here.wanted].slice(0, perAsk)
      const result = await client.query(EntriesByNumberDocument, { slug, as: here.as, version: here.version, numbers }).toPromise()
      here.asking = false
      for (const [place, number] of numbers.entries()) {
        here.wanted.delete(number)
        here.entries.set(number, result.data?.endeavour?.tracks?.entriesAt[place] ?? null)
      }
      told(count => count + 1)
      void ask()
    }, [slug])
    // The wordings of calls are looked at while the clocks move, so they are there before.
    useEffect(() => {
      if (!tracks) return
      for (const track of tracks.all) if (track.text === 'CALL') for (const row of track.rows) if (row.value > 0) kept.current.wanted.add(row.entry)
      void ask()
    }, [tracks, ask, view.as])
    return useCallback((number: number) => {
      const known = kept.current.entries.get(number)
      if (known === undefined && !kept.current.wanted.has(number)) {
        kept.current.wanted.add(number)
        setTimeout(() => void ask())
      }
      return known ?? null
    }, [ask, answers])
  }

  // The subscription goes on from the last cursor after every loss, so nothing is missed; the view only moves when it is asked to.
  function useNews(slug: string, as: Circle | null, begin: string | null, version: string | null, take: () => void) {
    const cursor = useRef<{ readonly as: Circle | null; readonly at: string } | null>(null)
    const [news, setNews] = useState<{ uuid: string; summary: string }[]>([])
    const [isConnected, setConnected] = useState(true)
    const shown = useRef(version)
    shown.current = version
    useEffect(() => setNews([]), [as])
    useEffect(() => {
      if (!begin) return
      // A cursor is of the circle that it was given to.
      if (cursor.current?.as !== as) cursor.current = { as, at: begin }
      let [isOver, failures] = [false, 0]
      let stop = () => {}
      let again: ReturnType<typeof setTimeout>
      const lost = () => {
        if (isOver) return
        setConnected(false)
        again = setTimeout(listen, Math.min(shortestPause * 2 ** failures++, longestPause))
      }
      // What was withdrawn before the page was made is told, too, and is not on it: then its entries are those that there are.
      let [isComparing, isMore] = [false, false]
      const compare = async () => {
        isMore = true
        if (isComparing) return
        isComparing = true
        while (isMore && !isOver) {
          isMore = false
          const { data } = await client.query(VersionDocument, { slug, as }, { requestPolicy: 'network-only' }).toPromise()
          if (!isOver && data && data.endeavour?.tracks?.version !== shown.current) return forgetAnswers()
        }
        isComparing = false
      }
      const listen = () => {
        stop = socket.subscribe<ListeningSubscription>({ query: stringifyDocument(ListeningDocument), variables: { slug, as, after: cursor.current?.at } }, {
          next: result => {
            if (result.errors?.length) {
              // A part that has changed is read anew.
              if (result.errors.some(error => error.extensions?.['code'] === 'ACCESS_CHANGED')) forgetAnswers()
              return
            }
            failures = 0
            setConnected(true)
            const notice = result.data?.entryRecorded
            if (!notice) return
            cursor.current = { as, at: notice.cursor }
            // What was destroyed, or is for others now, does not stay to be read until somebody asks for the news.
            if (notice.erased) return forgetAnswers()
            if (notice.withdrawn) void compare()
            if (notice.entry) {
              const { uuid, summary } = notice.entry
              setNews(known => known.some(one => one.uuid === uuid) ? known : [...known, { uuid, summary }])
            }
          },
          error: fault => {
            if (Array.isArray(fault) && fault.some(one => one.extensions?.['code'] === 'ACCESS_CHANGED')) forgetAnswers()
            else lost()
          },
          complete: lost,
        })
      }
      // Silence tells nothing of the connection; that it is open again does.
      const unheard = socket.on('connected', () => setConnected(true))
      listen()
      return () => { isOver = true; clearTimeout(again); unheard(); stop() }
    }, [slug, as, begin === null])
    return { news, isConnected, takeNews: () => { setNews([]); take() } }
  }
}

/** The moments that were marked by the time. */
export const knownMoments = (moments: readonly MarkedMoment[], known: number | null) => known === null ? moments : moments.filter(marked => Date.parse(marked.entry.recordedAt) <= known)

/** The day before and after which something happened, for stepping. */
export function neighbours(days: readonly number[], on: number): { before: number | null; after: number | null } {
  let [before, after]: [number | null, number | null] = [null, null]
  for (const one of days) {
    if (one < on && (before === null || one > before)) before = one
    if (one > on && (after === null || one < after)) after = one
  }
  return { before, after }
}

/** The days on which something happened, as it was known by the moment, ascending. */
export function entryDays(tracks: Tracks, known: number | null): number[] {
  const days = new Set<number>()
  standing(tracks.entries, known, (_, earliest) => days.add(dayOf(earliest)))
  return [...days].sort((one, other) => one - other)
}

export const knownDay = (known: number | null, span: Span) => known === null ? span.to : Math.min(dayOf(known), span.to)
export { day, endOf }
export { measureInWords } from './measures'
