import { createSignal, createUniqueId, For, Show } from 'solid-js'
import type { WebApp } from '../../app.ts'
import { createQuery } from '../../graphql/query.ts'
import { Action } from '../../kit/action.tsx'
import { Dialog } from '../../kit/dialog.tsx'
import { Field } from '../../kit/form.tsx'
import { FormFoot } from '../../kit/form-foot.tsx'
import { Icon } from '../../kit/icon.tsx'
import { Moment } from '../../kit/moment.tsx'
import { Panel } from '../../kit/panel.tsx'
import type { RunFacts } from './documents.ts'
import { addEndReasonDocument, knownDetectorsDocument, removeEndReasonDocument } from './edit-documents.ts'
import type { Refusal } from '../../graphql/refusal.ts'
import { sendEdit } from './wishes.ts'

type EndReason = RunFacts['endReasons'][number]

/** What experiments tell apart; any other word will do. */
const categories = ['DETECTORS', 'LHC', 'RUN_COORDINATION', 'CENTRAL_SYSTEMS', 'OTHER']

/** Why the run ended: several things may have come together. */
export const EndReasonsPanel = (props: { app: WebApp; run: RunFacts; reload: () => Promise<void> }) => {
  const { api, toasts, viewer, zones } = props.app
  const [isOpen, setOpen] = createSignal(false)
  const send = async (isThere: boolean, { category, title, description }: EndReason) => {
    const { refusal } = await sendEdit(api, isThere ? addEndReasonDocument : removeEndReasonDocument, {
      input: { number: props.run.number, category, title, description },
    })
    if (refusal) toasts.failed(`The reason was not ${isThere ? 'told again' : 'taken back'}: ${refusal.message}`, refusal.requestId ?? undefined)
    await props.reload()
    return !refusal
  }
  const takeBack = async (shown: EndReason) => {
    // A copy: what is shown is something else by the time that somebody wants it back.
    const reason = { ...shown }
    if (await send(false, reason)) toasts.done(`Reason ${sayReason(reason)} taken back.`, () => void send(true, reason))
  }
  return (
    <Panel
      title="Why it ended"
      class="sheet-reasons-panel"
      aside={
        <Action class="button sheet-button" whyNot={viewer.whyNot('run:write')} act={() => setOpen(true)}>
          <Icon name="plus" />
          Add a reason
        </Action>
      }
    >
      <ul class="sheet-reasons">
        <For each={props.run.endReasons} fallback={<li class="sheet-none">{noReason(props.run)}</li>}>
          {(reason) => (
            <li class="sheet-reason">
              <Action
                class="sheet-tag-off sheet-reason-off"
                whyNot={viewer.whyNot('run:write')}
                label={`Take back the reason ${sayReason(reason)}`}
                hint="Take this reason back"
                act={() => void takeBack(reason)}
              >
                <Icon name="cross" />
              </Action>
              <p>
                <span class="sheet-category">{reason.category}</span>
                <Show when={reason.title}>
                  <strong> {reason.title}</strong>
                </Show>
              </p>
              <Show when={reason.description}>
                <p class="sheet-said">{reason.description}</p>
              </Show>
              <p class="sheet-by">
                {reason.createdBy}, <Moment at={Date.parse(reason.createdAt)} zone={zones.zone()} />
              </p>
            </li>
          )}
        </For>
      </ul>
      <Dialog title={`Why run ${props.run.number} ended`} isOpen={isOpen()} close={() => setOpen(false)}>
        <Form app={props.app} run={props.run} reload={props.reload} close={() => setOpen(false)} />
      </Dialog>
    </Panel>
  )
}

const sayReason = ({ category, title }: EndReason): string => [category, title].filter(Boolean).join(' ')

const noReason = ({ state }: RunFacts): string =>
  state === 'RUNNING' ? 'The run goes on.' : 'Nobody has said so far.'

const Form = (props: { app: WebApp; run: RunFacts; reload: () => Promise<void>; close: () => void }) => {
  const { api, toasts } = props.app
  const id = createUniqueId()
  const [category, setCategory] = createSignal('')
  const [title, setTitle] = createSignal('')
  const [description, setDescription] = createSignal('')
  const [isSending, setSending] = createSignal(false)
  const [refusal, setRefusal] = createSignal<Refusal | null>(null)
  const detectors = createQuery(api, knownDetectorsDocument, () => ({}))
  const namesDetector = () => /^detectors?$/i.test(category().trim())
  /** Those of the run first: one of them it mostly was. */
  const offered = () => {
    const own = props.run.detectors.map(({ name }) => name)
    return [...own, ...(detectors.data()?.detectors ?? []).map(({ name }) => name).filter((name) => !own.includes(name))]
  }
  const faultOf = (field: string) => (refusal()?.path === field ? refusal()?.message : undefined)

  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    if (isSending()) return
    setSending(true)
    setRefusal(null)
    const sent = await sendEdit(api, addEndReasonDocument, {
      input: {
        number: props.run.number,
        category: category().trim(),
        title: title().trim() || null,
        description: description().trim() || null,
      },
    })
    setSending(false)
    if (sent.refusal) return setRefusal(sent.refusal)
    toasts.done('Reason added.')
    props.close()
    await props.reload()
  }

  return (
    <form class="form" onSubmit={(event) => void submit(event)}>
      <Field label="Category" fault={faultOf('category')}>
        {(ids) => (
          <>
            <input
              id={ids.id}
              class="input"
              aria-describedby={ids.describedBy}
              aria-invalid={ids.invalid}
              required
              maxlength="64"
              list={`${id}-categories`}
              autocomplete="off"
              value={category()}
              onInput={(event) => setCategory(event.currentTarget.value)}
              autofocus
            />
            <datalist id={`${id}-categories`}>
              <For each={categories}>{(one) => <option value={one} />}</For>
            </datalist>
          </>
        )}
      </Field>
      <Field label={namesDetector() ? 'Detector' : 'Title'} fault={faultOf('title')}>
        {(ids) => (
          <Show
            when={namesDetector()}
            fallback={
              <input
                id={ids.id}
                class="input"
                aria-describedby={ids.describedBy}
                aria-invalid={ids.invalid}
                maxlength="128"
                value={title()}
                onInput={(event) => setTitle(event.currentTarget.value)}
              />
            }
          >
            <select
              id={ids.id}
              class="select"
              aria-describedby={ids.describedBy}
              aria-invalid={ids.invalid}
              required
              value={title()}
              onChange={(event) => setTitle(event.currentTarget.value)}
            >
              <option value="">Which</option>
              <For each={offered()}>{(name) => <option value={name}>{name}</option>}</For>
            </select>
          </Show>
        )}
      </Field>
      <Field label="What happened" fault={faultOf('description')}>
        {(ids) => (
          <textarea
            id={ids.id}
            class="textarea"
            aria-describedby={ids.describedBy}
            aria-invalid={ids.invalid}
            maxlength="2000"
            value={description()}
            onInput={(event) => setDescription(event.currentTarget.value)}
          />
        )}
      </Field>
      <FormFoot
        refusal={['category', 'title', 'description'].includes(refusal()?.path ?? '') ? null : refusal()?.message}
        cancel={props.close}
        submit="Add the reason"
        isOff={isSending()}
      />
    </form>
  )
}
