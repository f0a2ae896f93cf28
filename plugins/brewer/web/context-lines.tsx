import { For, onMount } from 'solid-js'
import type { Line } from './messages-documents.ts'

/** Records as they stand in the file, each with its number and its fields set apart; one of them is marked. */
export const ContextLines = (props: { label: string; lines: readonly Line[]; marked: number }) => {
  let marked: HTMLElement | undefined
  // In sight at once, also where the records before it are long.
  onMount(() => marked?.scrollIntoView({ block: 'center' }))
  return (
    <ol class="brewer-records" aria-label={props.label}>
      <For each={props.lines}>
        {(line) => (
          <li
            ref={(element) => {
              if (line.id === props.marked) marked = element
            }}
            class="brewer-record"
            aria-current={line.id === props.marked ? 'location' : undefined}
          >
            <span class="brewer-record-number" title={`${Number(line.offset).toLocaleString('en')} bytes before it`}>
              {line.id}
            </span>
            <span class="brewer-fields">
              <For each={line.fields} fallback={<span class="brewer-soft">empty</span>}>
                {(field, index) => (
                  <span class="brewer-field" title={`Field ${index() + 1}`}>
                    {field}
                  </span>
                )}
              </For>
            </span>
          </li>
        )}
      </For>
    </ol>
  )
}
