import { ConfigFault } from '../config.ts'
import type { Fault } from '../domain/fault.ts'

/** What was typed makes no sense: exit code 2. */
export class UsageFault extends Error {
  override name = 'UsageFault'
}

/** What was asked could not be done: exit code 1. */
export class CommandFault extends Error {
  override name = 'CommandFault'
}

export const wordsOfFaults = (faults: readonly Fault[]): string => faults.map(({ message }) => message).join('; ')

const deepest = (error: Error): Error => {
  let cause = error
  while (cause.cause instanceof Error) cause = cause.cause
  // Node tries each address of a host and gives one error for all.
  return cause instanceof AggregateError && cause.errors[0] instanceof Error ? cause.errors[0] : cause
}

/** An error in one line: drizzle's names the whole statement, what went wrong stands in its cause. */
export const wordsOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error)
  if (error instanceof ConfigFault) return error.message
  const { message, name } = deepest(error)
  return (message || name).replaceAll(/\s*\n\s*/g, ' ')
}
