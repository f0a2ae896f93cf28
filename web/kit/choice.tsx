import { createUniqueId, For, Show } from 'solid-js'
import { Icon } from './icon.tsx'
import './choice.css'
import './popover.css'

/** Any of a list, behind a button that says what is chosen. */
export const Choice = <Value extends string>(props: {
  label: string
  words: Readonly<Record<Value, string>>
  values: readonly Value[]
  chosen: readonly Value[]
  choose: (chosen: Value[]) => void
}) => {
  const id = createUniqueId()
  let button: HTMLButtonElement | undefined
  let panel: HTMLDivElement | undefined

  const summary = () => {
    const [first, ...others] = props.chosen
    return first === undefined
      ? null
      : others.length === 0
        ? props.words[first]
        : `${props.words[first]} +${others.length}`
  }
  const toggle = (value: Value) =>
    props.choose(props.values.filter((other) => (other === value) !== props.chosen.includes(other)))

  // Written to the element, where the pages' policy lets scripts write; a style attribute it would refuse.
  const place = (event: ToggleEvent) => {
    if (event.newState !== 'open' || !button || !panel) return
    const { left, bottom } = button.getBoundingClientRect()
    panel.style.left = `${Math.max(8, Math.min(left, document.documentElement.clientWidth - panel.offsetWidth - 8))}px`
    panel.style.top = `${bottom + 4}px`
  }

  return (
    <div class="choice">
      <button
        ref={(element) => (button = element)}
        type="button"
        class="choice-button"
        popoverTarget={id}
        data-active={props.chosen.length > 0 || undefined}
      >
        <span class="choice-label">{props.label}</span>
        <Show when={summary()}>{(text) => <span class="choice-summary">{text()}</span>}</Show>
        <Icon name="chevron" />
      </button>
      <div
        ref={(element) => (panel = element)}
        id={id}
        popover
        class="popover choice-panel"
        role="group"
        aria-label={props.label}
        onToggle={place}
      >
        <For each={props.values}>
          {(value) => (
            <label class="choice-option">
              <input type="checkbox" checked={props.chosen.includes(value)} onChange={() => toggle(value)} />
              {props.words[value]}
            </label>
          )}
        </For>
        <button
          type="button"
          class="popover-reset"
          disabled={props.chosen.length === 0}
          onClick={() => props.choose([])}
        >
          Any
        </button>
      </div>
    </div>
  )
}
