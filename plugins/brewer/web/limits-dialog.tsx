import { createSignal, For, Show } from 'solid-js'
import type { WebApp } from '../../../web/app.ts'
import { Dialog } from '../../../web/kit/dialog.tsx'
import { Field } from '../../../web/kit/form.tsx'
import { FormFoot } from '../../../web/kit/form-foot.tsx'
import { Segmented } from '../../../web/kit/segmented.tsx'
import { sendBrewer } from './brewer-send.ts'
import { brewerLevels, levelWords, limitWords, sourceOf, type BrewerLevel } from './brewer-words.ts'
import { createSending } from './create-sending.ts'
import { LimitsHistory } from './limits-history.tsx'
import { readLimit } from './limits-draft.ts'
import { ReasonField } from './reason-field.tsx'
import { TextField } from './text-field.tsx'
import { resetThresholdDocument, setThresholdDocument, type Threshold, type ThresholdChange } from './trends-documents.ts'

type Given = {
  app: WebApp
  instrument: string
  threshold: Threshold
  /** Of this quantity. */
  history: readonly ThresholdChange[]
  close: () => void
}

/** Changes the limit of a quantity, for this Brewer or for all, and shows who set what before. */
export const LimitsDialog = (props: Omit<Given, 'threshold'> & { threshold: Threshold | null }) => (
  <Dialog title={props.threshold ? `Limit of ${props.threshold.title}` : 'Limit'} isOpen={props.threshold !== null} close={props.close}>
    <Show when={props.threshold}>{(threshold) => <Form {...props} threshold={threshold()} />}</Show>
  </Dialog>
)

type Scope = 'one' | 'all'

const Form = (props: Given) => {
  const { toasts, zones } = props.app
  const text = (value: number | null) => (value === null ? '' : String(Number(value.toPrecision(7))))
  const isSet = props.threshold.setBy !== null
  const [scope, setScope] = createSignal<Scope>('one')
  const [target, setTarget] = createSignal(isSet ? text(props.threshold.target) : '')
  const [limit, setLimit] = createSignal(text(props.threshold.limit))
  const [level, setLevel] = createSignal<BrewerLevel>(props.threshold.level)
  const [reason, setReason] = createSignal('')
  const sending = createSending()
  const draft = () => readLimit({ target: target(), limit: limit(), reason: reason() })
  const faultOf = (name: 'target' | 'limit' | 'reason') => sending.faultOf(name) ?? (sending.wasTried() ? draft().faults[name] : undefined)
  const instrument = () => (scope() === 'one' ? props.instrument : null)
  const where = () => (scope() === 'one' ? `of ${props.instrument}` : 'of all Brewers')

  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    const { value } = draft()
    const isDone = await sending.run(value !== null, () =>
      sendBrewer(props.app, setThresholdDocument, { input: { instrument: instrument(), quantity: props.threshold.quantity, level: level(), ...value! } }),
    )
    if (!isDone) return
    toasts.done(`${props.threshold.title} ${where()}: ${limitWords(value?.target ?? null, value?.limit ?? null, props.threshold.unit)}`)
    props.close()
  }
  const reset = async () => {
    const words = reason().trim()
    const isDone = await sending.run(words !== '', () =>
      sendBrewer(props.app, resetThresholdDocument, { input: { instrument: instrument(), quantity: props.threshold.quantity, reason: words } }),
    )
    if (!isDone) return
    toasts.done(`${props.threshold.title} ${where()}: what was set is taken back`)
    props.close()
  }
  return (
    <form class="form" onSubmit={(event) => void submit(event)}>
      <p class="record-note">
        Now {limitWords(props.threshold.target, props.threshold.limit, props.threshold.unit)}, {sourceOf(props.threshold)}. What is out of it is
        an event of code {props.threshold.code}; readings that are known are judged anew.
      </p>
      <Segmented
        name="scope"
        label="For which"
        segments={[
          { value: 'one', label: props.instrument },
          { value: 'all', label: 'all Brewers', hint: 'Those that have nothing set for themselves' },
        ]}
        value={scope()}
        choose={setScope}
      />
      <TextField
        isNumber
        label={`Value${unitOf(props.threshold)}`}
        hint="Empty: as its constants say, else its own median."
        value={target()}
        change={setTarget}
        fault={faultOf('target')}
      />
      <TextField isNumber label={`Limit, either way${unitOf(props.threshold)}`} value={limit()} change={setLimit} fault={faultOf('limit')} />
      <Field label="Level when out of it">
        {(ids) => (
          <select id={ids.id} class="select" value={level()} onChange={({ currentTarget: { value } }) => setLevel(value as BrewerLevel)}>
            <For each={brewerLevels}>{(one) => <option value={one}>{levelWords[one]}</option>}</For>
          </select>
        )}
      </Field>
      <ReasonField value={reason()} change={setReason} fault={faultOf('reason')} hint="Kept in the history with your name." />
      <Show when={props.history.length > 0}>
        <LimitsHistory history={props.history} unit={props.threshold.unit} zone={zones.zone()} />
        <p class="record-note">
          <button type="button" class="link" onClick={() => void reset()}>
            Take back what is set for {scope() === 'one' ? props.instrument : 'all Brewers'}
          </button>
          , with the reason above: what holds without it holds again.
        </p>
      </Show>
      <FormFoot
        refusal={sending.refusal() && `Not changed: ${sending.refusal()!.message}`}
        cancel={props.close}
        submit={sending.isSending() ? 'Setting …' : 'Set it'}
        isOff={sending.isSending()}
      />
    </form>
  )
}

const unitOf = ({ unit }: Threshold) => (unit === null ? '' : `, ${unit}`)
