import { createSourceEventStream, execute as executePlainly, type ExecutionArgs, type ExecutionResult, type GraphQLError } from 'graphql'
import type { Principal } from '../domain/access.ts'
import type { Log } from '../log.ts'
import { clientError, isErrorCode, publish, withCode } from './error.ts'

/** What every resolver finds in its context, whatever else is put there. */
export type RequestContext = {
  principal: Principal
  requestId: string
  /** Aborted when nobody waits any more: the client is gone, the time is up, the rights are gone, the server stops. */
  signal: AbortSignal
}

/** What an executor returns. `text` is `data` as JSON, by executors that write it themselves and leave `data` out. */
export type Answer = ExecutionResult & { text?: string }

/** The seam for other executors: plain graphql-js, or one that plans or compiles. */
export type Execute = (args: ExecutionArgs) => Answer | Promise<Answer>

export type OperationContext = RequestContext & { controller: AbortController }

export type Execution = {
  execute: (args: ExecutionArgs, context: OperationContext) => Answer | Promise<Answer>
  /** @param ended called once, when the subscription is over for whatever reason */
  subscribe: (
    args: ExecutionArgs,
    context: OperationContext,
    ended: () => void,
  ) => Promise<AsyncIterableIterator<Answer> | Answer>
}

const isPromise = <Value>(value: Value | Promise<Value>): value is Promise<Value> =>
  typeof value === 'object' && value !== null && 'then' in value

const isStream = (value: object): value is AsyncIterable<unknown> => Symbol.asyncIterator in value

/**
 * Runs operations within their time, and makes their errors fit for clients.
 * @param seconds for a query, a mutation, the start of a subscription, and each of its events
 */
export const createExecution = ({
  execute = executePlainly,
  seconds,
  log,
  renewed = (args) => args,
}: {
  execute?: Execute | undefined
  seconds: number
  log: Log
  /** With what the next event of a subscription is answered. */
  renewed?: ((args: ExecutionArgs) => ExecutionArgs) | undefined
}): Execution => {
  const published = (answer: Answer, { requestId }: RequestContext): Answer => {
    if (!answer.errors) return answer
    // Without data graphql-js refused the request itself: variables that don't fit, no such operation.
    const refused = answer.data === undefined && answer.text === undefined
    const coded = (error: GraphQLError) =>
      refused && !isErrorCode(error.extensions['code']) ? withCode(error, 'BAD_USER_INPUT') : error
    return { ...answer, errors: answer.errors.map((error) => publish(coded(error), requestId, log)) }
  }

  const failed = (error: unknown, { requestId }: RequestContext): Answer => ({
    errors: [publish(error, requestId, log)],
  })

  /** The result of work, or TIMEOUT; late results are dropped, their work is told by the signal. */
  const inTime = <Result>(work: Promise<Result>, context: OperationContext): Promise<Result | Answer> =>
    new Promise((resolve) => {
      const timer = setTimeout(() => {
        const error = clientError('TIMEOUT', `This took longer than ${seconds} s and was given up`)
        context.controller.abort(error)
        resolve(failed(error, context))
      }, seconds * 1000)
      work.then(resolve, (error: unknown) => resolve(failed(error, context))).finally(() => clearTimeout(timer))
    })

  const run = (args: ExecutionArgs, context: OperationContext): Answer | Promise<Answer> => {
    try {
      const answer = execute(args)
      return isPromise(answer)
        ? inTime(
            answer.then((late) => published(late, context)),
            context,
          )
        : published(answer, context)
    } catch (error) {
      return failed(error, context)
    }
  }

  const follow = (
    source: AsyncIterable<unknown>,
    args: ExecutionArgs,
    context: OperationContext,
    ended: () => void,
  ): AsyncIterableIterator<Answer> => {
    const { signal } = context
    const iterator = source[Symbol.asyncIterator]()
    let over = false
    let waiting: ((result: IteratorResult<Answer>) => void) | undefined
    const end = (): void => {
      if (over) return
      over = true
      signal.removeEventListener('abort', end)
      waiting?.({ done: true, value: undefined })
      // A generator takes `return` only after the event that it waits for: the signal reaches it at once.
      context.controller.abort()
      // A source that fails to stop has nobody left to tell.
      Promise.resolve(iterator.return?.()).catch((error: unknown) =>
        log.error({ err: error }, 'a subscription did not stop'),
      )
      ended()
    }
    signal.addEventListener('abort', end, { once: true })
    if (signal.aborted) end()
    const step = async (): Promise<IteratorResult<Answer>> => {
      try {
        const event = await iterator.next()
        if (!event.done) return { done: false, value: await run({ ...renewed(args), rootValue: event.value }, context) }
        end()
        return { done: true, value: undefined }
      } catch (error) {
        waiting = undefined
        end()
        return { done: false, value: failed(error, context) }
      }
    }
    return {
      // Not an async generator: those answer `return` only after the event that they wait for.
      next: () =>
        over
          ? Promise.resolve({ done: true, value: undefined })
          : new Promise((resolve) => {
              waiting = resolve
              void step().then(resolve)
            }),
      return: async () => {
        end()
        return { done: true, value: undefined }
      },
      throw: async (error: unknown) => {
        end()
        throw error
      },
      [Symbol.asyncIterator]() {
        return this
      },
    }
  }

  return {
    execute: run,
    subscribe: async (args, context, ended) => {
      const work = createSourceEventStream(args)
      const started = await inTime(work, context)
      // Given up before it began: whatever begins late has nobody to read it.
      if (!isStream(started))
        work
          .then((late) => (isStream(late) ? late[Symbol.asyncIterator]().return?.() : undefined))
          .catch(() => undefined)
      if (isStream(started)) return follow(started, args, context, ended)
      ended()
      return published(started, context)
    },
  }
}
