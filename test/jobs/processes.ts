import { setTimeout as wait } from 'node:timers/promises'
import { freePort, startServer, type ServerProcess } from '../resilience/server.ts'

/** Two servers, as `npm start` starts them, on one database, with one plugin. */
export const startTwo = async (databaseUrl: string, plugin: string): Promise<[ServerProcess, ServerProcess]> => {
  const start = async () => {
    const server = startServer({ port: await freePort(), databaseUrl, plugins: plugin })
    await server.ready()
    return server
  }
  // The second finds the tables of the plugin made.
  return [await start(), await start()]
}

/** A job each second that works for half of it, in the plugin's own process. */
export const everySecond = `jobs: () => [{
  name: 'beat', description: 'Beats', cron: '* * * * * *', timeoutSeconds: 10,
  run: (signal, { scheduledFor, log }) => new Promise((resolve, reject) => {
    log('begins')
    const timer = setTimeout(() => resolve(scheduledFor), 500)
    signal.addEventListener('abort', () => { clearTimeout(timer); reject(signal.reason) })
  }),
}]`

/** Waits until the machine's clock says so, epoch ms. */
export const at = (moment: number): Promise<void> => wait(Math.max(0, moment - Date.now()))
