import { A, useLocation, useNavigate, useParams } from '@solidjs/router'
import { createEffect, createMemo, Show } from 'solid-js'
import type { WebApp } from '../../app.ts'
import { keepLive } from '../../graphql/live-query.ts'
import { createQuery } from '../../graphql/query.ts'
import { Bones } from '../../kit/panel.tsx'
import { Empty, FaultLine, FaultState } from '../../kit/states.tsx'
import { readWindow, writeWindow } from '../../kit/timeline/address.ts'
import { environmentPath } from '../../nouns/links.tsx'
import { environmentTouched, runTouched } from '../../nouns/touched.ts'
import { environmentDocument, environmentRunsAtMost } from './documents.ts'
import { EnvironmentBody } from './environment-body.tsx'
import '../../kit/record.css'
import './environment.css'

/** The page of an environment: what it does now, and what it did. */
export const EnvironmentPage = (props: { app: WebApp }) => {
  const { api, clock } = props.app
  const parameters = useParams()
  const location = useLocation()
  const navigate = useNavigate()
  const id = createMemo(() => parameters['id'] ?? '')
  const query = createQuery(api, environmentDocument, () => ({ id: id(), first: environmentRunsAtMost }))
  const environment = () => query.data()?.environment ?? undefined
  createEffect(() => {
    const now = query.data()?.server.now
    if (now) clock.set(Date.parse(now))
  })
  keepLive(api, query, () => environmentTouched({ id: { eq: id() } }))
  keepLive(api, query, () => runTouched({ environmentId: { eq: id() } }))
  createEffect(() => {
    document.title = `Environment ${id()} · Logline`
  })

  return (
    <div class="record environment" aria-busy={query.isLoading()}>
      <Show
        when={query.data()}
        fallback={
          <Show when={query.fault()} fallback={<Bones lines={8} />}>
            {(fault) => <FaultState fault={fault()} what="The environment could not be read" retry={query.reload} />}
          </Show>
        }
      >
        <Show when={query.fault()}>
          {(fault) => <FaultLine fault={fault()} what="This may be out of date." retry={query.reload} />}
        </Show>
        <Show
          when={environment()}
          fallback={
            <>
              <h1 class="visually-hidden">No such environment</h1>
              <Empty title={`There is no environment ${id()}`}>
                <p>
                  Its id may be mistyped (large and small letters count), or nobody has told of it yet.{' '}
                  <A href="/environments">All environments</A>
                </p>
              </Empty>
            </>
          }
        >
          {(known) => (
            <EnvironmentBody
              app={props.app}
              environment={known()}
              window={readWindow(new URLSearchParams(location.search))}
              choose={(window) => {
                const parts = writeWindow(window)
                navigate(`${environmentPath(id())}${parts && `?${parts}`}`, { scroll: false, resolve: false })
              }}
            />
          )}
        </Show>
      </Show>
    </div>
  )
}
