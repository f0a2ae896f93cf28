import { BadQuestion, type PluginBuilder, type PluginCore } from '../../api/index.ts'
import type { BrewerAnswers, ContextLine, FileFilter, FileRow } from '../answers.ts'
import { codeOf } from '../codes/code-table.ts'
import { masksText } from '../codes/masks.ts'
import type { Events } from './events.ts'
import type { Refs } from './refs.ts'
import type { Terms } from './terms.ts'

/** Records before and after one, at most. */
const mostAround = 200

const addFileFilter = (builder: PluginBuilder, { level, kind, days, filters }: Terms) => {
  const filter = builder.inputRef<FileFilter>('BrewerFileFilter')
  filter.implement({
    description: 'Which files. All that is given must hold.',
    fields: (t) => ({
      and: t.field({ type: [filter], description: 'All of these.' }),
      or: t.field({ type: [filter], description: 'At least one of these.' }),
      not: t.field({ type: filter, description: 'Not this.' }),
      instrument: t.field({ type: filters.string, description: 'The name of its instrument: brewer-185.' }),
      name: t.field({ type: filters.string, description: 'Its name: B01319.185.' }),
      path: t.field({ type: filters.string, description: 'Where it lies, with folders.' }),
      kind: t.field({ type: kind.filter, description: 'Which kind of file.' }),
      date: t.field({ type: days, description: 'Its day.' }),
      level: t.field({ type: level.filter, description: 'The worst that it says.' }),
      code: t.int({ description: 'It says this code.' }),
      lastAt: t.field({ type: filters.range, description: 'The time of its last record.' }),
      readAt: t.field({ type: filters.range, description: 'When it was last read.' }),
      hasFaults: t.boolean({ description: 'Whether something in it could not be read.' }),
    }) as never,
  })
  return filter
}

const addParts = (builder: PluginBuilder) => {
  const count = builder.objectRef<{ code: number; count: number }>('BrewerCodeCount').implement({
    description: 'How often a code came.',
    fields: (t) => ({
      code: t.exposeInt('code', { description: 'Which.' }),
      title: t.string({ description: 'What it means.', resolve: ({ code }) => codeOf(code)?.title ?? `code ${code}` }),
      count: t.exposeInt('count', { description: 'How often.' }),
    }),
  })
  const fileFault = builder.objectRef<{ line: number; message: string }>('BrewerFileFault').implement({
    description: 'Something in a file that could not be read.',
    fields: (t) => ({
      line: t.exposeInt('line', { description: 'The record, from 1.' }),
      message: t.exposeString('message', { description: 'What is wrong with it.' }),
    }),
  })
  const line = builder.objectRef<ContextLine>('BrewerLine').implement({
    description: 'A record as it stands in its file.',
    fields: (t) => ({
      line: t.exposeInt('line', { description: 'Which, from 1; records end with LF.' }),
      offset: t.field({ type: 'BigInt', description: 'Bytes before it.', resolve: ({ offset }) => String(offset) }),
      text: t.exposeString('text', { description: 'All of it, its fields set apart by ␍ and what cannot be shown by a sign.' }),
      fields: t.stringList({ description: 'Its fields, which CR sets apart; empty ones at the end are left out.', resolve: ({ fields }) => [...fields] }),
    }),
  })
  return { count, fileFault, line }
}

const around = (asked: { line: number; before: number; after: number }) => {
  if (asked.line < 1) throw new BadQuestion(`line is ${asked.line}: the first record is 1`)
  for (const side of ['before', 'after'] as const) {
    if (asked[side] < 0 || asked[side] > mostAround) throw new BadQuestion(`${side} is ${asked[side]}: 0 to ${mostAround}`)
  }
  return asked
}

