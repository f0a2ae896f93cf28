import type { PluginBuilder, PluginCore } from '../../api/index.ts'
import type { BrewerAnswers, EventFilter, EventRow } from '../answers.ts'
import { codeOf } from '../codes/code-table.ts'
import type { Refs } from './refs.ts'
import type { Terms } from './terms.ts'

const addEventFilter = (builder: PluginBuilder, { level, eventState, quantity, days, filters }: Terms) => {
  const filter = builder.inputRef<EventFilter>('BrewerEventFilter')
  filter.implement({
    description: 'Which events. All that is given must hold.',
    fields: (t) => ({
      and: t.field({ type: [filter], description: 'All of these.' }),
      or: t.field({ type: [filter], description: 'At least one of these.' }),
      not: t.field({ type: filter, description: 'Not this.' }),
      instrument: t.field({ type: filters.string, description: 'The name of its instrument: brewer-185.' }),
      code: t.field({ type: filters.int, description: 'Its code.' }),
      level: t.field({ type: level.filter, description: 'How grave.' }),
      at: t.field({ type: filters.range, description: 'When it happened.' }),
      date: t.field({ type: days, description: 'The day of its file.' }),
      file: t.field({ type: filters.string, description: 'The name of its file: B01319.185.' }),
      message: t.field({ type: filters.string, description: 'Its words.' }),
      state: t.field({ type: eventState.filter, description: 'What it says of its brewer now.' }),
      quantity: t.field({ type: quantity.filter, description: 'What was out of its limit.' }),
      isGuess: t.boolean({ description: 'Whether it cannot be known for certain.' }),
    }) as never,
  })
  return filter
}

/** The events of brewers: type, list, filter. */
export const addEvents = (builder: PluginBuilder, answers: BrewerAnswers, core: PluginCore, terms: Terms, refs: Refs) => {
  const { level, eventState, quantity, source } = terms
  refs.event.implement({
    description: 'Something worth telling that a file of a brewer says.',
    interfaces: [core.node],
    fields: (t) => ({
      id: t.id({ description: 'Global id; it stays when the file is read again.', resolve: ({ id }) => core.globalId('BrewerEvent', id) }),
      instrument: t.field({ type: core.instrument, nullable: true, description: 'Of which brewer.', resolve: (row, _args, context, info) => core.instrumentOf(row, context, info, (one) => one.instrument) }),
      file: t.field({
        type: refs.file, nullable: true, description: 'Which file says so.',
        resolve: async (row, _args, _context, info) => (await core.forAll(row, info, {}, (rows) => answers.filesByKey(rows.map(({ fileId }) => fileId)))).get(row.fileId) ?? null,
      }),
      date: t.string({ description: 'Its day in UTC: 2019-01-13.', resolve: ({ at }) => at.slice(0, 10) }),
      gmt: t.string({ description: 'Its time of day in UTC: 14:03:22.', resolve: ({ at }) => at.slice(11, 19) }),
      at: t.field({ type: 'DateTime', description: 'When it happened; the day is rolled over midnight where the file goes on.', resolve: ({ at }) => at }),
      level: t.field({ type: level.ref, description: 'How grave.', resolve: (row) => row.level }),
      code: t.exposeInt('code', { description: 'Its code.' }),
      title: t.string({ description: 'What its code means.', resolve: ({ code }) => codeOf(code)?.title ?? `code ${code}` }),
      line: t.exposeInt('line', { description: 'The record in its file, from 1; records end with LF.' }),
      offset: t.field({ type: 'BigInt', description: 'Bytes before that record.', resolve: ({ position }) => position }),
      message: t.exposeString('message', { description: 'As it stands in the file; of a rule, what it found.' }),
      count: t.exposeInt('count', { description: 'How often this code had come in this file by then.' }),
      isGuess: t.exposeBoolean('isGuess', { description: 'It cannot be known for certain.' }),
      incident: t.exposeString('incident', { nullable: true, description: 'The same for events of one fault; null when it stands for itself.' }),
      quantity: t.field({ type: quantity.ref, nullable: true, description: 'What was out of its limit.', resolve: (row) => row.quantity }),
      value: t.exposeFloat('value', { nullable: true, description: 'What was measured.' }),
      target: t.exposeFloat('target', { nullable: true, description: 'What it should have been.' }),
      limit: t.float({ nullable: true, description: 'How far it may be off.', resolve: ({ bound }) => bound }),
      source: t.field({ type: source, nullable: true, description: 'Where the limit came from.', resolve: (row) => row.source }),
      state: t.field({ type: eventState.ref, description: 'What it says of its brewer now.', resolve: (row) => row.state }),
      clearedAt: t.field({ type: 'DateTime', nullable: true, description: 'When the same routine did well afterwards.', resolve: ({ clearedAt }) => clearedAt }),
    }),
  })
  const connection = core.connection<EventRow>('BrewerEvent', refs.event)
  const filter = addEventFilter(builder, terms)
  core.addNode<EventRow>('BrewerEvent', {
    keyPattern: /^[1-9]\d{0,8}$/,
    read: async (keys) => new Map(Array.from(await answers.eventsByKey(keys.map(Number)), ([id, row]) => [String(id), row])),
  })
  builder.queryField('brewerEvents', (t) =>
    t.field({
      type: connection, nullable: true, ...core.needs('read'), description: 'What the files of all brewers say, newest first.',
      args: { filter: t.arg({ type: filter, description: 'Only these.' }), ...core.pageArguments(t.arg) },
      resolve: (_root, { filter: asked, ...page }) => answers.events(asked, page),
    }),
  )
  return { connection, filter }
}

export type Events = ReturnType<typeof addEvents>
