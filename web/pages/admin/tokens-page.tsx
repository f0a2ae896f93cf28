import { batch, createEffect, createSignal, For, Match, Show, Switch } from 'solid-js'
import { A, useLocation } from '@solidjs/router'
import type { WebApp } from '../../app.ts'
import { keepLive } from '../../graphql/live-query.ts'
import { createQuery } from '../../graphql/query.ts'
import { Bones } from '../../kit/panel.tsx'
import { Empty, FaultLine, FaultState } from '../../kit/states.tsx'
import { signInFrom } from '../sign-in/own-path.ts'
import { AdminFrame } from './admin-frame.tsx'
import { CreateTokenDialog } from './create-token.tsx'
import { tokenEventsDocument, tokensDocument, type Token } from './documents.ts'
import { RevokeTokenDialog } from './revoke-token.tsx'
import { TokenRow } from './token-row.tsx'
import './tokens.css'

const pageSize = 100
/** The most that one answer of the server holds. */
const most = 1000

const right = 'token:manage'

/** Who and what may sign in: every token, live. */
export const TokensPage = (props: { app: WebApp }) => {
  document.title = 'Tokens · Logline'
  const { viewer } = props.app
  const location = useLocation()
  return (
    <AdminFrame class="tokens">
      <Switch fallback={<TokensTable app={props.app} />}>
        <Match when={!viewer.facts.data()}>
          <h1 class="admin-title">Tokens</h1>
          <Bones lines={6} />
        </Match>
        <Match when={!viewer.may(right)}>
          <Empty heading="h1" title="Tokens are for those who manage them">
            <p>{viewer.whyNot(right)}</p>
            <A class="button" href={signInFrom(location)}>
              Sign in
            </A>
          </Empty>
        </Match>
      </Switch>
    </AdminFrame>
  )
}

const TokensTable = (props: { app: WebApp }) => {
  const { api, viewer, clock } = props.app
  const [first, setFirst] = createSignal(pageSize)
  /** What is shown follows this cursor; null at the newest. */
  const [after, setAfter] = createSignal<string | null>(null)
  const tokens = createQuery(api, tokensDocument, () => ({ first: first(), after: after() }))
  let frame: HTMLTableElement | undefined
  const turn = (cursor: string | null) => {
    batch(() => {
      setFirst(pageSize)
      setAfter(cursor)
    })
    frame?.scrollIntoView({ block: 'start' })
  }
  const showOlder = () => {
    if (first() < most) setFirst(Math.min(most, first() + pageSize))
    else turn(list()?.pageInfo.endCursor ?? null)
  }
  keepLive(api, tokens, () => ({
    document: tokenEventsDocument,
    variables: { kinds: ['token.created', 'token.revoked'] },
    cursorOf: ({ events }) => events.cursor,
  }))
  createEffect(() => {
    const now = tokens.data()?.server.now
    if (now) clock.set(Date.parse(now))
  })
  const [isCreating, setCreating] = createSignal(false)
  const [revoking, setRevoking] = createSignal<Token | null>(null)
  const list = () => tokens.data()?.tokens
  const own = () => viewer.facts.data()?.viewer.tokenId

  return (
    <>
      <header class="admin-head">
        <h1 class="admin-title">Tokens</h1>
        <p class="admin-count" role="status">
          <Show when={list()}>{(known) => `${known().nodes.filter(({ state }) => state === 'VALID').length} valid of ${known().totalCount}`}</Show>
        </p>
        <button type="button" class="button" data-kind="main" onClick={() => setCreating(true)}>
          New token
        </button>
      </header>
      <p class="admin-about">
        Whatever signs in does it with one of these. A secret is shown once, when it is made: after that only its hash is
        kept.
      </p>
      <Show when={tokens.fault()}>
        {(fault) => (
          <Show
            when={list()}
            fallback={<FaultState fault={fault()} what="The tokens could not be read" retry={tokens.reload} />}
          >
            <FaultLine fault={fault()} what="This may be out of date." retry={tokens.reload} />
          </Show>
        )}
      </Show>
      <Show when={list()} fallback={<Show when={!tokens.fault()}><Bones lines={6} /></Show>}>
        {(known) => (
          <>
            <table ref={(element) => (frame = element)} class="admin-table">
              <caption class="visually-hidden">Tokens, newest first</caption>
              <thead>
                <tr>
                  <th scope="col">Name</th>
                  <th scope="col">May</th>
                  <th scope="col">State</th>
                  <th scope="col">Last used</th>
                  <th scope="col">Ends</th>
                  <th scope="col">Made</th>
                  <th scope="col">
                    <span class="visually-hidden">Revoke</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                <For each={known().nodes}>
                  {(token) => (
                    <TokenRow app={props.app} token={token} isOwn={token.id === own()} revoke={() => setRevoking(token)} />
                  )}
                </For>
              </tbody>
            </table>
            <div class="admin-more">
              <Show when={after() !== null}>
                <button type="button" class="button" onClick={() => turn(null)}>
                  Back to the newest tokens
                </button>
              </Show>
              <Show when={known().pageInfo.hasNextPage}>
                <button type="button" class="button" onClick={showOlder}>
                  Show older tokens
                </button>
              </Show>
            </div>
          </>
        )}
      </Show>
      <CreateTokenDialog app={props.app} isOpen={isCreating()} close={() => setCreating(false)} />
      <RevokeTokenDialog app={props.app} token={revoking()} isOwn={revoking()?.id === own()} close={() => setRevoking(null)} />
    </>
  )
}
