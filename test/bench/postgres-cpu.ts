import { readdirSync, readFileSync } from 'node:fs'
import postgres from 'postgres'

/** Milliseconds of CPU of all processes of a PostgreSQL server, since it started; null where they can't be seen. */
export type PostgresCpu = () => number | null

// Linux counts in hundredths of a second whatever its clock does.
const tickMilliseconds = 10

type Times = { parent: number; command: string; own: number; reaped: number }

/** @see proc_pid_stat(5): the name may hold anything, so fields are counted after its last parenthesis. */
const timesOf = (pid: number | string): Times | null => {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    const ticks = (...places: number[]) =>
      places.reduce((sum, place) => sum + Number(fields[place]) * tickMilliseconds, 0)
    return {
      parent: Number(fields[1]),
      command: text.slice(text.indexOf('(') + 1, text.lastIndexOf(')')),
      own: ticks(11, 12),
      reaped: ticks(13, 14),
    }
  } catch {
    return null
  }
}

/** Finds the server's processes by one of its own: its backends are children of one postmaster. */
export const findPostgres = async (url: string): Promise<PostgresCpu> => {
  const client = postgres(url, { max: 1 })
  const [row] = await client<{ pid: number }[]>`select pg_backend_pid() as pid`
  const backend = row && timesOf(row.pid)
  await client.end()
  // A server elsewhere may have a process number that means something else here.
  if (!backend || !backend.command.startsWith('postgres')) return () => null
  const postmaster = backend.parent
  return () => {
    const main = timesOf(postmaster)
    if (!main) return null
    // Those that ended are counted by the postmaster, who waited for them.
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map((name) => timesOf(name))
      .reduce((sum, times) => (times?.parent === postmaster ? sum + times.own : sum), main.own + main.reaped)
  }
}
