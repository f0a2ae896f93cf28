import type { WebApp } from '../../app.ts'
import { RangePicker } from '../../kit/range/range-picker.tsx'
import { usualRange, type InstrumentView } from './view.ts'

/** Over which time the page shows what was. */
export const RangeChoice = (props: { app: WebApp; view: InstrumentView; change: (change: Partial<InstrumentView>) => void }) => {
  const { zones, clock } = props.app
  return (
    <RangePicker
      range={{ from: props.view.from || usualRange.from, to: props.view.to || usualRange.to }}
      apply={({ from, to }) => props.change({ from: from ?? '', to: to ?? '', zoom: null })}
      zone={zones.zone()}
      shiftZone={zones.experiment() ?? 'UTC'}
      now={clock.now}
    />
  )
}
