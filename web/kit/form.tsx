import { createUniqueId, Show, type JSX } from 'solid-js'
import './form.css'

/** A label over a control, what it is for, and what is wrong with it. The control gets the ids that tie them together. */
export const Field = (props: {
  label: string
  hint?: string | undefined
  /** What the server, or the form, has against the value. */
  fault?: string | undefined
  children: (ids: { id: string; describedBy: string | undefined; invalid: boolean }) => JSX.Element
}) => {
  const id = createUniqueId()
  const describedBy = () =>
    [props.hint && `${id}-hint`, props.fault && `${id}-fault`].filter(Boolean).join(' ') || undefined
  return (
    <div class="field">
      <label class="field-label" for={id}>
        {props.label}
      </label>
      {props.children({
        id,
        get describedBy() {
          return describedBy()
        },
        get invalid() {
          return props.fault !== undefined
        },
      })}
      <Show when={props.hint}>
        <p id={`${id}-hint`} class="field-hint">
          {props.hint}
        </p>
      </Show>
      <Show when={props.fault}>
        <p id={`${id}-fault`} class="field-fault" role="alert">
          {props.fault}
        </p>
      </Show>
    </div>
  )
}
