import { createMemo, For, Show, type Accessor } from 'solid-js'
import type { WebApp } from '../../app.ts'
import { formatDuration, toIsoDuration } from '../../kit/duration.ts'
import { Moment } from '../../kit/moment.tsx'
import { Nothing } from '../../kit/nothing.tsx'
import type { Column } from '../../kit/table/column.ts'
import { shortZone } from '../../kit/time.ts'
import { EnvironmentLink, FillLink, RunLink } from '../../nouns/links.tsx'
import { Quality } from '../../nouns/quality.tsx'
import { effectiveEnd, effectiveStart, runSeconds } from '../../nouns/run-times.ts'
import { definitionWords, stateWords } from '../../nouns/run-words.ts'
import { Tag } from '../../nouns/tag.tsx'
import { Detectors } from './detectors.tsx'
import type { RunRow } from './documents.ts'

type RunColumn = Column<RunRow>

const Text = (props: { value: string | null | undefined }) => <>{props.value ?? <Nothing />}</>

const reasonsOf = ({ endReasons = [] }: RunRow) =>
  endReasons.map(({ category, title, description }) => [[category, title].filter(Boolean).join('/'), description].filter(Boolean).join(': '))

const bytesOf = ({ counters = [] }: RunRow) => counters.find(({ name }) => name === 'bytesReadOut')?.value ?? null

const byteUnits = ['B', 'kB', 'MB', 'GB', 'TB', 'PB', 'EB']

/** 52081234567 → 52.1 GB. @param bytes a whole number, as text */
export const formatBytes = (bytes: string): string => {
  const step = Math.min(byteUnits.length - 1, Math.floor((bytes.length - 1) / 3))
  const value = Number(bytes) / 1000 ** step
  return `${step === 0 ? value : value.toPrecision(3)} ${byteUnits[step]}`
}

