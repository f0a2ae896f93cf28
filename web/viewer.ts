import { createEffect, createMemo, createSignal, on, type Accessor } from 'solid-js'
import { factsDocument } from './documents.ts'
import type { Api } from './graphql/client.ts'
import type { ResultOf } from './graphql/graphql.ts'
import { createQuery, type Query } from './graphql/query.ts'
import { createSessionDoor } from './session.ts'

type Facts = ResultOf<typeof factsDocument>

/** Who the server takes us for, and who it is. */
export type Viewer = {
  facts: Query<Facts>
  /** Null until it is known. */
  name: Accessor<string | null>
  role: Accessor<Facts['viewer']['role']>
  /** Whether the viewer may do what needs this right (`run:write`, `token:manage`): server/domain/access.ts has them. */
  may: (right: string) => boolean
  /** Why not, for the hover text of a disabled control; undefined when it is allowed. */
  whyNot: (right: string) => string | undefined
  isSignedIn: Accessor<boolean>
  /** The server shows nothing to strangers, and we are one. */
  isShutOut: Accessor<boolean>
  /** The session ended while the page was open: whose it was, if that is known. Null when all is well. */
  ended: Accessor<{ readonly name: string | null } | null>
  dismissEnded: () => void
  /** @returns why it could not be done; null when it was */
  signIn: (token: string) => Promise<string | null>
  signOut: () => Promise<string | null>
}

/** A browser that will not let go of a dead cookie is not asked for ever. */
const mostRecoveries = 3

const unreadable = 'This token may not read, so these pages would stay empty: it is for programs.'

export const createViewer = (api: Api, origin: string): Viewer => {
  const door = createSessionDoor(origin, (...args) => fetch(...args))
  const facts = createQuery(api, factsDocument, () => ({}))
  const [ended, setEnded] = createSignal<{ readonly name: string | null } | null>(null)
  let isLeaving = false
  let isRecovering = false
  let recoveries = 0

  const isNobody = () => facts.fault()?.code === 'UNAUTHENTICATED'
  const known = () => (isNobody() ? undefined : facts.data()?.viewer)
  const name = () => known()?.name ?? null
  const isSignedIn = () => known()?.isAnonymous === false
  const may = (right: string) => known()?.rights.includes(right) ?? false

  // Whom the server takes us for: everything on the page was read as that one.
  const who = createMemo(() => (isNobody() ? 'nobody' : (known()?.tokenId ?? (known() ? 'anonymous' : null))))
  const isStranger = (one: string | null | undefined) => one === 'nobody' || one === 'anonymous'
  let lastName: string | null = null
  createEffect(
    on(who, (now, before) => {
      if (before != null && now !== before) api.connection.renew()
      if (before != null && !isStranger(before) && isStranger(now) && !isLeaving) setEnded({ name: lastName })
      if (now === null) return
      isLeaving = false
      if (isStranger(now)) return
      lastName = name()
      recoveries = 0
      setEnded(null)
    }),
  )
  createEffect(on(api.turnedAway, () => void facts.reload(), { defer: true }))
  // Said, perhaps, before it was known who we are: the page was opened with the cookie of yesterday. The cookie is gone
  // with that answer; what asked with it asks again.
  const recover = async () => {
    recoveries += 1
    await facts.reload()
    isRecovering = false
    api.connection.renew()
  }
  createEffect(
    on(
      api.sessionEnded,
      () => {
        setEnded((before) => before ?? { name: lastName })
        if (isRecovering || recoveries >= mostRecoveries) return
        isRecovering = true
        void recover()
      },
      { defer: true },
    ),
  )

  return {
    facts,
    name,
    role: () => known()?.role ?? null,
    may,
    whyNot: (right) => {
      if (may(right)) return undefined
      const viewer = known()
      if (!viewer && !isNobody()) return 'Not known yet who you are'
      const who = viewer?.role && isSignedIn() ? `As ${viewer.role.toLowerCase()} you` : 'You'
      const next = isSignedIn() ? 'Sign in as somebody who has it.' : 'Sign in first.'
      return `${who} may not do this: it needs the right ${right}. ${next}`
    },
    isSignedIn,
    isShutOut: () => isNobody() && facts.data() === undefined,
    ended,
    dismissEnded: () => setEnded(null),
    signIn: async (token) => {
      const { viewer, fault } = await door.open(token)
      if (fault !== null) return fault
      if (!viewer.rights.includes('read')) {
        await door.close()
        void facts.reload()
        return unreadable
      }
      setEnded(null)
      void facts.reload()
      return null
    },
    signOut: async () => {
      isLeaving = isSignedIn()
      const fault = await door.close()
      if (fault !== null) isLeaving = false
      else await facts.reload()
      return fault
    },
  }
}
