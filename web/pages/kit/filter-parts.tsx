import { createSignal } from 'solid-js'
import { languages, type RangeText } from '../../../schema/language/index.ts'
import type { WebApp } from '../../app.ts'
import { FilterBox } from '../../kit/filter/filter-box.tsx'
import type { Suggest } from '../../kit/filter/suggest.ts'
import { RangePicker } from '../../kit/range/range-picker.tsx'
import type { KitPart } from './part.tsx'

const known: Readonly<Record<string, readonly string[]>> = {
  detector: ['FT0', 'ITS', 'TOF', 'TPC', 'TRD'],
  tag: ['calibration', 'not for physics', 'shift test'],
}

const suggest: Suggest = (key, prefix) =>
  Promise.resolve(
    (known[key] ?? [])
      .filter((value) => value.toLowerCase().includes(prefix.toLowerCase()))
      .map((value, index) => ({ value, count: 400 - 90 * index })),
  )

/** What says which rows and which times. */
export const filterParts = ({ zones, clock }: WebApp): KitPart[] => [
  {
    name: 'Filter box',
    file: 'web/kit/filter/filter-box.tsx',
    what: 'Which rows, in words; Enter applies. The table of its keys is data (schema/language/runs.ts): the form, the suggestions and the parser read it. What cannot be read is marked, and the rest counts.',
    once: true,
    draw: () => {
      const [text, setText] = createSignal('detector:ITS quality:bad duration:10')
      return (
        <div class="kit-filter">
          <FilterBox
            language={languages.runs}
            text={text()}
            apply={setText}
            suggest={suggest}
            zone={zones.zone()}
            now={clock.now}
            label="Filter of the sample"
          />
          <p>
            In force: <code>{text() || 'all'}</code>
          </p>
        </div>
      )
    },
  },
  {
    name: 'Range picker',
    file: 'web/kit/range/range-picker.tsx',
    what: 'Which times, in the words of an address: now-12h, 2024-05-01, run:526080, shift:current. Says them on its button.',
    draw: () => {
      const [range, setRange] = createSignal<RangeText>({ from: 'now-12h', to: 'now' })
      return (
        <RangePicker
          range={range()}
          apply={setRange}
          zone={zones.zone()}
          shiftZone={zones.experiment() ?? 'UTC'}
          now={clock.now}
        />
      )
    },
  },
]