/** All that a list can show of a run. */
export const createRunColumns = ({ zones, clock }: Pick<WebApp, 'zones' | 'clock'>): readonly RunColumn[] => {
  const aside = () => shortZone(zones.zone())
  const seconds = (run: Accessor<RunRow>) => createMemo(() => runSeconds(run(), clock.now))
  return [
    {
      key: 'number', title: 'Run', order: 'number', width: '5.75rem', usual: true, fixed: true, line: 1, asks: 'number',
      cell: (run) => <RunLink number={run().number} />,
    },
    {
      key: 'state', title: 'State', width: '5.25rem', usual: true, line: 1, asks: 'state',
      cell: (run) => <>{stateWords[run().state]}</>,
    },
    {
      key: 'definition', title: 'Definition', hint: 'What it was for', width: 'minmax(7rem, 0.6fr)', usual: true, line: 1, asks: 'definition',
      cell: (run) => <>{definitionWords[run().definition]}</>,
    },
    {
      key: 'type', title: 'Type', hint: 'As it was reported', width: 'minmax(6.5rem, 0.9fr)', usual: true, from: 84, asks: 'type { name }',
      cell: (run) => <Text value={run().type?.name} />,
      text: (run) => run.type?.name,
    },
    {
      key: 'quality', title: 'Quality', hint: 'What people think of its data', width: '5rem', usual: true, line: 1, asks: 'quality',
      cell: (run) => <Quality quality={run().quality} />,
    },
    {
      key: 'start', title: 'Start', hint: 'By the trigger where there is one, else by the control system', aside, order: 'started',
      width: '10.25rem', usual: true, line: 2, asks: 'startedAt triggerStartedAt', exports: 'effectiveStart',
      cell: (run) => (
        <Show when={effectiveStart(run())} fallback={<Nothing />}>
          {(at) => (
            <Moment
              at={at()}
              zone={zones.zone()}
              hint={run().triggerStartedAt ? 'Start of the trigger' : 'Start by the control system'}
            />
          )}
        </Show>
      ),
    },
    {
      key: 'end', title: 'End', hint: 'By the trigger where there is one, else by the control system', aside, order: 'ended',
      width: '7rem', usual: true, line: 2, asks: 'endedAt triggerEndedAt', exports: 'effectiveEnd',
      cell: (run) => (
        <Show when={effectiveEnd(run())} fallback={<Nothing />}>
          {(at) => (
            <Moment
              at={at()}
              zone={zones.zone()}
              after={effectiveStart(run())}
              hint={run().triggerEndedAt ? 'End of the trigger' : 'End by the control system'}
            />
          )}
        </Show>
      ),
    },
    {
      key: 'duration', title: 'Duration', hint: 'To now while it is running', order: 'duration', width: '5.5rem', align: 'end',
      usual: true, line: 2, asks: 'durationSeconds', exports: 'durationSeconds',
      cell: (run) => {
        const known = seconds(run)
        return (
          <Show when={known() !== null} fallback={<Nothing />}>
            <time datetime={toIsoDuration(known() ?? 0)}>{formatDuration(known() ?? 0)}</time>
          </Show>
        )
      },
    },
    {
      key: 'fill', title: 'Fill', order: 'fill', width: '4.25rem', align: 'end', usual: true, line: 3, label: 'Fill', asks: 'fill { number }', exports: 'fillNumber',
      cell: (run) => <Show when={run().fill} fallback={<Nothing />}>{(fill) => <FillLink number={fill().number} />}</Show>,
    },
    {
      key: 'environment', title: 'Environment', width: '7.5rem', usual: true, from: 68, line: 3, asks: 'environment { id }', exports: 'environmentId',
      cell: (run) => (
        <Show when={run().environment} fallback={<Nothing />}>{(environment) => <EnvironmentLink id={environment().id} />}</Show>
      ),
      text: (run) => run.environment?.id,
    },
    {
      key: 'detectors', title: 'Detectors', hint: 'How many took part, and those whose data is bad', width: 'minmax(7rem, 0.8fr)',
      usual: true, line: 3, label: 'Detectors', asks: 'detectors { name quality }', exports: 'detectors,badDetectors',
      cell: (run) => <Detectors run={run()} />,
    },
    {
      key: 'tags', title: 'Tags', width: 'minmax(6rem, 1fr)', usual: true, line: 3, asks: 'tags { text }',
      cell: (run) => <For each={run().tags}>{(tag) => <Tag text={tag.text} color={tag.color} hint={tag.description} />}</For>,
      text: (run) => run.tags.map(({ text }) => text).join(', '),
    },
    {
      key: 'period', title: 'Period', hint: 'The stretch of the year it belongs to', width: '6rem', usual: false, label: 'Period', asks: 'period { name }',
      cell: (run) => <Text value={run().period?.name} />,
    },
    {
      key: 'startedBy', title: 'Started by', width: 'minmax(7rem, 0.6fr)', usual: false, label: 'Started by', asks: 'startedBy',
      cell: (run) => <Text value={run().startedBy} />,
      text: (run) => run.startedBy ?? undefined,
    },
    {
      key: 'endedBy', title: 'Ended by', width: 'minmax(7rem, 0.6fr)', usual: false, label: 'Ended by', asks: 'endedBy',
      cell: (run) => <Text value={run().endedBy} />,
      text: (run) => run.endedBy ?? undefined,
    },
    {
      key: 'reasons', title: 'End reasons', hint: 'Why it ended', width: 'minmax(10rem, 1fr)', usual: false, isDear: true,
      asks: 'endReasons { category title description }', exports: 'endReasons',
      cell: (run) => <Text value={reasonsOf(run()).join(', ') || null} />,
      text: (run) => reasonsOf(run).join('\n') || undefined,
    },
    {
      key: 'bytes', title: 'Read out', hint: 'How much data the detectors sent', width: '6rem', align: 'end', usual: false, isDear: true,
      label: 'Read out', asks: 'counters { name value unit }', exports: 'bytesReadOut',
      cell: (run) => <Show when={bytesOf(run())} fallback={<Nothing />}>{(bytes) => <>{formatBytes(bytes())}</>}</Show>,
      text: (run) => {
        const bytes = bytesOf(run)
        return bytes === null ? undefined : `${bytes} B`
      },
    },
    {
      key: 'updated', title: 'Last change', aside, width: '10.25rem', usual: false, label: 'Changed', asks: 'updatedAt', exports: null,
      cell: (run) => <Moment at={Date.parse(run().updatedAt)} zone={zones.zone()} />,
    },
  ]
}
