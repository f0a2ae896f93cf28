import { fileOrigins, fileStates, type IntakeFileFilter, type IntakeFileRow } from '../server/domain/intake-file-read.ts'
import type { FileFault } from '../server/domain/intake-file.ts'
import { nothing } from '../server/domain/wanted.ts'
import { pageOf, connectionOf, pageArguments } from './connection.ts'
import { needs, type Builder } from './builder.ts'
import { enumWithFilter } from './filter.ts'
import { liveChangeOf, liveChanges } from './live.ts'
import { globalId, numberKey, toGlobalId, toNumbers } from './node.ts'
import type { PluginRefs } from './plugin.ts'
import { createForAll } from './plugin-core.ts'
import type { Shared } from './shared.ts'
import { wantedOfNodes } from './selection.ts'

const idOf = (id: number | string) => toGlobalId('IntakeFile', id)

/** What of a file may become other, so that it fits a filter no more. */
const filtered: ReadonlySet<string> = new Set(['origin', 'state', 'readAt', 'goneAt'])

const addIntakeFileFilter = (builder: Builder, { filters }: Shared) => {
  const state = enumWithFilter(builder, 'IntakeFileState', fileStates, 'What became of a file.', {
    READ: 'All of it was taken in.', FAULTY: 'It was taken in but for what `faults` say.',
    FAILED: 'It could not be read, the first of `faults` says why. What was read of it before stays.',
  })
  const origin = enumWithFilter(builder, 'IntakeFileOrigin', fileOrigins, 'Where a file came from.', {
    FOLDER: 'It lies in a watched folder.', UPLOAD: 'Somebody sent it.',
  })
  const filter = builder.inputRef<IntakeFileFilter>('IntakeFileFilter')
  filter.implement({
    description: 'Which files. All that is given must hold.',
    fields: (t) => ({
      and: t.field({ type: [filter], description: 'All of these.' }),
      or: t.field({ type: [filter], description: 'At least one of these.' }),
      not: t.field({ type: filter, description: 'Not this.' }),
      plugin: t.field({ type: filters.string, description: 'The id of the plugin that took it in.' }),
      path: t.field({ type: filters.string, description: 'Where it lies, or what it was uploaded as.' }),
      folder: t.string({ description: 'It lies in this folder, or in one in it: of pump1 are pump1/may.csv and pump1/2024/may.csv.' }),
      origin: t.field({ type: origin.filter, description: 'Where it came from.' }),
      state: t.field({ type: state.filter, description: 'What became of it.' }),
      readAt: t.field({ type: filters.range, description: 'When it was last read, or tried to.' }),
      gone: t.boolean({ description: 'Whether it lies in its folder no more.' }),
    }),
  })
  return { state: state.ref, origin: origin.ref, filter }
}

