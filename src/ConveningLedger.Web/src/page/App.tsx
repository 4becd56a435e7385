import { lazy, Suspense, useEffect, useRef, useState, useSyncExternalStore, type ReactNode } from 'react'
import { Link, Route, Switch, useLocation, useSearch } from 'wouter'
import { useQuery } from 'urql'
import { client, reach, standing } from './api'
import { asWhom, circles, readView, unreadable, writeView, type Circle } from './address'
import { LedgerProvider, useLedger } from './ledger'
import { Home } from './routes/Home'
import { Replay, StrandPage } from './routes/Replay'
import { ViewerDocument } from './documents'
import { settings } from './settings'
import { signedIn, signIn, signOut } from './session'
import { Icon } from './Glyph'
import { Menu } from './Menu'
import { strandPages } from './panels/panels'
import { useCompact } from './useWidth'
import { Keys } from './Keys'
import { isoDay } from './time'
import { visit } from './visits'

const Compare = lazy(() => import('./routes/Compare'))
const Story = lazy(() => import('./routes/Story'))
const EntryPage = lazy(() => import('./routes/EntryPage'))
const Report = lazy(() => import('./routes/Report'))
const Record = lazy(() => import('./routes/Record'))
const Open = lazy(() => import('./routes/Open'))
const Person = lazy(() => import('./routes/Person'))

export function App() {
  const known = useSyncExternalStore(standing.subscribe, standing.get)
  // What stands on the page goes with the answers that it was made of.
  const answering = useSyncExternalStore(client.subscribe, client.get)
  const answers = useRef({ of: answering, count: 0 })
  if (answers.current.of !== answering) answers.current = { of: answering, count: answers.current.count + 1 }
  return (
    <>
      <a className="skip" href="#main">To the content</a>
      {known === 'stranger' && <Stranger />}
      <Suspense fallback={<Waiting />}>
        <Switch>
          <Route path="/"><Frame><Home /></Frame></Route>
          <Route path="/open/:slug?">{(path: { slug?: string }) => <Open slug={path.slug} />}</Route>
          <Route path="/signed-in"><SignedIn /></Route>
          <Route path="/e/:slug/:page?/:part?">{(path: { slug?: string; page?: string; part?: string }) => (
            <LedgerProvider key={`${path.slug} ${answers.current.count}`} slug={path.slug!} waiting={<Frame><Waiting /></Frame>} missing={<Frame><Missing /></Frame>}
              broken={(fault, retry) => <Frame><main id="main"><Fault fault={fault} retry={retry} /></main></Frame>}>
              <Within page={path.page ?? 'replay'} part={path.part} />
            </LedgerProvider>
          )}</Route>
          <Route><Frame><Missing /></Frame></Route>
        </Switch>
      </Suspense>
    </>
  )
}

const pages = [['replay', 'Replay'], ['compare', 'Compare'], ['story', 'Story'], ['report', 'Report']] as const

function Within({ page, part }: { page: string; part: string | undefined }) {
  const ledger = useLedger()
  const { slug, title, view } = ledger
  const query = writeView(view)
  useEffect(() => { document.title = `${title} · ConveningLedger` }, [title])
  useEffect(() => { if (view.on !== null && page !== 'record') visit(slug, `/e/${slug}/${page}${part ? `/${part}` : ''}${query}`) }, [slug, page, part, query, view.on])
  const isCompact = useCompact()
  const to = (name: string, words: string) => <Link key={name} href={`/e/${slug}/${name}${query}`} aria-current={page === name ? 'page' : undefined}>{words}</Link>
  const ofStrands = strandPages.map(([name, words]) => to(name, words))
  const record = ledger.role !== 'GUEST' && <Link className="record" href={`/e/${slug}/record${query}`}>Record entry</Link>
  return (
    <>
      <header className="top">
        {!isCompact && <Link href="/" className="home" aria-label="All endeavours" title="All endeavours"><Icon of="home" /></Link>}
        <h1><Link href={`/e/${slug}/replay${query}`} title={title}>{title}</Link></h1>
        {isCompact
          ? <Menu label="Menu" name={<Icon of="menu" />}>
            <nav aria-label="Pages">{pages.map(([name, words]) => to(name, words))}<Link href="/">All endeavours</Link></nav>
            <nav aria-label="Strands">{ofStrands}</nav>
            <div className="acts">{record}<QueryBehind page={page} part={part} /><As /></div>
          </Menu>
          : <>
            <nav aria-label="Pages">
              {to(...pages[0])}
              <Menu name={<>Strands<Icon of="down" /></>} isCurrent={strandPages.some(([name]) => name === page)}>{ofStrands}</Menu>
              {pages.slice(1).map(([name, words]) => to(name, words))}
            </nav>
            <As />
            {record}
            <QueryBehind page={page} part={part} />
          </>}
      </header>
      <Banner />
      <Keys />
      <Suspense fallback={<Waiting />}>
        {page === 'replay' ? <Replay /> : page === 'compare' ? <Compare /> : page === 'story' ? <Story /> : page === 'report' ? <Report /> : page === 'record' ? <Record kind={part} /> : page === 'entry' && part ? <EntryPage id={part} /> : page === 'person' && part ? <Person key={part} person={part} /> : <StrandPage of={page} missing={<Missing />} />}
      </Suspense>
    </>
  )
}

