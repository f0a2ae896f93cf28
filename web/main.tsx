// First: tokens.css says in which order the layers count.
import './kit/tokens.css'
import './kit/base.css'
import './kit/button.css'
import './kit/print.css'
import { Navigate, Route, Router } from '@solidjs/router'
import { lazy, onCleanup } from 'solid-js'
import { render } from 'solid-js/web'
import { createWebApp } from './app.ts'
import { MissingPage } from './pages/missing.tsx'
import { RunsPage } from './pages/runs/runs-page.tsx'
import { Shell } from './shell.tsx'

const HomePage = lazy(() => import('./pages/home/home-page.tsx').then((m) => ({ default: m.HomePage })))
const ExplorerPage = lazy(() => import('./pages/explorer/explorer-page.tsx').then((m) => ({ default: m.ExplorerPage })))
const RunPage = lazy(() => import('./pages/run/run-page.tsx').then((m) => ({ default: m.RunPage })))
const FillPage = lazy(() => import('./pages/fill/fill-page.tsx').then((m) => ({ default: m.FillPage })))
const KitPage = lazy(() => import('./pages/kit/kit-page.tsx').then((m) => ({ default: m.KitPage })))
const EnvironmentPage = lazy(() =>
  import('./pages/environment/environment-page.tsx').then((m) => ({ default: m.EnvironmentPage })),
)
const PluginPage = lazy(() => import('./pages/plugin/plugin-page.tsx').then((m) => ({ default: m.PluginPage })))
const TokensPage = lazy(() => import('./pages/admin/tokens-page.tsx').then((m) => ({ default: m.TokensPage })))
const PluginsPage = lazy(() => import('./pages/admin/plugins/plugins-page.tsx').then((m) => ({ default: m.PluginsPage })))
const PluginAdminPage = lazy(() =>
  import('./pages/admin/plugins/plugin-admin-page.tsx').then((m) => ({ default: m.PluginAdminPage })),
)
const PanelsPage = lazy(() => import('./pages/admin/panels-page.tsx').then((m) => ({ default: m.PanelsPage })))
const JobsPage = lazy(() => import('./pages/admin/jobs/jobs-page.tsx').then((m) => ({ default: m.JobsPage })))
const JobPage = lazy(() => import('./pages/admin/jobs/job-page.tsx').then((m) => ({ default: m.JobPage })))
const SignInPage = lazy(() => import('./pages/sign-in/sign-in-page.tsx').then((m) => ({ default: m.SignInPage })))
const FillsPage = lazy(() => import('./pages/fills/fills-page.tsx').then((m) => ({ default: m.FillsPage })))
const EnvironmentsPage = lazy(() =>
  import('./pages/environments/environments-page.tsx').then((m) => ({ default: m.EnvironmentsPage })),
)
const InstrumentsPage = lazy(() =>
  import('./pages/instruments/instruments-page.tsx').then((m) => ({ default: m.InstrumentsPage })),
)
const InstrumentPage = lazy(() =>
  import('./pages/instrument/instrument-page.tsx').then((m) => ({ default: m.InstrumentPage })),
)

const App = () => {
  const app = createWebApp(location.origin)
  onCleanup(app.api.close)
  return (
    <Router root={(props) => <Shell app={app}>{props.children}</Shell>}>
      <Route path="/" component={() => <HomePage app={app} />} />
      <Route path="/runs" component={() => <RunsPage app={app} />} />
      <Route path="/fills" component={() => <FillsPage app={app} />} />
      <Route path="/environments" component={() => <EnvironmentsPage app={app} />} />
      <Route path="/fills/:number" component={() => <FillPage app={app} />} />
      <Route path="/environments/:id" component={() => <EnvironmentPage app={app} />} />
      <Route path="/instruments" component={() => <InstrumentsPage app={app} />} />
      <Route path="/instruments/:name" component={() => <InstrumentPage app={app} />} />
      <Route path="/explorer" component={() => <ExplorerPage app={app} />} />
      <Route path="/runs/:number" component={() => <RunPage app={app} />} />
      <Route path="/kit" component={() => <KitPage app={app} />} />
      <Route path="/admin/tokens" component={() => <TokensPage app={app} />} />
      <Route path="/admin" component={() => <Navigate href="/admin/plugins" />} />
      <Route path="/admin/plugins" component={() => <PluginsPage app={app} />} />
      <Route path="/admin/plugins/:name" component={() => <PluginAdminPage app={app} />} />
      <Route path="/admin/jobs" component={() => <JobsPage app={app} />} />
      <Route path="/admin/jobs/:name" component={() => <JobPage app={app} />} />
      <Route path="/admin/of/:plugin" component={() => <PanelsPage app={app} />} />
      <Route path="/sign-in" component={() => <SignInPage app={app} />} />
      <Route path="/plugins/:plugin" component={() => <PluginPage app={app} />} />
      <Route path="*" component={MissingPage} />
    </Router>
  )
}

render(() => <App />, document.getElementById('app')!)
