import { Field } from '../../../web/kit/form.tsx'

/** Asks why; Ctrl and Enter send the form. */
export const ReasonField = (props: { value: string; change: (value: string) => void; fault?: string | undefined; hint: string }) => (
  <Field label="Why" hint={props.hint} fault={props.fault}>
    {(ids) => (
      <textarea
        id={ids.id}
        class="textarea"
        maxlength="1000"
        aria-describedby={ids.describedBy}
        aria-invalid={ids.invalid}
        value={props.value}
        onInput={({ currentTarget: { value } }) => props.change(value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.currentTarget.form?.requestSubmit()
        }}
      />
    )}
  </Field>
)
