import type { EnumOf } from '../graphql/graphql.ts'
import type { Kind } from '../kit/timeline/model.ts'

export type EnvironmentStatus = EnumOf<'EnvironmentStatus'>

/** How statuses are called and drawn. */
export const environmentKinds = {
  PENDING: { word: 'pending', tone: 'quiet' },
  STANDBY: { word: 'standby', tone: 'quiet' },
  DEPLOYED: { word: 'deployed', tone: 'beam' },
  CONFIGURED: { word: 'configured', tone: 'accent' },
  RUNNING: { word: 'running', tone: 'live' },
  ERROR: { word: 'error', tone: 'bad' },
  MIXED: { word: 'mixed', tone: 'warn' },
  DESTROYED: { word: 'destroyed', tone: 'plain' },
  DONE: { word: 'done', tone: 'plain' },
} as const satisfies Readonly<Record<EnvironmentStatus, Kind>>

export const statusWords = Object.fromEntries(
  Object.entries(environmentKinds).map(([status, { word }]) => [status, word]),
) as Readonly<Record<EnvironmentStatus, string>>

const final: ReadonlySet<EnvironmentStatus> = new Set(['DESTROYED', 'DONE'])

/** Nothing comes after it. */
export const isFinal = (status: EnvironmentStatus): boolean => final.has(status)

const hour = 3_600_000

/** As long as a run may go on before it counts as lost. */
const longestRunning = 48 * hour
const longestOther = 2 * hour

export const stuckRule = `A status that is not final is called stuck after ${longestOther / hour} hours, running after ${longestRunning / hour}.`

/** Whether an environment has been in a status for so long that somebody should look. @param since epoch ms */
export const isStuck = (status: EnvironmentStatus, since: number, now: number): boolean =>
  !isFinal(status) && now - since > (status === 'RUNNING' ? longestRunning : longestOther)
