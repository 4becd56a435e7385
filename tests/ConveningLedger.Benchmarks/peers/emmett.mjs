// Emmett's store of events behind the least endpoint there can be, on the loopback address: DATABASE_URL, PORT.
import { createServer } from 'node:http'
import { getPostgreSQLEventStore } from '@event-driven-io/emmett-postgresql'

const store = getPostgreSQLEventStore(process.env.DATABASE_URL)
// It makes its tables at the first append.
await store.appendToStream('entries-0', [{ type: 'Begun', data: {} }])

createServer((request, response) => {
  if (request.method === 'GET') return response.end('{}')
  const parts = []
  request.on('data', part => parts.push(part)).on('end', async () => {
    try {
      const { stream, type, data } = JSON.parse(Buffer.concat(parts))
      const { nextExpectedStreamVersion } = await store.appendToStream(stream, [{ type, data }])
      response.setHeader('content-type', 'application/json')
      response.end(JSON.stringify({ version: String(nextExpectedStreamVersion) }))
    } catch (fault) {
      response.statusCode = 500
      response.end(String(fault))
    }
  })
}).listen(Number(process.env.PORT), '127.0.0.1')
