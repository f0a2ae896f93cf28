import { faultCodes, type Fault, type Outcome } from '../server/domain/fault.ts'
import type { IngestResult } from '../server/domain/ingest.ts'
import type { Builder } from './builder.ts'
import { describeValues } from './filter.ts'
import { toGlobalId } from './node.ts'

/** What mutations answer with: the thing, or why not. */
export const addPayloads = (builder: Builder) => {
  const code = builder.enumType('UserErrorCode', {
    description: 'Why a request was refused; stable for programs.',
    values: describeValues(faultCodes),
  })
  const userError = builder.objectRef<Fault>('UserError').implement({
    description: 'Something the caller can mend.',
    fields: (t) => ({
      code: t.field({ type: code, resolve: (error) => error.code }),
      path: t.stringList({ description: 'Where in the input, from the outside in.', resolve: (error) => [...error.path] }),
      message: t.string({ description: 'For people.', resolve: (error) => error.message }),
    }),
  })
  const status = builder.enumType('IngestStatus', {
    description: 'What became of an item.',
    values: describeValues(['CREATED', 'UPDATED', 'UNCHANGED', 'FAILED'], {
      UNCHANGED: 'It said nothing new.',
      FAILED: 'It was refused; `userErrors` say why.',
    }),
  })
  const ingestResult = (type: string) => (result: IngestResult) => ({ ...result, id: result.key === null ? null : toGlobalId(type, result.key) })
  const result = builder.objectRef<IngestResult & { id: string | null }>('IngestResult').implement({
    description: 'What became of one item of an ingest.',
    fields: (t) => ({
      index: t.int({ description: 'Which item, from 0.', resolve: ({ index }) => index }),
      status: t.field({ type: status, resolve: (item) => item.status }),
      id: t.id({ nullable: true, description: 'The global id of what it wrote.', resolve: ({ id }) => id }),
      userErrors: t.field({ type: [userError], resolve: ({ faults }) => [...faults] }),
    }),
  })
  /** The payload of an ingest mutation. */
  const ingestPayload = (name: string, type: string) =>
    builder.objectRef<Outcome<IngestResult[]>>(`${name}Payload`).implement({
      description: 'What became of each item, in their order.',
      fields: (t) => ({
        results: t.field({ type: [result], resolve: ({ value }) => (value ?? []).map(ingestResult(type)) }),
        userErrors: t.field({
          type: [userError], description: 'Why the request as a whole was refused; items have their own.', resolve: ({ faults }) => [...faults],
        }),
      }),
    })
  return { userError, ingestPayload }
}

export type Payloads = ReturnType<typeof addPayloads>
