import { Show } from 'solid-js'

/** The end of a form in a dialog: what the server has against the whole of it, the way out, and the way on. */
export const FormFoot = (props: {
  refusal?: string | null | undefined
  cancel: () => void
  /** Instead of "Cancel". */
  leave?: string | undefined
  submit: string
  isOff?: boolean
}) => (
  <>
    <Show when={props.refusal}>
      <p class="field-fault" role="alert">
        {props.refusal}
      </p>
    </Show>
    <div class="dialog-actions">
      <button type="button" class="button" onClick={() => props.cancel()}>
        {props.leave ?? 'Cancel'}
      </button>
      <button type="submit" class="button" data-kind="main" aria-disabled={props.isOff}>
        {props.submit}
      </button>
    </div>
  </>
)
