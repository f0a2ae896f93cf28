import type { PanelProps } from '../../../../plugins/api/panel.ts'
import { Moment } from '../../../kit/moment.tsx'

/** A panel as it should be: it draws what its slot tells it, and what the server answers. */
export const GoodPanel = (props: PanelProps<'run'>) => (
  <p>
    Run {props.number}, at <Moment at={props.app.clock.now()} zone={props.app.zones.zone()} />.
  </p>
)
