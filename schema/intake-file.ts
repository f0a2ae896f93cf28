import { fileStates, type IntakeFileRow } from '../server/domain/intake-file-read.ts'
import type { FileFault } from '../server/domain/intake-file.ts'
import { pageOf, connectionOf, pageArguments } from './connection.ts'
import type { Builder } from './builder.ts'
import { describeValues } from './filter.ts'
import { globalId, numberKey, toGlobalId, toNumbers } from './node.ts'
import type { PluginRefs } from './plugin.ts'
import { createForAll } from './plugin-core.ts'
import type { Shared } from './shared.ts'
import { wantedOfNodes } from './selection.ts'

/** `Plugin.files`: what it took in from folders and uploads. */
export const addIntakeFiles = (builder: Builder, { node, nodeTypes, pageInfo }: Shared, { plugin }: PluginRefs): void => {
  const forAll = createForAll()
  const state = builder.enumType('IntakeFileState', {
    description: 'What became of a file.',
    values: describeValues(fileStates, {
      READ: 'All of it was taken in.', FAULTY: 'It was taken in but for what `faults` say.',
      FAILED: 'It could not be read, the first of `faults` says why. What was read of it before stays.',
    }),
  })
  const origin = builder.enumType('IntakeFileOrigin', {
    description: 'Where a file came from.',
    values: describeValues(['FOLDER', 'UPLOAD'], { FOLDER: 'It lies in a watched folder.', UPLOAD: 'Somebody sent it.' }),
  })
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
      id: t.id({ description: globalId, resolve: ({ id }) => toGlobalId('IntakeFile', id) }),
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
      args: { ...pageArguments(t.arg), state: t.arg({ type: state, description: 'Only these.' }) },
      resolve: async ({ id }, { state: wish, ...args }, { domain: { intakeFiles }, host }, info) => {
        const ids = host.plugins.map((one) => one.id)
        const owned = { sql: 'f.plugin', type: 'text' } as const
        const filter = { state: wish }
        const pages = await forAll({ id }, info, { wish, ...args }, () =>
          intakeFiles.pagesOf(owned, ids, { filter, page: pageOf(args), wanted: wantedOfNodes(info) }))
        return {
          page: pages(id),
          count: async () => (await forAll({ id }, info, { count: true, wish }, () => intakeFiles.countsOf(owned, ids, filter)))(id),
        }
      },
    }),
  )
}
