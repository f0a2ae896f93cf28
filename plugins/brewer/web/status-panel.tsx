import { createSignal, Show } from 'solid-js'
import type { PanelProps } from '../../api/panel.ts'
import { keepLive } from '../../../web/graphql/live-query.ts'
import { createQuery } from '../../../web/graphql/query.ts'
import { Action } from '../../../web/kit/action.tsx'
import { Moment } from '../../../web/kit/moment.tsx'
import { Nothing } from '../../../web/kit/nothing.tsx'
import { Bones } from '../../../web/kit/panel.tsx'
import { RecordFact } from '../../../web/kit/record.tsx'
import { FaultLine } from '../../../web/kit/states.tsx'
import { InstrumentStatus } from '../../../web/nouns/instrument-status.tsx'
import { instrumentTouched } from '../../../web/nouns/touched.ts'
import { expectation } from '../codes/schedule-names.ts'
import { Level } from './brewer-level.tsx'
import { onNews } from './brewer-news.ts'
import { brewerRight, conditionAt, conditionHints, counted } from './brewer-words.ts'
import { panelLines } from './panel-lines.ts'
import { statusDocument, type BrewerStatus, type ErrorType } from './status-documents.ts'
import { StatusIncidents } from './status-incidents.tsx'
import { StatusMasks } from './status-masks.tsx'
import { MuteDialog, UnmuteDialog } from './status-mute-dialog.tsx'
import { StatusMutes } from './status-mutes.tsx'
import { ScheduleDialog } from './status-schedule-dialog.tsx'
import './panel.css'
import './status.css'

/** How a Brewer is, why, and what was said not to count. */
export const StatusPanel = (props: PanelProps<'instrument'>) => {
  const query = createQuery(props.app.api, statusDocument, () => ({ id: props.id }))
  keepLive(props.app.api, query, () => instrumentTouched({ name: { eq: props.name } }))
  onNews(props.app, () => void query.reload())
  const brewer = () => query.data()?.instrument?.brewer
  return (
    <>
      <Show when={query.fault()}>
        {(fault) => <FaultLine fault={fault()} what="How it is could not be read." retry={() => void query.reload()} />}
      </Show>
      <Show when={query.data()} fallback={query.isLoading() && <Bones lines={panelLines.status} />}>
        <Show
          when={brewer()}
          fallback={<p class="record-note">No file of this Brewer has come yet. What it says appears here by itself with the first.</p>}
        >
          {(known) => <Status {...props} brewer={known()} types={query.data()?.brewerErrorTypes ?? []} />}
        </Show>
      </Show>
    </>
  )
}

type Open = { kind: 'mute'; code: number | null } | { kind: 'unmute'; id: string } | { kind: 'schedule' } | null

const Status = (props: PanelProps<'instrument'> & { brewer: BrewerStatus; types: readonly ErrorType[] }) => {
  const { clock, zones, viewer } = props.app
  const [open, setOpen] = createSignal<Open>(null)
  const close = () => setOpen(null)
  const condition = () => conditionAt(props.brewer.openLevel, props.brewer.lastRecordAt, clock.now())
  const whyNot = () => viewer.whyNot(brewerRight)
  const mutes = () => props.brewer.mutes ?? []
  const unmuted = () => {
    const now = open()
    return now?.kind === 'unmute' ? (mutes().find(({ id }) => id === now.id) ?? null) : null
  }
  const muteAsked = () => {
    const now = open()
    return now?.kind === 'mute' ? now : null
  }
  const lastSchedule = () => props.brewer.scheduleHistory?.[0]
  return (
    <div class="brewer-status">
      <dl class="record-facts">
        <RecordFact label="Condition" hint={conditionHints[condition()]}>
          <InstrumentStatus status={condition()} hint={conditionHints[condition()]} />
        </RecordFact>
        <RecordFact label="Worst message of the day" hint="The worst of all messages of its newest day: cleared, muted or not">
          <Show when={props.brewer.rawLevel} fallback={<Nothing why="No message in the files of its newest day" />}>
            {(level) => <Level level={level()} hint="Cleared, muted or not" />}
          </Show>
        </RecordFact>
        <RecordFact label="Last record" hint="By its own clock; stale after 24 hours, lost after 48">
          <Show when={props.brewer.lastRecordAt} fallback={<Nothing why="None of its files has a record with a time" />}>
            {(at) => <Moment at={Date.parse(at())} zone={zones.zone()} />}
          </Show>
        </RecordFact>
        <RecordFact label="Station">{props.brewer.station ?? <Nothing why="Its headers name none" />}</RecordFact>
        <RecordFact label="Schedule" hint="What its files say it runs">
          <Show when={props.brewer.schedule} fallback={<Nothing why="Its files name none" />}>
            {(running) => <code>{running()}</code>}
          </Show>{' '}
          <Show when={props.brewer.expectedSchedule}>
            {(expected) => (
              <Show
                when={!expectation(expected())?.test(props.brewer.schedule ?? '')}
                fallback={<span class="brewer-soft">as expected</span>}
              >
                <strong>
                  expected <code>{expected()}</code>
                </strong>
              </Show>
            )}
          </Show>{' '}
          <Action
            class="link"
            whyNot={whyNot()}
            act={() => setOpen({ kind: 'schedule' })}
            hint={lastSchedule() ? `Said by ${lastSchedule()!.actor}: ${lastSchedule()!.reason}` : 'Say which one it should run'}
          >
            {props.brewer.expectedSchedule === null ? 'Expect one …' : 'Change …'}
          </Action>
        </RecordFact>
      </dl>

      <section aria-label="Open">
        <div class="brewer-line">
          <h3 class="brewer-heading">Open</h3>
          <span class="brewer-soft">
            {props.brewer.openEvents.length === 0 ? 'nothing' : counted(props.brewer.openEvents.length, 'incident')}
          </span>
          <Action class="button brewer-small brewer-end" whyNot={whyNot()} act={() => setOpen({ kind: 'mute', code: null })}>
            Mute a code …
          </Action>
        </div>
        <Show
          when={props.brewer.openEvents.length > 0}
          fallback={<p class="record-note">Nothing of the level warning or above is open: what its files told was cleared, has aged, or is muted.</p>}
        >
          <StatusIncidents
            zone={zones.zone()}
            incidents={props.brewer.openEvents}
            whyNot={whyNot()}
            mute={(code) => setOpen({ kind: 'mute', code })}
          />
        </Show>
      </section>

      <StatusMasks masks={props.brewer.masks} date={props.brewer.date} types={props.types} />

      <Show when={mutes().length > 0}>
        <StatusMutes mutes={mutes()} zone={zones.zone()} now={clock.now()} whyNot={whyNot()} unmute={(id) => setOpen({ kind: 'unmute', id })} />
      </Show>

      <MuteDialog
        app={props.app}
        instrument={props.name}
        types={props.types}
        request={muteAsked()}
        close={close}
      />
      <UnmuteDialog app={props.app} mute={unmuted()} close={close} />
      <ScheduleDialog
        app={props.app}
        instrument={props.name}
        running={props.brewer.schedule}
        expected={props.brewer.expectedSchedule}
        history={props.brewer.scheduleHistory ?? []}
        isOpen={open()?.kind === 'schedule'}
        close={close}
      />
    </div>
  )
}
