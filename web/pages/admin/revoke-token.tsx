import { createSignal, Show } from 'solid-js'
import type { WebApp } from '../../app.ts'
import { Dialog } from '../../kit/dialog.tsx'
import { Moment } from '../../kit/moment.tsx'
import { revokeTokenDocument, type Token } from './documents.ts'

/** Asks before a token is taken back, and says what stops working then. */
export const RevokeTokenDialog = (props: { app: WebApp; token: Token | null; isOwn: boolean; close: () => void }) => {
  const { api, zones, toasts } = props.app
  const [isSending, setSending] = createSignal(false)

  const revoke = async (token: Token) => {
    if (isSending()) return
    setSending(true)
    const { data, fault } = await api.send(revokeTokenDocument, { id: token.id })
    setSending(false)
    const refused = fault?.message ?? data?.revokeToken.userErrors[0]?.message
    if (refused !== undefined) return toasts.failed(`${token.name} was not revoked: ${refused}`, fault?.requestId ?? undefined)
    toasts.done(`${token.name} is revoked`)
    props.close()
  }

  return (
    <Dialog title={`Revoke ${props.token?.name ?? ''}`} isOpen={props.token !== null} close={props.close}>
      <Show when={props.token}>
        {(token) => (
          <>
            <div class="revoke-text">
              <p>
                {token().kind === 'PERSONAL'
                  ? 'Every program and page that signs in with this token stops at once, also what is open now.'
                  : 'The program that uses this token is refused at once, and what it does next is lost unless it keeps it.'}
              </p>
              <ul>
                <li>
                  <Show when={token().lastUsedAt} fallback="It was never used.">
                    {(at) => (
                      <>
                        It was last used <Moment at={Date.parse(at())} zone={zones.zone()} />.
                      </>
                    )}
                  </Show>
                </li>
                <Show when={token().sessionCount > 0}>
                  <li>
                    {token().sessionCount === 1 ? '1 browser is' : `${token().sessionCount} browsers are`} signed in with it,
                    and will be signed out.
                  </li>
                </Show>
                <li>It cannot be taken back: a new token has another secret.</li>
              </ul>
              <Show when={props.isOwn}>
                <p class="revoke-own" role="alert">
                  <strong>This is the token that you are signed in with.</strong> You will be signed out of this page.
                </p>
              </Show>
            </div>
            <div class="dialog-actions">
              <button type="button" class="button" autofocus onClick={() => props.close()}>
                Keep it
              </button>
              <button
                type="button"
                class="button"
                data-kind="danger"
                aria-disabled={isSending()}
                onClick={() => void revoke(token())}
              >
                {isSending() ? 'Revoking …' : 'Revoke it'}
              </button>
            </div>
          </>
        )}
      </Show>
    </Dialog>
  )
}
