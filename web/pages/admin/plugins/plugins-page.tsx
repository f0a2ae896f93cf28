import { A } from '@solidjs/router'
import { Show } from 'solid-js'
import type { WebApp } from '../../../app.ts'
import { keepLive } from '../../../graphql/live-query.ts'
import { createQuery } from '../../../graphql/query.ts'
import { EachById } from '../../../kit/each-by-id.tsx'
import { Moment } from '../../../kit/moment.tsx'
import { Nothing } from '../../../kit/nothing.tsx'
import { Empty } from '../../../kit/states.tsx'
import { pluginPath } from '../../../nouns/paths.ts'
import { pluginTouched } from '../../../nouns/touched.ts'
import { AdminFrame } from '../admin-frame.tsx'
import { keepTime, Read } from '../read.tsx'
import { useRowKeys } from '../row-keys.ts'
import { pluginsDocument, type PluginFacts } from './documents.ts'
import { PluginStateMark, PluginTrouble } from './plugin-parts.tsx'

/** Every plugin that this server knows: how it is, and what is wrong with it. Live. */
export const PluginsPage = (props: { app: WebApp }) => {
  document.title = 'Plugins · Logline'
  const plugins = createQuery(props.app.api, pluginsDocument, () => ({}))
  keepLive(props.app.api, plugins, pluginTouched)
  keepTime(props.app.clock, plugins)
  let table: HTMLTableElement | undefined
  useRowKeys(props.app.keys, 'Plugins', () => table)
  const list = () => plugins.data()?.plugins ?? []
  const ready = () => list().filter(({ state }) => state === 'READY').length
  return (
    <AdminFrame>
      <header class="admin-head">
        <h1 class="admin-title">Plugins</h1>
        <p class="admin-count" role="status">
          {plugins.data() ? `${ready()} ready of ${list().length}` : ''}
        </p>
      </header>
      <p class="admin-about">
        What this installation adds to the core. A plugin that fails takes nothing else down; what it failed on stands
        here.
      </p>
      <Read query={plugins} what="The plugins could not be read">
        <Show
          when={list().length > 0}
          fallback={
            <Empty title="No plugins here">
              <p>This server runs the core alone. Plugins are named in its configuration.</p>
            </Empty>
          }
        >
          <table class="admin-table" ref={(element) => (table = element)}>
            <caption class="visually-hidden">Plugins</caption>
            <thead>
              <tr>
                <th scope="col">Plugin</th>
                <th scope="col">State</th>
                <th scope="col">Version</th>
                <th scope="col">Since</th>
                <th scope="col">Parked events</th>
              </tr>
            </thead>
            <tbody>
              <EachById each={list()}>{(plugin) => <PluginRow app={props.app} plugin={plugin()} />}</EachById>
            </tbody>
          </table>
        </Show>
      </Read>
    </AdminFrame>
  )
}

const PluginRow = (props: { app: WebApp; plugin: PluginFacts }) => {
  const { zones } = props.app
  return (
    <tr data-plugin={props.plugin.name} data-state={props.plugin.state}>
      <th scope="row" class="admin-name">
        <A href={pluginPath(props.plugin.name)}>{props.plugin.title || props.plugin.name}</A>
        <span class="admin-small">{props.plugin.name}</span>
      </th>
      <td data-label="State">
        <PluginStateMark plugin={props.plugin} />
        <PluginTrouble plugin={props.plugin} isShort />
      </td>
      <td data-label="Version">
        {props.plugin.version || <Nothing why="It could not be loaded" />}
        <Show when={props.plugin.api}>{(api) => <span class="admin-small">contract {api()}</span>}</Show>
      </td>
      <td data-label="Since">
        <Moment at={Date.parse(props.plugin.since)} zone={zones.zone()} />
      </td>
      <td data-label="Parked">
        <Show when={props.plugin.hooks} fallback={<Nothing why="It has no hooks" />}>
          {(hooks) => (
            <Show when={hooks().parkedCount > 0} fallback="0">
              <span class="admin-state" data-tone="warn">
                {hooks().parkedCount}
              </span>
            </Show>
          )}
        </Show>
      </td>
    </tr>
  )
}
