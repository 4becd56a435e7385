import './workers'
import 'graphiql/style.css'
import './explore.css'
import { createGraphiQLFetcher } from '@graphiql/toolkit'
import { GraphiQL, HISTORY_PLUGIN } from 'graphiql'
import { createClient } from 'graphql-ws'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { examplesPlugin } from './Examples'
import { first } from './examples'

const path = '/graphql'

// Whoever is not signed in is told how to, in place of an answer that only a program would read.
const tell = (isStranger: boolean) => { document.body.classList.toggle('is-stranger', isStranger) }

const askedByPage: typeof fetch = async (address, init) => {
  const response = await fetch(address, { ...init, credentials: 'same-origin' })
  tell(response.status === 401)
  return response
}

// A socket says it by closing with this; to try again would not help.
const isForbidden = (event: unknown) => event instanceof CloseEvent && event.code === 4403

const fetcher = createGraphiQLFetcher({
  url: path,
  fetch: askedByPage,
  wsClient: createClient({
    url: `${location.origin.replace(/^http/, 'ws')}${path}`,
    lazy: true,
    shouldRetry: event => event instanceof CloseEvent && !isForbidden(event),
    on: {
      connected: () => tell(false),
      closed: event => { if (isForbidden(event)) tell(true) },
    },
  }),
})

// What comes after a hash may be as long as it likes, and is not sent to the server.
const asked = new URLSearchParams(location.hash.includes('query=') ? location.hash.slice(1) : location.search)
addEventListener('hashchange', () => location.reload())

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <p className="stranger" role="alert">
      You are not signed in. Open the link that the server printed when it started, or the one that you were invited with; then load this page anew.
    </p>
    <GraphiQL
      fetcher={fetcher}
      plugins={[examplesPlugin, HISTORY_PLUGIN]}
      visiblePlugin={examplesPlugin}
      defaultTheme="light"
      initialQuery={asked.get('query') ?? undefined}
      initialVariables={asked.get('variables') ?? undefined}
      defaultQuery={first ?? '{ endeavours { nodes { slug title } } }\n'}
    />
  </StrictMode>,
)
