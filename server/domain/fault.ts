/** Stable codes of what a caller can cause; each becomes a `userError` in the API. */
export const faultCodes = [
  'INVALID_INPUT',
  'NOT_FOUND',
  'ALREADY_EXISTS',
  'CONFLICT',
  'DUPLICATE_ITEM',
  'UNKNOWN_DETECTOR',
  'UNKNOWN_TAG',
  'TAG_ARCHIVED',
  'RUN_NOT_ENDED',
  'RUN_ALREADY_ENDED',
  'REASON_REQUIRED',
  'TOO_MANY_ITEMS',
  'NOT_APPLIED',
  'IDEMPOTENCY_KEY_REUSED',
  'RIGHTS_EXCEEDED',
  'NOT_ALLOWED',
  'LIMIT_REACHED',
  'PLUGIN_FAILED',
] as const

export type FaultCode = (typeof faultCodes)[number]

/** An expected failure, as data: what is wrong (`message`), and where (`path` into the input). */
export type Fault = { code: FaultCode; path: readonly string[]; message: string }

export const fault = (code: FaultCode, path: readonly (string | number)[], message: string): Fault => ({
  code,
  path: path.map(String),
  message,
})

/** Either the value, or why not. */
export type Outcome<Value> = { value: Value; faults: readonly [] } | { value: null; faults: readonly Fault[] }

export const done = <Value>(value: Value): Outcome<Value> => ({ value, faults: [] })
export const refused = (...faults: Fault[]): Outcome<never> => ({ value: null, faults })

/**
 * A question that cannot be answered as it was put (a page of a million, a cursor of another list).
 * Queries have no userErrors, so this one travels as an error with the code BAD_USER_INPUT.
 */
export class BadQuestion extends Error {
  override name = 'BadQuestion'
}
