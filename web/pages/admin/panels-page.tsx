import type { WebApp } from '../../app.ts'
import { PluginPage } from '../plugin/plugin-page.tsx'
import { AdminFrame } from './admin-frame.tsx'

/** What a plugin draws under Admin. */
export const PanelsPage = (props: { app: WebApp }) => (
  <AdminFrame>
    <PluginPage app={props.app} slot="admin" />
  </AdminFrame>
)
