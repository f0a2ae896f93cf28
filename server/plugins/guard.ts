import { GraphQLError, isAbstractType, isInterfaceType, isObjectType, type GraphQLField, type GraphQLSchema } from 'graphql'
import { BadQuestion } from '../domain/fault.ts'
import type { Addition } from './addition.ts'
import { owned } from './contain.ts'
import { PluginFailure, type PluginStep } from './fault.ts'

/** What stands between the fields of one plugin and everybody else. */
export type Guard = {
  plugin: string
  /** Why nothing of it can be asked now; null when it can. */
  refusal: () => { step: PluginStep | null; message: string } | null
  noteFault: (step: PluginStep, where: string | null, error: unknown) => void
  noteWell: (step: PluginStep, where: string | null) => void
  /** After these the promise of a resolver is given up. */
  seconds: number
}

type Field = GraphQLField<unknown, object>

/** One question, however often it is run: of a subscription each event is one, known by what it brings. */
type Question = { context: object; rootValue: unknown }

const keyOf = ({ context, rootValue }: Question): object => (typeof rootValue === 'object' && rootValue !== null ? rootValue : context)

const isPromise = (value: unknown): value is PromiseLike<unknown> =>
  typeof value === 'object' && value !== null && typeof (value as { then?: unknown }).then === 'function'

/** Said to a client: which plugin, and where in its life; what exactly is on the page of plugins. */
const told = (plugin: string, step: PluginStep | null, message: string): GraphQLError =>
  new GraphQLError(message, { extensions: { code: 'PLUGIN_FAILED', plugin, ...(step && { step }) } })

/** What a resolver may say to the caller: an error with a code, and a question that cannot be answered as it was put. */
const isAnswer = (error: unknown): boolean => error instanceof BadQuestion || (error instanceof GraphQLError && typeof error.extensions['code'] === 'string')

/** What was marked of a question, for as long as it is there. */
const createMarks = () => {
  const marks = new WeakMap<object, Set<string>>()
  return {
    has: (question: Question, where: string): boolean => marks.get(keyOf(question))?.has(where) ?? false,
    /** @returns whether it was not marked yet */
    mark: (question: Question, where: string): boolean => {
      const own = marks.get(keyOf(question)) ?? new Set()
      marks.set(keyOf(question), own)
      const isNew = !own.has(where)
      own.add(where)
      return isNew
    },
  }
}

const createFieldGuard = ({ plugin, refusal, noteFault, noteWell, seconds }: Guard) => {
  // A query that is run again for its error must not wait a second time.
  const givenUp = createMarks()
  // Nor is its fault another one, in this row or the next; and what failed in one row is not well in another.
  const faulty = createMarks()

  const note = (where: string, error: unknown, question: Question): void => {
    if (faulty.mark(question, where)) noteFault('RESOLVER', where, error)
  }

  const isWell = (where: string, question: Question): void => {
    if (!faulty.has(question, where)) noteWell('RESOLVER', where)
  }

  const failed = (where: string, error: unknown, question: Question): unknown => {
    if (isAnswer(error)) return error
    note(where, error, question)
    return told(plugin, 'RESOLVER', `The plugin ${plugin} failed (RESOLVER)`)
  }

  const checkOpen = (where: string, question: Question): void => {
    const why = refusal()
    if (why) throw told(plugin, why.step, why.message)
    if (givenUp.has(question, where)) throw told(plugin, 'RESOLVER', `The plugin ${plugin} did not answer within ${seconds} s (RESOLVER)`)
  }

  const inTime = (promise: PromiseLike<unknown>, where: string, question: Question): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        givenUp.mark(question, where)
        note(where, new PluginFailure(plugin, 'RESOLVER', `did not answer within ${seconds} s`, { timedOut: true }), question)
        reject(told(plugin, 'RESOLVER', `The plugin ${plugin} did not answer within ${seconds} s (RESOLVER)`))
      }, seconds * 1000)
      promise.then(
        (value) => {
          clearTimeout(timer)
          isWell(where, question)
          resolve(value)
        },
        (error: unknown) => {
          clearTimeout(timer)
          reject(failed(where, error, question) as Error)
        },
      )
    })

  const answer = (value: unknown, where: string, question: Question): unknown => {
    if (isPromise(value)) return inTime(value, where, question)
    isWell(where, question)
    return Array.isArray(value) && value.some(isPromise) ? value.map((one: unknown) => (isPromise(one) ? inTime(one, where, question) : one)) : value
  }

  const resolve = (where: string, inner: NonNullable<Field['resolve']>): NonNullable<Field['resolve']> => (source, args, context, info) => {
    const question = { context, rootValue: info.rootValue }
    checkOpen(where, question)
    let value: unknown
    try {
      value = owned(plugin, () => inner(source, args, context, info))
    } catch (error) {
      throw failed(where, error, question) as Error
    }
    return answer(value, where, question)
  }

  const follow = (stream: AsyncIterable<unknown>, where: string, question: Question): AsyncIterable<unknown> => {
    const iterator = owned(plugin, () => stream[Symbol.asyncIterator]())
    return {
      [Symbol.asyncIterator]: () => ({
        next: () => owned(plugin, () => iterator.next()).catch((error: unknown) => Promise.reject(failed(where, error, question) as Error)),
        return: async () => {
          await owned(plugin, () => iterator.return?.())
          return { done: true, value: undefined }
        },
      }),
    }
  }

  const subscribe = (where: string, inner: NonNullable<Field['subscribe']>): NonNullable<Field['subscribe']> => async (source, args, context, info) => {
    const question = { context, rootValue: info.rootValue }
    checkOpen(where, question)
    try {
      const stream: unknown = await inTime(Promise.resolve(owned(plugin, () => inner(source, args, context, info) as unknown)), where, question)
      return typeof stream === 'object' && stream !== null && Symbol.asyncIterator in stream ? follow(stream as AsyncIterable<unknown>, where, question) : stream
    } catch (error) {
      throw error instanceof GraphQLError ? error : (failed(where, error, question) as Error)
    }
  }

  return { resolve, subscribe, failed }
}

/** Puts the guard before every resolver of what a plugin added; fields that have none are left alone. */
export const guardAddition = (schema: GraphQLSchema, { types, fields }: Addition, guard: Guard): void => {
  const { resolve, subscribe, failed } = createFieldGuard(guard)
  const subscription = schema.getSubscriptionType()?.name
  const stand = (type: string, field: Field) => {
    const where = `${type}.${field.name}`
    if (field.resolve) field.resolve = resolve(where, field.resolve)
    if (field.subscribe) field.subscribe = subscribe(where, field.subscribe)
    // Known from SDL alone: there is nothing behind it.
    else if (type === subscription) field.subscribe = subscribe(where, () => undefined)
    if (!field.resolve && fields.has(type)) field.resolve = resolve(where, () => null)
  }
  for (const name of types) {
    const type = schema.getType(name)
    if (isObjectType(type) || isInterfaceType(type)) for (const field of Object.values(type.getFields())) stand(name, field as Field)
    if (!isAbstractType(type) || !type.resolveType) continue
    const { resolveType } = type
    type.resolveType = (...asked) => {
      try {
        return owned(guard.plugin, () => resolveType(...asked))
      } catch (error) {
        const [, context, { rootValue }] = asked
        throw failed(name, error, { context: context as object, rootValue }) as Error
      }
    }
  }
  for (const [name, names] of fields) {
    const type = schema.getType(name)
    if (isObjectType(type) || isInterfaceType(type)) for (const field of names) stand(name, type.getFields()[field] as Field)
  }
}
