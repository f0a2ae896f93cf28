import type { PluginBuilder, PluginCore } from '../../../plugins/api/index.ts'
import type { Ranked, SkeletonService } from './service.ts'

/** What can be asked. Types begin with the plugin's name; fields on types of the core are nullable. */
export const addSkeleton = (builder: PluginBuilder, service: SkeletonService, core: PluginCore): void => {
  const note = builder.objectRef<Ranked>('SkeletonRun').implement({
    description: 'How long a run was.',
    fields: (t) => ({
      seconds: t.exposeFloat('seconds', { description: 'From its start to its end, in seconds.' }),
      longerRuns: t.exposeInt('longerRuns', { description: 'How many of the noted runs were longer.' }),
      notedAt: t.field({ type: 'DateTime', description: 'When it was noted.', resolve: ({ notedAt }) => notedAt.toISOString() }),
    }),
  })
  builder.objectField(core.run, 'skeleton', (t) =>
    t.field({
      type: note,
      nullable: true,
      description: 'How long it was; null until that is noted.',
      // Read for all runs of a list at once.
      resolve: async (run, _args, _context, info) =>
        (await core.forAll(run, info, {}, (runs) => service.byRun(runs.map(({ number }) => number)))).get(run.number) ?? null,
    }),
  )
}
