import { createSignal, createUniqueId, onCleanup, Show } from 'solid-js'
import type { WebApp } from '../app.ts'
import type { Revised } from '../graphql/list.ts'
import { Dialog } from '../kit/dialog.tsx'
import { Segmented } from '../kit/segmented.tsx'
import type { Column } from '../kit/table/column.ts'
import type { Asked, ListDescription } from './description.ts'
import { readExport, saveFile, type ExportProgress } from './export-read.ts'
import { fileName, toRanges, type ExportFormat } from './export-rows.ts'
import { withoutSorting } from './view.ts'
import './export-dialog.css'

/** The address of an export: the rows and the order of this view, or the rows that were picked out of it. */
export const exportAddress = <Row extends Revised>(
  list: Pick<ListDescription<Row>, 'name' | 'pickedBy' | 'argumentsOf'>,
  asked: Asked,
  format: ExportFormat,
  columns: readonly Pick<Column<Row>, 'key' | 'exports'>[] | null,
  picked: readonly string[] | null,
): string => {
  const { filter, orderBy } = list.argumentsOf(asked)
  const parameters = new URLSearchParams()
  if (picked) parameters.set(list.pickedBy, list.pickedBy === 'numbers' ? toRanges(picked.map(Number)) : picked.join(','))
  else if (filter) parameters.set('filter', JSON.stringify(filter))
  parameters.set('order', JSON.stringify(orderBy))
  const names = columns?.flatMap(({ key, exports }) => (exports === null ? [] : [exports ?? key])) ?? []
  if (names.length > 0) parameters.set('columns', names.join(','))
  return `/export/${list.name}.${format}?${parameters.toString()}`
}

/** Asks how, reads the whole of it, and saves it when it is whole. */
export const ExportDialog = <Row extends Revised>(props: {
  app: WebApp
  list: ListDescription<Row>
  asked: Asked
  columns: readonly Column<Row>[]
  /** Null for all that fit the filter. */
  picked: readonly string[] | null
  isOpen: boolean
  close: () => void
}) => {
  const id = createUniqueId()
  const [format, setFormat] = createSignal<ExportFormat>('csv')
  const [columns, setColumns] = createSignal<'shown' | 'all'>('shown')
  const [progress, setProgress] = createSignal<ExportProgress | null>(null)
  const [fault, setFault] = createSignal<string | null>(null)
  let abort: AbortController | undefined
  const cancel = () => {
    abort?.abort()
    setProgress(null)
  }
  onCleanup(cancel)
  const close = () => {
    cancel()
    setFault(null)
    props.close()
  }

  const run = async () => {
    const { list, asked, picked } = props
    const mine = (abort = new AbortController())
    const address = exportAddress(list, asked, format(), columns() === 'shown' ? props.columns : null, picked)
    setFault(null)
    setProgress({ rows: 0, total: picked?.length ?? null })
    try {
      const file = await readExport(address, format(), { signal: mine.signal, progress: setProgress })
      const rows = progress()?.rows ?? 0
      saveFile(file, fileName(list.name, picked ? 'selected' : withoutSorting(asked.q), format(), props.app.clock.now()))
      props.app.toasts.done(`Exported ${rows.toLocaleString('en')} ${rows === 1 ? list.noun.one : list.noun.many}`)
      close()
    } catch (error) {
      if (mine.signal.aborted) return
      setProgress(null)
      setFault(`Nothing was saved. ${error instanceof Error ? error.message : ''}`)
    }
  }

  const what = () =>
    props.picked ? `${props.picked.length.toLocaleString('en')} selected ${props.list.noun.many}` : `all ${props.list.noun.many} that fit the filter`
  return (
    <Dialog title={`Export ${what()}`} isOpen={props.isOpen} close={close}>
      <div class="export-choices">
        <Segmented
          name={`${id}-format`}
          label="Format"
          value={format()}
          choose={setFormat}
          segments={[
            { value: 'csv', label: 'CSV', hint: 'For spreadsheets' },
            { value: 'json', label: 'JSON', hint: 'One list of objects' },
            { value: 'ndjson', label: 'JSON lines', hint: 'One object a line, for large exports' },
          ]}
        />
        <Segmented
          name={`${id}-columns`}
          label="Columns"
          value={columns()}
          choose={setColumns}
          segments={[
            { value: 'shown', label: 'Columns shown' },
            { value: 'all', label: 'All columns' },
          ]}
        />
      </div>
      <p class="export-status" role="status">
        <Show when={progress()}>
          {(at) => (
            <>
              <progress aria-label="Rows so far" max={at().total || 1} value={at().total ? at().rows : 0} />
              {at().rows.toLocaleString('en')} of {at().total?.toLocaleString('en') ?? '…'} rows
            </>
          )}
        </Show>
      </p>
      <Show when={fault()}>
        <p class="field-fault" role="alert">
          {fault()}
        </p>
      </Show>
      <div class="dialog-actions">
        <button type="button" class="button" onClick={() => (progress() ? cancel() : close())}>
          {progress() ? 'Stop' : 'Cancel'}
        </button>
        <button
          type="button"
          class="button"
          data-kind="main"
          aria-disabled={progress() !== null}
          onClick={() => progress() === null && void run()}
        >
          Export
        </button>
      </div>
    </Dialog>
  )
}
