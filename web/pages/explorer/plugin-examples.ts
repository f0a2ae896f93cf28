import { createMemo, createResource, type Accessor } from 'solid-js'
import type { WebApp } from '../../app.ts'
import { panelsFor } from '../../panels/panels-for.ts'
import { servedPlugins } from '../../panels/served-panels.ts'
import type { ExampleGroup } from './examples.ts'

const withExamples = panelsFor('navigation').filter(({ examples }) => examples !== undefined)

/** What can be asked of the plugins that the server runs. The page doesn't wait for it, and does without what fails. */
export const createPluginGroups = (app: WebApp): Accessor<readonly ExampleGroup[]> => {
  const isServed = withExamples.length > 0 ? servedPlugins(app) : () => false
  const served = createMemo(() => withExamples.filter(({ plugin }) => isServed(plugin) === true))
  const [groups] = createResource(served, (all) =>
    Promise.all(all.map(async ({ title, examples }): Promise<ExampleGroup> => ({ title, examples: (await examples?.().catch(() => [])) ?? [] }))),
  )
  return () => (groups.state === 'ready' ? groups().filter((group) => group.examples.length > 0) : [])
}
