import type { WebApp } from '../../app.ts'
import { Panel } from '../../kit/panel.tsx'
import { ChartSection } from './chart-section.tsx'
import './kit-page.css'

/** The parts that pages are made of, for those who write plugins. */
export const KitPage = (props: { app: WebApp }) => {
  document.title = 'Kit · Logline'
  return (
    <div class="kit">
      <h1 class="kit-title">Kit</h1>
      <Panel title="Charts">
        <ChartSection app={props.app} />
      </Panel>
    </div>
  )
}
