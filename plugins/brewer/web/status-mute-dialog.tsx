import { createSignal, For, Show } from 'solid-js'
import type { WebApp } from '../../../web/app.ts'
import { Dialog } from '../../../web/kit/dialog.tsx'
import { Field } from '../../../web/kit/form.tsx'
import { FormFoot } from '../../../web/kit/form-foot.tsx'
import { Moment } from '../../../web/kit/moment.tsx'
import { readRange } from '../../../schema/language/index.ts'
import { sendBrewer } from './brewer-send.ts'
import { createSending } from './create-sending.ts'
import { ReasonField } from './reason-field.tsx'
import { TextField } from './text-field.tsx'
import { muteDocument, unmuteDocument, type ErrorType, type Mute } from './status-documents.ts'

const day = 86_400_000
const lengths = { day: { word: '1 day', ms: day }, week: { word: '1 week', ms: 7 * day }, month: { word: '30 days', ms: 30 * day } } as const
type Length = keyof typeof lengths | 'until'

type Given = {
  app: WebApp
  instrument: string
  types: readonly ErrorType[]
  /** Which code is asked for; one may be chosen where it is null. */
  request: { code: number | null } | null
  close: () => void
}

/** Asks which code is to say nothing, until when, and why. */
export const MuteDialog = (props: Given) => (
  <Dialog
    title={props.request?.code ? `Mute code ${props.request.code}` : 'Mute a code'}
    isOpen={props.request !== null}
    close={props.close}
  >
    <MuteForm {...props} />
  </Dialog>
)

const MuteForm = (props: Given) => {
  const { clock, zones, toasts } = props.app
  const given = props.request?.code ?? null
  const [code, setCode] = createSignal<number | null>(given)
  const [length, setLength] = createSignal<Length>('week')
  const [untilText, setUntilText] = createSignal('')
  const [reason, setReason] = createSignal('')
  const sending = createSending()
  const levels = () => props.types.filter(({ isUsed, level }) => isUsed && level !== 'INFO')
  const titleOf = (one: number) => props.types.find((type) => type.code === one)?.title ?? ''
  const until = (): number | null => {
    const chosen = length()
    if (chosen !== 'until') return clock.now() + lengths[chosen].ms
    const place = { now: clock.now(), zone: zones.zone(), shiftZone: zones.experiment() ?? 'UTC', find: () => undefined }
    return readRange({ from: untilText().trim() || null, to: null }, place).range.from
  }
  const untilFault = () => {
    const moment = until()
    if (moment === null) return 'A time such as 2024-05-01 14:30.'
    return moment <= clock.now() ? 'That is over already.' : undefined
  }
  const faults = () => ({
    code: code() === null ? 'Choose a code.' : undefined,
    until: untilFault(),
    reason: reason().trim() === '' ? 'Say why.' : undefined,
  })
  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    const { code: noCode, until: noUntil, reason: noReason } = faults()
    const isWhole = noCode === undefined && noUntil === undefined && noReason === undefined
    const isDone = await sending.run(isWhole, () => {
      const input = { instrument: props.instrument, code: code()!, until: new Date(until()!).toISOString(), reason: reason().trim() }
      return sendBrewer(props.app, muteDocument, { input })
    })
    if (!isDone) return
    toasts.done(`Code ${code()} of ${props.instrument} is muted`)
    props.close()
  }
  const faultOf = (name: 'code' | 'until' | 'reason') => sending.faultOf(name) ?? (sending.wasTried() ? faults()[name] : undefined)
  return (
    <form class="form" onSubmit={(event) => void submit(event)}>
      <p class="record-note">
        Its events stay in the list. Until the end they say nothing of how {props.instrument} is.
      </p>
      <Show when={given === null} fallback={<p>{titleOf(given!)}</p>}>
        <Field label="Code" fault={faultOf('code')}>
          {(ids) => (
            <select
              id={ids.id}
              class="select"
              aria-describedby={ids.describedBy}
              aria-invalid={ids.invalid}
              onChange={({ currentTarget: { value } }) => setCode(value === '' ? null : Number(value))}
            >
              <option value="">Choose …</option>
              <For each={levels()}>
                {(type) => (
                  <option value={type.code}>
                    {type.code} {type.title}
                  </option>
                )}
              </For>
            </select>
          )}
        </Field>
      </Show>
      <fieldset class="brewer-choices">
        <legend class="field-label">For how long?</legend>
        <For each={[...(Object.keys(lengths) as (keyof typeof lengths)[]), 'until' as const]}>
          {(one) => (
            <label class="brewer-choice">
              <input type="radio" name="length" value={one} checked={length() === one} onChange={() => setLength(one)} />
              {one === 'until' ? 'until …' : lengths[one].word}
            </label>
          )}
        </For>
      </fieldset>
      <Show when={length() === 'until'}>
        <TextField
          label="Until"
          hint={`Times of ${zones.zone().replaceAll('_', ' ')}.`}
          fault={faultOf('until')}
          placeholder="2024-05-01 14:30"
          value={untilText()}
          change={setUntilText}
        />
      </Show>
      <Show when={until()}>
        {(moment) => (
          <p class="record-note">
            Until <Moment at={moment()} zone={zones.zone()} />.
          </p>
        )}
      </Show>
      <ReasonField value={reason()} change={setReason} fault={faultOf('reason')} hint="Kept with your name." />
      <FormFoot
        refusal={sending.refusal() && `Not muted: ${sending.refusal()!.message}`}
        cancel={props.close}
        submit={sending.isSending() ? 'Muting …' : 'Mute it'}
        isOff={sending.isSending()}
      />
    </form>
  )
}

/** Asks before a mute is ended: it cannot be taken back as it was. */
export const UnmuteDialog = (props: { app: WebApp; mute: Mute | null; close: () => void }) => (
  <Dialog title={props.mute ? `Unmute code ${props.mute.code}` : 'Unmute'} isOpen={props.mute !== null} close={props.close}>
    <Show when={props.mute}>{(mute) => <UnmuteForm app={props.app} mute={mute()} close={props.close} />}</Show>
  </Dialog>
)

const UnmuteForm = (props: { app: WebApp; mute: Mute; close: () => void }) => {
  const sending = createSending()
  const { zones, toasts } = props.app
  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    const { id, code } = props.mute
    if (!(await sending.run(true, () => sendBrewer(props.app, unmuteDocument, { input: { id } })))) return
    toasts.done(`Code ${code} counts again`)
    props.close()
  }
  return (
    <form class="form" onSubmit={(event) => void submit(event)}>
      <p>
        {props.mute.title}. {props.mute.actor} muted it until <Moment at={Date.parse(props.mute.until)} zone={zones.zone()} />:{' '}
        <q>{props.mute.reason}</q>
      </p>
      <p class="record-note">What of it is still open counts again at once.</p>
      <FormFoot
        refusal={sending.refusal() && `Not unmuted: ${sending.refusal()!.message}`}
        cancel={props.close}
        leave="Keep it muted"
        submit={sending.isSending() ? 'Unmuting …' : 'Unmute it'}
        isOff={sending.isSending()}
      />
    </form>
  )
}
