import { createSignal, For, Show } from 'solid-js'
import type { WebApp } from '../../app.ts'
import { Dialog } from '../../kit/dialog.tsx'
import { FormFoot } from '../../kit/form-foot.tsx'
import { Segmented } from '../../kit/segmented.tsx'
import { TextField } from '../../kit/text-field.tsx'
import { createTokenDocument, type UserError } from './documents.ts'
import { expiries, expiryOf, type ExpiryChoice } from './expiry.ts'
import { NewSecret } from './new-secret.tsx'
import { isOwn, lackingFor, rightWords, roleWords, type Role } from './right-words.ts'

type Made = { name: string; secret: string }

/** Makes a token, and shows its secret: the only time that anybody sees it. */
export const CreateTokenDialog = (props: { app: WebApp; isOpen: boolean; close: () => void }) => {
  const [made, setMade] = createSignal<Made | null>(null)
  const [isSafe, setSafe] = createSignal(false)
  const [isWarned, setWarned] = createSignal(false)
  const close = () => {
    // A secret that nobody has copied is gone with the window.
    if (made() && !isSafe() && !isWarned()) return void setWarned(true)
    setMade(null)
    setSafe(false)
    setWarned(false)
    props.close()
  }
  return (
    <Dialog title={made() ? `Token of ${made()?.name}` : 'New token'} isOpen={props.isOpen} close={close}>
      <Show when={made()} fallback={<CreateTokenForm app={props.app} made={setMade} cancel={close} />}>
        {(token) => (
          <NewSecret secret={token().secret} isSafe={isSafe()} isWarned={isWarned()} copied={() => setSafe(true)} close={close} />
        )}
      </Show>
    </Dialog>
  )
}

const CreateTokenForm = (props: { app: WebApp; made: (made: Made) => void; cancel: () => void }) => {
  const { api, viewer, clock } = props.app
  const [name, setName] = createSignal('')
  const [kind, setKind] = createSignal<'person' | 'program'>('person')
  const [role, setRole] = createSignal<Role>('SHIFTER')
  const [scopes, setScopes] = createSignal<readonly string[]>(['read'])
  const [expiry, setExpiry] = createSignal<ExpiryChoice>('90d')
  const [errors, setErrors] = createSignal<readonly Pick<UserError, 'path' | 'message'>[]>([])
  const [isSending, setSending] = createSignal(false)

  const faultOf = (...places: string[]) => errors().find(({ path }) => places.includes(path[0] ?? ''))?.message
  const lacking = (right: string) => (viewer.may(right) ? undefined : `You cannot give what you do not have: ${right}`)
  const lackingRole = (one: Role) => {
    const missing = lackingFor(one, (right) => isOwn(right) || viewer.may(right))
    return missing.length > 0 ? `You cannot give what you do not have: ${missing.join(', ')}` : undefined
  }
  const toggle = (right: string) =>
    setScopes((given) => (given.includes(right) ? given.filter((one) => one !== right) : [...given, right]))

  const send = async (event: SubmitEvent) => {
    event.preventDefault()
    if (isSending()) return
    const given = kind() === 'person' ? { role: role() } : { scopes: [...scopes()] }
    if (name().trim() === '') return void setErrors([{ path: ['name'], message: 'Say whose it is, or what for' }])
    if (kind() === 'program' && scopes().length === 0) return void setErrors([{ path: ['scopes'], message: 'A program needs at least one right' }])
    setSending(true)
    const input = { name: name(), expiresAt: expiryOf(expiry(), clock.now()), ...given }
    const { data, fault } = await api.send(createTokenDocument, { input })
    setSending(false)
    if (fault) return void setErrors([{ path: [], message: fault.message }])
    const { secret, token, userErrors } = data.createToken
    setErrors(userErrors)
    if (secret !== null && token) props.made({ name: token.name, secret })
  }

  return (
    <form class="form" onSubmit={(event) => void send(event)}>
      <TextField
        label="Name"
        hint="Whose it is, or what for: histories name it."
        fault={faultOf('name')}
        value={name()}
        set={setName}
        autofocus
        maxlength="64"
      />
      <div class="field">
        <span class="field-label">For</span>
        <Segmented
          name="token-kind"
          label="For"
          value={kind()}
          choose={setKind}
          segments={[
            { value: 'person', label: 'A person, by role' },
            { value: 'program', label: 'A program, by rights' },
          ]}
        />
      </div>
      <Show
        when={kind() === 'person'}
        fallback={
          <fieldset class="grants">
            <legend class="field-label">Rights</legend>
            <For each={Object.entries(rightWords)}>
              {([right, words]) => (
                <Grant type="checkbox" name="scope" value={right} words={words} checked={scopes().includes(right)} whyNot={lacking(right)} choose={() => toggle(right)} />
              )}
            </For>
          </fieldset>
        }
      >
        <fieldset class="grants">
          <legend class="field-label">Role</legend>
          <For each={roleWords}>
            {(one) => (
              <Grant type="radio" name="role" value={one.role.toLowerCase()} words={one.allows} checked={role() === one.role} whyNot={lackingRole(one.role)} choose={() => setRole(one.role)} />
            )}
          </For>
        </fieldset>
      </Show>
      <Show when={faultOf('role', 'scopes')}>
        {(message) => (
          <p class="field-fault" role="alert">
            {message()}
          </p>
        )}
      </Show>
      <div class="field">
        <span class="field-label">Ends after</span>
        <Segmented name="token-expiry" label="Ends after" segments={expiries} value={expiry()} choose={setExpiry} />
        <Show when={faultOf('expiresAt')}>{(message) => <p class="field-fault" role="alert">{message()}</p>}</Show>
      </div>
      <FormFoot
        refusal={errors().find(({ path }) => path.length === 0)?.message}
        cancel={props.cancel}
        submit={isSending() ? 'Making it …' : 'Make the token'}
        isOff={isSending()}
      />
    </form>
  )
}

/** One thing that may be given, with what it allows. What the giver lacks stays readable, with the reason. */
const Grant = (props: {
  type: 'radio' | 'checkbox'
  name: string
  value: string
  words: string
  checked: boolean
  whyNot: string | undefined
  choose: () => void
}) => (
  <label class="grant" title={props.whyNot} data-refused={props.whyNot !== undefined || undefined}>
    <input
      type={props.type}
      name={props.name}
      value={props.value}
      checked={props.checked}
      aria-disabled={props.whyNot !== undefined}
      onClick={(event) => props.whyNot !== undefined && event.preventDefault()}
      onChange={() => props.whyNot === undefined && props.choose()}
    />
    <span>
      <span class="grant-name">{props.value}</span> <span class="grant-words">{props.words}</span>
      <Show when={props.whyNot}>
        <span class="grant-why">{props.whyNot}</span>
      </Show>
    </span>
  </label>
)
