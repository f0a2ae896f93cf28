import { createMemo, createSignal, createUniqueId } from 'solid-js'
import type { WebApp } from '../app.ts'
import type { Revised } from '../graphql/list.ts'
import { copyText } from '../kit/copy.ts'
import { Dialog } from '../kit/dialog.tsx'
import { Icon } from '../kit/icon.tsx'
import { Segmented } from '../kit/segmented.tsx'
import type { Column } from '../kit/table/column.ts'
import { toCurl, toGraphql, toPython, type Question } from './copy-as.ts'
import type { Asked, ListDescription } from './description.ts'

const ways = { graphql: toGraphql, curl: toCurl, python: toPython } as const
type Way = keyof typeof ways

/** This view as a program: the same rows, order and columns. */
export const CopyDialog = <Row extends Revised>(props: {
  app: WebApp
  list: ListDescription<Row>
  asked: Asked
  columns: readonly Column<Row>[]
  isOpen: boolean
  close: () => void
}) => {
  const id = createUniqueId()
  const [way, setWay] = createSignal<Way>('graphql')
  const text = createMemo(() => {
    const { field, filter: filterType, order: orderType } = props.list.api
    const question: Question = {
      origin: location.origin,
      field,
      filterType,
      orderType,
      asks: props.columns.map(({ asks }) => asks),
      ...props.list.argumentsOf(props.asked),
    }
    return ways[way()](question)
  })
  const copy = async () => {
    if (await copyText(text())) {
      props.app.toasts.done('Copied')
      props.close()
    } else props.app.toasts.failed('This browser does not let pages copy: mark the text, and copy it by hand.')
  }
  return (
    <Dialog title="Copy this list as" isOpen={props.isOpen} close={props.close}>
      <Segmented
        name={id}
        label="Language"
        value={way()}
        choose={setWay}
        segments={[
          { value: 'graphql', label: 'GraphQL' },
          { value: 'curl', label: 'curl' },
          { value: 'python', label: 'Python' },
        ]}
      />
      <pre class="copy-text" tabindex="0" role="region" aria-label="The query">
        {text()}
      </pre>
      <div class="dialog-actions">
        <button type="button" class="button" data-kind="main" onClick={() => void copy()}>
          <Icon name="copy" />
          Copy
        </button>
      </div>
    </Dialog>
  )
}
