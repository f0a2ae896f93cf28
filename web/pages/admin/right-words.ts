import type { EnumOf } from '../../graphql/graphql.ts'

export type Role = EnumOf<'Role'>

/** Roles, each with what it allows and the one before it does not. */
export const roleWords: readonly { role: Role; allows: string }[] = [
  { role: 'VIEWER', allows: 'Reads everything but tokens, and keeps views of lists.' },
  { role: 'SHIFTER', allows: 'Also starts, ends, corrects and judges runs, and says why they ended.' },
  { role: 'COORDINATOR', allows: 'Also takes in data of other systems, looks after instruments, runs jobs, makes tags and detectors, and shares views of lists.' },
  { role: 'ADMIN', allows: 'Everything, plugins and tokens too.' },
]

/** What each right allows, in the words of somebody who gives it. */
export const rightWords: Readonly<Record<string, string>> = {
  read: 'Read runs, fills, environments and events',
  'view:write': 'Keep private views of lists',
  'run:write': 'Start, end, correct and judge runs',
  'run:ingest': 'Take in runs from another system',
  'fill:ingest': 'Take in fills',
  'environment:ingest': 'Take in environments',
  'tag:write': 'Make and change tags',
  'view:share': 'Share views of lists, and change and delete shared ones',
  'detector:write': 'Make detectors',
  'instrument:write': 'Make and change instruments, and report their status',
  'measurement:ingest': 'Take in measurements',
  'file:ingest': 'Send in files of instruments',
  'job:run': 'Run, pause and resume jobs',
  'plugin:manage': 'Settle what plugins failed on',
  'token:manage': 'Make and revoke tokens, within its own rights',
}

/** The rights that each role has, as the server gives them (server/domain/access.ts): what may be given is asked of it. */
const added: Readonly<Record<Role, readonly string[]>> = {
  VIEWER: ['read', 'view:write'],
  SHIFTER: ['run:write'],
  COORDINATOR: ['run:ingest', 'fill:ingest', 'environment:ingest', 'tag:write', 'view:share', 'detector:write', 'instrument:write', 'measurement:ingest', 'file:ingest', 'job:run'],
  ADMIN: ['plugin:manage', 'token:manage'],
}

/** What concerns nobody but its holder comes with any role. */
export const isOwn = (right: string): boolean => right === 'view:write'

/** What somebody lacks to give this role; empty when they may. The server has the last word. */
export const lackingFor = (role: Role, may: (right: string) => boolean): string[] => {
  const upTo = roleWords.findIndex((one) => one.role === role) + 1
  return roleWords.slice(0, upTo).flatMap((one) => added[one.role].filter((right) => !may(right)))
}
