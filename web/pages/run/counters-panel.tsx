import { Show } from 'solid-js'
import { Panel } from '../../kit/panel.tsx'
import { formatExact, formatQuantity, toWords } from '../../kit/quantity.ts'
import type { RunFacts } from './documents.ts'
import { Pairs } from './pairs.tsx'

/** What the run left behind, in numbers; exact on hover. */
export const CountersPanel = (props: { run: RunFacts }) => (
  <Panel title="Counters">
    <Show
      when={props.run.counters.length > 0}
      fallback={
        <p class="sheet-none">
          {props.run.state === 'RUNNING' ? 'None so far: they come with the end of the run.' : 'None were told.'}
        </p>
      }
    >
      <Pairs
        pairs={props.run.counters.map(({ name, value, unit }) => ({
          label: toWords(name),
          value: () => <span title={`${name}: ${formatExact(value, unit)}`}>{formatQuantity(value, unit)}</span>,
        }))}
      />
    </Show>
  </Panel>
)
