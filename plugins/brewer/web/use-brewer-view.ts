import { useLocation, useNavigate } from '@solidjs/router'
import { createMemo, type Accessor } from 'solid-js'
import { allMessages, messagesAnchor, readBrewerView, writeBrewerView, type BrewerView } from './brewer-view.ts'

/** The address as a view, and how it is changed: by a step that can be taken back. */
export const useBrewerView = (): {
  view: Accessor<BrewerView>
  change: (wanted: Partial<BrewerView>) => void
  hrefOf: (wanted: Partial<BrewerView>) => string
  /** The address at which the messages are these. */
  messagesOf: (wanted: Partial<BrewerView>) => string
} => {
  const location = useLocation()
  const navigate = useNavigate()
  const view = createMemo(() => readBrewerView(location.search))
  const hrefOf = (wanted: Partial<BrewerView>) => `${location.pathname}${writeBrewerView({ ...view(), ...wanted }, location.search)}`
  const messagesOf = (wanted: Partial<BrewerView>) => `${hrefOf({ ...allMessages, ...wanted })}#${messagesAnchor}`
  return { view, hrefOf, messagesOf, change: (wanted) => navigate(hrefOf(wanted), { scroll: false, resolve: false }) }
}
