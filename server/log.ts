import { pino, type DestinationStream, type Logger } from 'pino'
import type { Config } from './config.ts'

export type Log = Logger

/**
 * The server's log: one JSON object a line. Secrets that may lie in what is logged are blotted out by name.
 * @param to where lines go; standard output if not given
 */
export const createLog = (level: Config['logLevel'], to?: DestinationStream): Log => {
  const options = {
    level,
    base: null,
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
    redact: {
      paths: ['secret', '*.secret', 'authorization', '*.authorization', 'cookie', '*.cookie', 'password', '*.password'],
      censor: '[redacted]',
    },
  }
  return to ? pino(options, to) : pino(options)
}