/** As whom it is looked at: only wider circles than one's own are there to choose. */
function As() {
  const { view, change, frame } = useLedger()
  const own = useRef<Circle | null>(null)
  if (!view.as && frame) own.current = frame.moment.seenAs
  const mine = own.current ?? 'CONVENERS'
  return (
    <label className="as">as <select value={view.as ?? ''} onChange={event => change({ as: (event.target.value || null) as Circle | null })}>
      <option value="">{own.current ? `${asWhom[mine]} (you)` : 'you'}</option>
      {circles.filter(circle => circles.indexOf(circle) < circles.indexOf(mine)).map(circle => <option key={circle} value={circle}>{asWhom[circle]} would see it</option>)}
    </select></label>
  )
}

function QueryBehind({ page, part }: { page: string; part: string | undefined }) {
  const { slug, moment, view } = useLedger()
  if (!settings.explorer) return null
  const frame = `frame(at: "${isoDay(moment.on)}"${moment.known === null ? '' : `, knownAt: "${new Date(moment.known).toISOString()}"`}${view.as ? `, as: ${view.as}` : ''})`
  const query = page === 'entry' ? `{\n  endeavour(slug: "${slug}") {\n    frame${view.as ? `(as: ${view.as})` : ''} {\n      entry(id: "${part}") { summary account occurredAt recordedAt }\n    }\n  }\n}\n`
    : `{\n  endeavour(slug: "${slug}") {\n    ${frame} {\n      account\n      moment { at knownAt seenAs }\n      timeline(last: 5) { nodes { summary occurredAt recordedAt } }\n    }\n  }\n}\n`
  return <a className="query" href={`/explore#${new URLSearchParams({ query })}`}>Query</a>
}

function Banner() {
  const { news, takeNews, isConnected, view, frame } = useLedger()
  const lost = useSyncExternalStore(reach.subscribe, reach.get) === 'lost' || !isConnected
  const bad = unreadable(useSearch())
  return (
    <div className="banners" role="status">
      {bad.map(words => <p key={words} className="banner">{words}</p>)}
      {view.as && frame && <p className="banner as">As {asWhom[view.as]} would see it.</p>}
      {lost && <p className="banner lost">The connection is lost. What is loaded stays; it is tried again, and goes on from where it was.</p>}
      {news.length > 0 && <p className="banner news">{news.length} new {news.length === 1 ? 'entry' : 'entries'} · <button type="button" onClick={takeNews}>show</button></p>}
    </div>
  )
}

export function Frame({ children }: { children: ReactNode }) {
  return <><header className="top"><h1><Link href="/">ConveningLedger</Link></h1></header>{children}</>
}

export function Waiting() {
  // Nothing for what is quick.
  const [isSlow, setSlow] = useState(false)
  useEffect(() => { const timer = setTimeout(() => setSlow(true), 300); return () => clearTimeout(timer) }, [])
  return <main id="main" aria-busy="true">{isSlow && <div className="skeleton" role="status"><span className="spoken">Loading</span><div className="bar" /><div className="line" /><div className="blocks"><i /><i /><i /><i /></div></div>}</main>
}

export function Missing() {
  return <main id="main" className="words"><h2>There is nothing here</h2><p>Either nothing has this address, or you have no part in it: then whoever convenes it can invite you.</p><p><Link href="/">All endeavours that you may see</Link></p></main>
}

export function Fault({ fault, retry }: { fault: string; retry: () => void }) {
  return <div className="fault" role="alert"><p>{fault}</p><button type="button" onClick={retry}>Try again</button></div>
}

function Stranger() {
  return (
    <div className="banner stranger" role="alert">
      You are not signed in. {settings.issuer
        ? <button type="button" onClick={() => void signIn(settings.issuer!)}>Sign in</button>
        : 'Open the link that the server printed when it started, or the one that you were invited with.'}
    </div>
  )
}

function SignedIn() {
  const [, navigate] = useLocation()
  const [fault, setFault] = useState<string | null>(null)
  const begun = useRef(false)
  useEffect(() => {
    if (begun.current || !settings.issuer) return
    begun.current = true
    signedIn(settings.issuer).then(back => navigate(back, { replace: true }), (reason: unknown) => setFault(reason instanceof Error ? reason.message : String(reason)))
  }, [navigate])
  return <Frame><main id="main" className="words">{fault ? <><h2>That did not sign you in</h2><p>{fault}</p><p><Link href="/">Back</Link></p></> : <p>Signing you in …</p>}</main></Frame>
}

const roles = { CONVENER: 'convener', EVALUATOR: 'evaluator', MEMBER: 'member of the team', GUEST: 'guest' }
const fewParts = 3

/** Who is signed in, and how to go. The ledger keeps no names of those who look at it: their part says who they are. */
export function You({ titles = {} }: { titles?: Readonly<Record<string, string>> }) {
  const [{ data }] = useQuery({ query: ViewerDocument })
  if (!data?.viewer.subject) return null
  const { subject, kind, parts } = data.viewer
  const told = parts.nodes.flatMap(part => part.role ? [`${roles[part.role]} of “${titles[part.endeavour] ?? part.endeavour}”`] : [])
  const who = kind === 'OPERATOR' ? 'the operator of this server' : parts.totalCount > fewParts ? `somebody with a part in ${parts.totalCount} endeavours` : told.length > 0 ? told.join(', ') : kind === 'SERVICE' ? 'a program' : 'somebody who has no part in any endeavour yet'
  return (
    <p className="you">
      Signed in as {who} <small>(<code>{subject}</code>)</small>.{' '}
      <button type="button" className="quiet" onClick={() => { signOut(); void fetch('/sign-out', { method: 'POST', credentials: 'same-origin' }).finally(() => location.assign('/')) }}>Sign out</button>
    </p>
  )
}

export { readView }
