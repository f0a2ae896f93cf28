import { createSignal, createUniqueId, For, type JSX } from 'solid-js'
import type { WebApp } from '../../app.ts'
import { createQuery } from '../../graphql/query.ts'
import { Field } from '../../kit/form.tsx'
import { ActionDialog, plural, type ActionProps } from './action-dialog.tsx'
import { tagNamesDocument, tagRunDocument } from './documents.ts'
import { JudgeRunsDialog } from './judge-runs-dialog.tsx'

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
      <JudgeRunsDialog app={props.app} numbers={numbers()} isOpen={open() === 'judge'} close={close} />
    </>
  )
}

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
