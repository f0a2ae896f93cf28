import { createEffect, createSignal, on, onCleanup, Show } from 'solid-js'
import type { WebApp } from '../app.ts'
import type { Revised } from '../graphql/list.ts'
import { Icon } from '../kit/icon.tsx'
import type { ListDescription } from './description.ts'
import { sortingIn, withoutSorting, withSorting, type ListView } from './view.ts'

const pauseMs = 250

/** Which rows: the text of the filter. It only edits the view; the view is the address. */
export const ListFilter = <Row extends Revised>(props: {
  app: WebApp
  list: ListDescription<Row>
  view: ListView
  change: (part: Partial<ListView>, how?: { replace: boolean }) => void
}) => {
  const [text, setText] = createSignal(withoutSorting(props.view.q))
  let field: HTMLInputElement | undefined
  let pause: ReturnType<typeof setTimeout> | undefined
  const search = (value: string, replace: boolean) => {
    clearTimeout(pause)
    const q = withSorting(value.trim(), sortingIn(props.view.q))
    if (q !== props.view.q) props.change({ q }, { replace })
  }
  createEffect(
    on(
      () => withoutSorting(props.view.q),
      (given) => given !== text().trim() && setText(given),
    ),
  )
  props.app.keys.use({ keys: '/', what: 'Filter', group: props.list.noun.title, run: () => field?.focus() })
  onCleanup(() => clearTimeout(pause))
  return (
    <form
      class="list-filter"
      role="search"
      aria-label={`Filter ${props.list.noun.many}`}
      onSubmit={(event) => {
        event.preventDefault()
        search(text(), false)
      }}
    >
      <label class="search">
        <Icon name="search" />
        <span class="visually-hidden">Filter {props.list.noun.many}</span>
        <input
          ref={(element) => (field = element)}
          class="search-input"
          type="search"
          name="q"
          autocomplete="off"
          spellcheck={false}
          value={text()}
          aria-keyshortcuts="/"
          onInput={({ currentTarget: { value } }) => {
            setText(value)
            clearTimeout(pause)
            pause = setTimeout(() => search(value, props.view.q !== ''), pauseMs)
          }}
        />
      </label>
      <Show when={text() !== '' || props.view.from !== '' || props.view.to !== ''}>
        <button
          type="button"
          class="link"
          onClick={() => {
            setText('')
            props.change({ q: withSorting('', sortingIn(props.view.q)), from: '', to: '' })
          }}
        >
          Clear
        </button>
      </Show>
    </form>
  )
}
