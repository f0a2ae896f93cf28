import type { Log } from '../log.ts'

/** Resolves when the part works, rejects when not. */
export type Check = () => Promise<unknown>

export type Readiness = {
  ready: boolean
  /** Each part: "ok", or why not in words without secrets. */
  checks: Record<string, string>
}

export type Health = {
  ready: () => Promise<Readiness>
  /** From now on not ready: the server takes its leave. */
  stopping: () => void
}

const checkMilliseconds = 2000
const rememberMilliseconds = 1000

/** The system's code of an error (ECONNREFUSED, 57P03): its message may hold names and addresses. */
const reasonOf = (error: unknown): string => {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if ('code' in cause && typeof cause.code === 'string' && /^\w{3,40}$/.test(cause.code))
      return `fails (${cause.code})`
  }
  return 'fails'
}

/**
 * Tells whether the server can work. Answers are remembered for a second, so that questions from many don't become
 * many questions to the database.
 */
export const createHealth = ({ checks, log }: { checks: Record<string, Check>; log: Log }): Health => {
  let stopped = false
  let remembered: { at: number; readiness: Promise<Readiness> } | undefined

  const outcome = async (name: string, check: Check): Promise<string> => {
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<string>((resolve) => {
      timer = setTimeout(() => resolve(`does not answer within ${checkMilliseconds / 1000} s`), checkMilliseconds)
    })
    const result = check().then(
      () => 'ok',
      (error: unknown) => {
        log.warn({ err: error, check: name }, 'not ready')
        return reasonOf(error)
      },
    )
    return Promise.race([result, late]).finally(() => clearTimeout(timer))
  }

  const look = async (): Promise<Readiness> => {
    const results = await Promise.all(
      Object.entries(checks).map(async ([name, check]) => [name, await outcome(name, check)] as const),
    )
    return { ready: results.every(([, result]) => result === 'ok'), checks: Object.fromEntries(results) }
  }

  return {
    ready: async () => {
      if (stopped) return { ready: false, checks: { server: 'is stopping' } }
      const now = performance.now()
      if (!remembered || now - remembered.at > rememberMilliseconds) remembered = { at: now, readiness: look() }
      return remembered.readiness
    },
    stopping: () => {
      stopped = true
    },
  }
}
