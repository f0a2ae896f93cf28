import { For, Show } from 'solid-js'
import type { WebApp } from '../../app.ts'
import type { EnumOf } from '../../graphql/graphql.ts'
import { Icon, type IconName } from '../../kit/icon.tsx'
import { Moment } from '../../kit/moment.tsx'
import type { Token } from './documents.ts'
import { rightWords, roleWords } from './right-words.ts'

const stateWords: Readonly<Record<EnumOf<'TokenState'>, readonly [word: string, icon: IconName]>> = {
  VALID: ['Valid', 'check'],
  EXPIRED: ['Expired', 'cross'],
  REVOKED: ['Revoked', 'cross'],
}

/** What a token is worth at a moment that has gone on since it was read (epoch ms). */
const stateAt = ({ state, expiresAt }: Token, now: number): EnumOf<'TokenState'> =>
  state === 'VALID' && expiresAt !== null && Date.parse(expiresAt) <= now ? 'EXPIRED' : state

export const TokenRow = (props: { app: WebApp; token: Token; isOwn: boolean; revoke: () => void }) => {
  const { clock, zones } = props.app
  const state = () => stateAt(props.token, clock.now())
  const role = () => roleWords.find(({ role }) => role === props.token.role)
  const moment = (at: string, hint?: string) => <Moment at={Date.parse(at)} zone={zones.zone()} hint={hint} />
  return (
    <tr class="token" data-token={props.token.number} data-state={state()}>
      <th scope="row" class="admin-name">
        {props.token.name}
        <Show when={props.isOwn}>
          {' '}
          <span class="token-own">you</span>
        </Show>
        <span class="admin-small">
          {props.token.kind === 'PERSONAL' ? 'Person' : 'Program'} · {props.token.number}
        </span>
      </th>
      <td data-label="May">
        <Show
          when={role()}
          fallback={
            <ul class="token-scopes">
              <For each={props.token.scopes}>{(scope) => <li title={rightWords[scope]}>{scope}</li>}</For>
            </ul>
          }
        >
          {(known) => <span title={known().allows}>{known().role.toLowerCase()}</span>}
        </Show>
      </td>
      <td data-label="State">
        <span class="admin-state" data-tone={state() === 'VALID' ? 'good' : undefined}>
          <Icon name={stateWords[state()][1]} />
          {stateWords[state()][0]}
        </span>
        <Show when={props.token.revokedAt}>{(at) => <span class="admin-small">{moment(at())}</span>}</Show>
        <Show when={state() === 'VALID' && props.token.sessionCount > 0}>
          <span class="admin-small">
            {props.token.sessionCount === 1 ? '1 browser' : `${props.token.sessionCount} browsers`} signed in
          </span>
        </Show>
      </td>
      <td data-label="Last used">
        <Show when={props.token.lastUsedAt} fallback={<span class="nothing">never</span>}>
          {(at) => moment(at(), 'To the minute')}
        </Show>
      </td>
      <td data-label="Ends">
        <Show when={props.token.expiresAt} fallback={<span class="nothing">never</span>}>
          {(at) => moment(at())}
        </Show>
      </td>
      <td data-label="Made">
        {moment(props.token.createdAt)}
        <span class="admin-small">by {props.token.createdBy}</span>
      </td>
      <td class="admin-actions">
        <Show when={state() === 'VALID'}>
          <button
            type="button"
            class="button"
            data-kind="danger"
            aria-label={`Revoke ${props.token.name}`}
            onClick={() => props.revoke()}
          >
            Revoke
          </button>
        </Show>
      </td>
    </tr>
  )
}
