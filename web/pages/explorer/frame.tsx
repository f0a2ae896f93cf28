import { createEffect, on, onCleanup } from 'solid-js'

/** What stands in an editor: an operation, and its variables as JSON. */
export type Written = { query: string; variables: string }

export const toAddress = ({ query, variables }: Written): string => `/graphiql#${new URLSearchParams({ query, variables })}`

/** What GraphiQL keeps in its own address while somebody types; null as long as there is nothing. */
export const readAddress = (href: string): Written | null => {
  const given = new URLSearchParams(href.split('#', 2)[1] ?? '')
  const query = given.get('query')
  return query === null ? null : { query, variables: given.get('variables') ?? '' }
}

/** GraphiQL, in a frame of this page. Another operation goes into its editor; headers typed there stay. */
export const ExplorerFrame = (props: {
  written: Written
  /** Tells what stands in the editor now. */
  ref: (read: () => Written | null) => void
}) => {
  let frame: HTMLIFrameElement | undefined
  const href = () => frame?.contentWindow?.location.href ?? ''
  props.ref(() => readAddress(href()))
  onCleanup(() => props.ref(() => null))
  createEffect(
    on(
      () => toAddress(props.written),
      // Replaced, so that Back leads to the example before and not through the frame's own past.
      (address) => frame?.contentWindow?.location.replace(address),
      { defer: true },
    ),
  )
  return (
    <iframe
      ref={(element) => {
        frame = element
        element.src = toAddress(props.written)
      }}
      class="explorer-frame"
      title="GraphiQL: an editor for GraphQL"
    />
  )
}
