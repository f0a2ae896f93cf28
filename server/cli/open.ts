import { loadConfig } from '../config.ts'
import { openCore, type Core } from '../core.ts'
import { systemClock } from '../domain/clock.ts'
import { createLog } from '../log.ts'
import type { Terminal } from './terminal.ts'

/** The core on the configured database: the one that a running server uses, or one that is started for the while. */
export const openForCommand = async (terminal: Terminal): Promise<Core> => {
  const { logLevel, ...config } = await loadConfig()
  // The server's daily news are noise in a command.
  const log = createLog(logLevel === 'info' ? 'warn' : logLevel, { write: (line) => terminal.tell(line.trimEnd()) })
  terminal.status(config.databaseUrl === null ? `Opening the database in ${config.data} …` : 'Opening the database …')
  try {
    return await openCore(config, { clock: systemClock, log })
  } finally {
    terminal.status(null)
  }
}
