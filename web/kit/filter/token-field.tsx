import { createSignal, createUniqueId, For } from 'solid-js'
import { plainOf } from '../../../schema/language/index.ts'
import { Icon } from '../icon.tsx'
import { createSuggested, type Suggest } from './suggest.ts'

/** A few values, each of which can be taken away, and a field for one more. */
export const TokenField = (props: {
  label: string
  filterKey: string
  /** In written form. */
  values: readonly string[]
  change: (values: readonly string[]) => void
  write: (typed: string) => string
  suggest?: Suggest | undefined
}) => {
  const id = createUniqueId()
  const [typed, setTyped] = createSignal('')
  const [isAsked, setAsked] = createSignal(false)
  const found = createSuggested(
    () => (isAsked() ? { key: props.filterKey, prefix: typed().trim() } : null),
    () => props.suggest,
  )
  const add = (text: string) => {
    const value = text.trim() === '' ? null : props.write(text)
    setTyped('')
    if (value !== null && !props.values.includes(value)) props.change([...props.values, value])
  }
  return (
    <div class="filter-values">
      <label class="filter-values-label" for={id}>
        {props.label}
      </label>
      <div class="filter-values-line">
        <For each={props.values}>
          {(value) => (
            <button
              type="button"
              class="token"
              aria-label={`Remove ${plainOf(value)}`}
              onClick={() => props.change(props.values.filter((other) => other !== value))}
            >
              {plainOf(value)}
              <Icon name="cross" />
            </button>
          )}
        </For>
        <input
          id={id}
          class="filter-values-input"
          type="text"
          list={`${id}-list`}
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
          value={typed()}
          onFocus={() => setAsked(true)}
          onInput={({ currentTarget: { value } }) => {
            setTyped(value)
            // A suggestion that was taken is a value already.
            if (found().some((one) => one.value === value)) add(value)
          }}
          onChange={({ currentTarget: { value } }) => add(value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter') {
              event.preventDefault()
              add(event.currentTarget.value)
            } else if (event.key === 'Backspace' && typed() === '') props.change(props.values.slice(0, -1))
          }}
        />
        <datalist id={`${id}-list`}>
          <For each={found()}>{({ value }) => <option value={value} />}</For>
        </datalist>
      </div>
    </div>
  )
}
