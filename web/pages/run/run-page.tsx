import { A, useParams } from '@solidjs/router'
import { createEffect, createMemo, Match, onCleanup, Show, Switch } from 'solid-js'
import type { WebApp } from '../../app.ts'
import { createQuery } from '../../graphql/query.ts'
import { keepLive } from '../../graphql/live-query.ts'
import { Bones } from '../../kit/panel.tsx'
import { Empty, FaultLine, FaultState } from '../../kit/states.tsx'
import { effectiveStart } from '../../nouns/run-times.ts'
import { stateWords } from '../../nouns/run-words.ts'
import { runTouched } from '../../nouns/touched.ts'
import { runDocument } from './documents.ts'
import { RunNav } from './run-nav.tsx'
import { RunSheet } from './run-sheet.tsx'
import './sheet.css'
import './sheet-edits.css'
import './sheet-panels.css'
import './sheet-print.css'

const greatest = 2_147_483_647
const lostAfterMs = 48 * 3_600_000

/** The number in the address; null when it is none. */
const readNumber = (text: string | undefined): number | null => {
  const number = /^0*\d{1,10}$/.test(text ?? '') ? Number(text) : 0
  return number >= 1 && number <= greatest ? number : null
}

/** Everything about one run. */
export const RunPage = (props: { app: WebApp }) => {
  const parameters = useParams()
  const number = createMemo(() => readNumber(parameters['number']))
  return (
    <Show when={number() !== null} fallback={<NoNumber text={parameters['number'] ?? ''} />}>
      <KnownNumber app={props.app} number={number() ?? 0} />
    </Show>
  )
}

const NoNumber = (props: { text: string }) => {
  document.title = 'No such run · Logline'
  return (
    <>
      <h1 class="visually-hidden">No such run</h1>
      <Empty title={`“${props.text}” is no run number`}>
        <p>
          Runs are found by their number, such as <code>/runs/526080</code>.
        </p>
        <A class="button" href="/runs">
          All runs
        </A>
      </Empty>
    </>
  )
}

const KnownNumber = (props: { app: WebApp; number: number }) => {
  const { api, clock } = props.app
  const query = createQuery(api, runDocument, () => ({ number: props.number }))
  const run = () => query.data()?.run ?? undefined
  createEffect(() => {
    const now = query.data()?.server.now
    if (now) clock.set(Date.parse(now))
  })
  // The last run waits for the one after it; all others look after themselves only.
  keepLive(api, query, () => runTouched({ number: run()?.next === null ? { gte: props.number } : { eq: props.number } }))

  // That a run is lost happens by the clock alone: nobody tells.
  createEffect(() => {
    const known = run()
    const start = known?.state === 'RUNNING' ? effectiveStart(known) : null
    // Each answer sets the alarm anew: the server's clock decides.
    const now = Date.parse(query.data()?.server.now ?? '')
    if (start === null || Number.isNaN(now)) return
    const timer = setTimeout(() => void query.reload(), Math.max(1000, start + lostAfterMs - now + 500))
    onCleanup(() => clearTimeout(timer))
  })

  createEffect(() => {
    const known = run()
    document.title = `Run ${props.number}${known?.number === props.number ? ` · ${stateWords[known.state]}` : ''} · Logline`
  })

  const mayNotRead = () => ['UNAUTHENTICATED', 'FORBIDDEN'].includes(query.fault()?.code ?? '')
  return (
    <div class="sheet" aria-busy={query.isLoading() && run()?.number !== props.number}>
      <RunNav app={props.app} number={props.number} run={run()} />
      <Switch>
        <Match when={mayNotRead()}>
          <h1 class="visually-hidden">Run {props.number}</h1>
          <Empty title="You may not read this run">
            <p>{query.fault()?.message}</p>
            <A class="button" href={`/sign-in?to=${encodeURIComponent(`/runs/${props.number}`)}`}>
              Sign in
            </A>
          </Empty>
        </Match>
        <Match when={query.fault() && !query.data()}>
          <h1 class="visually-hidden">Run {props.number}</h1>
          <FaultState
            fault={query.fault()!}
            what={`Run ${props.number} could not be read`}
            retry={() => void query.reload()}
          />
        </Match>
        <Match when={query.data() && !run() && !query.isLoading()}>
          <h1 class="visually-hidden">No such run</h1>
          <Empty title={`There is no run ${props.number}`}>
            <p>If it starts while this page is open, it appears here by itself.</p>
            <A class="button" href="/runs">
              All runs
            </A>
          </Empty>
        </Match>
        <Match when={run()?.id}>
          <Show when={query.fault()}>
            {(fault) => (
              <FaultLine fault={fault()} what="This may be out of date." retry={() => void query.reload()} />
            )}
          </Show>
          <Show when={run()?.id} keyed>
            <RunSheet app={props.app} run={run()!} reload={query.reload} />
          </Show>
        </Match>
        <Match when={true}>
          <Bones lines={8} />
        </Match>
      </Switch>
    </div>
  )
}
