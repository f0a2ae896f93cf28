import { For, type JSX } from 'solid-js'
import { StatusSign } from './instrument-status.tsx'
import { instrumentHints, instrumentWords, type InstrumentStatus } from './instrument-words.ts'
import './status-chips.css'

/** How many there are of each status; pressed, they are the filter. */
export const StatusChips = <Status extends InstrumentStatus>(props: {
  label: string
  statuses: readonly Status[]
  /** Null while it is not known. */
  count: (status: Status) => number | null
  isChosen: (status: Status) => boolean
  toggle: (status: Status) => void
  isLoading?: boolean
  /** What they mean here; of instruments unless told. */
  hints?: Readonly<Record<Status, string>>
  /** More chips. */
  children?: JSX.Element
}) => (
  <ul class="status-chips" aria-label={props.label} aria-busy={props.isLoading ?? false}>
    <For each={props.statuses}>
      {(status) => (
        <StatusChip
          title={(props.hints ?? instrumentHints)[status]}
          isChosen={props.isChosen(status)}
          count={props.count(status)}
          toggle={() => props.toggle(status)}
        >
          <StatusSign status={status} />
          {instrumentWords[status]}
        </StatusChip>
      )}
    </For>
    {props.children}
  </ul>
)

export const StatusChip = (props: { title: string; isChosen: boolean; count: number | null; toggle: () => void; children: JSX.Element }) => (
  <li>
    <button
      type="button"
      class="status-filter"
      data-none={props.count === 0 || undefined}
      aria-pressed={props.isChosen}
      title={props.title}
      onClick={() => props.toggle()}
    >
      {props.children}
      <span class="status-count">{props.count?.toLocaleString('en') ?? '\u2007'}</span>
    </button>
  </li>
)
