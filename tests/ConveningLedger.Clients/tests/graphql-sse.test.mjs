import { test, after } from 'node:test'
import assert from 'node:assert/strict'
import { createClient } from 'graphql-sse'
import { url, headers, title, listening, open, record } from '../ledger.mjs'

const client = createClient({ url, headers, retryAttempts: 0 })
after(() => client.dispose())

test('a query is answered', async () => {
  for await (const { data } of client.iterate({ query: title })) assert.equal(data.endeavour.title, 'One River, Many Taps')
})

test('a mistake in a request is told within the stream', async () => {
  const answers = []
  for await (const answer of client.iterate({ query: '{ nonsense }' })) answers.push(answer)
  assert.deepEqual(answers.map(answer => [answer.data, answer.errors[0].extensions.code]), [[undefined, 'VALIDATION_FAILED']])
})

test('what is recorded is told, and a browser goes on after the last event', async () => {
  const begin = await open('by-events')
  const first = await record('by-events', 'one')
  const second = await record('by-events', 'two')
  const heard = []
  for await (const { data } of client.iterate({ query: listening, variables: { endeavour: 'by-events', after: begin } })) {
    heard.push(data.entryRecorded)
    if (heard.length === 2) break
  }
  assert.deepEqual(heard.map(notice => notice.entry.uuid), [first, second])

  // Browsers ask by GET, and say what they had last.
  const request = { query: listening, variables: JSON.stringify({ endeavour: 'by-events' }) }
  const asked = { accept: 'text/event-stream', 'last-event-id': heard[0].cursor }
  for (const [address, init] of [
    [`${url}?${new URLSearchParams(request)}`, { headers: { ...headers, ...asked } }],
    [url, { method: 'POST', body: JSON.stringify({ query: listening, variables: { endeavour: 'by-events' } }), headers: { ...headers, ...asked, 'content-type': 'application/json' } }],
  ]) {
    const stop = new AbortController()
    const response = await fetch(address, { ...init, signal: stop.signal })
    assert.match(response.headers.get('content-type'), /^text\/event-stream/)
    let text = ''
    for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
      text += chunk
      if (/data: \{.*\n\n/.test(text)) break
    }
    stop.abort()
    assert.match(text, new RegExp(`event: next\\nid: ${heard[1].cursor}\\ndata: .*${second}`))
    assert.ok(!text.includes(first))
  }
})
