import { createMemo, createSignal, Show } from 'solid-js'
import type { WebApp } from '../app.ts'
import type { Revised } from '../graphql/list.ts'
import { copyText } from '../kit/copy.ts'
import { Icon } from '../kit/icon.tsx'
import type { Column } from '../kit/table/column.ts'
import type { Asked, ListDescription } from './description.ts'
import { ExportDialog } from './export-dialog.tsx'
import type { Selection } from './selection.ts'
import './selection-bar.css'

/** What can be done with the rows that were picked out. */
export const SelectionBar = <Row extends Revised>(props: {
  app: WebApp
  list: ListDescription<Row>
  selection: Selection
  columns: readonly Column<Row>[]
  asked: Asked
}) => {
  const [isExporting, setExporting] = createSignal(false)
  const why = () => props.app.viewer.whyNot('read')
  const keys = createMemo(() => [...props.selection.keys()])
  const copy = async () => {
    const { toasts } = props.app
    const what = `${keys().length} ${keys().length === 1 ? props.list.noun.one : props.list.noun.many}`
    if (await copyText(keys().join(', '))) toasts.done(`Copied ${what}`)
    else toasts.failed('This browser does not let pages copy.')
  }
  return (
    <Show when={keys().length > 0}>
      <div class="selection-bar" role="region" aria-label="Selection">
        <p class="selection-count" role="status">
          <strong>{keys().length.toLocaleString('en')}</strong> selected
        </p>
        <button type="button" class="button" onClick={() => void copy()}>
          <Icon name="copy" />
          {props.list.pickedBy === 'numbers' ? 'Copy numbers' : 'Copy ids'}
        </button>
        <button
          type="button"
          class="button"
          aria-disabled={why() !== undefined}
          title={why()}
          onClick={() => why() === undefined && setExporting(true)}
        >
          <Icon name="save" />
          Export selected
        </button>
        {props.list.actions?.(keys)}
        <button
          type="button"
          class="icon-button"
          aria-label="Select nothing"
          title="Select nothing (Escape)"
          onClick={props.selection.clear}
        >
          <Icon name="cross" />
        </button>
        <ExportDialog
          app={props.app}
          list={props.list}
          asked={props.asked}
          columns={props.columns}
          picked={keys()}
          isOpen={isExporting()}
          close={() => setExporting(false)}
        />
      </div>
    </Show>
  )
}
