import { createSignal, For } from 'solid-js'
import type { WebApp } from '../../app.ts'
import { copyText } from '../../kit/copy.ts'
import { Icon } from '../../kit/icon.tsx'
import { readIntrospection, saveText } from './schema-files.ts'

const socketOf = (origin: string) => origin.replace(/^http/, 'ws')

/** Where programs find the API, and what generators of clients read. */
export const Endpoints = (props: { app: WebApp }) => {
  const { toasts } = props.app
  const { origin } = location
  const [isReading, setReading] = createSignal(false)
  const addresses = [
    { what: 'Queries and mutations', address: `${origin}/graphql`, hint: 'POST, application/json' },
    { what: 'Subscriptions', address: `${socketOf(origin)}/graphql`, hint: 'WebSocket, graphql-transport-ws' },
    { what: 'Subscriptions as events', address: `${origin}/graphql`, hint: 'POST, accept: text/event-stream' },
  ]
  const copy = async (address: string) => {
    if (await copyText(address)) toasts.done('Copied the address')
    else toasts.failed('The browser did not let this page copy')
  }
  const introspect = async () => {
    if (isReading()) return
    setReading(true)
    try {
      saveText('logline-introspection.json', 'application/json', await readIntrospection(`${origin}/graphql`))
    } catch (error) {
      toasts.failed('The schema could not be read', error instanceof Error ? error.message : undefined)
    } finally {
      setReading(false)
    }
  }
  return (
    <section class="explorer-endpoints" aria-label="Addresses and schema">
      <dl class="explorer-addresses">
        <For each={addresses}>
          {({ what, address, hint }) => (
            <div class="explorer-address">
              <dt>{what}</dt>
              <dd title={hint}>
                <code>{address}</code>
                <button
                  type="button"
                  class="icon-button"
                  aria-label={`Copy the address of ${what.toLowerCase()}`}
                  onClick={() => void copy(address)}
                >
                  <Icon name="copy" />
                </button>
              </dd>
              <dd class="explorer-hint">{hint}</dd>
            </div>
          )}
        </For>
      </dl>
      <p class="explorer-schema">
        <a class="button" href="/schema.graphql" rel="external" download="logline.graphql">
          <Icon name="down" />
          Schema, SDL
        </a>
        <button type="button" class="button" aria-busy={isReading()} onClick={() => void introspect()}>
          <Icon name="down" />
          Introspection, JSON
        </button>
      </p>
    </section>
  )
}
