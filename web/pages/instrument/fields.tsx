import { Show, type JSX } from 'solid-js'
import { Field } from '../../kit/form.tsx'
import { TextField } from '../../kit/text-field.tsx'
import type { Draft, EditedField } from './draft.ts'

const labels: Readonly<Record<EditedField, string>> = {
  kind: 'Kind',
  place: 'Place',
  latitude: 'Latitude (° north)',
  longitude: 'Longitude (° east)',
  description: 'Description',
}

/** What people say of an instrument, but for its name. */
export const InstrumentFields = (props: {
  draft: Draft
  set: (change: (before: Draft) => Draft) => void
  faultOf: (field: EditedField) => string | undefined
  /** What somebody else made of a field meanwhile. */
  theirs?: (field: EditedField) => string | undefined
  /** Into the first of them. */
  isFocused?: boolean
}) => {
  const text = (field: EditedField, more: Pick<JSX.InputHTMLAttributes<HTMLInputElement>, 'autofocus' | 'maxlength' | 'inputmode' | 'placeholder'>) => (
    <div>
      <TextField
        label={labels[field]}
        fault={props.faultOf(field)}
        value={props.draft[field]}
        set={(value) => props.set((all) => ({ ...all, [field]: value }))}
        {...more}
      />
      <Theirs words={props.theirs?.(field)} />
    </div>
  )
  return (
    <>
      {text('kind', { autofocus: props.isFocused ?? false, maxlength: 32 })}
      {text('place', { maxlength: 200 })}
      <div class="instrument-degrees">
        {text('latitude', { inputmode: 'decimal', placeholder: '46.2338' })}
        {text('longitude', { inputmode: 'decimal', placeholder: '6.0537' })}
      </div>
      <Field label={labels.description} hint="What it is for." fault={props.faultOf('description')}>
        {(ids) => (
          <textarea
            id={ids.id}
            class="textarea"
            maxlength="4000"
            aria-describedby={ids.describedBy}
            aria-invalid={ids.invalid}
            value={props.draft.description}
            onInput={({ currentTarget: { value } }) => props.set((all) => ({ ...all, description: value }))}
          />
        )}
      </Field>
      <Theirs words={props.theirs?.('description')} />
    </>
  )
}

const Theirs = (props: { words: string | undefined }) => (
  <Show when={props.words}>{(words) => <p class="instrument-theirs">It is now: {words()}</p>}</Show>
)
