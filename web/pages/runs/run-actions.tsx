import { createSignal, createUniqueId, For, Show, type JSX } from 'solid-js'
import type { WebApp } from '../../app.ts'
import type { Answer } from '../../graphql/client.ts'
import { createQuery } from '../../graphql/query.ts'
import { Dialog } from '../../kit/dialog.tsx'
import { Field } from '../../kit/form.tsx'
import { FormFoot } from '../../kit/form-foot.tsx'
import { qualityWords, valuesOf, type Quality } from '../../nouns/run-words.ts'
import { judgeRunDocument, tagNamesDocument, tagRunDocument } from './documents.ts'

/** More at once would keep others waiting. */
const atOnce = 4

type Refused = { readonly number: number; readonly why: string }

/** What may be done with several runs at once: put a word on them, judge them. */
export const RunActions = (props: { app: WebApp; selected: readonly string[] }) => {
  const [open, setOpen] = createSignal<'tag' | 'judge' | null>(null)
  const why = () => props.app.viewer.whyNot('run:write')
  const numbers = () => props.selected.map(Number)
  const Action = (own: { to: 'tag' | 'judge'; children: JSX.Element }) => (
    <button
      type="button"
      class="button"
      aria-disabled={why() !== undefined}
      title={why()}
      onClick={() => why() === undefined && setOpen(own.to)}
    >
      {own.children}
    </button>
  )
  const close = () => setOpen(null)
  return (
    <>
      <Action to="tag">Tag</Action>
      <Action to="judge">Judge</Action>
      <TagDialog app={props.app} numbers={numbers()} isOpen={open() === 'tag'} close={close} />
      <JudgeDialog app={props.app} numbers={numbers()} isOpen={open() === 'judge'} close={close} />
    </>
  )
}

type Sent = Answer<{ readonly userErrors: readonly { readonly message: string }[] }>

/** Does it for each, some at once. @returns those that were refused, and why */
const forEach = async (numbers: readonly number[], send: (number: number) => Promise<Sent>): Promise<Refused[]> => {
  const left = [...numbers]
  const refused: Refused[] = []
  const work = async () => {
    for (let number = left.shift(); number !== undefined; number = left.shift()) {
      const { data, fault } = await send(number)
      const why = fault?.message ?? data?.userErrors[0]?.message
      if (why !== undefined) refused.push({ number, why })
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  return refused.sort((a, b) => a.number - b.number)
}

type ActionProps = { app: WebApp; numbers: readonly number[]; isOpen: boolean; close: () => void }

/** The frame of both: sends, says how it went, and stays open when some were refused. */
const ActionDialog = (
  props: ActionProps & {
    title: string
    isReady: boolean
    done: (count: number) => string
    send: (number: number) => Promise<Sent>
    children: JSX.Element
  },
) => {
  const [isBusy, setBusy] = createSignal(false)
  const [refused, setRefused] = createSignal<readonly Refused[]>([])
  const close = () => {
    setRefused([])
    props.close()
  }
  const run = async () => {
    if (isBusy() || !props.isReady) return
    setBusy(true)
    const { numbers } = props
    const found = await forEach(numbers, props.send)
    setBusy(false)
    setRefused(found)
    if (found.length < numbers.length) props.app.toasts.done(props.done(numbers.length - found.length))
    if (found.length === 0) close()
  }
  return (
    <Dialog title={props.title} isOpen={props.isOpen} close={close}>
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault()
          void run()
        }}
      >
        {props.children}
        <Show when={refused().length > 0}>
          <div class="field-fault" role="alert">
            {refused().length} of {props.numbers.length} {refused().length === 1 ? 'was' : 'were'} refused:
            <For each={refused().slice(0, 5)}>
              {({ number, why }) => (
                <div>
                  {number}: {why}
                </div>
              )}
            </For>
          </div>
        </Show>
        <FormFoot cancel={close} submit={props.title} isOff={isBusy() || !props.isReady} />
      </form>
    </Dialog>
  )
}

const plural = (count: number) => `${count} ${count === 1 ? 'run' : 'runs'}`

const TagDialog = (props: ActionProps) => {
  const id = createUniqueId()
  const [tag, setTag] = createSignal('')
  return (
    <ActionDialog
      app={props.app}
      numbers={props.numbers}
      isOpen={props.isOpen}
      close={props.close}
      title={`Tag ${plural(props.numbers.length)}`}
      isReady={tag().trim() !== ''}
      done={(count) => `Tagged ${plural(count)} with ${tag().trim()}`}
      send={async (number) => {
        const { data, fault } = await props.app.api.send(tagRunDocument, { input: { number, add: [tag().trim()] } })
        return fault ? { data: null, fault } : { data: data.tagRun, fault: null }
      }}
    >
      <Field label="Tag">
        {(ids) => (
          <>
            <input
              id={ids.id}
              class="input"
              list={id}
              autocomplete="off"
              value={tag()}
              onInput={({ currentTarget }) => setTag(currentTarget.value)}
            />
            <TagNames app={props.app} id={id} />
          </>
        )}
      </Field>
    </ActionDialog>
  )
}

const TagNames = (props: { app: WebApp; id: string }) => {
  const query = createQuery(props.app.api, tagNamesDocument, () => ({}))
  return (
    <datalist id={props.id}>
      <For each={query.data()?.tags}>{({ text }) => <option value={text} />}</For>
    </datalist>
  )
}

const JudgeDialog = (props: ActionProps) => {
  const [quality, setQuality] = createSignal<Quality>('BAD')
  const [reason, setReason] = createSignal('')
  return (
    <ActionDialog
      app={props.app}
      numbers={props.numbers}
      isOpen={props.isOpen}
      close={props.close}
      title={`Judge ${plural(props.numbers.length)}`}
      isReady={true}
      done={(count) => `${plural(count)} ${count === 1 ? 'is' : 'are'} ${qualityWords[quality()]} now`}
      send={async (number) => {
        const input = { number, quality: quality(), ...(reason().trim() !== '' && { reason: reason().trim() }) }
        const { data, fault } = await props.app.api.send(judgeRunDocument, { input })
        return fault ? { data: null, fault } : { data: data.setRunQuality, fault: null }
      }}
    >
      <Field label="Quality">
        {(ids) => (
          <select
            id={ids.id}
            class="select"
            value={quality()}
            onChange={({ currentTarget }) => setQuality(valuesOf(qualityWords).find((one) => one === currentTarget.value) ?? 'BAD')}
          >
            <For each={valuesOf(qualityWords)}>{(value) => <option value={value}>{qualityWords[value]}</option>}</For>
          </select>
        )}
      </Field>
      <Field label="Reason" hint="Needed unless a run that nobody judged becomes good or test.">
        {(ids) => (
          <textarea
            id={ids.id}
            class="textarea"
            aria-describedby={ids.describedBy}
            value={reason()}
            onInput={({ currentTarget }) => setReason(currentTarget.value)}
          />
        )}
      </Field>
    </ActionDialog>
  )
}
