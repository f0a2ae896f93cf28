import { createEffect, createSignal, createUniqueId, For, on, Show, untrack } from 'solid-js'
import { describeRange, readRange, type RangePlace, type RangeText } from '../../../schema/language/index.ts'
import { Field } from '../form.tsx'
import { Icon } from '../icon.tsx'
import './range-picker.css'

const presets: readonly RangeText[] = [
  { from: 'now-1h', to: 'now' },
  { from: 'now-12h', to: 'now' },
  { from: 'now-24h', to: 'now' },
  { from: 'now-7d', to: 'now' },
  { from: 'today', to: 'today' },
  { from: 'shift:current', to: null },
  { from: 'shift:previous', to: null },
  { from: null, to: null },
]

const isSame = (one: RangeText, other: RangeText) => (one.from ?? '') === (other.from ?? '') && (one.to ?? '') === (other.to ?? '')

/** Times that a page is about: a button that says them in words, and behind it presets and two ends as text. */
export const RangePicker = (props: {
  range: RangeText
  apply: (range: RangeText) => void
  /** IANA: of times without an offset. */
  zone: string
  /** IANA: of shifts; the experiment's. */
  shiftZone: string
  /** Epoch ms. */
  now: () => number
  /** When a run or fill was, if the page knows; without it, it is not checked here. */
  find?: RangePlace['find']
}) => {
  const id = createUniqueId()
  const [draft, setDraft] = createSignal<RangeText>(props.range)
  let button!: HTMLButtonElement
  let panel!: HTMLDivElement

  createEffect(on(() => [props.range.from, props.range.to], () => setDraft(props.range), { defer: true }))

  const read = (range: RangeText) =>
    readRange(range, {
      now: untrack(props.now),
      zone: props.zone,
      shiftZone: props.shiftZone,
      find: props.find ?? (() => undefined),
    })
  const faultAt = (end: 'from' | 'to') => read(draft()).faults.find(({ at }) => at === end)
  const apply = (range: RangeText) => {
    const clean = { from: range.from?.trim() || null, to: range.to?.trim() || null }
    setDraft(clean)
    if (read(clean).faults.length > 0) return
    panel.hidePopover()
    if (!isSame(clean, props.range)) props.apply(clean)
  }

  // Written to the element, where the pages' policy lets scripts write.
  const place = (event: ToggleEvent) => {
    if (event.newState !== 'open') {
      setDraft(props.range)
      return
    }
    const { left, bottom } = button.getBoundingClientRect()
    const room = document.documentElement.clientWidth
    panel.style.left = `${Math.max(8, Math.min(left, room - panel.offsetWidth - 8))}px`
    panel.style.top = `${bottom + 4}px`
  }

  return (
    <div class="range">
      <button
        ref={(element) => (button = element)}
        type="button"
        class="range-button"
        popoverTarget={id}
        aria-label={`Time range: ${describeRange(props.range)}`}
        data-active={(props.range.from ?? props.range.to) !== null || undefined}
      >
        <Icon name="clock" />
        <span class="range-words">{describeRange(props.range)}</span>
        <Icon name="chevron" />
      </button>
      <div ref={(element) => (panel = element)} id={id} popover class="range-panel" role="group" aria-label="Time range" onToggle={place}>
        <div class="range-presets">
          <For each={presets}>
            {(preset) => (
              <button
                type="button"
                class="range-preset"
                aria-pressed={isSame(preset, props.range)}
                onClick={() => apply(preset)}
              >
                {describeRange(preset)}
              </button>
            )}
          </For>
        </div>
        <form
          class="range-form"
          onSubmit={(event) => {
            event.preventDefault()
            apply(draft())
          }}
        >
          <For each={['from', 'to'] as const}>
            {(end) => (
              <Field label={end === 'from' ? 'From' : 'To'} fault={faultAt(end)?.message}>
                {(field) => (
                  <input
                    id={field.id}
                    class="input"
                    type="text"
                    autocomplete="off"
                    autocapitalize="off"
                    spellcheck={false}
                    placeholder={end === 'from' ? '2024-05-01 14:30' : 'now'}
                    aria-describedby={field.describedBy}
                    aria-invalid={field.invalid}
                    value={draft()[end] ?? ''}
                    onInput={({ currentTarget: { value } }) => setDraft((before) => ({ ...before, [end]: value }))}
                  />
                )}
              </Field>
            )}
          </For>
          <p class="field-hint">
            Times of {props.zone.replaceAll('_', ' ')}. Also <code>now-12h</code>, <code>yesterday</code>, <code>run:526080</code>,{' '}
            <code>fill:8178</code>.
          </p>
          <div class="range-foot">
            <Show when={faultAt('from')?.fix ?? faultAt('to')?.fix}>
              {(fix) => (
                <button
                  type="button"
                  class="link"
                  onClick={() => setDraft((before) => ({ ...before, [faultAt('from')?.fix === undefined ? 'to' : 'from']: fix() }))}
                >
                  Change to <code>{fix()}</code>
                </button>
              )}
            </Show>
            <button type="submit" class="button" data-kind="main">
              Show
            </button>
          </div>
        </form>
      </div>
    </div>
  )
}
