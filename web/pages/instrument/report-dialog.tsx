import { createSignal, For, Show } from 'solid-js'
import type { WebApp } from '../../app.ts'
import type { Refusal } from '../../graphql/refusal.ts'
import { Dialog } from '../../kit/dialog.tsx'
import { Field } from '../../kit/form.tsx'
import { FormFoot } from '../../kit/form-foot.tsx'
import { InstrumentStatus } from '../../nouns/instrument-status.tsx'
import { instrumentWords, reportable, type Reportable } from '../../nouns/instrument-words.ts'
import type { InstrumentAnswer } from './documents.ts'
import { reportStatusDocument } from './edit-documents.ts'
import { sendInstrument } from './send.ts'

type Given = { app: WebApp; instrument: InstrumentAnswer; close: () => void; reload: () => Promise<void> }

const hints: Readonly<Record<Reportable, string>> = {
  OK: 'as it should be',
  WARNING: 'somebody should look at it',
  ERROR: 'it does not work as it should',
  CRITICAL: 'somebody must do something now',
  UNKNOWN: 'nobody can say',
}

/** Asks how the instrument is, and why. */
export const ReportDialog = (props: Given & { isOpen: boolean }) => (
  <Dialog title={`Status of ${props.instrument.name}`} isOpen={props.isOpen} close={props.close}>
    <Form {...props} />
  </Dialog>
)

const Form = (props: Given) => {
  const { api, toasts } = props.app
  const [status, setStatus] = createSignal<Reportable | null>(null)
  const [reason, setReason] = createSignal('')
  const [refusal, setRefusal] = createSignal<Refusal | null>(null)
  const [wasTried, setTried] = createSignal(false)
  const [isSending, setSending] = createSignal(false)
  const isSilent = () => props.instrument.status === 'STALE' || props.instrument.status === 'LOST'
  const lacksReason = () => status() !== null && status() !== 'OK' && reason().trim() === ''

  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    setTried(true)
    const wanted = status()
    if (isSending() || wanted === null || lacksReason()) return
    setSending(true)
    const input = { name: props.instrument.name, status: wanted, reason: reason().trim() || null }
    const found = await sendInstrument(api, reportStatusDocument, { input })
    setSending(false)
    setRefusal(found)
    if (found) return
    toasts.done(`${props.instrument.name}: ${instrumentWords[wanted]}`)
    props.close()
    void props.reload()
  }

  return (
    <form class="form" onSubmit={(event) => void submit(event)}>
      <fieldset class="instrument-choices">
        <legend class="field-label">How is it?</legend>
        <For each={reportable}>
          {(one) => (
            <label class="instrument-choice">
              <input type="radio" name="status" value={one} checked={status() === one} onChange={() => setStatus(one)} />
              <InstrumentStatus status={one} hint={hints[one]} />
              <span class="instrument-choice-hint">{hints[one]}</span>
            </label>
          )}
        </For>
        <Show when={wasTried() && status() === null}>
          <p class="field-fault" role="alert">
            Choose a status.
          </p>
        </Show>
      </fieldset>
      <Field
        label="Why"
        hint={status() === 'OK' ? 'Not needed when all is well.' : 'Kept in the history with your name.'}
        fault={wasTried() && lacksReason() ? 'Say why.' : undefined}
      >
        {(ids) => (
          <textarea
            id={ids.id}
            class="textarea"
            maxlength="1000"
            aria-describedby={ids.describedBy}
            aria-invalid={ids.invalid}
            value={reason()}
            onInput={({ currentTarget: { value } }) => setReason(value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.currentTarget.form?.requestSubmit()
            }}
          />
        )}
      </Field>
      <Show when={isSilent()}>
        <p class="record-note">No data have come for long: it stays {instrumentWords[props.instrument.status]} until some do, whatever is reported.</p>
      </Show>
      <FormFoot
        refusal={refusal() && `Not reported: ${refusal()!.message}`}
        cancel={props.close}
        submit={isSending() ? 'Reporting …' : 'Report it'}
        isOff={isSending()}
      />
    </form>
  )
}
