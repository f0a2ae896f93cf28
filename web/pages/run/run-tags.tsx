import { createMemo, createSignal, createUniqueId, For, Show } from 'solid-js'
import type { WebApp } from '../../app.ts'
import { createQuery } from '../../graphql/query.ts'
import { Action } from '../../kit/action.tsx'
import { Icon } from '../../kit/icon.tsx'
import { Tag } from '../../nouns/tag.tsx'
import type { RunFacts } from './documents.ts'
import { knownTagsDocument, tagRunDocument, type KnownTag } from './edit-documents.ts'
import { createWishes, sendEdit } from './wishes.ts'

/** The words on a run: put on with suggestions, taken off with a way back. */
export const RunTags = (props: { app: WebApp; run: RunFacts; reload: () => Promise<void> }) => {
  const { api, toasts, viewer } = props.app
  const wishes = createWishes<KnownTag | null>(() => props.run.revision)
  const [isAdding, setAdding] = createSignal(false)
  const [fault, setFault] = createSignal<string | null>(null)
  let opener: HTMLDivElement | undefined

  const whyNot = () => viewer.whyNot('run:write')
  /** Tags on the run, and those on their way onto it; without those on their way off. */
  const [asked, setAsked] = createSignal<readonly string[]>([])
  const tags = createMemo((): readonly KnownTag[] => {
    const there = props.run.tags.filter(({ text }) => wishes.of(text)?.value !== null)
    const coming = asked().flatMap((text) => wishes.of(text)?.value ?? [])
    return [...there, ...coming.filter(({ text }) => !there.some((tag) => tag.text === text))]
  })

  const send = async (tag: KnownTag, isOn: boolean) => {
    setFault(null)
    const input = { number: props.run.number, [isOn ? 'add' : 'remove']: [tag.text] }
    setAsked((before) => [...new Set([...before, tag.text])])
    const { refusal } = await wishes.make(tag.text, isOn ? tag : null, () => sendEdit(api, tagRunDocument, { input }))
    await props.reload()
    if (refusal) {
      setFault(refusal.message)
      toasts.failed(refusal.message, refusal.requestId ?? undefined)
    }
    return !refusal
  }
  const takeOff = async (tag: KnownTag) => {
    if (await send(tag, false)) toasts.done(`Tag ${tag.text} taken off.`, () => void send(tag, true))
  }

  return (
    <div class="sheet-tags" role="group" aria-label="Tags">
      <span class="sheet-edit-label" aria-hidden="true">
        Tags
      </span>
      <For each={tags()} fallback={<span class="nothing">none</span>}>
        {(tag) => (
          <span class="sheet-tag">
            <Tag text={tag.text} color={tag.color} hint={tag.description} />
            <Action
              class="sheet-tag-off"
              whyNot={whyNot()}
              label={`Take off ${tag.text}`}
              hint={`Take off ${tag.text}`}
              act={() => void takeOff(tag)}
            >
              <Icon name="cross" />
            </Action>
          </span>
        )}
      </For>
      <div class="sheet-tag-more" ref={(element) => (opener = element)}>
        <Show
          when={isAdding()}
          fallback={
            <Action class="link sheet-add" whyNot={whyNot()} act={() => setAdding(true)}>
              <Icon name="plus" />
              Add a tag
            </Action>
          }
        >
          <AddTag
            app={props.app}
            present={tags()}
            add={(tag) => void send(tag, true)}
            close={() => {
              setAdding(false)
              setFault(null)
              opener?.querySelector('button')?.focus()
            }}
          />
        </Show>
      </div>
      <Show when={fault()}>
        {(message) => (
          <p class="sheet-refused">
            <Icon name="alert" />
            {message()}
          </p>
        )}
      </Show>
    </div>
  )
}

const AddTag = (props: {
  app: WebApp
  present: readonly KnownTag[]
  add: (tag: KnownTag) => void
  close: () => void
}) => {
  const id = createUniqueId()
  const known = createQuery(props.app.api, knownTagsDocument, () => ({}))
  const offered = () =>
    known.data()?.tags.filter(({ text }) => !props.present.some((tag) => tag.text === text)) ?? []
  let input: HTMLInputElement | undefined
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    const text = input?.value.trim() ?? ''
    if (text === '') return input?.focus()
    props.add(offered().find((tag) => tag.text === text) ?? { id: text, text, color: null, description: null })
    if (input) input.value = ''
    input?.focus()
  }
  return (
    <form
      class="sheet-tag-form"
      onSubmit={submit}
      onKeyDown={(event) => event.key === 'Escape' && props.close()}
    >
      <input
        ref={(element) => {
          input = element
          queueMicrotask(() => element.focus())
        }}
        class="input"
        aria-label="Tag to put on"
        placeholder="Tag"
        maxlength="20"
        autocomplete="off"
        list={id}
      />
      <datalist id={id}>
        <For each={offered()}>{({ text, description }) => <option value={text} label={description ?? undefined} />}</For>
      </datalist>
      <button type="submit" class="button">
        Add
      </button>
      <button type="button" class="icon-button" aria-label="Done with tags" onClick={() => props.close()}>
        <Icon name="cross" />
      </button>
    </form>
  )
}
