import { eq } from 'drizzle-orm'
import { tag } from '../../drizzle/tables/tag.ts'
import { announce } from '../events/outbox.ts'
import type { Actor } from './actor.ts'
import { recordChanges, type FieldChange } from './change.ts'
import type { Clock } from './clock.ts'
import { isTagText } from './dimension.ts'
import { done, fault, refused, type Fault, type Outcome } from './fault.ts'
import { checkTexts } from './text.ts'
import type { Transact } from './transact.ts'

export type TagInput = { text: string; color?: string | null | undefined; description?: string | null | undefined }
export type TagUpdate = TagInput & { archived?: boolean | null | undefined }

const check = ({ text, color, description }: TagInput): Fault[] => [
  ...checkTexts({ description }),
  ...(isTagText(text) ? [] : [fault('INVALID_INPUT', ['text'], `"${text.slice(0, 40)}" is no tag: 2 to 20 letters, digits, blanks, - + . / _`)]),
  ...(color == null || /^#[0-9a-f]{6}$/i.test(color) ? [] : [fault('INVALID_INPUT', ['color'], 'A colour is written #rrggbb')]),
  ...((description?.length ?? 0) <= 200 ? [] : [fault('INVALID_INPUT', ['description'], 'At most 200 characters')]),
]

export type Tags = ReturnType<typeof createTagVerbs>

/** The verbs of a tag. Answers are the tag's text. */
export const createTagVerbs = ({ transact, clock }: { transact: Transact; clock: Clock }) => ({
  create: async (input: TagInput, actor: Actor): Promise<Outcome<string>> => {
    const faults = check(input)
    if (faults.length > 0) return refused(...faults)
    return transact(async (tx): Promise<Outcome<string>> => {
      const { text, color = null, description = null } = input
      const made = await tx.insert(tag).values({ text, color, description }).onConflictDoNothing().returning({ id: tag.id })
      if (made.length === 0) return refused(fault('ALREADY_EXISTS', ['text'], `The tag ${text} exists already`))
      await announce(tx, [{ kind: 'tag.created', entity: 'TAG', key: text, change: 'CREATED' }], { actor, at: new Date(clock.now()) })
      return done(text)
    })
  },

  /** Changes colour, description, or whether it is archived. The text is the tag and stays. */
  update: async (input: TagUpdate, actor: Actor): Promise<Outcome<string>> => {
    const faults = check(input)
    if (faults.length > 0) return refused(...faults)
    return transact(async (tx): Promise<Outcome<string>> => {
      const at = new Date(clock.now())
      const [before] = await tx.select().from(tag).where(eq(tag.text, input.text)).for('update')
      if (!before) return refused(fault('NOT_FOUND', ['text'], `There is no tag ${input.text}`))
      const archivedAt = input.archived == null ? before.archivedAt : input.archived ? (before.archivedAt ?? at) : null
      const next = {
        color: input.color === undefined ? before.color : input.color,
        description: input.description === undefined ? before.description : input.description,
        archivedAt,
      }
      const changes: FieldChange[] = [
        { field: 'color', before: before.color, after: next.color },
        { field: 'description', before: before.description, after: next.description },
        { field: 'archived', before: before.archivedAt !== null, after: archivedAt !== null },
      ].filter((change) => change.before !== change.after)
      if (changes.length === 0) return done(input.text)
      await tx.update(tag).set(next).where(eq(tag.id, before.id))
      await recordChanges(tx, 'TAG', changes.map((change) => ({ ...change, key: input.text })), { actor, at, reason: null })
      await announce(tx, [{ kind: 'tag.updated', entity: 'TAG', key: input.text, change: 'UPDATED', fields: changes.map(({ field }) => field) }], { actor, at })
      return done(input.text)
    })
  },
})
