// The logline command: npx logline <command> …
import { commands } from './commands.ts'
import { dispatch } from './dispatch.ts'
import { createTerminal } from './terminal.ts'

// Whoever reads our output may stop early (`| head`): that is no failure of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
})

process.exitCode = await dispatch(commands, process.argv.slice(2), createTerminal(process.stdout, process.stderr))
