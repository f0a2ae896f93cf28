import type { EnumOf } from '../graphql/graphql.ts'
import type { Sign } from './sign.ts'

export type JobRunState = EnumOf<'JobRunState'>
export type JobState = EnumOf<'JobState'>

/** How the runs of a job are called and drawn, and what that means. */
export const jobRunKinds: Readonly<Record<JobRunState, Sign>> = {
  RUNNING: { word: 'running', icon: 'right', tone: 'live', hint: 'It goes on.' },
  DONE: { word: 'done', icon: 'check', tone: 'good', hint: 'It ended well.' },
  FAILED: { word: 'failed', icon: 'cross', tone: 'bad', hint: 'It threw an error.' },
  TIMED_OUT: { word: 'timed out', icon: 'clock', tone: 'bad', hint: 'It took longer than it may, and was ended.' },
  LOST: { word: 'lost', icon: 'alert', tone: 'bad', hint: 'The server that ran it went away, and with it how it ended.' },
  SKIPPED: { word: 'skipped', icon: 'skip', tone: 'quiet', hint: 'The run before it was still going on.' },
  MISSED: { word: 'missed', icon: 'gap', tone: 'warn', hint: 'No server was there to run it.' },
}

export const jobStateWords: Readonly<Record<JobState, string>> = {
  IDLE: 'waiting',
  RUNNING: 'running',
  PAUSED: 'paused',
}

export const triggerWords: Readonly<Record<EnumOf<'JobTrigger'>, string>> = {
  SCHEDULE: 'by its schedule',
  RETRY: 'tried again',
  MANUAL: 'by hand',
}

/** The times of a run, as the server sends them. */
type Timed = { readonly state: JobRunState; readonly startedAt: string | null; readonly durationSeconds: number | null }

/** Seconds that a run took, or has taken until `now` (epoch ms, by the server's clock); null when it never began, or how long is not known. */
export const jobRunSeconds = ({ state, startedAt, durationSeconds }: Timed, now: () => number): number | null =>
  state === 'RUNNING' && startedAt !== null ? Math.max(0, now() - Date.parse(startedAt)) / 1000 : durationSeconds

/** Whose a job is, by its name: the id of a plugin; null for the core. */
export const pluginOfJob = (name: string): string | null => {
  const [owner = ''] = name.split(':')
  return owner === 'core' || owner === '' ? null : owner
}
