import { For, Show } from 'solid-js'
import type { WebApp } from '../../../app.ts'
import { keepLive } from '../../../graphql/live-query.ts'
import { createQuery } from '../../../graphql/query.ts'
import { formatDuration } from '../../../kit/duration.ts'
import { Moment } from '../../../kit/moment.tsx'
import { Nothing } from '../../../kit/nothing.tsx'
import { Panel } from '../../../kit/panel.tsx'
import { RecordFact, RecordTable } from '../../../kit/record.tsx'
import { pluginOfJob } from '../../../nouns/job-words.ts'
import { stepWords } from '../../../nouns/plugin-words.ts'
import { jobTouched } from '../../../nouns/touched.ts'
import { jobsDocument } from '../jobs/documents.ts'
import { JobTable } from '../jobs/job-table.tsx'
import type { PluginAnswer } from './documents.ts'

const slotWords: Readonly<Record<string, string>> = {
  home: 'on the home page',
  run: 'on the page of a run',
  fill: 'on the page of a fill',
  instrument: 'on the page of an instrument',
  navigation: 'a page of its own',
  admin: 'under Admin',
}

/** What went wrong with it, the latest of each kind. */
export const FaultsPanel = (props: { app: WebApp; plugin: PluginAnswer }) => (
  <Panel title="Faults" aside={props.plugin.faults.length > 0 ? 'the latest of each kind' : undefined}>
    <Show when={props.plugin.faults.length > 0} fallback={<p class="record-note">None since the server started.</p>}>
      <RecordTable
        label="Faults, as a table"
        head={
          <>
            <th scope="col">When</th>
            <th scope="col">Step</th>
            <th scope="col">Where</th>
            <th scope="col">What it said</th>
            <th scope="col" class="record-number">
              Times
            </th>
          </>
        }
      >
        <For each={props.plugin.faults}>
          {(fault) => (
            <tr data-step={fault.step}>
              <td>
                <Moment at={Date.parse(fault.at)} zone={props.app.zones.zone()} hint="The last time" />
              </td>
              <th scope="row" title={`It failed ${stepWords[fault.step]}`}>
                {fault.step.toLowerCase()}
              </th>
              <td>{fault.where ? <code>{fault.where}</code> : <Nothing />}</td>
              <td>
                <span class="admin-error">{fault.message}</span>
              </td>
              <td class="record-number">{fault.count}</td>
            </tr>
          )}
        </For>
      </RecordTable>
    </Show>
  </Panel>
)

/** What it does again and again. A query of its own: jobs run more often than plugins change. */
export const PluginJobs = (props: { app: WebApp; name: string }) => {
  const query = createQuery(props.app.api, jobsDocument, () => ({}))
  keepLive(props.app.api, query, () => jobTouched())
  const jobs = () => query.data()?.jobs.filter(({ name }) => pluginOfJob(name) === props.name) ?? []
  return (
    <Panel
      title="Jobs"
      fault={query.fault()}
      isLoading={query.isLoading()}
      hasData={query.data() !== undefined}
      retry={() => void query.reload()}
    >
      <Show when={jobs().length > 0} fallback={<p class="record-note">It has none.</p>}>
        <JobTable app={props.app} jobs={jobs()} caption="Jobs of this plugin" reload={query.reload} />
      </Show>
    </Panel>
  )
}

/** How far its hooks were told of what happened. */
export const HooksPanel = (props: { app: WebApp; plugin: PluginAnswer }) => (
  <Panel title="Hooks">
    <Show when={props.plugin.hooks}>
      {(hooks) => (
        <dl class="record-facts">
          <RecordFact label="Told until" hint="The moment of the last event that it has done with">
            <Show when={hooks().toldUntil} fallback={<Nothing why="It was told of nothing yet" />}>
              {(at) => <Moment at={Date.parse(at())} zone={props.app.zones.zone()} />}
            </Show>
          </RecordFact>
          <RecordFact label="Behind by" hint="How old the oldest event is that it was not told of yet">
            <Show when={hooks().lagSeconds !== null} fallback={<Nothing />}>
              {(hooks().lagSeconds ?? 0) < 1 ? 'nothing' : formatDuration(hooks().lagSeconds ?? 0)}
            </Show>
          </RecordFact>
          <RecordFact label="Parked">{hooks().parkedCount}</RecordFact>
          <Show when={hooks().missedFrom}>
            {(from) => (
              <RecordFact label="Never told" hint="The server kept these events no longer when it came back to them">
                <Moment at={Date.parse(from())} zone={props.app.zones.zone()} /> to{' '}
                <Moment at={Date.parse(hooks().missedUntil ?? from())} zone={props.app.zones.zone()} />
              </RecordFact>
            )}
          </Show>
          <RecordFact label="Listens for">
            <code>{hooks().kinds.join(', ')}</code>
          </RecordFact>
        </dl>
      )}
    </Show>
  </Panel>
)

/** What it was given. The server has blotted secrets out. */
export const SettingsPanel = (props: { settings: unknown }) => (
  <Panel title="Settings" aside="secrets are not shown">
    <Show
      when={props.settings !== null && JSON.stringify(props.settings) !== '{}'}
      fallback={<p class="record-note">Nothing was set for it: it goes by what is usual for it.</p>}
    >
      <pre class="plugin-settings" tabindex="0">
        {JSON.stringify(props.settings, null, 2)}
      </pre>
    </Show>
  </Panel>
)

/** What it draws, and where. */
export const PanelsPanel = (props: { plugin: PluginAnswer }) => (
  <Panel title="Panels">
    <Show when={props.plugin.panels.length > 0} fallback={<p class="record-note">It draws nothing on these pages.</p>}>
      <ul class="plugin-panels">
        <For each={props.plugin.panels}>
          {({ slot, title }) => (
            <li>
              {title} <span class="admin-small">{slotWords[slot] ?? slot}</span>
            </li>
          )}
        </For>
      </ul>
    </Show>
  </Panel>
)
