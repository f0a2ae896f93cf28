import { GraphQLError } from 'graphql'
import { may } from '../server/domain/access.ts'
import { forAll, type Sibling } from '../server/domain/row.ts'
import { tokenStateOf, tokenStates, type TokenRow } from '../server/domain/token-read.ts'
import { needs, type Builder } from './builder.ts'
import { changesOf, type ChangeRefs } from './change.ts'
import { connectionOf, pageArguments, pageOf } from './connection.ts'
import { describeValues } from './filter.ts'
import { globalId, numberKey, toGlobalId, toNumbers } from './node.ts'
import { wantedOfNodes } from './selection.ts'
import type { Shared } from './shared.ts'
import type { ViewerRefs } from './viewer.ts'

const manage = 'token:manage'

/** Tokens, for those who manage them. */
export const addToken = (builder: Builder, { node, nodeTypes, pageInfo }: Shared, { role }: ViewerRefs, changes: ChangeRefs) => {
  const kind = builder.enumType('TokenKind', {
    description: 'Whose a token is.',
    values: describeValues(['PERSONAL', 'SERVICE'], {
      PERSONAL: "A person's, with a role.",
      SERVICE: "A program's, with scopes.",
    }),
  })
  const state = builder.enumType('TokenState', {
    description: 'What a token is worth now.',
    values: describeValues(tokenStates, {
      VALID: 'It opens the door.',
      EXPIRED: 'Its time is over.',
      REVOKED: 'It was taken back.',
    }),
  })
  const token = builder.objectRef<Sibling<TokenRow>>('Token').implement({
    description: 'What somebody, or a program, signs in with. The secret itself is shown once, when it is made.',
    interfaces: [node],
    fields: (t) => ({
      id: t.id({ description: globalId, resolve: ({ number }) => toGlobalId('Token', number) }),
      number: t.exposeInt('number', { description: 'As events and the command line call it.' }),
      name: t.exposeString('name', { description: 'Whose it is, or what for: histories name it. Two may have the same.' }),
      kind: t.field({ type: kind, description: 'Whose it is.', resolve: (one) => one.kind }),
      role: t.field({ type: role, nullable: true, description: 'Null for service tokens.', resolve: (one) => one.role }),
      scopes: t.stringList({
        description: 'What a service token may do; none for personal ones.',
        resolve: ({ scopes }) => JSON.parse(scopes) as string[],
      }),
      state: t.field({
        type: state,
        description: 'What it is worth now.',
        resolve: (one, _args, { domain }) => tokenStateOf(one, domain.clock.now()),
      }),
      createdAt: t.field({ type: 'DateTime', description: 'When it was made.', resolve: (one) => one.createdAt }),
      createdBy: t.exposeString('createdBy', { description: 'Who made it.' }),
      lastUsedAt: t.field({
        type: 'DateTime',
        nullable: true,
        description: 'When it was last used, to the minute; null when it never was.',
        resolve: (one) => one.lastUsedAt,
      }),
      expiresAt: t.field({
        type: 'DateTime',
        nullable: true,
        description: 'After this it is worth nothing; null when it stays.',
        resolve: (one) => one.expiresAt,
      }),
      revokedAt: t.field({
        type: 'DateTime',
        nullable: true,
        description: 'When it was taken back; null when it was not.',
        resolve: (one) => one.revokedAt,
      }),
      sessionCount: t.int({
        description: 'How many browsers are signed in with it now.',
        resolve: async (one, _args, { domain }) => {
          const read = (all: readonly TokenRow[]) => domain.tokens.read.sessionCounts(all.map(({ number }) => number))
          return (await forAll(one, 'sessions', read)).get(one.number) ?? 0
        },
      }),
      changes: t.field({
        type: changes.changeConnection,
        description: 'Its history of edits, newest first.',
        args: pageArguments(t.arg),
        resolve: (one, args, { domain }, info) =>
          changesOf(one, args, info, domain.tokens.changes, ({ number }) => String(number)),
      }),
    }),
  })
  nodeTypes.set('Token', {
    keyPattern: numberKey,
    read: async (keys, { domain, principal }, wanted) => {
      if (!may(principal, manage)) {
        const message = `${principal.name} may not see tokens: it needs the right ${manage}`
        throw new GraphQLError(message, { extensions: { code: 'FORBIDDEN', right: manage } })
      }
      const rows = await domain.tokens.read.byKeys(toNumbers(keys), wanted)
      return new Map([...rows].map(([number, row]) => [String(number), row]))
    },
  })
  const connection = connectionOf<Sibling<TokenRow>>(builder, pageInfo, 'Token', token as never)
  builder.queryField('tokens', (t) =>
    t.field({
      type: connection,
      ...needs(manage),
      description: 'All tokens, newest first, also those that expired or were revoked.',
      args: pageArguments(t.arg),
      resolve: async (_root, args, { domain: { tokens } }, info) => ({
        page: await tokens.read.page({ page: pageOf(args), wanted: wantedOfNodes(info) }),
        count: () => tokens.read.count(null),
      }),
    }),
  )
  return { token }
}

export type TokenRefs = ReturnType<typeof addToken>
