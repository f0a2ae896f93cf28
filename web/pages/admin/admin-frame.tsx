import { A } from '@solidjs/router'
import { For, type JSX } from 'solid-js'
import { Icon } from '../../kit/icon.tsx'
import { panelsFor } from '../../panels/panels-for.ts'
import { pages } from '../../shell/pages.ts'
import './admin.css'

const own = pages.filter(({ href }) => href.startsWith('/admin/'))

/** Around every page of Admin: the way to the others, and to what plugins have there. */
export const AdminFrame = (props: { class?: string; children: JSX.Element }) => (
  <div class={`admin ${props.class ?? ''}`}>
    <nav class="admin-nav" aria-label="Admin">
      <For each={own}>
        {({ href, icon, title }) => (
          <A class="admin-tab" href={href}>
            <Icon name={icon} />
            {title}
          </A>
        )}
      </For>
      <For each={panelsFor('admin')}>
        {({ plugin, title }) => (
          <A class="admin-tab" href={`/admin/of/${plugin}`}>
            {title}
          </A>
        )}
      </For>
    </nav>
    {props.children}
  </div>
)
