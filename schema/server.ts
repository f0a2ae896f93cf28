import { roles, type Principal } from '../server/domain/access.ts'
import { needs, type Builder } from './builder.ts'
import { describeValues } from './filter.ts'

/** Facts about the server that don't change while it runs. */
export type ServerFacts = { version: string; startedAt: string; experimentZone: string; node: string; postgres: string }

/** Who asks, and what answers. */
export const addServer = (builder: Builder, facts: ServerFacts): void => {
  const role = builder.enumType('Role', {
    description: 'What a person may do; each role may what the one before it may.',
    values: describeValues(roles, {
      VIEWER: 'Reads.', SHIFTER: 'Starts, ends and judges runs.', COORDINATOR: 'Takes in data, makes tags and detectors.', ADMIN: 'Everything, tokens too.',
    }),
  })
  const viewer = builder.objectRef<Principal>('Viewer').implement({
    description: 'Who asks.',
    fields: (t) => ({
      name: t.exposeString('name', { description: 'As histories name them: the name of the token, or anonymous.' }),
      role: t.field({ type: role, nullable: true, description: 'Null for service tokens, which have scopes, and for strangers without rights.', resolve: (principal) => principal.role }),
      rights: t.stringList({ description: 'What may be done, in the words of service scopes.', resolve: ({ rights }) => [...rights] }),
    }),
  })
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
    viewer: t.field({ type: viewer, ...needs('read'), description: 'Who asks, and what they may do.', resolve: (_root, _args, { principal }) => principal }),
    server: t.field({ type: server, ...needs('read'), description: 'The server that answers.', resolve: () => facts }),
  }))
}
