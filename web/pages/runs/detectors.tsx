import { createMemo, For, Show } from 'solid-js'
import { Icon } from '../../kit/icon.tsx'
import { Nothing } from '../../kit/nothing.tsx'
import { qualityWords } from '../../nouns/run-words.ts'
import type { RunRow } from './documents.ts'

/** So many are named where there is room; where there is little, one. */
const named = 3

/** How many took part, and by name those whose data is bad; all of them on hover. */
export const Detectors = (props: { run: Pick<RunRow, 'detectors'> }) => {
  const bad = createMemo(() => props.run.detectors.filter(({ quality }) => quality === 'BAD'))
  const all = () =>
    props.run.detectors
      .map(({ name, quality }) => (quality === 'NONE' ? name : `${name} ${qualityWords[quality]}`))
      .join('\n')
  return (
    <Show when={props.run.detectors.length > 0} fallback={<Nothing />}>
      <span class="detectors" title={all()}>
        <span class="detectors-count">{props.run.detectors.length}</span>
        <For each={bad().slice(0, named)}>
          {({ name }) => (
            <span class="detectors-bad">
              <Icon name="cross" />
              <span class="visually-hidden">bad: </span>
              {name}
            </span>
          )}
        </For>
        <Show when={bad().length > named}>
          <span class="detectors-more">+{bad().length - named}</span>
        </Show>
        <Show when={bad().length > 1}>
          <span class="detectors-more detectors-more-narrow" aria-hidden="true">
            +{bad().length - 1}
          </span>
        </Show>
      </span>
    </Show>
  )
}
