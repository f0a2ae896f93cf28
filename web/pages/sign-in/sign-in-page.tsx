import { useNavigate, useSearchParams } from '@solidjs/router'
import { Show } from 'solid-js'
import type { WebApp } from '../../app.ts'
import { CopyLine } from '../../kit/copy-line.tsx'
import { Moment } from '../../kit/moment.tsx'
import { toOwnPath } from './own-path.ts'
import { SignInForm } from './sign-in-form.tsx'

const command = 'npx logline token create --role shifter --name <you>'

/** Says who you are now, and takes a token. `?to=` is where it leads. */
export const SignInPage = (props: { app: WebApp }) => {
  document.title = 'Sign in · Logline'
  const { viewer, zones, toasts } = props.app
  const [search] = useSearchParams<{ to?: string }>()
  const navigate = useNavigate()
  const facts = () => viewer.facts.data()?.viewer

  const signOut = async () => {
    const fault = await viewer.signOut()
    if (fault === null) toasts.done('Signed out')
    else toasts.failed('You are still signed in', fault)
  }

  return (
    <div class="sign-in">
      <h1 class="sign-in-title">Sign in</h1>
      <Show
        when={viewer.isSignedIn()}
        fallback={
          <p class="sign-in-now">
            {viewer.may('read')
              ? 'You read as a guest. To judge runs and to write, sign in with your token.'
              : 'This server shows nothing to guests. Sign in with your token.'}
          </p>
        }
      >
        <div class="sign-in-now">
          <p>
            You are <strong>{viewer.name()}</strong>, {viewer.role()?.toLowerCase() ?? 'with a service token'}.
            <Show when={facts()?.expiresAt}>
              {(at) => (
                <>
                  {' '}
                  Your token ends <Moment at={Date.parse(at())} zone={zones.zone()} />.
                </>
              )}
            </Show>{' '}
            With another token you become somebody else here.
          </p>
          <button type="button" class="button" onClick={() => void signOut()}>
            Sign out
          </button>
        </div>
      </Show>
      <SignInForm
        viewer={viewer}
        done={() => navigate(toOwnPath(search.to, location.origin), { replace: true })}
      />
      <section class="sign-in-help">
        <h2>What is a token?</h2>
        <p>
          A secret that says who you are and what you may do, as long as it is valid. Yours begins with <code>ll_pat_</code>
          . An administrator makes it on the page Tokens, or on the server with
        </p>
        <CopyLine text={command} label="Copy the command" />
        <p>
          This browser keeps no copy: it gets a cookie that lasts while you use these pages, and ends when the token does.
        </p>
      </section>
    </div>
  )
}
