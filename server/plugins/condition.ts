import { messageOf, type PluginFailure, type PluginStep } from './fault.ts'
import type { PluginCondition, PluginFault, PluginState } from './hosted.ts'

export type Condition = {
  get: () => PluginCondition
  /** Begins, is ready, is off. */
  enter: (state: Extract<PluginState, 'STARTING' | 'READY' | 'OFF'>) => void
  fail: (failure: PluginFailure) => void
  noteFault: (step: PluginStep, where: string | null, error: unknown) => void
  noteWell: (step: PluginStep, where: string | null) => void
}

const mostFaults = 50
/** Nothing says that what happens behind the back is well again, but that it doesn't happen any more. */
const backgroundMs = 10 * 60_000

/**
 * How a plugin is. Ready, it becomes DEGRADED by a fault of a part, and READY again when the same part does well.
 * @param changed called when state, step or error are others than before
 * @param said called with each fault, and how often there was this one
 */
export const createCondition = (
  { now, folder, changed, said }: { now: () => number; folder: string; changed: () => void; said: (fault: PluginFault, error: unknown) => void },
): Condition => {
  const moment = () => new Date(now()).toISOString()
  let base: { state: PluginState; step: PluginStep | null; error: string | null } = { state: 'STARTING', step: null, error: null }
  let since = moment()
  const faults = new Map<string, PluginFault>()
  /** Parts that failed the last time, the latest at the end. */
  const troubled = new Map<string, PluginFault>()

  const current = () => {
    const last = base.state === 'READY' ? [...troubled.values()].at(-1) : undefined
    return last ? { state: 'DEGRADED' as const, step: last.step, error: last.message } : base
  }
  let shown = current()
  const settle = () => {
    const next = current()
    if (next.state === shown.state && next.step === shown.step && next.error === shown.error) return
    if (next.state !== shown.state) since = moment()
    shown = next
    changed()
  }

  const keep = (step: PluginStep, where: string | null, error: unknown): PluginFault => {
    const message = messageOf(error, folder)
    const key = `${step} ${where} ${message}`
    const fault = { step, where, message, at: moment(), count: (faults.get(key)?.count ?? 0) + 1 }
    faults.delete(key)
    faults.set(key, fault)
    if (faults.size > mostFaults) faults.delete(faults.keys().next().value!)
    said(fault, error)
    return fault
  }

  const noteWell: Condition['noteWell'] = (step, where) => {
    if (troubled.size > 0 && troubled.delete(`${step} ${where}`)) settle()
  }

  return {
    get: () => ({ ...shown, since, faults: [...faults.values()].toReversed() }),
    enter: (state) => {
      base = { state, step: null, error: null }
      settle()
    },
    fail: (failure) => {
      keep(failure.step, null, failure)
      base = { state: 'FAILED', step: failure.step, error: messageOf(failure, folder) }
      settle()
    },
    noteFault: (step, where, error) => {
      const part = `${step} ${where}`
      const fault = keep(step, where, error)
      troubled.delete(part)
      troubled.set(part, fault)
      if (step === 'BACKGROUND') setTimeout(() => troubled.get(part) === fault && noteWell(step, where), backgroundMs).unref()
      settle()
    },
    noteWell,
  }
}
