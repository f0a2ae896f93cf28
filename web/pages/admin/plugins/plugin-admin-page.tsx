import { A, useLocation, useNavigate, useParams } from '@solidjs/router'
import { createEffect, createMemo, Show } from 'solid-js'
import type { WebApp } from '../../../app.ts'
import { keepLive } from '../../../graphql/live-query.ts'
import { createQuery } from '../../../graphql/query.ts'
import { Moment } from '../../../kit/moment.tsx'
import { Nothing } from '../../../kit/nothing.tsx'
import { RecordFact } from '../../../kit/record.tsx'
import { Empty } from '../../../kit/states.tsx'
import { pluginPath } from '../../../nouns/paths.ts'
import { pluginStates } from '../../../nouns/plugin-words.ts'
import { pluginTouched } from '../../../nouns/touched.ts'
import { AdminFrame } from '../admin-frame.tsx'
import { keepTime, Read } from '../read.tsx'
import { pluginDocument, pluginHealthDocument, type ParkedState, type PluginAnswer } from './documents.ts'
import { FilesPanel } from './files-panel.tsx'
import { ParkedPanel } from './parked-panel.tsx'
import { FaultsPanel, HooksPanel, PanelsPanel, PluginJobs, SettingsPanel } from './plugin-panels.tsx'
import { PluginStateMark, PluginTrouble } from './plugin-parts.tsx'
import '../../../kit/record.css'
import './plugin-admin-page.css'

/** The page of a plugin, for those who look after it. */
export const PluginAdminPage = (props: { app: WebApp }) => {
  const parameters = useParams()
  const name = createMemo(() => parameters['name'] ?? '')
  const query = createQuery(props.app.api, pluginDocument, () => ({ name: name() }))
  keepLive(props.app.api, query, pluginTouched)
  keepTime(props.app.clock, query)
  createEffect(() => {
    document.title = `Plugin ${name()} · Logline`
  })
  return (
    <AdminFrame>
      <div class="record" aria-busy={query.isLoading()}>
        <Read query={query} what="The plugin could not be read">
          <Show
            when={query.data()?.plugin}
            fallback={
              <>
                <h1 class="visually-hidden">No such plugin</h1>
                <Empty title={`There is no plugin ${name()}`}>
                  <p>
                    None of this name is installed here. <A href="/admin/plugins">All plugins</A>
                  </p>
                </Empty>
              </>
            }
          >
            {(plugin) => <PluginBody app={props.app} plugin={plugin()} reload={query.reload} />}
          </Show>
        </Read>
      </div>
    </AdminFrame>
  )
}

/** Reads `?parked=dropped&after=…`. */
const readParked = (search: string): { state: ParkedState; after: string | null } => {
  const parameters = new URLSearchParams(search)
  const word = parameters.get('parked')?.toUpperCase()
  return { state: word === 'DONE' || word === 'DROPPED' ? word : 'PARKED', after: parameters.get('after') || null }
}

const PluginBody = (props: { app: WebApp; plugin: PluginAnswer; reload: () => Promise<void> }) => {
  const { zones } = props.app
  const health = createQuery(props.app.api, pluginHealthDocument, () => ({ name: props.plugin.name }))
  const location = useLocation()
  const navigate = useNavigate()
  const parked = createMemo(() => readParked(location.search))
  const choose = (part: { state?: ParkedState; after: string | null }) => {
    const { state, after } = { ...parked(), ...part }
    const parts = [state !== 'PARKED' && `parked=${state.toLowerCase()}`, after && `after=${encodeURIComponent(after)}`].filter(Boolean)
    navigate(`${pluginPath(props.plugin.name)}${parts.length > 0 ? `?${parts.join('&')}` : ''}`, { scroll: false, resolve: false })
  }
  const hasHooks = () => (props.plugin.hooks?.kinds.length ?? 0) > 0 || (props.plugin.hooks?.parkedCount ?? 0) > 0
  return (
    <>
      <header class="record-head">
        <div class="record-line">
          <h1 class="record-title">
            <span class="record-noun">Plugin</span> {props.plugin.title || props.plugin.name}
          </h1>
          <p role="status">
            <PluginStateMark plugin={props.plugin} />
          </p>
        </div>
        <p class="record-note">{pluginStates[props.plugin.state].hint}</p>
        <PluginTrouble plugin={props.plugin} />
        <dl class="record-facts">
          <RecordFact label="Id">
            <code>{props.plugin.name}</code>
          </RecordFact>
          <RecordFact label="Version">{props.plugin.version || <Nothing why="It could not be loaded" />}</RecordFact>
          <RecordFact label="Contract" hint="The versions of the contract that it was written for">
            {props.plugin.api || <Nothing why="It could not be loaded" />}
          </RecordFact>
          <RecordFact label="In this state since">
            <Moment at={Date.parse(props.plugin.since)} zone={zones.zone()} />
          </RecordFact>
          <RecordFact label="It says of itself" hint="What its health check answered last">
            {health.data()?.plugin?.health ?? (
              <Nothing why={health.isLoading() ? 'It is being asked' : 'It says nothing of itself'} />
            )}
          </RecordFact>
        </dl>
      </header>
      <FaultsPanel app={props.app} plugin={props.plugin} />
      <PluginJobs app={props.app} name={props.plugin.name} />
      <Show when={hasHooks()}>
        <HooksPanel app={props.app} plugin={props.plugin} />
        <ParkedPanel
          app={props.app}
          name={props.plugin.name}
          state={parked().state}
          after={parked().after}
          change={choose}
          stamp={`${props.plugin.hooks?.parkedCount} ${props.plugin.state}`}
          reload={props.reload}
        />
      </Show>
      <FilesPanel app={props.app} name={props.plugin.name} />
      <div class="record-columns">
        <SettingsPanel settings={props.plugin.settings} />
        <PanelsPanel plugin={props.plugin} />
      </div>
    </>
  )
}
