import type { Actor } from './actor.ts'

/**
 * Everything that may be allowed. A service token's scopes are these words; a role is a set of them. Each field at the
 * root of the schema names the one it needs; a field that names none is closed to everybody.
 */
export const rights = [
  'read',
  'view:write',
  'run:write',
  'run:ingest',
  'fill:ingest',
  'environment:ingest',
  'tag:write',
  'view:share',
  'detector:write',
  'instrument:write',
  'measurement:ingest',
  'file:ingest',
  'job:run',
  'plugin:manage',
  'token:manage',
] as const

export type Right = (typeof rights)[number]

export const isRight = (word: unknown): word is Right => (rights as readonly unknown[]).includes(word)

export const roles = ['VIEWER', 'SHIFTER', 'COORDINATOR', 'ADMIN'] as const
export type Role = (typeof roles)[number]

const viewer: readonly Right[] = ['read', 'view:write']
const shifter: readonly Right[] = [...viewer, 'run:write']
const coordinator: readonly Right[] = [
  ...shifter, 'run:ingest', 'fill:ingest', 'environment:ingest', 'tag:write', 'view:share', 'detector:write',
  'instrument:write', 'measurement:ingest', 'file:ingest', 'job:run',
]

/** Each role may what the one before it may, and more. */
export const rightsOfRole: Record<Role, readonly Right[]> = {
  VIEWER: viewer,
  SHIFTER: shifter,
  COORDINATOR: coordinator,
  ADMIN: rights,
}

/** Who asks, and what they may. */
export type Principal = {
  /** Stable and unique: `anonymous`, `token:7`. */
  id: string
  name: string
  role: Role | null
  rights: ReadonlySet<Right>
  /** Epoch ms after which the rights are gone; null when they stay. */
  expiresAt: number | null
  /** Who signed in on a web page: which session it is, and when (epoch ms) it ends unless it is used again. */
  session: { id: number; expiresAt: number } | null
}

export const may = (principal: Principal, right: Right): boolean => principal.rights.has(right)

/** The principal as the histories name it. */
export const actorOf = (principal: Principal): Actor => ({
  id: principal.id,
  name: principal.name,
  rights: principal.rights,
})

/** The number of the token that a principal came with; null for strangers. */
export const tokenNumberOf = ({ id }: Pick<Principal, 'id'>): number | null => {
  const [, number] = /^token:(\d+)$/.exec(id) ?? []
  return number === undefined ? null : Number(number)
}

/** What concerns nobody but its holder: no stranger has it, who is not known again, and a role may be given with it. */
const own: ReadonlySet<Right> = new Set(['view:write'])

export const concernsOthers = (right: Right): boolean => !own.has(right)

/** Somebody without a token, with the rights that the configuration gives to strangers. */
export const anonymous = (role: Role | null): Principal => ({
  id: 'anonymous',
  name: 'anonymous',
  role,
  rights: new Set(role ? rightsOfRole[role].filter(concernsOthers) : []),
  expiresAt: null,
  session: null,
})
