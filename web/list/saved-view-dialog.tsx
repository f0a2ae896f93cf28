import { createSignal, createUniqueId, Show } from 'solid-js'
import type { WebApp } from '../app.ts'
import type { Refusal } from '../graphql/refusal.ts'
import { FormFoot } from '../kit/form-foot.tsx'
import { TextField } from '../kit/text-field.tsx'

export type NamedView = { readonly name: string; readonly isShared: boolean }

/** What a view is called, and who sees it. */
export const SavedViewForm = (props: {
  app: WebApp
  /** As it is now; null for a new one. */
  saved: (NamedView & { readonly revision: number; readonly updatedBy: string }) | null
  submit: (named: NamedView) => Promise<Refusal | null>
  close: () => void
}) => {
  const hintId = createUniqueId()
  // As the editor saw it: it goes on changing under the form.
  const seen = props.saved && { ...props.saved }
  const [name, setName] = createSignal(seen?.name ?? '')
  const [isShared, setShared] = createSignal(seen?.isShared ?? false)
  const [refusal, setRefusal] = createSignal<Refusal | null>(null)
  const [wasTried, setTried] = createSignal(false)
  const [isSending, setSending] = createSignal(false)
  const whyNotShared = () => props.app.viewer.whyNot('view:share')
  const isConflict = () => props.saved?.revision !== seen?.revision
  const fault = () =>
    wasTried() && name().trim() === '' ? 'Give it a name.' : refusal()?.path === 'name' ? refusal()?.message : undefined

  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    setTried(true)
    setRefusal(null)
    if (isSending() || name().trim() === '') return
    setSending(true)
    const found = await props.submit({ name: name().trim(), isShared: isShared() })
    setSending(false)
    setRefusal(found)
    if (!found) props.close()
  }
  return (
    <form class="form" onSubmit={(event) => void submit(event)}>
      <Show when={isConflict() && props.saved}>
        {(now) => (
          <p role="alert">
            <strong>{now().updatedBy} changed it meanwhile.</strong> It is called “{now().name}” now
            {now().isShared ? ', and everybody sees it' : ''}. What you save goes over that.
          </p>
        )}
      </Show>
      <TextField label="Name" fault={fault()} value={name()} set={setName} maxlength="80" autofocus />
      <div class="field">
        <label class="saved-share">
          <input
            type="checkbox"
            checked={isShared()}
            disabled={whyNotShared() !== undefined}
            aria-describedby={hintId}
            onChange={({ currentTarget }) => setShared(currentTarget.checked)}
          />
          Share it with everybody
        </label>
        <p id={hintId} class="field-hint">
          {whyNotShared() ??
            (isShared()
              ? 'Everybody finds it here, and whoever may share views may change it.'
              : 'Only you see it, signed in with this token.')}
        </p>
      </div>
      <FormFoot
        refusal={refusal() !== null && refusal()!.path !== 'name' ? `Not saved: ${refusal()!.message}` : null}
        cancel={props.close}
        submit={isSending() ? 'Saving …' : isConflict() ? 'Save all the same' : 'Save'}
        isOff={isSending()}
      />
    </form>
  )
}
