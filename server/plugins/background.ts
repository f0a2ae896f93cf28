import { ownerNow } from './contain.ts'

/** Whose code it can be: by what it runs under, else by its folder in the stack. */
export type Owners = () => readonly { id: string; folder: string }[]

const ownerOf = (error: unknown, owners: Owners): string | null => {
  const running = ownerNow()
  if (running !== null) return running
  const stack = error instanceof Error ? (error.stack ?? '') : ''
  return owners().find(({ folder }) => stack.includes(`${folder}/`))?.id ?? null
}

/** What goes wrong in this process with nobody to tell. */
export type Background = {
  /** From now on, what these left behind is told to them. */
  adopt: (owners: Owners, note: (plugin: string, error: unknown) => void) => void
} & Disposable

/**
 * Takes what nobody awaits or catches: promises, errors thrown in timers. What plugins left behind is theirs and the
 * server goes on; an error of its own ends it, as it would have.
 */
export const watchBackground = (log: (error: unknown, message: string) => void): Background => {
  let owners: Owners = () => []
  let note: (plugin: string, error: unknown) => void = () => undefined
  const rejected = (error: unknown) => {
    const plugin = ownerOf(error, owners)
    if (plugin !== null) note(plugin, error)
    else log(error, 'a promise was rejected and nobody waited for it')
  }
  const thrown = (error: unknown) => {
    const plugin = ownerOf(error, owners)
    if (plugin !== null) return note(plugin, error)
    console.error(error)
    process.exit(1)
  }
  process.on('unhandledRejection', rejected)
  process.on('uncaughtException', thrown)
  return {
    adopt: (whose, tell) => {
      owners = whose
      note = tell
    },
    [Symbol.dispose]: () => {
      process.off('unhandledRejection', rejected)
      process.off('uncaughtException', thrown)
    },
  }
}

/** A plugin may end its own process, never the server's: there its `process.exit` throws. */
export const keepFromExiting = (owners: Owners): Disposable => {
  const { exit, abort } = process
  const guarded = <Args extends unknown[]>(name: string, original: (...args: Args) => never) => (...args: Args): never => {
    const asked = new Error(`${name} was called: a plugin must not end the server`)
    if (ownerOf(asked, owners) !== null) throw asked
    return original.apply(process, args)
  }
  process.exit = guarded('process.exit', exit)
  process.abort = guarded('process.abort', abort)
  return {
    [Symbol.dispose]: () => {
      process.exit = exit
      process.abort = abort
    },
  }
}
