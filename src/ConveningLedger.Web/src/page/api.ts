// The API, asked as any other client asks it: by the session of the browser.
import { Client, cacheExchange, fetchExchange, mapExchange } from '@urql/core'
import { createClient as createSocket } from 'graphql-ws'
import { bearer } from './session'

export const path = '/graphql'

/** Whether the server knows who asks. */
export type Standing = 'unknown' | 'known' | 'stranger'

/** Whether the server is reached. */
export type Reach = 'reached' | 'lost'

type Listener = () => void

class State<T> {
  private listeners = new Set<Listener>()
  constructor(public value: T) {}
  set(value: T) {
    if (value === this.value) return
    this.value = value
    for (const listener of this.listeners) listener()
  }
  subscribe = (listener: Listener) => { this.listeners.add(listener); return () => { this.listeners.delete(listener) } }
  get = () => this.value
}

export const standing = new State<Standing>('unknown')
export const reach = new State<Reach>('reached')

export const socket = createSocket({
  url: `${location.origin.replace(/^http/, 'ws')}${path}`,
  lazy: true,
  // Whoever listens goes on from the cursor of the last that it had; by itself the socket would begin again.
  retryAttempts: 0,
  connectionParams: () => { const token = bearer(); return token ? { Authorization: `Bearer ${token}` } : {} },
  on: {
    connected: () => { reach.set('reached') },
    closed: event => { if (!(event instanceof CloseEvent && event.code === 1000)) reach.set('lost') },
  },
})

const begun = () => new Client({
  url: path,
  preferGetMethod: false,
  fetchOptions: (): RequestInit => { const token = bearer(); return { credentials: 'same-origin', ...(token && { headers: { authorization: `Bearer ${token}` } }) } },
  exchanges: [
    mapExchange({
      onResult: result => {
        if (result.operation.kind === 'teardown') return
        // How a program is to say who asks is nothing for the page.
        for (const fault of result.error?.graphQLErrors ?? []) if (fault.extensions.code === 'UNAUTHENTICATED') fault.message = 'What is here is shown to those who are signed in.'
        if (result.error?.networkError) reach.set('lost')
        else {
          reach.set('reached')
          standing.set(result.error?.graphQLErrors.some(error => error.extensions.code === 'UNAUTHENTICATED') ? 'stranger' : 'known')
        }
      },
    }),
    cacheExchange,
    fetchExchange,
  ],
})

/** Who asks, with what was answered. */
export const client = new State(begun())

/** Lets go of all that was answered: what was destroyed, or is not to be seen any more, is nowhere on the page from then on. */
export const forgetAnswers = () => client.set(begun())
