import { Field } from '../../../web/kit/form.tsx'

/** A line of text with its label: names, numbers and times are written as they are, and nothing corrects them. */
export const TextField = (props: {
  label: string
  hint?: string | undefined
  fault?: string | undefined
  value: string
  change: (value: string) => void
  placeholder?: string
  isNumber?: boolean
  isMono?: boolean
}) => (
  <Field label={props.label} hint={props.hint} fault={props.fault}>
    {(ids) => (
      <input
        id={ids.id}
        class="input"
        classList={{ 'brewer-mono': props.isMono ?? false }}
        type="text"
        inputmode={props.isNumber ? 'decimal' : 'text'}
        autocomplete="off"
        spellcheck={false}
        placeholder={props.placeholder}
        aria-describedby={ids.describedBy}
        aria-invalid={ids.invalid}
        value={props.value}
        onInput={({ currentTarget: { value } }) => props.change(value)}
      />
    )}
  </Field>
)
