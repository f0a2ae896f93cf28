import { createMemo } from 'solid-js'
import type { WebApp } from '../../app.ts'
import { Empty } from '../../kit/states.tsx'
import type { ListDescription } from '../../list/description.ts'
import { ListPage } from '../../list/list-page.tsx'
import { runPath } from '../../nouns/links.tsx'
import { createRunColumns } from './columns.tsx'
import type { RunRow } from './documents.ts'
import { fillEdges } from './fill-edges.ts'
import { toRequest } from './request.ts'
import { RunActions } from './run-actions.tsx'
import { RunPeek } from './run-peek.tsx'
import { createRunsSource } from './source.ts'
import './run-table.css'

/** The list of runs, as data. */
const describeRuns = (app: WebApp): ListDescription<RunRow> => ({
  name: 'runs',
  noun: { one: 'run', many: 'runs', title: 'Runs' },
  columns: createRunColumns(app),
  source: createRunsSource(app),
  usualSorting: { word: 'number', descending: true },
  keyOf: ({ number }) => String(number),
  pathOf: (key) => runPath(Number(key)),
  dress: (rows) => {
    const edges = createMemo(() => fillEdges(rows()))
    return (run) => ({
      run: String(run.number),
      state: run.state,
      fill: run.fill ? (edges().get(run.id) ?? 'within') : undefined,
    })
  },
  peek: (key) => <RunPeek app={app} number={Number(key())} />,
  pickedBy: 'numbers',
  actions: (selected) => <RunActions app={app} selected={selected()} />,
  none: () => (
    <Empty title="No runs yet">
      <p>
        The first one appears here by itself, as soon as the control system reports it to <code>/graphql</code> with{' '}
        <code>startRun</code>.
      </p>
      <p>
        Runs of the past come in with <code>npx logline import runs</code>.
      </p>
    </Empty>
  ),
  api: { field: 'runs', filter: 'RunFilter', order: 'RunOrder' },
  argumentsOf: (asked) => toRequest(asked, app.clock.now()),
})

/** All runs, live. The address says which, and in which order. */
export const RunsPage = (props: { app: WebApp }) => <ListPage app={props.app} list={describeRuns(props.app)} />
