import type { Accessor } from 'solid-js'
import { factsDocument } from './documents.ts'
import type { Api } from './graphql/client.ts'
import type { ResultOf } from './graphql/graphql.ts'
import { createQuery, type Query } from './graphql/query.ts'

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
}

export const createViewer = (api: Api): Viewer => {
  const facts = createQuery(api, factsDocument, () => ({}))
  const may = (right: string) => facts.data()?.viewer.rights.includes(right) ?? false
  return {
    facts,
    name: () => facts.data()?.viewer.name ?? null,
    role: () => facts.data()?.viewer.role ?? null,
    may,
    whyNot: (right) => {
      const known = facts.data()?.viewer
      if (!known) return 'Not known yet who you are'
      if (may(right)) return undefined
      const who = known.role ? `As ${known.role.toLowerCase()} you` : 'You'
      return `${who} may not do this: it needs the right ${right}. Sign in as somebody who has it.`
    },
  }
}
