import { createMemo, type Accessor } from 'solid-js'
import type { Panel, PanelSlot } from '../../plugins/api/panel.ts'
import type { WebApp } from '../app.ts'
import { graphql } from '../graphql/graphql.ts'
import { createQuery } from '../graphql/query.ts'

const servedDocument = graphql(`
  query ServedPlugins {
    plugins {
      id
      name
      state
    }
  }
`)

/**
 * Of these panels, those whose plugin the server runs: one that was left out has no fields to ask. None before the
 * server has said so, all of them when it cannot.
 */
export const servedPanels = <Name extends PanelSlot>(app: WebApp, panels: readonly Panel<Name>[]): Accessor<readonly Panel<Name>[]> => {
  if (panels.length === 0) return () => panels
  const query = createQuery(app.api, servedDocument, () => ({}))
  return createMemo(() => {
    const data = query.data()
    if (!data) return query.fault() ? panels : []
    const served = new Set(data.plugins.filter(({ state }) => state !== 'OFF').map(({ name }) => name))
    return panels.filter(({ plugin }) => served.has(plugin))
  })
}
