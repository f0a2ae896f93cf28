import { createMemo, createSignal, For, Match, Show, Switch } from 'solid-js'
import { readFilter, saidOf, setKey, type Key, type Said } from '../../../schema/language/index.ts'
import { Field } from '../form.tsx'
import { Segmented } from '../segmented.tsx'
import type { FormProps } from './filter-form.tsx'
import { readSaid, sayEnds, saySets, showEnds, showSets, writeValue, type Shown } from './said.ts'
import { TokenField } from './token-field.tsx'

/** The control of one key. What it cannot show is edited as words. */
export const FilterControl = (props: FormProps & { filterKey: Key }) => {
  const key = () => props.filterKey
  const said = createMemo(() => saidOf(props.language, props.text, key().name))
  const shown = createMemo((): Shown => {
    const { kind } = key()
    if (kind === 'set' || kind === 'enum' || kind === 'text' || kind === 'flag') return showSets(said(), kind === 'set')
    if (kind === 'number' || kind === 'duration' || kind === 'time') return showEnds(said())
    return { kind: 'words' }
  })
  const [mode, setMode] = createSignal<'all' | 'any'>('all')
  const sets = () => {
    const now = shown()
    return now.kind === 'sets' ? now : null
  }
  const ends = () => {
    const now = shown()
    return now.kind === 'ends' ? now : null
  }
  const known = () => {
    const one = key()
    return one.kind === 'enum' ? one.values : one.kind === 'flag' ? [{ value: 'yes', what: '' }, { value: 'no', what: '' }] : null
  }
  const say = (list: readonly Said[]) => props.apply(setKey(props.language, props.text, key().name, list))
  const fault = () => {
    const words = said().map(({ not, values }) => `${not ? '-' : ''}${key().name}:${values.join(',')}`).join(' ')
    return readFilter(props.language.list, words, { now: props.now(), zone: props.zone }).faults[0]?.message
  }

  return (
    <Switch
      fallback={
        <Words label={key().label} example={key().examples[0] ?? ''} fault={fault()} said={said()} say={say} />
      }
    >
      <Match when={known() && sets()}>
        {(now) => (
          <fieldset class="filter-choices">
            <legend class="field-label">{key().label}</legend>
            <For each={known()}>
              {({ value, what }) => (
                <label class="filter-choice" title={what}>
                  <input
                    type="checkbox"
                    checked={now().values.some((one) => one.toLowerCase() === value)}
                    onChange={({ currentTarget: { checked } }) => {
                      const others = now().values.filter((one) => one.toLowerCase() !== value)
                      say(saySets({ ...now(), values: checked ? [...others, value] : others }))
                    }}
                  />
                  {value}
                </label>
              )}
            </For>
            <Show when={now().none.length > 0}>
              <button type="button" class="link" onClick={() => say(saySets({ ...now(), none: [] }))}>
                not {now().none.join(', ')}: remove
              </button>
            </Show>
          </fieldset>
        )}
      </Match>
      <Match when={sets()}>
        {(now) => (
          <fieldset class="filter-sets">
            <legend class="field-label">{key().label}</legend>
            <Show when={key().kind === 'set'}>
              <Segmented
                name={`${key().name}-mode`}
                label={`${key().label}: all or any`}
                segments={modes}
                value={now().mode ?? mode()}
                choose={(chosen) => {
                  setMode(chosen)
                  if (now().values.length > 1) say(saySets({ ...now(), mode: chosen }))
                }}
              />
            </Show>
            <TokenField
              label={key().kind === 'set' ? 'with' : 'any of'}
              filterKey={key().name}
              values={now().values}
              change={(values) => say(saySets({ ...now(), values, mode: key().kind === 'set' ? (now().mode ?? mode()) : 'any' }))}
              write={(typed) => writeValue(key(), typed)}
              suggest={props.suggest}
            />
            <TokenField
              label={key().kind === 'set' ? 'without' : 'none of'}
              filterKey={key().name}
              values={now().none}
              change={(none) => say(saySets({ ...now(), none }))}
              write={(typed) => writeValue(key(), typed)}
              suggest={props.suggest}
            />
            <Show when={fault()}>{(message) => <p class="field-fault">{message()}</p>}</Show>
          </fieldset>
        )}
      </Match>
      <Match when={ends()}>
        {(now) => (
          <fieldset class="filter-ends">
            <legend class="field-label">{key().label}</legend>
            <For each={['from', 'to'] as const}>
              {(end) => (
                <input
                  class="input"
                  type="text"
                  aria-label={`${key().label} ${end}`}
                  placeholder={placeholders[key().kind]?.[end] ?? end}
                  autocomplete="off"
                  inputmode={key().kind === 'number' ? 'decimal' : undefined}
                  aria-invalid={fault() !== undefined}
                  value={now()[end]}
                  onChange={({ currentTarget: { value } }) =>
                    say(sayEnds(end === 'from' ? value : now().from, end === 'to' ? value : now().to))
                  }
                />
              )}
            </For>
            <Show when={fault()}>{(message) => <p class="field-fault">{message()}</p>}</Show>
          </fieldset>
        )}
      </Match>
    </Switch>
  )
}

const modes = [
  { value: 'all', label: 'all' },
  { value: 'any', label: 'any' },
] as const

const placeholders: Partial<Record<Key['kind'], { from: string; to: string }>> = {
  duration: { from: '10m', to: '2h' },
  time: { from: '2024-05-01 or now-7d', to: 'now' },
}

const Words = (props: {
  label: string
  example: string
  fault: string | undefined
  said: readonly { not: boolean; values: readonly string[] }[]
  say: (said: readonly Said[]) => void
}) => (
  <Field label={props.label} hint={`As in ${props.example}`} fault={props.fault}>
    {({ id, describedBy, invalid }) => (
      <input
        id={id}
        class="input"
        type="text"
        autocomplete="off"
        spellcheck={false}
        aria-describedby={describedBy}
        aria-invalid={invalid}
        value={props.said.map(({ not, values }) => `${not ? '-' : ''}${values.join(',')}`).join(' ')}
        onChange={({ currentTarget: { value } }) => props.say(readSaid(value))}
      />
    )}
  </Field>
)
