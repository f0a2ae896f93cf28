import { A } from '@solidjs/router'
import { Show } from 'solid-js'
import type { WebApp } from '../app.ts'
import { graphql } from '../graphql/graphql.ts'
import { keepLive } from '../graphql/live-query.ts'
import { createQuery } from '../graphql/query.ts'
import { Icon } from '../kit/icon.tsx'
import { jobTouched, pluginTouched } from '../nouns/touched.ts'
import './trouble-mark.css'

const troubleDocument = graphql(`
  query Trouble {
    server {
      eventCursor
    }
    plugins {
      id
      name
      state
    }
    jobs {
      id
      name
      state
    }
  }
`)

/** Beside the live dot, for those who can do something about it: plugins that are down and jobs that are paused. */
export const TroubleMark = (props: { app: WebApp }) => {
  const query = createQuery(props.app.api, troubleDocument, () => ({}))
  const paused = () => query.data()?.jobs.filter(({ state }) => state === 'PAUSED').map(({ name }) => name) ?? []
  keepLive(props.app.api, query, pluginTouched)
  // Jobs begin and end all the time: only one that is paused, or no longer, is worth asking again.
  keepLive(props.app.api, query, () =>
    jobTouched(({ node }) => node === null || (node.state === 'PAUSED') !== paused().includes(node.name)),
  )
  const failed = () => query.data()?.plugins.filter(({ state }) => state === 'FAILED').map(({ name }) => name) ?? []
  const words = () =>
    [
      failed().length > 0 && `${failed().length === 1 ? 'Plugin' : 'Plugins'} failed: ${failed().join(', ')}`,
      paused().length > 0 && `${paused().length === 1 ? 'Job' : 'Jobs'} paused: ${paused().join(', ')}`,
    ].filter(Boolean).join('. ')
  return (
    <Show when={words()}>
      <A
        class="trouble-mark"
        href={failed().length > 0 ? '/admin/plugins' : '/admin/jobs'}
        aria-label={words()}
        title={words()}
        data-tone={failed().length > 0 ? 'bad' : 'warn'}
      >
        <Icon name={failed().length > 0 ? 'alert' : 'pause'} />
        <span aria-hidden="true">{failed().length + paused().length}</span>
      </A>
    </Show>
  )
}
