import { A } from '@solidjs/router'
import { createEffect, createMemo, on, Show } from 'solid-js'
import type { WebApp } from '../../../app.ts'
import { createQuery } from '../../../graphql/query.ts'
import { Choice } from '../../../kit/choice.tsx'
import { EachById } from '../../../kit/each-by-id.tsx'
import { Moment } from '../../../kit/moment.tsx'
import { Nothing } from '../../../kit/nothing.tsx'
import { Panel } from '../../../kit/panel.tsx'
import { RecordTable } from '../../../kit/record.tsx'
import { jobPath } from '../../../nouns/paths.ts'
import { jobRunKinds, triggerWords, type JobRunState } from '../../../nouns/job-words.ts'
import { jobRunsDocument, type JobRunLine, type JobRunsAsked } from './documents.ts'
import { momentOfRun, RunLength, RunStateMark } from './job-parts.tsx'
import { jobRunStates, writeJobView, type JobView } from './view.ts'

const pageSize = 25

const words = Object.fromEntries(jobRunStates.map((state) => [state, jobRunKinds[state].word])) as Record<JobRunState, string>

/** The question of a page of runs. */
const askedOf = (name: string, { states, place }: JobView): JobRunsAsked => ({
  name,
  filter: states.length > 0 ? { state: { in: [...states] } } : null,
  ...(place === null || 'after' in place ? { first: pageSize } : { last: pageSize }),
  ...place,
})

/** All runs of a job, page by page; what is shown stands in the address. */
export const RunsPanel = (props: {
  app: WebApp
  name: string
  view: JobView
  change: (part: Partial<JobView>) => void
  /** Changes when runs have begun or ended. */
  stamp: string
}) => {
  const { api, zones } = props.app
  // By what it says: another run that is looked at is no other question.
  const asked = createMemo(() => JSON.stringify(askedOf(props.name, props.view)))
  const query = createQuery(api, jobRunsDocument, () => JSON.parse(asked()) as JobRunsAsked)
  createEffect(
    on(
      () => props.stamp,
      () => void query.reload(),
      { defer: true },
    ),
  )
  const page = () => query.data()?.job?.runs
  const hrefOf = (run: JobRunLine) => `${jobPath(props.name)}${writeJobView({ ...props.view, run: run.id })}`
  const hasNewer = () => props.view.place !== null && (page()?.pageInfo.hasPreviousPage !== false || 'after' in props.view.place)
  const hasOlder = () => page()?.pageInfo.hasNextPage === true || (props.view.place !== null && 'before' in props.view.place)
  return (
    <Panel
      title="Runs"
      class="runs-of-job"
      aside={
        <Choice
          label="State"
          words={words}
          values={jobRunStates}
          chosen={props.view.states}
          choose={(states) => props.change({ states, place: null })}
        />
      }
      fault={query.fault()}
      isLoading={query.isLoading()}
      hasData={query.data() !== undefined}
      retry={() => void query.reload()}
      lines={8}
    >
      <Show
        when={(page()?.nodes.length ?? 0) > 0}
        fallback={
          <p class="record-note">
            {props.view.states.length > 0 ? 'No run ended so, or none of those that are kept.' : 'It has not run yet.'}
          </p>
        }
      >
        <RecordTable
          label="Runs, as a table"
          head={
            <>
              <th scope="col">State</th>
              <th scope="col">Began</th>
              <th scope="col" class="record-number">
                Length
              </th>
              <th scope="col">Why it ran</th>
              <th scope="col">Server</th>
              <th scope="col">Error</th>
            </>
          }
        >
          <EachById each={page()?.nodes ?? []}>
            {(run) => (
              <tr data-run={run().id} data-state={run().state} data-chosen={run().id === props.view.run || undefined}>
                <th scope="row">
                  <A
                    href={hrefOf(run())}
                    noScroll
                    aria-current={run().id === props.view.run ? 'true' : 'false'}
                    class="runs-of-job-link"
                  >
                    <RunStateMark run={run()} />
                  </A>
                </th>
                <td>
                  <Show when={momentOfRun(run())} fallback={<Nothing />}>
                    {(at) => <Moment at={at()} zone={zones.zone()} hint={run().startedAt === null ? 'When it was due' : undefined} />}
                  </Show>
                </td>
                <td class="record-number">
                  <RunLength app={props.app} run={run()} />
                </td>
                <td>
                  {triggerWords[run().trigger]}
                  <Show when={run().triggeredBy}>{(who) => `, ${who()}`}</Show>
                  <Show when={run().attempt > 1}>, attempt {run().attempt}</Show>
                </td>
                <td>{run().server ?? <Nothing why="No server ran it" />}</td>
                <td>
                  <Show when={run().error} fallback={<Nothing why="Nothing went wrong" />}>
                    {(error) => <span class="admin-error admin-line">{error()}</span>}
                  </Show>
                </td>
              </tr>
            )}
          </EachById>
        </RecordTable>
      </Show>
      <nav class="runs-of-job-pages" aria-label="Pages of runs">
        <Show when={hasNewer()}>
          <A class="button" noScroll href={`${jobPath(props.name)}${writeJobView({ ...props.view, place: null })}`}>
            Newest
          </A>
          <PageLink name={props.name} view={props.view} side="before" cursor={page()?.pageInfo.startCursor ?? null}>
            Newer
          </PageLink>
        </Show>
        <Show when={hasOlder()}>
          <PageLink name={props.name} view={props.view} side="after" cursor={page()?.pageInfo.endCursor ?? null}>
            Older
          </PageLink>
        </Show>
        <span class="runs-of-job-count">{page() ? `${page()?.totalCount} in all` : ''}</span>
      </nav>
    </Panel>
  )
}

const PageLink = (props: { name: string; view: JobView; side: 'after' | 'before'; cursor: string | null; children: string }) => (
  <Show when={props.cursor}>
    {(cursor) => (
      <A
        class="button"
        noScroll
        href={`${jobPath(props.name)}${writeJobView({
          ...props.view,
          place: props.side === 'after' ? { after: cursor() } : { before: cursor() },
        })}`}
      >
        {props.children}
      </A>
    )}
  </Show>
)
