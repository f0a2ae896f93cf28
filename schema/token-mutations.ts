import { actorOf } from '../server/domain/access.ts'
import type { Fault, Outcome } from '../server/domain/fault.ts'
import { fault, refused } from '../server/domain/fault.ts'
import { toDate } from '../server/domain/moment.ts'
import type { TokenRecord } from '../server/domain/token.ts'
import { needs, type Builder, type Context } from './builder.ts'
import { keyOfGlobalId, numberKey } from './node.ts'
import { whyNot } from './payload.ts'
import { wantedOf } from './selection.ts'
import type { Shared } from './shared.ts'
import type { TokenRefs } from './token.ts'
import type { ViewerRefs } from './viewer.ts'

type TokenPayload = { number: number | null; secret: string | null; faults: readonly Fault[] }

const unknown = (id: string): Outcome<TokenRecord> =>
  refused(fault('INVALID_INPUT', ['id'], `"${id.slice(0, 80)}" is not the id of a token`))

/** Making tokens and taking them back. */
export const addTokenMutations = (
  builder: Builder,
  { payloads }: Shared,
  { role }: ViewerRefs,
  { token }: TokenRefs,
): void => {
  const read = async ({ number }: TokenPayload, { domain }: Context, info: Parameters<typeof wantedOf>[0]) =>
    number === null ? null : ((await domain.tokens.read.byKeys([number], wantedOf(info))).get(number) ?? null)

  const created = builder.objectRef<TokenPayload>('CreateTokenPayload').implement({
    description: 'A new token with its secret, or why there is none.',
    fields: (t) => ({
      token: t.field({
        type: token,
        nullable: true,
        description: 'Null when it was refused.',
        resolve: (payload, _args, context, info) => read(payload, context, info),
      }),
      secret: t.exposeString('secret', {
        nullable: true,
        description: 'What to send as `Authorization: Bearer …`. Given this once: only its hash is kept.',
      }),
      userErrors: t.field({ type: [payloads.userError], description: whyNot, resolve: ({ faults }) => [...faults] }),
    }),
  })
  const revoked = builder.objectRef<TokenPayload>('RevokeTokenPayload').implement({
    description: 'The token as it is now, or why nothing was changed.',
    fields: (t) => ({
      token: t.field({
        type: token,
        nullable: true,
        description: 'Null when it was refused.',
        resolve: (payload, _args, context, info) => read(payload, context, info),
      }),
      userErrors: t.field({ type: [payloads.userError], description: whyNot, resolve: ({ faults }) => [...faults] }),
    }),
  })
  const createInput = builder.inputType('CreateTokenInput', {
    description: 'A token that is to be made: with a role for a person, or with scopes for a program.',
    fields: (t) => ({
      name: t.string({ required: true, description: '1 to 64 characters: histories name it.' }),
      role: t.field({ type: role, description: 'Makes a personal token. Nobody gives more rights than they have.' }),
      scopes: t.stringList({ description: 'Makes a service token: the rights it is to have, as `Viewer.rights` has them.' }),
      expiresAt: t.field({ type: 'DateTime', description: 'Never unless told.' }),
    }),
  })
  const revokeInput = builder.inputType('RevokeTokenInput', {
    description: 'A token that is to be taken back.',
    fields: (t) => ({ id: t.id({ required: true, description: 'Which token: its global id.' }) }),
  })
  builder.mutationFields((t) => ({
    createToken: t.field({
      type: created,
      ...needs('token:manage'),
      description: 'A new token. RIGHTS_EXCEEDED when it would have rights that the caller has not.',
      args: { input: t.arg({ type: createInput, required: true, description: 'The token.' }) },
      resolve: async (_root, { input: { expiresAt, ...input } }, { domain, principal }) => {
        const wish = { ...input, expiresAt: expiresAt == null ? null : toDate(expiresAt) }
        const { value, faults } = await domain.tokens.create(wish, actorOf(principal))
        return { number: value?.token.id ?? null, secret: value?.secret ?? null, faults }
      },
    }),
    revokeToken: t.field({
      type: revoked,
      ...needs('token:manage'),
      description: 'Takes a token back, for good: what is open with it ends at once. Doing it twice changes nothing.',
      args: { input: t.arg({ type: revokeInput, required: true, description: 'The token.' }) },
      resolve: async (_root, { input: { id } }, { domain, principal }) => {
        const key = keyOfGlobalId('Token', String(id), numberKey)
        const { value, faults } = key === null ? unknown(String(id)) : await domain.tokens.revoke(Number(key), actorOf(principal))
        return { number: value?.id ?? null, secret: null, faults }
      },
    }),
  }))
}
