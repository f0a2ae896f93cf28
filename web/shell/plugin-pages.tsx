import { A } from '@solidjs/router'
import { For } from 'solid-js'
import type { WebApp } from '../app.ts'
import { Icon } from '../kit/icon.tsx'
import { servedPages } from '../panels/served-panels.ts'

/** The way to the pages that plugins have for themselves. */
export const PluginPages = (props: { app: WebApp }) => {
  const pages = servedPages(props.app)
  return (
    <For each={pages()}>
      {({ plugin, title }) => (
        <A class="menu-item" href={`/plugins/${plugin}`}>
          <Icon name="kit" />
          {title}
        </A>
      )}
    </For>
  )
}
