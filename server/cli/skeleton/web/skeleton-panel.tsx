import { Show } from 'solid-js'
import type { PanelProps } from '../../../../plugins/api/panel.ts'
import { documentOf } from '../../../../web/graphql/document-of.ts'
import { createQuery } from '../../../../web/graphql/query.ts'
import { formatDuration } from '../../../../web/kit/duration.ts'
import { Moment } from '../../../../web/kit/moment.tsx'
import { Bones } from '../../../../web/kit/panel.tsx'
import { FaultLine } from '../../../../web/kit/states.tsx'
import './skeleton.css'

type Answer = { run: { skeleton: { seconds: number; longerRuns: number; notedAt: string } | null } | null }

const ofRun = documentOf<Answer, { number: number }>(`
  query SkeletonOfRun($number: Int!) {
    run(number: $number) { skeleton { seconds longerRuns notedAt } }
  }
`)

/** How long this run was, on its page. */
export const SkeletonPanel = (props: PanelProps<'run'>) => {
  const query = createQuery(props.app.api, ofRun, () => ({ number: props.number }))
  return (
    <>
      <Show when={query.fault()}>
        {(fault) => <FaultLine fault={fault()} what="This could not be read." retry={() => void query.reload()} />}
      </Show>
      <Show when={query.data()} fallback={query.isLoading() && <Bones lines={2} />}>
        {(data) => (
          <Show when={data().run?.skeleton} fallback={<p class="skeleton-none">Not noted yet: that comes when the run has ended.</p>}>
            {(note) => (
              <p class="skeleton-line">
                It took <strong class="skeleton-figure">{formatDuration(note().seconds)}</strong>;{' '}
                {note().longerRuns === 0 ? 'no run was longer' : `${note().longerRuns} were longer`}. Noted{' '}
                <Moment at={Date.parse(note().notedAt)} zone={props.app.zones.zone()} />.
              </p>
            )}
          </Show>
        )}
      </Show>
    </>
  )
}
