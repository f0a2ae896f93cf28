import { pluginSteps } from '../server/plugins/fault.ts'
import { pluginStates, type HostedPlugin, type PluginFault } from '../server/plugins/hosted.ts'
import { needs, type Builder } from './builder.ts'
import { describeValues } from './filter.ts'
import { liveChangeOf, liveChanges } from './live.ts'
import { globalId, toGlobalId } from './node.ts'
import type { Shared } from './shared.ts'

const idPattern = /^[a-z][a-z0-9-]{0,63}$/

/** The plugins that are installed, and how they are. */
export const addPlugins = (builder: Builder, shared: Shared) => {
  const state = builder.enumType('PluginState', {
    description: 'How a plugin is.',
    values: describeValues(pluginStates, {
      STARTING: 'It is on its way.', READY: 'All is well.', DEGRADED: 'It works, but the last call of one of its parts failed.',
      FAILED: 'A step of its start failed: its fields are null until the server starts again.', OFF: 'The settings leave it out.',
    }),
  })
  const step = builder.enumType('PluginStep', {
    description: 'Where in its life a plugin failed.',
    values: describeValues(pluginSteps, {
      LOAD: 'Reading its module.', CONTRACT: 'Its id, its version of the contract.', SETTINGS: 'What was set for it.', MIGRATION: 'Bringing its tables up to date.',
      SERVICE: 'Building what does its work.', SCHEMA: 'Adding its types and fields.', PARTS: 'Reading its jobs, hooks, routes and panels.', RESOLVER: 'Answering a field.',
      HOOK: 'Being told of an event.', JOB: 'Running a job.', ROUTE: 'Taking in a file.', HEALTH: 'Saying how it is.',
      BACKGROUND: 'Something that nobody waited for, or the end of its process.',
    }),
  })
  const fault = builder.objectRef<PluginFault>('PluginFault').implement({
    description: 'Something that went wrong in a plugin, since the server started.',
    fields: (t) => ({
      step: t.field({ type: step, description: 'In which step.', resolve: (one) => one.step }),
      where: t.exposeString('where', { nullable: true, description: 'Which part: a job, a kind of event, a route, a field.' }),
      message: t.exposeString('message', { description: 'What it said.' }),
      at: t.field({ type: 'DateTime', description: 'The last time.', resolve: ({ at }) => at }),
      count: t.exposeInt('count', { description: 'How many times.' }),
    }),
  })
  const panel = builder.objectRef<HostedPlugin['panels'][number]>('PluginPanel').implement({
    description: 'Where a plugin draws on the pages.',
    fields: (t) => ({
      slot: t.exposeString('slot', { description: 'On which page: home, run, fill, instrument, navigation, admin.' }),
      title: t.exposeString('title', { description: 'What stands above it.' }),
    }),
  })
  const plugin = builder.objectRef<HostedPlugin>('Plugin').implement({
    description: 'What is added to Logline, and how it is on the server that answers.',
    interfaces: [shared.node],
    fields: (t) => ({
      id: t.id({ description: globalId, resolve: ({ id }) => toGlobalId('Plugin', id) }),
      name: t.string({ description: 'Its id: also of its settings, its routes and its jobs.', resolve: ({ id }) => id }),
      title: t.string({ description: 'For people.', resolve: ({ title }) => title }),
      version: t.string({ description: 'Its own version; empty when it could not be loaded.', resolve: ({ version }) => version }),
      api: t.string({ description: 'Which versions of the contract it was written for; empty when it could not be loaded.', resolve: ({ api }) => api }),
      state: t.field({ type: state, description: 'How it is.', resolve: (one) => one.state().state }),
      step: t.field({ type: step, nullable: true, description: 'What failed, while something does.', resolve: (one) => one.state().step }),
      error: t.string({ nullable: true, description: 'Why, while something fails.', resolve: (one) => one.state().error }),
      since: t.field({ type: 'DateTime', description: 'Since when it is in this state.', resolve: (one) => one.state().since }),
      faults: t.field({ type: [fault], description: 'What went wrong since the server started, the latest first, at most 50.', resolve: (one) => [...one.state().faults] }),
      panels: t.field({ type: [panel], description: 'Where it draws on the pages.', resolve: ({ panels }) => [...panels] }),
      health: t.string({ nullable: true, description: 'What it says of itself, at most half a minute old; null when it says nothing.', resolve: (one) => one.health() }),
      settings: t.field({ type: 'JSON', description: 'What was set for it, without what is secret.', resolve: ({ settings }) => settings }),
    }),
  })
  shared.nodeTypes.set('Plugin', {
    keyPattern: idPattern,
    read: async (keys, { host }) => new Map(keys.flatMap((key) => {
      const found = host.find(key)
      return found ? [[key, found] as const] : []
    })),
  })
  builder.queryFields((t) => ({
    plugins: t.field({ type: [plugin], ...needs('read'), description: 'All plugins that are installed, in order.', resolve: (_root, _args, { host }) => [...host.plugins] }),
    plugin: t.field({
      type: plugin, nullable: true, ...needs('read'), description: 'A plugin by its id.',
      args: { name: t.arg.string({ required: true, description: 'Such as series.' }) },
      resolve: (_root, { name }, { host }) => host.find(name),
    }),
  }))
  const change = liveChangeOf<HostedPlugin>(builder, shared.changeKind, 'Plugin', plugin as never)
  builder.subscriptionField('pluginChanged', (t) =>
    t.field({
      type: change, ...needs('read'), description: 'Plugins as their states change.',
      args: { after: t.arg.string({ description: 'The last cursor that was seen.' }) },
      subscribe: (_root, { after }, { domain, host, signal }) =>
        liveChanges<HostedPlugin>({
          hub: domain.hub, signal, entity: 'PLUGIN', after, filtered: null, idOf: (key) => toGlobalId('Plugin', key),
          read: async () => (key) => host.find(key) ?? undefined,
        }),
      resolve: (one) => one,
    }),
  )
  return { plugin }
}

export type PluginRefs = ReturnType<typeof addPlugins>
