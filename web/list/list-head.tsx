import { createSignal, ErrorBoundary, lazy, Show, Suspense } from 'solid-js'
import type { WebApp } from '../app.ts'
import type { Revised } from '../graphql/list.ts'
import { Icon } from '../kit/icon.tsx'
import type { Column } from '../kit/table/column.ts'
import { ColumnChoice } from './column-choice.tsx'
import { CopyDialog } from './copy-dialog.tsx'
import type { Asked, ListDescription } from './description.ts'
import { ExportDialog } from './export-dialog.tsx'
import { ListFilter } from './list-filter.tsx'
import { SavedViewsFace } from './saved-views-face.tsx'
import type { ListView } from './view.ts'

const SavedViews = lazy(() => import('./saved-views.tsx').then((module) => ({ default: module.SavedViews })))

/** Over the list: what it is, which of it, how many, and what can be had of it. */
export const ListHead = <Row extends Revised>(props: {
  app: WebApp
  list: ListDescription<Row>
  view: ListView
  change: (part: Partial<ListView>, how?: { replace: boolean }) => void
  columns: readonly Column<Row>[]
  /** Null until it is known. */
  totalCount: number | null
  isFiltered: boolean
  asked: Asked
}) => {
  const plural = (count: number) =>
    `${count.toLocaleString('en')} ${count === 1 ? props.list.noun.one : props.list.noun.many}`
  const [open, setOpen] = createSignal<'export' | 'copy' | null>(null)
  const close = () => setOpen(null)
  const why = () => props.app.viewer.whyNot('read')
  return (
    <div class="list-head">
      <h1 class="list-title">{props.list.noun.title}</h1>
      <ListFilter app={props.app} list={props.list} view={props.view} change={props.change} />
      <div class="list-tools">
        <p class="list-count" role="status">
          <Show when={props.totalCount !== null} fallback={'\u00a0'}>
            {plural(props.totalCount ?? 0)}
          </Show>
        </p>
        <ErrorBoundary fallback={<NoViews title="The menu of views could not be loaded. Reload the page to try again." />}>
          <Suspense fallback={<NoViews title="The views are on their way" />}>
            <SavedViews app={props.app} list={props.list} view={props.view} change={props.change} />
          </Suspense>
        </ErrorBoundary>
        <ColumnChoice
          name={props.list.name}
          columns={props.list.columns}
          chosen={props.columns}
          isUsual={props.view.columns === null}
          choose={(columns) => props.change({ columns })}
        />
        <button
          type="button"
          class="button"
          aria-disabled={why() !== undefined}
          aria-label="Export"
          title={why() ?? 'Export'}
          onClick={() => why() === undefined && setOpen('export')}
        >
          <Icon name="save" />
          <span class="button-word">Export</span>
        </button>
        <button type="button" class="button" aria-label="Copy as" title="Copy as" onClick={() => setOpen('copy')}>
          <Icon name="code" />
          <span class="button-word">Copy as</span>
        </button>
        {props.list.tools?.()}
        <ExportDialog
          app={props.app}
          list={props.list}
          asked={props.asked}
          columns={props.columns}
          picked={null}
          isOpen={open() === 'export'}
          close={close}
        />
        <CopyDialog
          app={props.app}
          list={props.list}
          asked={props.asked}
          columns={props.columns}
          isOpen={open() === 'copy'}
          close={close}
        />
      </div>
    </div>
  )
}

/** Where the menu of views will be. */
const NoViews = (props: { title: string }) => (
  <button type="button" class="button" aria-disabled="true" aria-label="Views" title={props.title}>
    <SavedViewsFace name={null} isChanged={false} />
  </button>
)
