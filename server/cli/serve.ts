import { defineCommand } from './command.ts'

export const serve = defineCommand({
  name: 'serve',
  summary: 'Start the server, as npm start does',
  about: ['Runs until SIGINT or SIGTERM. HOST and PORT say where it listens (127.0.0.1:4000).'],
  operands: { usage: '', least: 0, most: 0 },
  options: {},
  examples: ['logline serve', 'PORT=8080 logline serve', 'DATABASE_URL=postgres://logbook@db/logbook logline serve'],
  run: async () => {
    // The server's entry point does all by itself, and sets the exit code.
    await import('../main.ts')
    return Number(process.exitCode ?? 0)
  },
})
