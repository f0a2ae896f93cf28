import { vi } from 'vitest'
import { commands } from '../../server/cli/commands.ts'
import { dispatch } from '../../server/cli/dispatch.ts'
import { createTerminal } from '../../server/cli/terminal.ts'
import type { Ended } from './process.ts'

/** What a command says and does, without a process of its own: the same code, ten times sooner. */
export const typed = async (args: readonly string[], { url }: { url: string }): Promise<Ended> => {
  const said = { stdout: '', stderr: '' }
  const stream = (name: keyof typeof said) => ({
    write: (text: string | Uint8Array) => {
      said[name] += String(text)
      return true
    },
  })
  vi.stubEnv('DATABASE_URL', url)
  try {
    const code = await dispatch(commands, args, createTerminal(stream('stdout'), stream('stderr')))
    return { code, ...said }
  } finally {
    vi.unstubAllEnvs()
  }
}
