// PostGraphile 5 with its Amber preset on Logline's own tables, in production mode.
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { postgraphile } from 'postgraphile'
import { makePgService } from 'postgraphile/adaptors/pg'
import { grafserv } from 'postgraphile/grafserv/node'
import { PostGraphileAmberPreset } from 'postgraphile/presets/amber'
import postgres from 'postgres'
import { answerParent } from '../child.ts'

const addFunctions = async (databaseUrl: string) => {
  const client = postgres(databaseUrl, { max: 1, onnotice: () => undefined })
  await client.unsafe(readFileSync(new URL('postgraphile.sql', import.meta.url), 'utf8'))
  await client.end()
}

answerParent({
  open: async (databaseUrl: string) => {
    await addFunctions(databaseUrl)
    const instance = postgraphile({
      extends: [PostGraphileAmberPreset],
      // Plain lists below the root: cheaper than connections, and all that these queries need.
      schema: { defaultBehavior: '+connection +list' },
      // Ten connections, as it has by itself: better for it than four or twenty (measured).
      pgServices: [makePgService({ connectionString: databaseUrl, schemas: ['public', 'bench'] })],
      grafserv: { graphqlPath: '/graphql', graphiql: false, watch: false, websockets: false },
      grafast: { explain: false },
    })
    const server = createServer()
    await instance.createServ(grafserv).addTo(server)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    await instance.getSchema()
    return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql` }
  },
})
