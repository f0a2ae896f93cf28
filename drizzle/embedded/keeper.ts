import { setTimeout as delay } from 'node:timers/promises'
import { clusterIn, type ClusterOptions, prepareCluster } from './cluster.ts'
import { EmbeddedFault, EmbeddedInUse } from './fault.ts'
import { startPostmaster } from './postmaster.ts'
import { atOnce, byForce, findPostmaster, inOrder, stopPostmaster } from './process.ts'
import { join, type Refusal, type Session } from './session.ts'

export type KeeperOptions = ClusterOptions & {
  /** How long, in ms, a PostgreSQL that runs may give no answer before it is stopped and started afresh. */
  patience: number
}

/** The right to be the server on a cluster; let go by disposal, or by the end of the process. */
export type ServerHold = {
  /** Tells the address, once known, to whoever is refused. */
  announce: (address: string) => Promise<void>
  /** Aborted, with EmbeddedInUse as its reason, when the connection was lost and another server was quicker. */
  signal: AbortSignal
} & AsyncDisposable

export type Keeper = {
  port: () => number
  /** Whether it was we who started PostgreSQL. */
  started: boolean
  holdServer: (address: string) => Promise<ServerHold>
  /** Lets go; the last user stops PostgreSQL. With `discard` it is stopped at once, whoever uses it. */
  close: (options?: { discard: boolean }) => Promise<void>
}

const recoveryMayTake = 10 * 60_000
const stoppingMayTake = 60_000

const notReady = (status: string): Refusal => (status === 'stopping' ? 'closing' : 'starting')

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** Finds PostgreSQL running on the cluster or starts it; keeps a place among its users and regains it when lost. */
export const createKeeper = async (options: KeeperOptions): Promise<Keeper> => {
  const { directory, log, patience } = options
  const cluster = clusterIn(directory)
  const closing = new AbortController()
  const pause = (milliseconds: number) => delay(milliseconds, undefined, { signal: closing.signal })

  const obtain = async (): Promise<{ session: Session; started: boolean }> => {
    let started: number | undefined
    let trouble = { what: '', since: 0 }
    for (;;) {
      closing.signal.throwIfAborted()
      const postmaster = findPostmaster(cluster)
      if (postmaster === undefined) {
        started = (await startPostmaster(options)) ?? started
        continue
      }
      const { pid, port, status } = postmaster
      const asked = performance.now()
      const answer = status === 'ready' ? await join(cluster, port, patience, dropped) : notReady(status)
      if (typeof answer !== 'string') return { session: answer, started: pid === started }

      if (trouble.what !== `${pid} ${answer}`) trouble = { what: `${pid} ${answer}`, since: asked }
      const limit = { silent: patience, closing: stoppingMayTake, starting: recoveryMayTake }[answer]
      if (performance.now() - trouble.since >= limit) {
        log(`PostgreSQL (pid ${pid}) on ${cluster} is of no use (${answer}): it is stopped and started afresh`)
        if (!(await stopPostmaster(cluster, pid, byForce)))
          throw new EmbeddedFault('START_FAILED', `PostgreSQL (pid ${pid}) on ${cluster} can't be stopped either`)
      }
      await pause(20)
    }
  }

  let session: Session
  let serving: { address: string; lost: AbortController } | undefined
  let regaining: Promise<void> | undefined

  const regain = async () => {
    for (let wait = 500; !closing.signal.aborted && !session.isOpen(); wait = Math.min(2 * wait, 30_000)) {
      try {
        const before = session.port
        session = (await obtain()).session
        if (session.port !== before)
          log(`PostgreSQL moved from port ${before} to ${session.port}: what still uses the old one must start again`)
        if (serving !== undefined) await session.takeServer(directory, serving.address)
        log('the connection to PostgreSQL is there again')
      } catch (error) {
        if (closing.signal.aborted) return
        if (error instanceof EmbeddedInUse) {
          log(`while the connection to PostgreSQL was lost, another server took these data: ${error.message}`)
          serving?.lost.abort(error)
          serving = undefined
        } else {
          log(`the connection to PostgreSQL is still lost: ${messageOf(error)}`)
          await pause(wait).catch(() => {})
        }
      }
    }
  }

  const dropped = () => {
    if (closing.signal.aborted || regaining !== undefined) return
    log('the connection to PostgreSQL is lost: it was stopped or killed')
    regaining = regain().finally(() => (regaining = undefined))
  }

  await prepareCluster(options)
  const obtained = await obtain()
  session = obtained.session

  /** Stops PostgreSQL if we are the last, on a connection made anew if ours is gone. */
  const leave = async () => {
    const end = performance.now() + patience
    for (;;) {
      const postmaster = findPostmaster(cluster)
      if (postmaster === undefined) return
      try {
        if (!session.isOpen()) {
          const again = await join(cluster, postmaster.port, patience, () => {})
          if (again === 'closing') return
          if (typeof again === 'string') throw new Error(`PostgreSQL (pid ${postmaster.pid}) is ${again}`)
          session = again
        }
        if ((await session.leave()) && !(await stopPostmaster(cluster, postmaster.pid, inOrder)))
          log(`PostgreSQL (pid ${postmaster.pid}) can't be stopped`)
        return
      } catch (error) {
        await session.close()
        if (performance.now() > end) {
          log(`PostgreSQL (pid ${postmaster.pid}) was left running: ${messageOf(error)}`)
          return
        }
        await delay(50)
      }
    }
  }

  return {
    port: () => session.port,
    started: obtained.started,
    holdServer: async (address) => {
      // PostgreSQL would give a session the same lock twice.
      if (serving !== undefined) throw new EmbeddedInUse(directory, process.pid, serving.address)
      await session.takeServer(directory, address)
      const held = { address, lost: new AbortController() }
      serving = held
      return {
        signal: held.lost.signal,
        announce: async (now) => {
          held.address = now
          await session.announce(now)
        },
        [Symbol.asyncDispose]: async () => {
          if (serving !== held) return
          serving = undefined
          if (session.isOpen()) await session.leaveServer()
        },
      }
    },
    close: async ({ discard } = { discard: false }) => {
      closing.abort()
      await regaining
      const postmaster = findPostmaster(cluster)
      if (!discard) await leave()
      else if (postmaster !== undefined) await stopPostmaster(cluster, postmaster.pid, atOnce)
      await session.close()
    },
  }
}
