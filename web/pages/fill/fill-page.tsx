import { A, useLocation, useNavigate, useParams } from '@solidjs/router'
import { createEffect, createMemo, onCleanup, Show } from 'solid-js'
import type { WebApp } from '../../app.ts'
import { keepLive } from '../../graphql/live-query.ts'
import { createQuery } from '../../graphql/query.ts'
import { Bones } from '../../kit/panel.tsx'
import { Empty, FaultLine, FaultState } from '../../kit/states.tsx'
import { fillPath } from '../../nouns/links.tsx'
import { fillTouched, runTouched } from '../../nouns/touched.ts'
import { fillDocument, fillRunsAtMost } from './documents.ts'
import { FillBody } from './fill-body.tsx'
import { readFillView, writeFillView, type FillView } from './view.ts'
import '../../kit/record.css'
import './fill.css'

/** What goes on changes its figures with the clock. */
const againMs = 15_000
const largest = 2 ** 31 - 1

const readNumber = (text: string | undefined): number | null => {
  const number = /^\d{1,10}$/.test(text ?? '') ? Number(text) : Number.NaN
  return number <= largest ? number : null
}

/** The page of a fill: what it was, how its stable beams were used, and by which runs. */
export const FillPage = (props: { app: WebApp }) => {
  const parameters = useParams()
  const number = createMemo(() => readNumber(parameters['number']))
  return (
    <Show when={number() !== null} fallback={<NoFill what={parameters['number'] ?? ''} />}>
      <FillOf app={props.app} number={number() ?? 0} />
    </Show>
  )
}

const FillOf = (props: { app: WebApp; number: number }) => {
  const { api, clock, keys } = props.app
  const location = useLocation()
  const navigate = useNavigate()
  const view = createMemo(() => readFillView(location.search))
  const change = (wanted: Partial<FillView>) =>
    navigate(`${fillPath(props.number)}${writeFillView({ ...view(), ...wanted })}`, { scroll: false, resolve: false })

  const query = createQuery(api, fillDocument, () => ({ number: props.number, runs: view().runSet, first: fillRunsAtMost }))
  const fill = () => query.data()?.fill ?? undefined
  createEffect(() => {
    const now = query.data()?.server.now
    if (now) clock.set(Date.parse(now))
  })
  keepLive(api, query, () => fillTouched({ number: { eq: props.number } }))
  keepLive(api, query, () => runTouched({ fillNumber: { eq: props.number } }))
  createEffect(() => {
    const known = fill()
    if (!known?.stableBeamsStart || known.stableBeamsEnd) return
    const timer = setInterval(() => query.reload(), againMs)
    onCleanup(() => clearInterval(timer))
  })
  createEffect(() => {
    document.title = `Fill ${props.number} · Logline`
  })
  const go = (beside: { number: number } | null | undefined) => beside && navigate(fillPath(beside.number))
  keys.use(
    { keys: '[', what: 'Previous fill', group: 'Fill', run: () => go(fill()?.previous) },
    { keys: ']', what: 'Next fill', group: 'Fill', run: () => go(fill()?.next) },
  )

  return (
    <div class="record fill" aria-busy={query.isLoading()}>
      <Show
        when={query.data()}
        fallback={
          <Show when={query.fault()} fallback={<Bones lines={8} />}>
            {(fault) => <FaultState fault={fault()} what="The fill could not be read" retry={query.reload} />}
          </Show>
        }
      >
        <Show when={query.fault()}>
          {(fault) => <FaultLine fault={fault()} what="This may be out of date." retry={query.reload} />}
        </Show>
        <Show when={fill()} fallback={<NoFill what={String(props.number)} />}>
          {(known) => <FillBody app={props.app} fill={known()} view={view()} change={change} />}
        </Show>
      </Show>
    </div>
  )
}

const NoFill = (props: { what: string }) => {
  createEffect(() => {
    document.title = `No fill ${props.what} · Logline`
  })
  return (
    <>
      <h1 class="visually-hidden">No such fill</h1>
      <Empty title={`There is no fill ${props.what}`}>
        <p>
          The number may be mistyped, or nobody has told of it yet. <A href="/fills">All fills</A>
        </p>
      </Empty>
    </>
  )
}
