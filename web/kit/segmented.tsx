import { For } from 'solid-js'
import { Icon, type IconName } from './icon.tsx'
import './segmented.css'

export type Segment<Value extends string> = { value: Value; label: string; icon?: IconName; hint?: string }

/** One of a few, all in sight. Radio buttons underneath: arrow keys and screen readers know them. */
export const Segmented = <Value extends string>(props: {
  name: string
  label: string
  segments: readonly Segment<Value>[]
  value: Value
  choose: (value: Value) => void
}) => (
  <fieldset class="segmented">
    <legend class="visually-hidden">{props.label}</legend>
    <For each={props.segments}>
      {(segment) => (
        <label class="segmented-part" title={segment.hint ?? segment.label}>
          <input
            type="radio"
            class="segmented-input"
            name={props.name}
            value={segment.value}
            checked={props.value === segment.value}
            onChange={() => props.choose(segment.value)}
          />
          {segment.icon ? (
            <>
              <Icon name={segment.icon} />
              <span class="visually-hidden">{segment.label}</span>
            </>
          ) : (
            segment.label
          )}
        </label>
      )}
    </For>
  </fieldset>
)
