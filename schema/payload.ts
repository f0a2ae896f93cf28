import { faultCodes, type Fault, type Outcome } from '../server/domain/fault.ts'
import { maxItems, type IngestRequest, type IngestResult } from '../server/domain/ingest.ts'
import type { InputRef } from '@pothos/core'
import type { Right } from '../server/domain/access.ts'
import { needs, type Builder, type Context } from './builder.ts'
import { describeValues } from './filter.ts'
import { toGlobalId } from './node.ts'

/** What the `userErrors` of a payload are. */
export const whyNot = 'Why it was refused; empty when it was done.'

/** What mutations answer with: the thing, or why not. */
export const addPayloads = (builder: Builder) => {
  const code = builder.enumType('UserErrorCode', {
    description: 'Why a request was refused; stable for programs.',
    values: describeValues(faultCodes, {
      INVALID_INPUT: 'A value that can not be, by itself or beside the others.', NOT_FOUND: 'It is not there.', ALREADY_EXISTS: 'It is there already.',
      CONFLICT: 'It has changed since it was looked at.', DUPLICATE_ITEM: 'The same thing stands in this call before.', UNKNOWN_DETECTOR: 'There is no such detector.',
      UNKNOWN_TAG: 'There is no such tag, and the caller may not make one.', TAG_ARCHIVED: 'An archived tag can not be put on anything new.', RUN_NOT_ENDED: 'Only after the end of the run.',
      RUN_ALREADY_ENDED: 'The run has another end.', REASON_REQUIRED: 'Say why.', TOO_MANY_ITEMS: `At most ${maxItems} in one call.`, NOT_APPLIED: 'Another item failed, and all or none was asked for.',
      IDEMPOTENCY_KEY_REUSED: 'The key was used for another input.', RIGHTS_EXCEEDED: 'Nobody can give rights that they do not have.',
      NOT_ALLOWED: 'It takes a right that the caller has not; the message names it.', LIMIT_REACHED: 'There are as many as there may be: some must go first.',
      PLUGIN_FAILED: 'The code of a plugin failed; the message is its own.',
    }),
  })
  const userError = builder.objectRef<Fault>('UserError').implement({
    description: 'Something the caller can mend.',
    fields: (t) => ({
      code: t.field({ type: code, description: 'For programs.', resolve: (error) => error.code }),
      path: t.stringList({ description: 'Where in the input, from the outside in.', resolve: (error) => [...error.path] }),
      message: t.string({ description: 'For people.', resolve: (error) => error.message }),
    }),
  })
  const status = builder.enumType('IngestStatus', {
    description: 'What became of an item.',
    values: describeValues(['CREATED', 'UPDATED', 'UNCHANGED', 'FAILED'], {
      CREATED: 'It made something new.', UPDATED: 'It changed what was there.',
      UNCHANGED: 'It said nothing new.',
      FAILED: 'It was refused; `userErrors` say why.',
    }),
  })
  const ingestResult = (type: string) => (result: IngestResult) => ({ ...result, id: result.key === null ? null : toGlobalId(type, result.key) })
  const result = builder.objectRef<IngestResult & { id: string | null }>('IngestResult').implement({
    description: 'What became of one item of an ingest.',
    fields: (t) => ({
      index: t.int({ description: 'Which item, from 0.', resolve: ({ index }) => index }),
      status: t.field({ type: status, description: 'What became of it.', resolve: (item) => item.status }),
      id: t.id({ nullable: true, description: 'The global id of what it wrote.', resolve: ({ id }) => id }),
      userErrors: t.field({ type: [userError], description: 'Why it FAILED, with paths that begin in the item.', resolve: ({ faults }) => [...faults] }),
    }),
  })
  /** The mutation that takes in up to 500 items of a noun: its input, its payload, its field. */
  const addIngest = <Item>(
    { type, plural, access, item, description, ingest }: {
      type: string; plural: string; access: Right; item: InputRef<Item>; description: string
      ingest: (request: IngestRequest<Item>, context: Context) => Promise<Outcome<IngestResult[]>>
    },
  ) => {
    const input = builder.inputType(`Ingest${plural}Input`, {
      description: `Up to ${maxItems} items. The same key with the same items gives the first answer again and does nothing.`,
      fields: (t) => ({
        idempotencyKey: t.string({ required: true, description: '1 to 200 characters, of the client\'s choice.' }),
        items: t.field({ type: [item], required: true, description: 'What the source knows, one by one.' }),
        atomic: t.boolean({ defaultValue: false, description: 'All or none.' }),
      }),
    })
    const payload = builder.objectRef<Outcome<IngestResult[]>>(`Ingest${plural}Payload`).implement({
      description: 'What became of each item, in their order.',
      fields: (t) => ({
        results: t.field({ type: [result], description: 'One for each item.', resolve: ({ value }) => (value ?? []).map(ingestResult(type)) }),
        userErrors: t.field({
          type: [userError], description: 'Why the request as a whole was refused; items have their own.', resolve: ({ faults }) => [...faults],
        }),
      }),
    })
    builder.mutationField(`ingest${plural}`, (t) =>
      t.field({
        type: payload, ...needs(access), description,
        args: { input: t.arg({ type: input, required: true, description: 'Items under a key.' }) },
        resolve: (_root, args, context) => ingest(args.input as unknown as IngestRequest<Item>, context),
      }),
    )
  }
  return { userError, addIngest }
}

export type Payloads = ReturnType<typeof addPayloads>
