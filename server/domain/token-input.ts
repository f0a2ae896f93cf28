import { z } from 'zod'
import type { Token } from '../../drizzle/tables/token.ts'
import { concernsOthers, rights, rightsOfRole, roles } from './access.ts'
import type { Actor } from './actor.ts'
import { done, fault, refused, type Outcome } from './fault.ts'

export type TokenInput = {
  name: string
  /** Makes a personal token. */
  role?: string | null | undefined
  /** Makes a service token. */
  scopes?: readonly string[] | null | undefined
  expiresAt?: Date | null | undefined
}

type CheckedToken = Pick<Token, 'name' | 'kind' | 'role' | 'scopes' | 'expiresAt'>

const inputShape = z.object({
  name: z
    .string()
    .trim()
    .min(1, 'needs at least one character')
    .max(64, 'has at most 64 characters')
    .regex(/^\P{Cc}*$/u, 'has characters that cannot be printed')
    .refine((name) => name.isWellFormed(), 'has half of a character'),
  role: z.enum(roles, { error: `must be one of ${roles.join(', ')}` }).nullish(),
  scopes: z.array(z.enum(rights, { error: `must be among ${rights.join(', ')}` })).nullish(),
  expiresAt: z.date().nullish(),
})

/**
 * What a token is to be, or what is wrong with the wish. Nobody gives away what they don't have: otherwise the right to
 * manage tokens would be every right.
 */
export const checkToken = (input: TokenInput, actor: Actor, now: number): Outcome<CheckedToken> => {
  const parsed = inputShape.safeParse(input)
  if (!parsed.success) {
    return refused(
      ...parsed.error.issues.map(({ path, message }) =>
        fault(
          'INVALID_INPUT',
          path.filter((step) => typeof step !== 'symbol'),
          `${String(path[0])} ${message}`,
        ),
      ),
    )
  }
  const { name, role = null, expiresAt = null } = parsed.data
  const scopes = [...new Set(parsed.data.scopes ?? [])]
  if ((role === null) === (scopes.length === 0)) {
    return refused(fault('INVALID_INPUT', ['role'], 'a token has either a role (personal) or scopes (service)'))
  }
  if (expiresAt && !(expiresAt.getTime() > now)) {
    return refused(fault('INVALID_INPUT', ['expiresAt'], 'expiresAt must lie in the future'))
  }
  const lacking = (role ? rightsOfRole[role].filter(concernsOthers) : scopes).filter((right) => !actor.rights.has(right))
  if (lacking.length > 0) {
    const words = `${actor.name} may not give what ${actor.name} has not: ${lacking.join(', ')}`
    return refused(fault('RIGHTS_EXCEEDED', [role ? 'role' : 'scopes'], words))
  }
  return done({ name, kind: role === null ? 'SERVICE' : 'PERSONAL', role, scopes, expiresAt })
}
