import { createEffect, createSignal, on, onCleanup, onMount, Show } from 'solid-js'
import { Choice } from '../../kit/choice.tsx'
import { Icon } from '../../kit/icon.tsx'
import { definitionWords, orderWords, qualityWords, stateWords, valuesOf, type OrderField } from '../../nouns/run-words.ts'
import { toFilter, wholeView, type RunsView } from './view.ts'

const pauseMs = 250

/** The controls over the list. They only edit the view; the view is the address. */
export const RunsFilter = (props: {
  view: RunsView
  change: (part: Partial<RunsView>, how?: { replace: boolean }) => void
}) => {
  const [text, setText] = createSignal(props.view.text)
  let field: HTMLInputElement | undefined
  let pause: ReturnType<typeof setTimeout> | undefined

  const search = (value: string, replace: boolean) => {
    clearTimeout(pause)
    if (value.trim() !== props.view.text) props.change({ text: value.trim() }, { replace })
  }
  // Back and forward change the view: the field follows, but not while somebody types.
  createEffect(
    on(
      () => props.view.text,
      (given) => given !== text().trim() && setText(given),
    ),
  )

  onMount(() => {
    const focus = (event: KeyboardEvent) => {
      const isTyping =
        event.target instanceof HTMLElement &&
        event.target.matches('input:not([type=radio], [type=checkbox]), textarea, select')
      if (event.key !== '/' || isTyping || event.ctrlKey || event.metaKey || event.altKey) return
      event.preventDefault()
      field?.focus()
    }
    addEventListener('keydown', focus)
    onCleanup(() => removeEventListener('keydown', focus))
  })
  onCleanup(() => clearTimeout(pause))

  const sorts = valuesOf(orderWords).flatMap((value) =>
    (['DESC', 'ASC'] as const).map((direction) => ({ value, direction })),
  )
  const sortWords: Readonly<Record<OrderField, readonly [string, string]>> = {
    NUMBER: ['Newest first', 'Oldest first'],
    STARTED_AT: ['Latest start first', 'Earliest start first'],
    DURATION: ['Longest first', 'Shortest first'],
  }

  return (
    <form
      class="runs-filter"
      role="search"
      aria-label="Filter runs"
      onSubmit={(event) => {
        event.preventDefault()
        search(text(), false)
      }}
    >
      <label class="search">
        <Icon name="search" />
        <span class="visually-hidden">Search runs</span>
        <input
          ref={(element) => (field = element)}
          class="search-input"
          type="search"
          name="q"
          placeholder="990101-990120, person, tag, environment …"
          autocomplete="off"
          spellcheck={false}
          value={text()}
          aria-keyshortcuts="/"
          onInput={({ currentTarget: { value } }) => {
            setText(value)
            clearTimeout(pause)
            pause = setTimeout(() => search(value, props.view.text !== ''), pauseMs)
          }}
        />
        <kbd class="search-key" aria-hidden="true">
          /
        </kbd>
      </label>
      <Choice
        label="Definition"
        words={definitionWords}
        values={valuesOf(definitionWords)}
        chosen={props.view.definitions}
        choose={(definitions) => props.change({ definitions })}
      />
      <Choice
        label="Quality"
        words={qualityWords}
        values={valuesOf(qualityWords)}
        chosen={props.view.qualities}
        choose={(qualities) => props.change({ qualities })}
      />
      <Choice
        label="State"
        words={stateWords}
        values={valuesOf(stateWords)}
        chosen={props.view.states}
        choose={(states) => props.change({ states })}
      />
      <label class="runs-sort">
        <span class="visually-hidden">Order</span>
        <select
          class="select"
          value={`${props.view.field} ${props.view.direction}`}
          onChange={({ currentTarget: { value } }) => {
            const chosen = sorts.find((sort) => `${sort.value} ${sort.direction}` === value)
            if (chosen) props.change({ field: chosen.value, direction: chosen.direction })
          }}
        >
          {sorts.map((sort) => (
            <option value={`${sort.value} ${sort.direction}`}>
              {sortWords[sort.value][sort.direction === 'DESC' ? 0 : 1]}
            </option>
          ))}
        </select>
      </label>
      <Show when={toFilter(props.view)}>
        <button
          type="button"
          class="link"
          onClick={() => {
            setText('')
            props.change({ ...wholeView, field: props.view.field, direction: props.view.direction })
          }}
        >
          Clear
        </button>
      </Show>
    </form>
  )
}
