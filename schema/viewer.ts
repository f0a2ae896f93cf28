import { roles, tokenNumberOf, type Principal } from '../server/domain/access.ts'
import { needs, type Builder } from './builder.ts'
import { describeValues } from './filter.ts'
import { toGlobalId } from './node.ts'

const momentOf = (milliseconds: number | null | undefined): string | null =>
  milliseconds == null ? null : new Date(milliseconds).toISOString()

/** Who asks. */
export const addViewer = (builder: Builder) => {
  const role = builder.enumType('Role', {
    description: 'What a person may do; each role may what the one before it may.',
    values: describeValues(roles, {
      VIEWER: 'Reads, and keeps views of lists.',
      SHIFTER: 'Starts, ends and judges runs.',
      COORDINATOR: 'Takes in data, makes tags and detectors, shares views of lists.',
      ADMIN: 'Everything, tokens too.',
    }),
  })
  const viewer = builder.objectRef<Principal>('Viewer').implement({
    description: 'Who asks.',
    fields: (t) => ({
      name: t.exposeString('name', { description: 'As histories name them: the name of the token, or anonymous.' }),
      role: t.field({
        type: role,
        nullable: true,
        description: 'Null for service tokens, which have scopes, and for strangers without rights.',
        resolve: (principal) => principal.role,
      }),
      rights: t.stringList({
        description: 'What may be done, in the words of service scopes.',
        resolve: ({ rights }) => [...rights],
      }),
      isAnonymous: t.boolean({
        description: 'Whether they came without a token and without a session.',
        resolve: ({ id }) => id === 'anonymous',
      }),
      tokenId: t.id({
        nullable: true,
        description: 'The token that they came with, or signed in with; null for strangers.',
        resolve: (principal) => {
          const number = tokenNumberOf(principal)
          return number === null ? null : toGlobalId('Token', number)
        },
      }),
      expiresAt: t.field({
        type: 'DateTime',
        nullable: true,
        description: 'When the token, and all rights with it, ends; null when they stay.',
        resolve: ({ expiresAt }) => momentOf(expiresAt),
      }),
      sessionExpiresAt: t.field({
        type: 'DateTime',
        nullable: true,
        description: 'When the session ends unless it is used again; null without one.',
        resolve: ({ session }) => momentOf(session?.expiresAt),
      }),
    }),
  })
  builder.queryFields((t) => ({
    viewer: t.field({
      type: viewer,
      ...needs('read'),
      description: 'Who asks, and what they may do.',
      resolve: (_root, _args, { principal }) => principal,
    }),
  }))
  return { role }
}

export type ViewerRefs = ReturnType<typeof addViewer>
