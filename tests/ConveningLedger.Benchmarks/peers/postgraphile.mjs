// PostGraphile over the table of schema.sql, on the loopback address: DATABASE_URL, PORT.
import { createServer } from 'node:http'
import { grafserv } from 'grafserv/node'
import { postgraphile } from 'postgraphile'
import { makePgService } from 'postgraphile/adaptors/pg'
import { PostGraphileAmberPreset } from 'postgraphile/presets/amber'

const instance = postgraphile({
  extends: [PostGraphileAmberPreset],
  // As many connections as the ledger's node may have.
  pgServices: [makePgService({ connectionString: process.env.DATABASE_URL, schemas: ['public'], poolConfig: { max: 40 } })],
  // As its documentation advises for production: nothing watched, nothing explained, no page of its own, and no time limits to keep.
  grafserv: { watch: false, graphiql: false, dangerouslyAllowAllCORSRequests: false },
  grafast: { explain: false, timeouts: { planning: null, execution: null } },
})
const server = createServer()
server.on('error', fault => { console.error(fault); process.exit(1) })
await instance.createServ(grafserv).addTo(server)
server.listen(Number(process.env.PORT), '127.0.0.1')
