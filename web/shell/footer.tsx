import { Show } from 'solid-js'
import type { WebApp } from '../app.ts'

const ownVersion = import.meta.env.LOGLINE_VERSION

/** Who answers, and whom it takes us for. */
export const Footer = (props: { app: WebApp }) => {
  const { facts } = props.app.viewer
  return (
    <footer class="footer">
      <Show when={facts.data()} fallback={<span>Pages of {ownVersion}</span>}>
        {(known) => (
          <>
            <span>
              Logline {known().server.version}, pages {ownVersion}
              <Show when={known().server.version !== ownVersion}>
                :{' '}
                <button type="button" class="footer-reload" onClick={() => location.reload()}>
                  load those of the server
                </button>
              </Show>
            </span>
            <span>
              {known().viewer.name}, {known().viewer.role?.toLowerCase() ?? 'no role'}
            </span>
          </>
        )}
      </Show>
      <a href="/schema.graphql" rel="external">
        GraphQL schema
      </a>
    </footer>
  )
}
