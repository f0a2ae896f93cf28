import { For, Show } from 'solid-js'
import type { Fault } from '../../../schema/language/index.ts'

/** What is wrong with the text: the word, why, and a way out. */
export const FilterFaults = (props: {
  id: string
  text: string
  faults: readonly Fault[]
  mend: (fault: Fault) => void
}) => (
  // Always there, so that what appears in it is read out.
  <div id={props.id} role="status">
    <ul class="filter-faults" hidden={props.faults.length === 0}>
      <For each={props.faults}>
        {(fault) => (
          <li class="filter-fault">
            <q class="filter-word">{props.text.slice(fault.from, fault.to)}</q>
            <span>{fault.message}</span>
            <Show when={fault.fix !== undefined}>
              <button type="button" class="link filter-fix" onClick={() => props.mend(fault)}>
                Change to <code>{fault.fix}</code>
              </button>
            </Show>
          </li>
        )}
      </For>
    </ul>
  </div>
)

/** The text once more under the field, unseen but for the lines under its bad words. */
export const FilterMarks = (props: { text: string; faults: readonly Fault[]; ref: (element: HTMLDivElement) => void }) => {
  const parts = () => {
    const list: { text: string; isBad: boolean }[] = []
    let at = 0
    for (const { from, to } of props.faults) {
      if (from < at) continue
      list.push({ text: props.text.slice(at, from), isBad: false }, { text: props.text.slice(from, to), isBad: true })
      at = to
    }
    return [...list, { text: props.text.slice(at), isBad: false }]
  }
  return (
    <div class="filter-marks" aria-hidden="true" ref={props.ref}>
      <For each={parts()}>{(part) => (part.isBad ? <mark class="filter-mark">{part.text}</mark> : part.text)}</For>
    </div>
  )
}
