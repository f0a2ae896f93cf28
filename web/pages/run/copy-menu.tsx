import { stringifyDocument } from '@urql/core'
import { For } from 'solid-js'
import type { WebApp } from '../../app.ts'
import { snippetKinds, snippetNames, toSnippet } from '../../graphql/snippet.ts'
import { copyText } from '../../kit/copy.ts'
import { Icon } from '../../kit/icon.tsx'
import { Menu } from '../../kit/menu.tsx'
import { runPath } from '../../nouns/links.tsx'
import { runElsewhereDocument } from './documents.ts'

/** As people read it: urql puts the name of a document in a comment over it. */
const query = stringifyDocument(runElsewhereDocument).replace(/^#.*\n/, '')

/** The run for elsewhere: its address, or the question that answers with it. */
export const CopyMenu = (props: { app: WebApp; number: number }) => {
  const { toasts } = props.app
  const copy = async (what: string, text: string) => {
    if (await copyText(text)) toasts.done(`${what} copied.`)
    else toasts.failed(`The browser does not let the page copy. ${text.length < 200 ? text : ''}`)
  }
  const asked = () => ({ url: `${location.origin}/graphql`, document: query, variables: { number: props.number } })
  const items = [
    { label: 'Link', act: () => copy('Link', `${location.origin}${runPath(props.number)}`) },
    {
      label: 'As GraphQL',
      act: () => copy('GraphQL', `# Variables: ${JSON.stringify(asked().variables)}\n${query}`),
    },
    ...snippetKinds.map((kind) => ({
      label: `As ${snippetNames[kind]}`,
      act: () => copy(snippetNames[kind], toSnippet(kind, asked())),
    })),
  ]
  return (
    <Menu
      label="Copy"
      class="button"
      face={
        <>
          <Icon name="copy" />
          Copy
          <Icon name="chevron" />
        </>
      }
    >
      <For each={items}>
        {({ label, act }) => (
          <button
            type="button"
            class="menu-item"
            onClick={(event) => {
              event.currentTarget.closest<HTMLElement>('[popover]')?.hidePopover()
              void act()
            }}
          >
            {label}
          </button>
        )}
      </For>
    </Menu>
  )
}
