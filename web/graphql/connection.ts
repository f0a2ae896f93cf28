import { createClient, type Client } from 'graphql-ws'
import { createSignal, type Accessor } from 'solid-js'
import { backoff } from './backoff.ts'
import { createHeartbeat, type Heartbeat } from './heartbeat.ts'

/**
 * How live the page is. `since` (epoch ms of this machine) is when it last was.
 * - idle: nothing is subscribed to yet
 * - silent: the server does not answer, but the line is not given up
 * - reconnecting: the line is down; at `retryAt` comes the next attempt
 */
export type Liveness =
  | { readonly phase: 'idle' }
  | { readonly phase: 'live' }
  | { readonly phase: 'silent'; readonly since: number }
  | { readonly phase: 'reconnecting'; readonly since: number; readonly retryAt: number }

export type Connection = {
  liveness: Accessor<Liveness>
  subscribe: Client['subscribe']
  /** Calls back once, when it is worth trying again; returns how to call that off. */
  whenWorthRetrying: (retry: () => void) => () => void
  /** A request failed on the network: then the line is lost, even if nobody has told it so far. */
  failed: () => void
  retryNow: () => void
  /** Grows when we are somebody else than before: whatever was read was read as another. */
  identity: Accessor<number>
  /** We are somebody else: a new socket under the new name, and everybody reads again. */
  renew: () => void
  close: () => void
}

/** A connection that held for so long (ms) starts its waiting times anew when it breaks. */
const stableMs = 5000
/** Another name, or none any more: the line itself is well, and comes back (ms) before anybody would notice. */
const renewedMs = 100
/** So often in a row; after that it is a broken line like any other. */
const mostRenewals = 3
/** How the server ends a socket whose session or token is gone. */
const forbiddenCode = 4403

/**
 * The one WebSocket of a page. graphql-ws would repeat subscriptions with their first variables, so it doesn't retry
 * here: whoever subscribes is told when to do so again, and gives the cursor that was seen last (live.ts).
 */
export const createConnection = (url: string, { forbidden }: { forbidden: () => void }): Connection => {
  const [identity, setIdentity] = createSignal(0)
  let renewals = 0
  let isRenewing = false
  const [liveness, setLiveness] = createSignal<Liveness>({ phase: 'idle' })
  const waiting = new Set<() => void>()
  let attempt = 0
  let connectedAt = 0
  let active = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  let heartbeat: Heartbeat | undefined
  let socket: WebSocket | undefined

  const retryNow = () => {
    clearTimeout(timer)
    timer = undefined
    const callbacks = [...waiting]
    waiting.clear()
    for (const retry of callbacks) retry()
  }

  const lost = () => {
    heartbeat?.stop()
    heartbeat = undefined
    if (timer !== undefined) return
    if (connectedAt && Date.now() - connectedAt > stableMs) [attempt, renewals] = [0, 0]
    connectedAt = 0
    const isQuiet = isRenewing && ++renewals <= mostRenewals
    isRenewing = false
    if (isQuiet) return void (timer = setTimeout(retryNow, renewedMs))
    const before = liveness()
    const delay = backoff(attempt++, Math.random())
    setLiveness({
      phase: 'reconnecting',
      since: 'since' in before ? before.since : Date.now(),
      retryAt: Date.now() + delay,
    })
    timer = setTimeout(retryNow, delay)
  }

  const client = createClient({
    url,
    retryAttempts: 0,
    // A change of the filter ends one subscription and begins another: the line stays.
    lazyCloseTimeout: 5000,
    connectionAckWaitTimeout: 5000,
    on: {
      opened: (opened) => (socket = opened as WebSocket),
      connected: () => {
        connectedAt = Date.now()
        setLiveness({ phase: 'live' })
        heartbeat?.stop()
        heartbeat = createHeartbeat({
          ping: () => socket?.readyState === WebSocket.OPEN && socket.send('{"type":"ping"}'),
          isVisible: () => document.visibilityState === 'visible',
          silent: () => setLiveness({ phase: 'silent', since: Date.now() }),
          back: () => setLiveness({ phase: 'live' }),
          giveUp: () => client.terminate(),
        })
        // Who waits for the next attempt need not wait for it, and must not be forgotten: somebody else made it.
        retryNow()
      },
      message: () => heartbeat?.heard(),
      closed: (event) => {
        if (event instanceof CloseEvent && event.code === forbiddenCode) {
          isRenewing = true
          forbidden()
        }
        if (active > 0 || timer !== undefined) return lost()
        heartbeat?.stop()
        setLiveness({ phase: 'idle' })
      },
    },
  })

  const noticed = () => (timer === undefined ? heartbeat?.probe() : retryNow())
  const events = new AbortController()
  const { signal } = events
  addEventListener('online', noticed, { signal })
  addEventListener('offline', () => heartbeat?.probe(), { signal })
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && noticed(), { signal })

  return {
    liveness,
    subscribe: (payload, sink) => {
      active += 1
      let ended = false
      const end = () => {
        if (!ended) active -= 1
        ended = true
      }
      const unsubscribe = client.subscribe(payload, {
        next: sink.next,
        error: (error) => {
          end()
          sink.error(error)
        },
        complete: () => {
          end()
          sink.complete()
        },
      })
      return () => {
        end()
        unsubscribe()
      }
    },
    whenWorthRetrying: (retry) => {
      waiting.add(retry)
      return () => waiting.delete(retry)
    },
    failed: () => {
      client.terminate()
      lost()
    },
    retryNow,
    identity,
    renew: () => {
      isRenewing = active > 0
      renewals = 0
      client.terminate()
      setIdentity((times) => times + 1)
    },
    close: () => {
      events.abort()
      clearTimeout(timer)
      heartbeat?.stop()
      void client.dispose()
    },
  }
}
