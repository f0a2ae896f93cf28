import { Show } from 'solid-js'
import { Icon } from '../../kit/icon.tsx'
import type { OrderField } from '../../nouns/run-words.ts'
import type { RunsView } from './view.ts'

/** The heads of the columns; three of them order the list. */
export const RunsHead = (props: {
  view: RunsView
  zoneName: string
  order: (part: Pick<RunsView, 'field' | 'direction'>) => void
}) => {
  const Ordered = (own: { class: string; field: OrderField; title: string; zone?: string }) => {
    const isOn = () => props.view.field === own.field
    return (
      <th
        class={own.class}
        role="columnheader"
        scope="col"
        aria-sort={isOn() ? (props.view.direction === 'ASC' ? 'ascending' : 'descending') : 'none'}
      >
        <button
          type="button"
          class="order"
          data-on={isOn() || undefined}
          onClick={() =>
            props.order({ field: own.field, direction: isOn() && props.view.direction === 'DESC' ? 'ASC' : 'DESC' })
          }
        >
          {own.title}
          <Show when={own.zone}>{(zone) => <span class="head-zone">{zone()}</span>}</Show>
          <Icon name={isOn() && props.view.direction === 'ASC' ? 'up' : 'down'} />
        </button>
      </th>
    )
  }
  const Plain = (own: { class: string; title: string; zone?: string }) => (
    <th class={own.class} role="columnheader" scope="col">
      {own.title}
      <Show when={own.zone}>{(zone) => <span class="head-zone">{zone()}</span>}</Show>
    </th>
  )
  return (
    <thead role="rowgroup" class="runs-head">
      <tr role="row">
        <Ordered class="run-number" field="NUMBER" title="Run" />
        <Plain class="run-state" title="State" />
        <Plain class="run-definition" title="Definition" />
        <Plain class="run-type" title="Type" />
        <Plain class="run-quality" title="Quality" />
        <Ordered class="run-start" field="STARTED_AT" title="Start" zone={props.zoneName} />
        <Plain class="run-end" title="End" zone={props.zoneName} />
        <Ordered class="run-duration" field="DURATION" title="Duration" />
        <Plain class="run-fill" title="Fill" />
        <Plain class="run-environment" title="Environment" />
        <Plain class="run-detectors" title="Detectors" />
        <Plain class="run-tags" title="Tags" />
      </tr>
    </thead>
  )
}
