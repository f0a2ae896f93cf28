import { rights, roles } from '../domain/access.ts'
import { systemActor } from '../domain/actor.ts'
import { systemClock } from '../domain/clock.ts'
import type { TokenRecord, Tokens } from '../domain/token.ts'
import { defineCommand } from './command.ts'
import { CommandFault, UsageFault, wordsOfFaults } from './fault.ts'
import { parseExpiry } from './expiry.ts'
import { suggestion } from '../spelling.ts'
import { toTable } from './table.ts'
import type { Terminal } from './terminal.ts'

const actor = systemActor('logline token')
const none = { usage: '', least: 0, most: 0 }

const withTokens = async <Result>(terminal: Terminal, work: (tokens: Tokens) => Promise<Result>): Promise<Result> => {
  // Loaded when it is needed: the database's side takes a second, and help should not.
  const { openForCommand } = await import('./open.ts')
  await using core = await openForCommand(terminal)
  return await work(core.domain.tokens)
}

/** The words of a list as they are spelled here, whatever their case. */
const among = (typed: string, words: readonly string[], what: string): string => {
  const found = words.find((word) => word.toLowerCase() === typed.trim().toLowerCase())
  if (found === undefined) {
    const spelled = words.map((word) => word.toLowerCase())
    throw new UsageFault(`"${typed}" is no ${what}.${suggestion(typed, spelled)} There are: ${spelled.join(', ')}`)
  }
  return found
}

export const createToken = defineCommand({
  name: 'token create',
  summary: 'Make a token and print it, once and alone',
  about: [
    `A personal token has a role: ${roles.map((role) => role.toLowerCase()).join(', ')}. Each may more than the last.`,
    `A service token has scopes: ${rights.join(', ')}.`,
    'Standard output carries the token and nothing else. Only its hash is kept: it cannot be shown again.',
  ],
  operands: none,
  options: {
    name: { takes: '<name>', about: 'Whose it is, or what for: histories name it' },
    role: { takes: '<role>', about: 'For a person' },
    scopes: { takes: '<scope,…>', about: 'For a service, separated by commas' },
    expires: {
      takes: '<when>',
      about: 'After this time: 12h, 30d, 2w, 1y; or at the end of a day in UTC: 2027-01-31. Default: never',
    },
  },
  examples: [
    'logline token create --role admin --name ops',
    'logline token create --scopes read,run:ingest --name eor-bridge --expires 90d',
    'TOKEN=$(logline token create --role shifter --name ann)',
  ],
  run: async ({ options: { name, role, scopes, expires }, terminal }) => {
    if (name === undefined) throw new UsageFault('A token needs a name: --name ops')
    if ((role === undefined) === (scopes === undefined)) {
      throw new UsageFault('A token has either a role (--role shifter) or scopes (--scopes read,run:ingest)')
    }
    const asked = {
      name,
      ...(role !== undefined && { role: among(role, roles, 'role') }),
      ...(scopes !== undefined && {
        scopes: scopes
          .split(',')
          .filter((scope) => scope.trim())
          .map((scope) => among(scope, rights, 'scope')),
      }),
    }
    const expiresAt = expires === undefined ? null : parseExpiry(expires, systemClock.now())
    return withTokens(terminal, async (tokens) => {
      const { value, faults } = await tokens.create({ ...asked, expiresAt }, actor)
      if (!value) throw new CommandFault(wordsOfFaults(faults))
      const { id, expiresAt: until } = value.token
      const rest = until ? `expires ${until.toISOString()}` : 'does not expire'
      terminal.tell(`Token ${id} "${value.token.name}" (${role ?? scopes}) ${rest}. It is shown this once:`)
      terminal.print(value.secret)
      return 0
    })
  },
})

const stateOf = ({ revokedAt, expiresAt }: TokenRecord, now: number): string =>
  revokedAt ? 'revoked' : expiresAt && expiresAt.getTime() <= now ? 'expired' : 'valid'

const day = (moment: Date | null): string => (moment ? moment.toISOString().slice(0, 16).replace('T', ' ') : '')

export const listTokens = defineCommand({
  name: 'token list',
  summary: 'List the tokens, newest first; times in UTC',
  operands: none,
  options: {},
  examples: ['logline token list'],
  run: async ({ terminal }) =>
    withTokens(terminal, async (tokens) => {
      const now = systemClock.now()
      const rows = (await tokens.list()).map((token) => [
        String(token.id),
        token.name,
        token.role?.toLowerCase() ?? token.scopes.join(','),
        stateOf(token, now),
        day(token.createdAt),
        day(token.expiresAt) || 'never',
        day(token.lastUsedAt) || 'never',
      ])
      for (const line of toTable(['ID', 'NAME', 'MAY', 'STATE', 'CREATED', 'EXPIRES', 'LAST USED'], rows))
        terminal.print(line)
      return 0
    }),
})

export const revokeToken = defineCommand({
  name: 'token revoke',
  summary: 'Take a token back; connections that use it are ended',
  operands: { usage: '<id>', least: 1, most: 1 },
  options: {},
  examples: ['logline token revoke 3'],
  run: async ({ operands: [id = ''], terminal }) => {
    if (!/^\d{1,15}$/.test(id)) throw new UsageFault(`"${id}" is no token's id: "logline token list" shows them`)
    return withTokens(terminal, async (tokens) => {
      const { value, faults } = await tokens.revoke(Number(id), actor)
      if (!value) throw new CommandFault(wordsOfFaults(faults))
      terminal.print(`Token ${value.id} "${value.name}" is revoked`)
      return 0
    })
  },
})
