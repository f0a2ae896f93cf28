import type { Log } from '../log.ts'
import type { RunningHost } from '../plugins/host.ts'

const timeoutSeconds = 300

/** Lets each plugin bring what it shows to newcomers, in its own process, as soon as it is ready: nobody waits for it. */
export const loadPluginDemos = (host: Pick<RunningHost, 'whenReady'>, log: Log): void => {
  // The server ends these processes when it stops, and with them what is under way there.
  const { signal } = new AbortController()
  host.whenReady(({ id, hasDemo, process, noteFault }) => {
    if (!hasDemo) return
    process.runDemo({ signal, timeoutSeconds }).then(
      () => log.info(`the plugin ${id} has brought something made up (LOGLINE_DEMO=off leaves it out)`),
      (error: unknown) => noteFault('BACKGROUND', 'demo', error),
    )
  })
}
