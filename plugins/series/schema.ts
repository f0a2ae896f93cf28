import type { PluginBuilder, PluginCore } from '../api/index.ts'
import type { SeriesFile, SeriesService } from './service.ts'

const most = 100

/** `Instrument.seriesFiles`: where its data came from. */
export const addSeries = (builder: PluginBuilder, series: SeriesService, core: PluginCore): void => {
  const state = builder.enumType('SeriesFileState', {
    description: 'What became of a file.',
    values: {
      READ: { description: 'All of it was taken in.' },
      FAULTY: { description: 'It was taken in but for what `faults` say.' },
      FAILED: { description: 'It could not be read; `faults` say why. What was read of it before stays.' },
    } as const,
  })
  const file = builder.objectRef<SeriesFile>('SeriesFile').implement({
    description: 'A file of measurements that was taken in.',
    fields: (t) => ({
      path: t.exposeString('path', { description: 'Where it lies in the watched folder, or what it was uploaded as.' }),
      state: t.field({ type: state, description: 'What became of it.', resolve: (one) => one.state }),
      size: t.field({ type: 'BigInt', description: 'Bytes that were read.', resolve: ({ size }) => String(size) }),
      records: t.exposeInt('records', { description: 'How many values it gave.' }),
      faults: t.stringList({
        description: 'What was wrong with it, at most a hundred.',
        resolve: ({ faults }) => faults.map(({ line, message }) => (line === undefined ? message : `line ${line}: ${message}`)),
      }),
      readAt: t.field({ type: 'DateTime', description: 'When it was last read.', resolve: ({ readAt }) => readAt }),
      goneAt: t.field({ type: 'DateTime', nullable: true, description: 'Since when it lies in the watched folder no more.', resolve: ({ goneAt }) => goneAt }),
    }),
  })
  builder.objectField(core.instrument, 'seriesFiles', (t) =>
    t.field({
      type: [file], nullable: true, description: 'The files that its data came from, those read last first.',
      args: { first: t.arg.int({ defaultValue: 10, description: `How many, at most ${most}.` }) },
      resolve: async (instrument, { first }, _context, info) => {
        const count = Math.min(Math.max(first ?? 10, 0), most)
        const files = await core.forAll(instrument, info, { first }, (all) => series.filesOf(all.map(({ name }) => name), count))
        return files.get(instrument.name) ?? []
      },
    }),
  )
}
