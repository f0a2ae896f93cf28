import { createSignal, For, Show } from 'solid-js'
import type { WebApp } from '../../../web/app.ts'
import { Dialog } from '../../../web/kit/dialog.tsx'
import { FormFoot } from '../../../web/kit/form-foot.tsx'
import { Moment } from '../../../web/kit/moment.tsx'
import { sendBrewer } from './brewer-send.ts'
import { createSending } from './create-sending.ts'
import { ReasonField } from './reason-field.tsx'
import { TextField } from './text-field.tsx'
import { scheduleDocument, type ScheduleChange } from './status-documents.ts'

type Given = {
  app: WebApp
  instrument: string
  /** What its files say it runs. */
  running: string | null
  expected: string | null
  history: readonly ScheduleChange[]
  close: () => void
}

/** Asks which schedule it should run, and shows what was said of that before. */
export const ScheduleDialog = (props: Given & { isOpen: boolean }) => (
  <Dialog title={`Schedule of ${props.instrument}`} isOpen={props.isOpen} close={props.close}>
    <Form {...props} />
  </Dialog>
)

const Form = (props: Given) => {
  const [schedule, setSchedule] = createSignal(props.expected ?? props.running ?? '')
  const [reason, setReason] = createSignal('')
  const sending = createSending()
  const { toasts, zones } = props.app
  const lacksReason = () => reason().trim() === ''
  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    const wanted = schedule().trim() || null
    const isDone = await sending.run(!lacksReason(), () =>
      sendBrewer(props.app, scheduleDocument, { input: { instrument: props.instrument, schedule: wanted, reason: reason().trim() } }),
    )
    if (!isDone) return
    toasts.done(wanted === null ? `Any schedule of ${props.instrument} will do` : `${props.instrument} should run ${wanted}`)
    props.close()
  }
  return (
    <form class="form" onSubmit={(event) => void submit(event)}>
      <TextField
        label="It should run"
        hint={`Names between commas; * stands for any letters: o3*. Another one is a warning, code 47. Empty: any will do.${props.running === null ? '' : ` It runs ${props.running}.`}`}
        fault={sending.faultOf('schedule')}
        value={schedule()}
        change={setSchedule}
      />
      <ReasonField
        value={reason()}
        change={setReason}
        fault={sending.faultOf('reason') ?? (sending.wasTried() && lacksReason() ? 'Say why.' : undefined)}
        hint="Kept with your name."
      />
      <Show when={props.history.length > 0}>
        <section aria-label="What was said before">
          <h3 class="brewer-heading">Before</h3>
          <ul class="brewer-history">
            <For each={props.history}>
              {(one) => (
                <li>
                  <Moment at={Date.parse(one.at)} zone={zones.zone()} /> {one.actor}:{' '}
                  <Show when={one.schedule} fallback="any will do">
                    {(name) => <code>{name()}</code>}
                  </Show>
                  , {one.reason}
                </li>
              )}
            </For>
          </ul>
        </section>
      </Show>
      <FormFoot
        refusal={sending.refusal() && `Not changed: ${sending.refusal()!.message}`}
        cancel={props.close}
        submit={sending.isSending() ? 'Saving …' : 'Save'}
        isOff={sending.isSending()}
      />
    </form>
  )
}
