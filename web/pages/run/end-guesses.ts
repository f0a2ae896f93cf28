import { effectiveStart } from '../../nouns/run-times.ts'

type Known = {
  startedAt: string | null
  triggerStartedAt: string | null
  environment: { history: readonly { status: string; at: string }[] } | null
  next: { number: number; startedAt: string | null; triggerStartedAt: string | null } | null
}

export type EndGuess = { readonly what: string; readonly at: number }

/** What else tells when a run ended whose end nobody told: earliest first, and only what came after its start. */
export const endGuesses = (run: Known): readonly EndGuess[] => {
  const start = effectiveStart(run) ?? -Infinity
  const steps = run.environment?.history ?? []
  const left = steps.find((step, index) => step.status !== 'RUNNING' && steps[index - 1]?.status === 'RUNNING' && Date.parse(step.at) > start)
  const next = run.next && effectiveStart(run.next)
  return [
    ...(left ? [{ what: `its environment went to ${left.status.toLowerCase()}`, at: Date.parse(left.at) }] : []),
    ...(run.next && next !== null && next > start ? [{ what: `run ${run.next.number} started`, at: next }] : []),
  ].toSorted((one, other) => one.at - other.at)
}
