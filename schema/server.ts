import { needs, type Builder } from './builder.ts'

/** Facts about the server that don't change while it runs. */
export type ServerFacts = { version: string; startedAt: string; experimentZone: string; node: string; postgres: string }

/** What answers. */
export const addServer = (builder: Builder, facts: ServerFacts): void => {
  const server = builder.objectRef<ServerFacts>('ServerInfo').implement({
    description: 'The server that answers.',
    fields: (t) => ({
      version: t.exposeString('version', { description: 'Version of Logline.' }),
      startedAt: t.field({ type: 'DateTime', description: 'When it was started.', resolve: ({ startedAt }) => startedAt }),
      now: t.field({ type: 'DateTime', description: 'The server\'s clock.', resolve: (_facts, _args, { domain }) => new Date(domain.clock.now()).toISOString() }),
      experimentZone: t.exposeString('experimentZone', { description: 'The IANA zone that shifts follow.' }),
      eventCursor: t.string({
        description: 'Where events stand: subscribe with `after` from here, and nothing is missed that this answer does not show.',
        resolve: (_facts, _args, { domain }) => domain.hub.cursor(),
      }),
      node: t.exposeString('node', { description: 'Version of Node.js.' }),
      postgres: t.exposeString('postgres', { description: 'Version of PostgreSQL.' }),
    }),
  })
  builder.queryFields((t) => ({
    server: t.field({ type: server, ...needs('read'), description: 'The server that answers.', resolve: () => facts }),
  }))
}
