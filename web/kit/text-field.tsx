import { splitProps, type JSX } from 'solid-js'
import { Field } from './form.tsx'

/** A line of text with its label. What else an input may be told (`maxlength`, `autofocus` …) goes to the input. */
export const TextField = (
  props: {
    label: string
    hint?: string | undefined
    fault?: string | undefined
    value: string
    set: (value: string) => void
  } & Omit<JSX.InputHTMLAttributes<HTMLInputElement>, 'value' | 'id' | 'class' | 'type'>,
) => {
  const [own, more] = splitProps(props, ['label', 'hint', 'fault', 'value', 'set'])
  return (
    <Field label={own.label} hint={own.hint} fault={own.fault}>
      {(ids) => (
        <input
          {...more}
          id={ids.id}
          class="input"
          type="text"
          autocomplete="off"
          aria-describedby={ids.describedBy}
          aria-invalid={ids.invalid}
          value={own.value}
          onInput={({ currentTarget: { value } }) => own.set(value)}
        />
      )}
    </Field>
  )
}
