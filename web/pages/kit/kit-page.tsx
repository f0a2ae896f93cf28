import { For } from 'solid-js'
import type { WebApp } from '../../app.ts'
import { actionParts } from './action-parts.tsx'
import { dataParts } from './data-parts.tsx'
import { filterParts } from './filter-parts.tsx'
import { panelParts } from './panel-parts.tsx'
import { Part, toAnchor } from './part.tsx'
import { stateParts } from './state-parts.tsx'
import { tableParts } from './table-parts.tsx'
import './kit-page.css'

/** Every part of which pages and panels of plugins are made, in light and in dark. */
export const KitPage = (props: { app: WebApp }) => {
  document.title = 'Kit · Logline'
  const { app } = props
  const parts = [
    ...actionParts(),
    ...filterParts(app),
    ...tableParts(),
    ...dataParts(app),
    ...stateParts(app),
    ...panelParts(app),
  ]
  return (
    <div class="kit-page">
      <h1 class="kit-title">Kit</h1>
      <p class="kit-lead">
        The parts that these pages are made of. Panels of plugins may use them, too: <code>plugins/README.md</code> says
        how. Colours, gaps and sizes are the tokens of <code>web/kit/tokens.css</code>.
      </p>
      <nav class="kit-contents" aria-label="Parts">
        <For each={parts}>
          {({ name }) => (
            <a href={`#${toAnchor(name)}`} rel="external">
              {name}
            </a>
          )}
        </For>
      </nav>
      <For each={parts}>{(part) => <Part part={part} />}</For>
    </div>
  )
}