/** The files of brewers: type, list, filter. */
export const addFiles = (builder: PluginBuilder, answers: BrewerAnswers, core: PluginCore, terms: Terms, refs: Refs, events: Events) => {
  const { level, kind } = terms
  const { count, fileFault, line } = addParts(builder)
  const bytesOf = ({ maskA: a, maskB: b, maskC: c, maskD: d }: FileRow) => ({ a, b, c, d })
  refs.file.implement({
    description: 'A file of a brewer, as it was last read.',
    interfaces: [core.node],
    fields: (t) => ({
      id: t.id({ description: 'Global id; it stays when the file grows.', resolve: ({ id }) => core.globalId('BrewerFile', id) }),
      name: t.exposeString('name', { description: 'Such as B01319.185.' }),
      path: t.exposeString('path', { description: 'Where it lies in the watched folder, or what it was uploaded as.' }),
      kind: t.field({ type: kind.ref, nullable: true, description: 'Null when neither its name nor its bytes tell.', resolve: (row) => row.kind }),
      instrument: t.field({ type: core.instrument, nullable: true, description: 'Whose it is; null when it does not say.', resolve: (row, _args, context, info) => core.instrumentOf(row, context, info, (one) => one.instrument) }),
      date: t.exposeString('date', { nullable: true, description: 'The solar day that it is of: 2019-01-13. By its name; by its header when that is more than a day away.' }),
      station: t.exposeString('station', { nullable: true, description: 'Where its header says it stood.' }),
      maskA: t.exposeInt('maskA', { description: 'Byte A: codes 11 to 18 that it says.' }),
      maskB: t.exposeInt('maskB', { description: 'Byte B: codes 21 to 28.' }),
      maskC: t.exposeInt('maskC', { description: 'Byte C: codes 31 to 38.' }),
      maskD: t.exposeInt('maskD', { description: 'Byte D: codes 41 to 48.' }),
      masks: t.string({ description: 'The four bytes in bits: 00000000 00100000 00000011 00000000.', resolve: (row) => masksText(bytesOf(row)) }),
      counts: t.field({
        type: [count], description: 'How often each code came, by code.',
        resolve: ({ counts }) => Object.entries(counts).map(([code, times]) => ({ code: Number(code), count: times })).toSorted((one, other) => one.code - other.code),
      }),
      level: t.field({ type: level.ref, nullable: true, description: 'The worst that it says, cleared or not; null when it says nothing.', resolve: ({ worst }) => worst }),
      records: t.exposeInt('records', { description: 'How many records it has.' }),
      bytes: t.field({ type: 'BigInt', description: 'How long it is.', resolve: ({ bytes }) => bytes }),
      firstAt: t.field({ type: 'DateTime', nullable: true, description: 'The time of its first record.', resolve: ({ firstAt }) => firstAt }),
      lastAt: t.field({ type: 'DateTime', nullable: true, description: 'The time of its last record.', resolve: ({ lastAt }) => lastAt }),
      readAt: t.field({ type: 'DateTime', description: 'When it was last read.', resolve: ({ readAt }) => readAt }),
      faults: t.field({ type: [fileFault], description: 'What in it could not be read, at most a hundred.', resolve: ({ problems }) => [...problems] }),
      events: t.field({
        type: events.connection, nullable: true, description: 'What it says, newest first.', args: core.pageArguments(t.arg),
        resolve: async (row, args, _context, info) => (await core.forAll(row, info, args, (rows) => answers.eventsOfFiles(rows.map(({ id }) => id), args)))(row.id),
      }),
      context: t.field({
        type: [line], nullable: true, description: 'Its records around one of them, as they stand there.',
        args: {
          line: t.arg.int({ required: true, description: 'Around which, from 1.' }),
          before: t.arg.int({ required: true, defaultValue: 10, description: `So many before it, at most ${mostAround}.` }),
          after: t.arg.int({ required: true, defaultValue: 10, description: `So many after it, at most ${mostAround}.` }),
        },
        resolve: async (row, args, _context, info) =>
          (await core.forAll(row, info, args, (rows) => answers.context(rows.map(({ id }) => id), around(args)))).get(row.id) ?? [],
      }),
    }),
  })
  const connection = core.connection<FileRow>('BrewerFile', refs.file)
  const filter = addFileFilter(builder, terms)
  core.addNode<FileRow>('BrewerFile', {
    keyPattern: /^[1-9]\d{0,8}$/,
    read: async (keys) => new Map(Array.from(await answers.filesByKey(keys.map(Number)), ([id, row]) => [String(id), row])),
  })
  builder.queryField('brewerFiles', (t) =>
    t.field({
      type: connection, nullable: true, ...core.needs('read'), description: 'The files of all brewers, those of the newest days first.',
      args: { filter: t.arg({ type: filter, description: 'Only these.' }), ...core.pageArguments(t.arg) },
      resolve: (_root, { filter: asked, ...page }) => answers.files(asked, page),
    }),
  )
  return { connection, filter }
}

export type Files = ReturnType<typeof addFiles>
