import type { WebApp } from '../../app.ts'
import { Empty } from '../../kit/states.tsx'
import type { ListDescription } from '../../list/description.ts'
import { ListPage } from '../../list/list-page.tsx'
import { environmentPath } from '../../nouns/paths.ts'
import { createEnvironmentColumns } from './columns.tsx'
import { EnvironmentPeek } from './environment-peek.tsx'
import { toRequest } from './request.ts'
import type { EnvironmentRow } from './row.ts'
import { createEnvironmentsSource } from './source.ts'
import './environment-table.css'

/** The list of environments, as data. */
const describeEnvironments = (app: WebApp): ListDescription<EnvironmentRow> => ({
  name: 'environments',
  noun: { one: 'environment', many: 'environments', title: 'Environments' },
  columns: createEnvironmentColumns(app),
  source: createEnvironmentsSource(app),
  usualSorting: { word: 'updated', descending: true },
  keyOf: ({ id }) => id,
  pathOf: environmentPath,
  dress: () => (environment) => ({ environment: environment.id, status: environment.status ?? undefined }),
  peek: (key) => <EnvironmentPeek app={app} id={key()} />,
  pickedBy: 'ids',
  none: () => (
    <Empty title="No environments yet">
      <p>
        The first one appears here by itself, as soon as the control system tells of it with <code>ingestEnvironments</code>.
      </p>
    </Empty>
  ),
  api: { field: 'environments', filter: 'EnvironmentFilter', order: 'EnvironmentOrder' },
  argumentsOf: (asked) => toRequest(asked, app.clock.now()),
})

/** All environments, live. The address says which, and in which order. */
export const EnvironmentsPage = (props: { app: WebApp }) => <ListPage app={props.app} list={describeEnvironments(props.app)} />
