import { createSignal, Show } from 'solid-js'
import type { WebApp } from '../../app.ts'
import type { Refusal } from '../../graphql/refusal.ts'
import { Dialog } from '../../kit/dialog.tsx'
import { FormFoot } from '../../kit/form-foot.tsx'
import { TextField } from '../../kit/text-field.tsx'
import type { InstrumentAnswer } from './documents.ts'
import { changesOf, editedFields, faultIn, toDraft, type EditedField } from './draft.ts'
import { updateInstrumentDocument } from './edit-documents.ts'
import { InstrumentFields } from './fields.tsx'
import { sendInstrument } from './send.ts'

type Given = { app: WebApp; instrument: InstrumentAnswer; close: () => void; reload: () => Promise<void> }

/** Asks what is to be known of the instrument; when somebody else changed it meanwhile, shows both. */
export const EditDialog = (props: Given & { isOpen: boolean }) => (
  <Dialog title={`Edit ${props.instrument.name}`} isOpen={props.isOpen} close={props.close}>
    <Form {...props} />
  </Dialog>
)

const Form = (props: Given) => {
  const { api, toasts } = props.app
  // As the editor saw it: it goes on changing under the dialog.
  const { kind, place, latitude, longitude, description, revision } = props.instrument
  const seen = { kind, place, latitude, longitude, description }
  const before = toDraft(seen)
  const [draft, setDraft] = createSignal(before)
  const [reason, setReason] = createSignal('')
  const [refusal, setRefusal] = createSignal<Refusal | null>(null)
  const [wasTried, setTried] = createSignal(false)
  const [isSending, setSending] = createSignal(false)

  const isConflict = () => props.instrument.revision !== revision
  const now = () => toDraft(props.instrument)
  /** What somebody else made of a field meanwhile. */
  const theirs = (field: EditedField) => (isConflict() && now()[field] !== before[field] ? now()[field] || 'nothing' : undefined)
  const faultOf = (field: EditedField) =>
    (wasTried() ? faultIn(draft(), field) : undefined) ?? (refusal()?.path === field ? refusal()?.message : undefined)

  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    setTried(true)
    setRefusal(null)
    if (isSending() || editedFields.some((field) => faultIn(draft(), field) !== undefined)) return
    const changes = changesOf(draft(), seen)
    if (Object.keys(changes).length === 0) return props.close()
    setSending(true)
    const input = { name: props.instrument.name, ...changes, reason: reason().trim() || null, revision: props.instrument.revision }
    const found = await sendInstrument(api, updateInstrumentDocument, { input })
    setSending(false)
    if (found) {
      setRefusal(found)
      // A conflict shows both: what is there now must be here.
      await props.reload()
      return
    }
    toasts.done(`${props.instrument.name} is changed`)
    props.close()
    void props.reload()
  }
  return (
    <form class="form" onSubmit={(event) => void submit(event)}>
      <Show when={isConflict()}>
        <p role="alert">
          <strong>Somebody changed it meanwhile.</strong> What you save goes over what they wrote in the same field.
        </p>
      </Show>
      <InstrumentFields draft={draft()} set={setDraft} faultOf={faultOf} theirs={theirs} isFocused />
      <TextField
        label="Reason"
        hint="Kept in the history with your name."
        fault={refusal()?.path === 'reason' ? refusal()?.message : undefined}
        value={reason()}
        set={setReason}
        maxlength="1000"
      />
      <FormFoot
        refusal={refusal() !== null && !isKnownField(refusal()!.path) ? `Not saved: ${refusal()!.message}` : null}
        cancel={props.close}
        submit={isSending() ? 'Saving …' : isConflict() ? 'Save all the same' : 'Save'}
        isOff={isSending()}
      />
    </form>
  )
}

const isKnownField = (path: string): boolean => path === 'reason' || editedFields.some((field) => field === path)
