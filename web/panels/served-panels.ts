import { createMemo, type Accessor } from 'solid-js'
import type { Panel, PanelSlot } from '../../plugins/api/panel.ts'
import type { WebApp } from '../app.ts'
import { graphql } from '../graphql/graphql.ts'
import { createQuery } from '../graphql/query.ts'
import { pagesOfPlugins } from './panels-for.ts'

const servedDocument = graphql(`
  query ServedPlugins {
    plugins {
      id
      name
      state
    }
  }
`)

/** Whether the server runs a plugin: null before it has said so, and yes when it cannot say. */
export const servedPlugins = (app: WebApp): ((plugin: string) => boolean | null) => {
  const query = createQuery(app.api, servedDocument, () => ({}))
  const served = createMemo(() => {
    const data = query.data()
    return data && new Set(data.plugins.filter(({ state }) => state !== 'OFF').map(({ name }) => name))
  })
  return (plugin) => served()?.has(plugin) ?? (query.fault() ? true : null)
}

/**
 * Of these panels, those whose plugin the server runs: one that was left out has no fields to ask. What the page is
 * looked at for has its place before the server has said so, so that nothing below it jumps.
 */
export const servedPanels = <Name extends PanelSlot>(
  app: WebApp,
  panels: readonly Panel<Name>[],
): { drawn: Accessor<readonly Panel<Name>[]>; isWaiting: (panel: Panel<Name>) => boolean } => {
  if (panels.length === 0) return { drawn: () => panels, isWaiting: () => false }
  const isServed = servedPlugins(app)
  return {
    drawn: createMemo(() => panels.filter(({ plugin, isMain = false }) => isServed(plugin) ?? isMain)),
    isWaiting: ({ plugin }) => isServed(plugin) === null,
  }
}

/** The pages of those plugins that the server runs: none before it has said so. */
export const servedPages = (app: WebApp): Accessor<readonly Panel<'navigation'>[]> => {
  const pages = pagesOfPlugins()
  if (pages.length === 0) return () => pages
  const isServed = servedPlugins(app)
  return createMemo(() => pages.filter(({ plugin }) => isServed(plugin) === true))
}
