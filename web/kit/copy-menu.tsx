import { stringifyDocument } from '@urql/core'
import { For } from 'solid-js'
import { snippetKinds, snippetNames, toSnippet } from '../graphql/snippet.ts'
import { copyText } from './copy.ts'
import { Icon } from './icon.tsx'
import { Menu } from './menu.tsx'
import type { Toasts } from './toast.tsx'

/** A thing for elsewhere: its address, or the question that answers with it. */
export const CopyMenu = (props: {
  toasts: Toasts
  /** Of its page. */
  path: string
  document: Parameters<typeof stringifyDocument>[0]
  variables: Readonly<Record<string, unknown>>
}) => {
  // As people read it: urql puts the name of a document in a comment over it.
  const query = stringifyDocument(props.document).replace(/^#.*\n/, '')
  const copy = async (what: string, text: string) => {
    if (await copyText(text)) props.toasts.done(`${what} copied.`)
    else props.toasts.failed(`The browser does not let the page copy. ${text.length < 200 ? text : ''}`)
  }
  const asked = () => ({ url: `${location.origin}/graphql`, document: query, variables: props.variables })
  const items = [
    { label: 'Link', act: () => copy('Link', `${location.origin}${props.path}`) },
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