/** `Plugin.files`: what it took in from folders and uploads; and live, as it is taken in. */
export const addIntakeFiles = (builder: Builder, shared: Shared, { plugin }: PluginRefs): void => {
  const { node, nodeTypes, pageInfo, changeKind, sharedReads } = shared
  const forAll = createForAll()
  const { state, origin, filter } = addIntakeFileFilter(builder, shared)
  const fault = builder.objectRef<FileFault>('IntakeFileFault').implement({
    description: 'Something that is wrong with a file.',
    fields: (t) => ({
      line: t.int({ nullable: true, description: 'In which line, from 1; null when it is about the whole.', resolve: ({ line }) => line ?? null }),
      message: t.exposeString('message', { description: 'What is wrong.' }),
    }),
  })
  const file = builder.objectRef<IntakeFileRow>('IntakeFile').implement({
    description: 'A file that a plugin took in.',
    interfaces: [node],
    fields: (t) => ({
      id: t.id({ description: globalId, resolve: ({ id }) => idOf(id) }),
      plugin: t.field({
        type: plugin, nullable: true, description: 'Which plugin took it in; null when it is installed no more.',
        resolve: (one, _args, { host }) => host.find(one.plugin),
      }),
      path: t.exposeString('path', { description: 'Where it lies under the watched folder, or what it was uploaded as. Bytes that are no text are written %XX.' }),
      origin: t.field({ type: origin, description: 'Where it came from.', resolve: (one) => one.origin }),
      size: t.field({ type: 'BigInt', description: 'Bytes that were read well.', resolve: ({ size }) => size }),
      hash: t.exposeString('hash', { description: 'SHA-256 of these bytes, hex.' }),
      modifiedAt: t.field({ type: 'DateTime', nullable: true, description: 'Its own time when it was last looked into; null for uploads.', resolve: ({ modifiedAt }) => modifiedAt }),
      state: t.field({ type: state, description: 'What became of it.', resolve: (one) => one.state }),
      records: t.exposeInt('records', { description: 'How many records it gave.' }),
      faults: t.field({ type: [fault], description: 'What is wrong with it, at most a hundred.', resolve: ({ faults }) => JSON.parse(faults) as FileFault[] }),
      firstSeenAt: t.field({ type: 'DateTime', description: 'When it was first read.', resolve: ({ firstSeenAt }) => firstSeenAt }),
      readAt: t.field({ type: 'DateTime', description: 'When it was last read, or tried to.', resolve: ({ readAt }) => readAt }),
      goneAt: t.field({ type: 'DateTime', nullable: true, description: 'Since when it lies in its folder no more; what was read of it stays.', resolve: ({ goneAt }) => goneAt }),
      actor: t.exposeString('actor', { description: 'Who sent it; the plugin itself for files of a folder.' }),
    }),
  })
  nodeTypes.set('IntakeFile', {
    keyPattern: numberKey,
    read: async (keys, { domain }, wanted) => {
      const rows = await domain.intakeFiles.byKeys(toNumbers(keys), wanted)
      return new Map([...rows].map(([id, row]) => [String(id), row]))
    },
  })
  const connection = connectionOf<IntakeFileRow>(builder, pageInfo, 'IntakeFile', file as never)
  builder.objectField(plugin, 'files', (t) =>
    t.field({
      type: connection,
      description: 'The files that it took in, those read last first.',
      args: {
        ...pageArguments(t.arg), state: t.arg({ type: state, description: 'Only these.' }), filter: t.arg({ type: filter, description: 'Only these.' }),
      },
      resolve: async ({ id }, { state: wish, filter: asked, ...args }, { domain: { intakeFiles }, host }, info) => {
        const ids = host.plugins.map((one) => one.id)
        const owned = { sql: 'f.plugin', type: 'text' } as const
        const only: IntakeFileFilter = { state: { eq: wish }, and: asked ? [asked] : null }
        const pages = await forAll({ id }, info, { only, ...args }, () =>
          intakeFiles.pagesOf(owned, ids, { filter: only, page: pageOf(args), wanted: wantedOfNodes(info) }))
        return {
          page: pages(id),
          count: async () => (await forAll({ id }, info, { count: true, only }, () => intakeFiles.countsOf(owned, ids, only)))(id),
        }
      },
    }),
  )
  const change = liveChangeOf<IntakeFileRow>(builder, changeKind, 'IntakeFile', file as never)
  builder.subscriptionField('intakeFileChanged', (t) =>
    t.field({
      type: change, ...needs('read'), description: 'Files as plugins take them in, fail to, and find them gone. One that was looked into and is as it was is not told of.',
      args: { filter: t.arg({ type: filter, description: 'Only these; DELETED tells what fits no more.' }), after: t.arg.string({ description: 'The last cursor that was seen.' }) },
      subscribe: (_root, { filter: asked, after }, { domain, signal }) =>
        liveChanges<IntakeFileRow>({
          hub: domain.hub, signal, entity: 'INTAKE_FILE', after, filtered: asked ? filtered : null, idOf,
          read: async (keys, batch) => {
            const rows = await sharedReads(`intake file ${batch} ${JSON.stringify(asked)}`, () => domain.intakeFiles.byKeys(toNumbers(keys), nothing, asked))
            return (key) => rows.get(Number(key))
          },
        }),
      resolve: (one) => one,
    }),
  )
}
