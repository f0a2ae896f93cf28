import { createEffect, createMemo, createSignal, createUniqueId, For, on, Show, untrack } from 'solid-js'
import {
  complete,
  mend,
  optionOf,
  readFilter,
  type Fault,
  type Language,
  type Option,
} from '../../../schema/language/index.ts'
import { Icon } from '../icon.tsx'
import type { Keys } from '../keys.ts'
import { FilterFaults, FilterMarks } from './filter-faults.tsx'
import { FilterForm } from './filter-form.tsx'
import { recallTexts, rememberText } from './history.ts'
import { createSuggested, type Suggest } from './suggest.ts'
import './filter-box.css'

const mostOptions = 40

/**
 * Which rows of a list, in words: an input that knows the language's keys and values, marks what it cannot read, and
 * has a form beside it for the same text. Shows `text` (the address) and gives `apply` the new one on Enter.
 */
export const FilterBox = (props: {
  language: Language
  /** What is in force. */
  text: string
  apply: (text: string) => void
  /** Values that the data know. */
  suggest?: Suggest
  /** IANA: the zone of times without an offset. */
  zone: string
  /** Epoch ms. */
  now: () => number
  /** Of the field, for those who don't see the page: "Filter runs". */
  label: string
  /** So that / finds it. */
  keys?: Keys
}) => {
  const id = createUniqueId()
  const [draft, setDraft] = createSignal(props.text)
  const [caret, setCaret] = createSignal(0)
  const [isOpen, setOpen] = createSignal(false)
  const [active, setActive] = createSignal(-1)
  const [hasFocus, setFocus] = createSignal(false)
  const [isForm, setForm] = createSignal(false)
  let input!: HTMLInputElement
  let marks: HTMLDivElement | undefined

  // Back, forward and other controls change what is in force: the field follows.
  createEffect(on(() => props.text, setDraft, { defer: true }))

  const reading = createMemo(() => readFilter(props.language.list, draft(), { now: untrack(props.now), zone: props.zone }))
  /** Nobody is blamed for a word that isn't finished. */
  const faults = createMemo(
    () => {
      const isWriting = hasFocus() && draft() !== props.text
      return reading().faults.filter(({ from, to }) => !isWriting || caret() < from || caret() > to)
    },
    undefined,
    { equals: (one, other) => JSON.stringify(one) === JSON.stringify(other) },
  )

  const completion = createMemo(() => complete(props.language, draft(), caret()))
  const found = createSuggested(
    () => {
      const ask = isOpen() ? completion().ask : null
      return ask && { key: ask.key.name, prefix: ask.prefix }
    },
    () => props.suggest,
  )
  const isRecent = () => draft().trim() === ''
  const options = createMemo<Option[]>(() => {
    if (!isOpen()) return []
    const { options: known, ask } = completion()
    const recent = isRecent()
      ? recallTexts(props.language.list).map((text): Option => ({ insert: text, label: text, what: 'recent', isOpen: false }))
      : []
    const values = ask ? found().filter(({ value }) => !ask.said.includes(value)).map(optionOf) : []
    return [...recent, ...values, ...known].slice(0, mostOptions)
  })
  createEffect(on(options, () => setActive(-1)))
  createEffect(on(active, (index) => document.getElementById(`${id}-${index}`)?.scrollIntoView({ block: 'nearest' })))
  const isShown = () => isOpen() && options().length > 0

  props.keys?.use({
    keys: '/',
    what: 'Filter the list',
    group: 'Page',
    run: () => {
      input.focus()
      input.select()
    },
  })

  const follow = () => {
    setCaret(input.selectionStart ?? input.value.length)
    if (marks) marks.scrollLeft = input.scrollLeft
  }
  const write = (text: string, at: number) => {
    setDraft(text)
    input.value = text
    input.setSelectionRange(at, at)
    input.focus()
    follow()
  }
  const apply = (text: string) => {
    const clean = text.trim()
    setOpen(false)
    setDraft(clean)
    if (reading().faults.length === 0) rememberText(props.language.list, clean)
    if (clean !== props.text) props.apply(clean)
  }
  const take = ({ insert, isOpen: isUnfinished, what }: Option) => {
    if (what === 'recent') {
      write(insert, insert.length)
      apply(insert)
      return
    }
    const { from, to } = completion()
    const rest = draft().slice(to)
    const gap = isUnfinished || rest !== '' ? '' : ' '
    write(draft().slice(0, from) + insert + gap + rest, from + insert.length + gap.length)
    setOpen(true)
  }
  const mendFault = (fault: Fault) => apply(mend(draft(), fault))

  const onKeyDown = (event: KeyboardEvent) => {
    const count = options().length
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      if (!isOpen()) setOpen(true)
      else if (count > 0) setActive((index) => (event.key === 'ArrowDown' ? (index + 2) % (count + 1) : (index + count + 1) % (count + 1)) - 1)
    } else if (event.key === 'Enter') {
      event.preventDefault()
      const option = isShown() ? options()[active()] : undefined
      if (option) take(option)
      else apply(draft())
    } else if (event.key === 'Escape') {
      if (isShown()) setOpen(false)
      else if (draft() !== props.text) setDraft(props.text)
      else return
      event.preventDefault()
      event.stopPropagation()
    }
  }

  return (
    <div class="filter" role="search" aria-label={props.label}>
      <div class="filter-line">
        <div class="filter-field" data-faulty={faults().length > 0 || undefined}>
          <Icon name="search" />
          <div class="filter-text">
            <FilterMarks text={draft()} faults={faults()} ref={(element) => (marks = element)} />
            <input
              ref={(element) => (input = element)}
              class="filter-input"
              type="text"
              name="q"
              role="combobox"
              aria-label={props.label}
              aria-autocomplete="list"
              aria-expanded={isShown()}
              aria-controls={`${id}-list`}
              aria-activedescendant={isShown() && active() >= 0 ? `${id}-${active()}` : undefined}
              aria-describedby={`${id}-faults`}
              aria-invalid={faults().length > 0}
              aria-keyshortcuts={props.keys ? '/' : undefined}
              autocomplete="off"
              autocapitalize="off"
              autocorrect="off"
              spellcheck={false}
              enterkeyhint="search"
              placeholder={`${props.language.keys.slice(1, 3).flatMap(({ examples }) => examples.slice(0, 1)).join(' ')} …`}
              value={draft()}
              onInput={() => {
                setDraft(input.value)
                follow()
                setOpen(true)
              }}
              onKeyDown={onKeyDown}
              onKeyUp={follow}
              onClick={() => {
                follow()
                setOpen(true)
              }}
              onFocus={() => {
                setFocus(true)
                follow()
              }}
              onBlur={() => {
                setFocus(false)
                setOpen(false)
              }}
              onScroll={follow}
            />
          </div>
          <Show
            when={draft() !== ''}
            fallback={
              <Show when={props.keys}>
                <kbd class="filter-key" aria-hidden="true">
                  /
                </kbd>
              </Show>
            }
          >
            <button
              type="button"
              class="filter-clear"
              aria-label="Clear the filter"
              onClick={() => {
                write('', 0)
                apply('')
              }}
            >
              <Icon name="cross" />
            </button>
          </Show>
        </div>
        <button type="button" class="button filter-form-button" aria-haspopup="dialog" onClick={() => setForm(true)}>
          <Icon name="sliders" />
          <span class="filter-form-word">Form</span>
        </button>
        <div
          id={`${id}-list`}
          class="filter-options"
          role="listbox"
          aria-label="Suggestions"
          hidden={!isShown()}
          // The focus stays in the field.
          onMouseDown={(event) => event.preventDefault()}
        >
          <For each={options()}>
            {(option, index) => (
              <div
                id={`${id}-${index()}`}
                class="filter-option"
                role="option"
                aria-selected={active() === index()}
                data-active={active() === index() || undefined}
                onClick={() => take(option)}
              >
                <code class="filter-option-label">{option.label}</code>
                <span class="filter-option-what">{option.what}</span>
                <Show when={option.count != null}>
                  <span class="filter-option-count">{option.count?.toLocaleString('en')}</span>
                </Show>
              </div>
            )}
          </For>
        </div>
      </div>
      <FilterFaults id={`${id}-faults`} text={draft()} faults={faults()} mend={mendFault} />
      <FilterForm
        isOpen={isForm()}
        close={() => setForm(false)}
        language={props.language}
        text={draft()}
        apply={apply}
        suggest={props.suggest}
        zone={props.zone}
        now={props.now}
      />
    </div>
  )
}
