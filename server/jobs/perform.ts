import type { JobRunContext } from '../../plugins/api/index.ts'
import type { Ending } from './claim.ts'
import { toResult, wordsOfThrown } from './record.ts'

/** Time that a run has to end by itself once it was aborted. */
export const graceMs = 7_000

export class TimedOut extends Error {
  override name = 'TimedOut'
}

type Performance = {
  ending: Ending
  /** It did not end when it was aborted: resolves when it does. */
  rest: Promise<void> | null
}

/**
 * Runs a job to its end, or to that of its time. Never rejects.
 * @param controller aborted by us when the time is over; by others when the run must stop, with the reason
 */
export const perform = async (
  { timeoutSeconds, run }: { timeoutSeconds: number; run: (signal: AbortSignal, context: JobRunContext) => Promise<unknown> },
  context: JobRunContext, controller: AbortController,
): Promise<Performance> => {
  const { signal } = controller
  const timer = setTimeout(() => controller.abort(new TimedOut(`It took longer than ${timeoutSeconds} s`)), timeoutSeconds * 1000)
  const given = Promise.withResolvers<null>()
  let patience: NodeJS.Timeout | undefined
  const giveUp = () => (patience = setTimeout(() => given.resolve(null), graceMs))
  if (signal.aborted) giveUp()
  else signal.addEventListener('abort', giveUp, { once: true })
  type Settled = { value: unknown } | { thrown: unknown }
  const settled: Promise<Settled> = (async () => {
    try {
      return { value: await run(signal, context) }
    } catch (thrown) {
      return { thrown }
    }
  })()
  const outcome = await Promise.race([settled, given.promise])
  clearTimeout(timer)
  clearTimeout(patience)
  signal.removeEventListener('abort', giveUp)
  const rest = outcome === null ? settled.then(() => undefined) : null
  const failed = (state: Ending['state'], error: string) => ({ ending: { state, error, result: null }, rest })
  if (signal.aborted) {
    const stubborn = rest === null ? '' : `, and did not stop within ${graceMs / 1000} s when it was told to`
    return failed(signal.reason instanceof TimedOut ? 'TIMED_OUT' : 'LOST', `${wordsOfThrown(signal.reason)}${stubborn}`)
  }
  // Whoever runs it for us may have looked at the time, too.
  if (outcome === null || 'thrown' in outcome) return failed(outcome?.thrown instanceof TimedOut ? 'TIMED_OUT' : 'FAILED', wordsOfThrown(outcome?.thrown))
  const { json, refused } = toResult(outcome.value)
  if (refused) context.log(refused)
  return { ending: { state: 'DONE', error: null, result: json }, rest }
}
