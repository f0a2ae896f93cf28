import { createSignal } from 'solid-js'
import type { Viewer } from '../../viewer.ts'
import { Field } from '../../kit/form.tsx'
import './sign-in.css'

/** A token and a button. Also stands in a window over a page that must not be left. */
export const SignInForm = (props: { viewer: Viewer; done: () => void }) => {
  const [token, setToken] = createSignal('')
  const [fault, setFault] = createSignal<string>()
  const [isSending, setSending] = createSignal(false)
  let input: HTMLInputElement | undefined

  const send = async (event: SubmitEvent) => {
    event.preventDefault()
    if (isSending()) return
    if (token().trim() === '') {
      setFault('Paste your token here')
      input?.focus()
      return
    }
    setSending(true)
    const refused = await props.viewer.signIn(token().trim())
    setSending(false)
    setFault(refused ?? undefined)
    if (refused === null) props.done()
    else input?.select()
  }

  return (
    <form class="form" onSubmit={(event) => void send(event)}>
      {/* Password managers keep a secret under a name. */}
      <input class="visually-hidden" type="text" autocomplete="username" value="Logline" readonly tabindex="-1" aria-hidden="true" />
      <Field label="Token" fault={fault()}>
        {(ids) => (
          <input
            ref={(element) => (input = element)}
            id={ids.id}
            class="input sign-in-token"
            type="password"
            autocomplete="current-password"
            autocapitalize="off"
            spellcheck={false}
            placeholder="ll_pat_…"
            autofocus
            value={token()}
            aria-describedby={ids.describedBy}
            aria-invalid={ids.invalid}
            onInput={(event) => {
              setToken(event.currentTarget.value)
              setFault(undefined)
            }}
          />
        )}
      </Field>
      <div class="sign-in-actions">
        <button type="submit" class="button" data-kind="main" aria-disabled={isSending()}>
          {isSending() ? 'Signing in …' : 'Sign in'}
        </button>
      </div>
    </form>
  )
}
