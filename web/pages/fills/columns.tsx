import { createMemo, Show, type Accessor } from 'solid-js'
import type { WebApp } from '../../app.ts'
import { formatDuration, toIsoDuration } from '../../kit/duration.ts'
import { Moment } from '../../kit/moment.tsx'
import { Nothing } from '../../kit/nothing.tsx'
import type { Column } from '../../kit/table/column.ts'
import { shortZone } from '../../kit/time.ts'
import { figureWords, isStable, luminosityWords, percentWords, stableSeconds } from '../../nouns/fill-words.ts'
import { FillLink } from '../../nouns/links.tsx'
import type { FillRow } from './documents.ts'

const Length = (props: { seconds: number | null }) => (
  <Show when={props.seconds !== null} fallback={<Nothing why="No stable beams" />}>
    <time datetime={toIsoDuration(props.seconds ?? 0)}>{formatDuration(props.seconds ?? 0)}</time>
  </Show>
)

const Figure = (props: { value: number | null | undefined; words: (value: number) => string }) => (
  <Show when={props.value != null} fallback={<Nothing />}>
    {props.words(props.value ?? 0)}
  </Show>
)

/** All that a list can show of a fill. */
export const createFillColumns = ({ zones, clock }: Pick<WebApp, 'zones' | 'clock'>): readonly Column<FillRow>[] => {
  const aside = () => shortZone(zones.zone())
  const seconds = (fill: Accessor<FillRow>) => createMemo(() => stableSeconds(fill(), clock.now))
  return [
    {
      key: 'number', title: 'Fill', order: 'number', width: '5.25rem', usual: true, fixed: true, line: 1, asks: 'number',
      cell: (fill) => <FillLink number={fill().number} />,
    },
    {
      key: 'started', title: 'Stable beams from', aside, order: 'started', width: '11rem', usual: true, line: 2,
      asks: 'stableBeamsStart', exports: 'stableBeamsStart',
      cell: (fill) => (
        <Show when={fill().stableBeamsStart} fallback={<Nothing why="Stable beams were never declared" />}>
          {(at) => <Moment at={Date.parse(at())} zone={zones.zone()} hint="Stable beams declared" />}
        </Show>
      ),
    },
    {
      key: 'ended', title: 'to', hint: 'The end of stable beams', aside, order: 'ended', width: '8rem', usual: true, line: 2,
      asks: 'stableBeamsEnd', exports: 'stableBeamsEnd',
      cell: (fill) => (
        <Show when={fill().stableBeamsEnd} fallback={isStable(fill()) ? <span class="fills-on">still on</span> : <Nothing />}>
          {(at) => (
            <Moment
              at={Date.parse(at())}
              zone={zones.zone()}
              after={Date.parse(fill().stableBeamsStart ?? at())}
              hint="End of stable beams"
            />
          )}
        </Show>
      ),
    },
    {
      key: 'duration', title: 'Length', hint: 'Of stable beams; to now while they go on', order: 'duration', width: '5.5rem', align: 'end',
      usual: true, line: 2, asks: 'stableBeamsSeconds', exports: 'stableBeamsSeconds',
      cell: (fill) => {
        const known = seconds(fill)
        return <Length seconds={known()} />
      },
    },
    {
      key: 'beam', title: 'Beams', hint: 'What collides', width: 'minmax(9.5rem, 0.7fr)', usual: true, line: 1, asks: 'beamType', exports: 'beamType',
      cell: (fill) => <>{fill().beamType ?? <Nothing />}</>,
      text: (fill) => fill.beamType ?? undefined,
    },
    {
      key: 'scheme', title: 'Filling scheme', width: 'minmax(9rem, 1.2fr)', usual: true, from: 84, label: 'Scheme', asks: 'fillingScheme', exports: 'fillingScheme',
      cell: (fill) => <>{fill().fillingScheme ?? <Nothing />}</>,
      text: (fill) => fill.fillingScheme ?? undefined,
    },
    {
      key: 'energy', title: 'Energy', hint: 'Per beam', order: 'energy', width: '6rem', align: 'end', usual: true, line: 3, asks: 'energyGeV', exports: 'energyGeV',
      cell: (fill) => <Figure value={fill().energyGeV} words={(value) => `${figureWords(value, 1)} GeV`} />,
    },
    {
      key: 'bunches', title: 'Bunches', hint: 'Colliding at this experiment', width: '5rem', align: 'end', usual: true, line: 3, label: 'Bunches',
      asks: 'collidingBunches', exports: 'collidingBunches',
      cell: (fill) => <Figure value={fill().collidingBunches} words={figureWords} />,
    },
    {
      key: 'luminosity', title: 'Luminosity', hint: 'Delivered', width: '7.5rem', align: 'end', usual: true, from: 72, line: 3,
      asks: 'deliveredLuminosity', exports: 'deliveredLuminosityPerNb',
      cell: (fill) => <Figure value={fill().deliveredLuminosity} words={luminosityWords} />,
    },
    {
      key: 'runs', title: 'Runs', hint: 'All runs of the fill', exports: null, width: '4rem', align: 'end', usual: true, isDear: true, line: 4, label: 'Runs',
      asks: 'runs(first: 0) { totalCount }',
      cell: (fill) => <Figure value={fill().runs?.totalCount} words={figureWords} />,
    },
    {
      key: 'covered', title: 'Covered', hint: 'Stable beams covered by good physics runs', order: 'covered', width: '5.5rem', align: 'end', usual: true,
      line: 4, label: 'Covered', asks: 'coveredSeconds', exports: 'coveredSeconds',
      cell: (fill) => <Length seconds={fill().stableBeamsStart === null ? null : fill().coveredSeconds} />,
    },
    {
      key: 'efficiency', title: 'Efficiency', hint: 'Covered by good physics runs, of stable beams', width: '5.5rem', align: 'end', usual: true, line: 1,
      asks: 'coveredSeconds stableBeamsSeconds', exports: 'efficiency',
      cell: (fill) => {
        const known = seconds(fill)
        return <Figure value={known() ? fill().coveredSeconds / (known() ?? 1) : null} words={percentWords} />
      },
    },
    {
      key: 'updated', title: 'Last change', aside, exports: null, width: '10.25rem', usual: false, label: 'Changed', asks: 'updatedAt',
      cell: (fill) => <Moment at={Date.parse(fill().updatedAt)} zone={zones.zone()} />,
    },
  ]
}
