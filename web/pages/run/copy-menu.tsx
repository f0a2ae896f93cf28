import type { WebApp } from '../../app.ts'
import { CopyMenu as Copy } from '../../kit/copy-menu.tsx'
import { runPath } from '../../nouns/paths.ts'
import { runElsewhereDocument } from './documents.ts'

/** The run for elsewhere: its address, or the question that answers with it. */
export const CopyMenu = (props: { app: WebApp; number: number }) => (
  <Copy
    toasts={props.app.toasts}
    path={runPath(props.number)}
    document={runElsewhereDocument}
    variables={{ number: props.number }}
  />
)
