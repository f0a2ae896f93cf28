import { createEffect, Show, type JSX } from 'solid-js'
import type { Query } from '../../graphql/query.ts'
import type { Clock } from '../../kit/clock.ts'
import { Bones } from '../../kit/panel.tsx'
import { FaultLine, FaultState } from '../../kit/states.tsx'

/** What a query of a whole page shows: bones, what failed, or what was read, under the fault of a later try. */
export const Read = (props: { query: Query<object>; what: string; children: JSX.Element }) => (
  <Show
    when={props.query.data()}
    fallback={
      <Show when={props.query.fault()} fallback={<Bones lines={8} />}>
        {(fault) => <FaultState fault={fault()} what={props.what} retry={() => void props.query.reload()} />}
      </Show>
    }
  >
    <Show when={props.query.fault()}>
      {(fault) => <FaultLine fault={fault()} what="This may be out of date." retry={() => void props.query.reload()} />}
    </Show>
    {props.children}
  </Show>
)

/** Sets the clock of the page by each answer: what counts down counts by the server's. */
export const keepTime = (clock: Clock, query: Query<{ readonly server: { readonly now: string } }>): void =>
  createEffect(() => {
    const now = query.data()?.server.now
    if (now) clock.set(Date.parse(now))
  })
