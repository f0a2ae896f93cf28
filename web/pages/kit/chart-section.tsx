import { createMemo, createSignal } from 'solid-js'
import type { WebApp } from '../../app.ts'
import { BarChart } from '../../kit/chart/bar-chart.tsx'
import type { ChartData, Values } from '../../kit/chart/model.ts'
import { Sparkline } from '../../kit/chart/sparkline.tsx'
import { TimeChart } from '../../kit/chart/time-chart.tsx'
import { Segmented } from '../../kit/segmented.tsx'
import './chart-section.css'

const sizes = ['500', '100000'] as const
type Size = (typeof sizes)[number]

// The night on which the clocks of Zurich go back: the hour from two to three is there twice.
const start = Date.parse('2023-10-28T16:00:00Z')
const length = 18 * 3_600_000

/** The same each time: a pressure with a leak, a temperature by day and night, and a gap in both. */
const measured = (count: number): ChartData => {
  const shares = Array.from({ length: count }, (_, index) => index / (count - 1))
  const moments = shares.map((share) => start + Math.round(share * length))
  const noise = (index: number) => Math.sin(index * 12.9898) * Math.cos(index * 78.233)
  const at = (draw: (share: number, index: number) => number): Values =>
    shares.map((share, index) => (share > 0.41 && share < 0.46 ? null : Math.round(draw(share, index) * 1000) / 1000))
  const pressure = (share: number, index: number) =>
    1.2 + 0.15 * noise(index) + (share > 0.7 ? (share - 0.7) * 9 : 0) + (Math.abs(share - 0.25) < 0.004 ? 2.2 : 0)
  return {
    moments,
    series: [
      {
        id: 'pressure',
        label: 'Vessel',
        unit: 'mbar',
        values: at(pressure),
        low: at((share, index) => pressure(share, index) - 0.25),
        high: at((share, index) => pressure(share, index) + 0.25),
      },
      { id: 'pump', label: 'Pump', unit: 'mbar', values: at((share, index) => 0.6 + 0.05 * noise(index * 3) + share / 4) },
      { id: 'hall', label: 'Hall', unit: '°C', values: at((share) => 19 + 2 * Math.sin(share * 6.3)) },
    ],
  }
}

const lengths = [3, 9, 14, 22, 31, 24, 17, 12, 8, 5, 3, 1].map((value, index) => ({
  label: `${index * 10}–${index * 10 + 10}`,
  value,
}))

/** Charts as the page of the kit shows them. */
export const ChartSection = (props: { app: WebApp }) => {
  const [size, setSize] = createSignal<Size>('500')
  const data = createMemo(() => measured(Number(size())))
  return (
    <div class="chart-section">
      <Segmented
        name="chart-size"
        label="How many values"
        segments={[
          { value: '500', label: '500 values' },
          { value: '100000', label: '100 000 values' },
        ]}
        value={size()}
        choose={setSize}
      />
      <TimeChart
        label="Pressure and temperature"
        data={data()}
        zone={props.app.zones.zone()}
        limits={[{ value: 3.5, label: 'trips at 3.5 mbar', kind: 'bad' }]}
        markers={[{ at: start + 0.7 * length, label: 'valve opened' }]}
      />
      <BarChart
        label="Runs by length"
        unit="runs"
        axis="Length in minutes"
        bars={lengths}
      />
      <p class="chart-section-line">
        In a line of a table: <Sparkline label="Vessel" unit="mbar" values={data().series[0]!.values} />
      </p>
    </div>
  )
}
