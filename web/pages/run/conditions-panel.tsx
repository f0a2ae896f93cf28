import { Show } from 'solid-js'
import { Panel } from '../../kit/panel.tsx'
import type { RunFacts } from './documents.ts'
import { Pairs } from './pairs.tsx'

type Conditions = RunFacts['conditions']

const labels: Readonly<Record<keyof Conditions, string>> = {
  trigger: 'Trigger',
  dcs: 'Detector control',
  dataDistribution: 'Data distribution',
  epn: 'Processing nodes',
  processingMode: 'Processing mode',
  workflowParameters: 'Workflow',
  pdpBeamType: 'Beam type for processing',
  beamMode: 'Beam mode',
}

const names = Object.keys(labels) as (keyof Conditions)[]

const worded = (value: boolean | string): string => (typeof value === 'string' ? value : value ? 'on' : 'off')

/** How the run was set up: what its definition was derived from. */
export const ConditionsPanel = (props: { run: RunFacts }) => {
  const known = () =>
    names.flatMap((name) => {
      const value = props.run.conditions[name]
      return value === null ? [] : [{ label: labels[name], value: () => worded(value) }]
    })
  return (
    <Panel title="Conditions">
      <Show when={known().length > 0} fallback={<p class="sheet-none">The source of the run did not tell any.</p>}>
        <Pairs pairs={known()} />
      </Show>
    </Panel>
  )
}
