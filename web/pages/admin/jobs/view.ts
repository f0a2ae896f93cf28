import { jobRunKinds, type JobRunState } from '../../../nouns/job-words.ts'

/** Where a page of runs lies: after or before a cursor, or at the newest run. */
export type RunPlace = { readonly after: string } | { readonly before: string } | null

/** What the address says about the page of a job. */
export type JobView = {
  /** The id of the run that is looked at. */
  readonly run: string | null
  /** Only runs in these states; all when there are none. */
  readonly states: readonly JobRunState[]
  readonly place: RunPlace
}

export const jobRunStates = Object.keys(jobRunKinds) as readonly JobRunState[]

const wordOf = (state: JobRunState): string => state.toLowerCase().replaceAll('_', '-')

/** Reads `?state=failed,timed-out&after=…&run=…`; leaves out what it doesn't know. */
export const readJobView = (search: string): JobView => {
  const parameters = new URLSearchParams(search)
  const words = (parameters.get('state') ?? '').split(',')
  const [after, before] = [parameters.get('after'), parameters.get('before')]
  return {
    run: parameters.get('run') || null,
    states: jobRunStates.filter((state) => words.includes(wordOf(state))),
    place: after ? { after } : before ? { before } : null,
  }
}

/** The other way round: what is usual is left out, so that equal views have equal addresses. */
export const writeJobView = ({ run, states, place }: JobView): string => {
  const parts = [
    states.length > 0 && `state=${states.map(wordOf).join(',')}`,
    place && Object.entries(place).map(([name, cursor]) => `${name}=${encodeURIComponent(cursor)}`).join(),
    run !== null && `run=${encodeURIComponent(run)}`,
  ].filter(Boolean)
  return parts.length > 0 ? `?${parts.join('&')}` : ''
}
