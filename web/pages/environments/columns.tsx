import { For, Show } from 'solid-js'
import type { WebApp } from '../../app.ts'
import { formatDuration } from '../../kit/duration.ts'
import { Icon } from '../../kit/icon.tsx'
import { Moment } from '../../kit/moment.tsx'
import { Nothing } from '../../kit/nothing.tsx'
import type { Column } from '../../kit/table/column.ts'
import { shortZone } from '../../kit/time.ts'
import { isFinal, isStuck, statusWords, stuckRule } from '../../nouns/environment-words.ts'
import { EnvironmentLink, RunLink } from '../../nouns/links.tsx'
import type { EnvironmentRow } from './row.ts'

/** All that a list can show of an environment. */
export const createEnvironmentColumns = ({ zones, clock }: Pick<WebApp, 'zones' | 'clock'>): readonly Column<EnvironmentRow>[] => {
  const aside = () => shortZone(zones.zone())
  const stuck = ({ status, updatedAt }: EnvironmentRow) => status !== null && isStuck(status, Date.parse(updatedAt), clock.now())
  return [
    {
      key: 'id', title: 'Environment', order: 'id', ascendsFirst: true, width: '9rem', usual: true, fixed: true, line: 1, asks: 'id',
      cell: (environment) => <EnvironmentLink id={environment().id} />,
    },
    {
      key: 'status', title: 'Status', width: 'minmax(8.5rem, 0.5fr)', usual: true, line: 1, asks: 'status', exports: 'status',
      cell: (environment) => (
        <Show when={environment().status} fallback={<Nothing why="Only runs have named it" />}>
          {(status) => (
            <span class="environment-status">
              {statusWords[status()]}
              <Show when={stuck(environment())}>
                <span class="environment-stuck" title={stuckRule}>
                  <Icon name="alert" />
                  stuck
                </span>
              </Show>
            </span>
          )}
        </Show>
      ),
    },
    {
      key: 'history', title: 'History', hint: 'One letter for each status: P S D C R E M, X when it is gone', width: 'minmax(7rem, 1fr)', usual: true,
      line: 3, asks: 'historyLetters', exports: 'history',
      cell: (environment) => (
        <Show when={environment().historyLetters} fallback={<Nothing why="No status was told" />}>
          <code class="environment-letters">{environment().historyLetters}</code>
        </Show>
      ),
      text: (environment) => environment.historyLetters,
    },
    {
      key: 'created', title: 'First status', aside, order: 'created', width: '11rem', usual: true, line: 2, asks: 'createdAt', exports: 'createdAt',
      cell: (environment) => <Moment at={Date.parse(environment().createdAt)} zone={zones.zone()} />,
    },
    {
      key: 'updated', title: 'Last status', aside, order: 'updated', width: '11rem', usual: true, line: 2, asks: 'updatedAt', exports: 'updatedAt',
      cell: (environment) => <Moment at={Date.parse(environment().updatedAt)} zone={zones.zone()} />,
    },
    {
      key: 'since', title: 'For', hint: 'How long it has been in its status; nothing when it is gone', width: '6rem', align: 'end', usual: true,
      line: 1, asks: 'status updatedAt', exports: null,
      cell: (environment) => {
        const isGone = () => {
          const { status } = environment()
          return status === null || isFinal(status)
        }
        return (
          <Show when={!isGone()} fallback={<Nothing why="It is gone" />}>
            {formatDuration(Math.max(0, clock.now() - Date.parse(environment().updatedAt)) / 1000)}
          </Show>
        )
      },
    },
    {
      key: 'runs', title: 'Runs', hint: 'How many, and the newest of them', width: 'minmax(10rem, 0.8fr)', usual: true, isDear: true, line: 4,
      label: 'Runs', asks: 'runs(first: 3) { totalCount nodes { number } }', exports: null,
      cell: (environment) => (
        <Show when={environment().runs} fallback={<Nothing />}>
          {(runs) => (
            <span class="environment-runs">
              <span>{runs().totalCount}</span>
              <For each={runs().nodes}>{({ number }) => <RunLink number={number} />}</For>
              <Show when={runs().totalCount > runs().nodes.length}>…</Show>
            </span>
          )}
        </Show>
      ),
    },
  ]
}
