/** Who the server says is signed in now. */
export type SignedIn = { readonly name: string; readonly rights: readonly string[] }

/** Signing a browser in and out. The cookie is the browser's own business: no script sees it. Never throws. */
export type SessionDoor = {
  open: (token: string) => Promise<{ viewer: SignedIn; fault: null } | { viewer: null; fault: string }>
  /** @returns why it could not be done; null when it was */
  close: () => Promise<string | null>
}

type Told = { viewer?: SignedIn; errors?: readonly { message: string }[] }

const unreachable = 'The server cannot be reached. Try again in a moment.'
const patienceMs = 15_000

/** @param fetch as the browser has it */
export const createSessionDoor = (origin: string, fetch: typeof globalThis.fetch): SessionDoor => {
  const ask = async (init: RequestInit): Promise<{ ok: boolean; told: Told }> => {
    const response = await fetch(`${origin}/session`, { ...init, signal: AbortSignal.timeout(patienceMs) })
    const told = response.status === 204 ? {} : ((await response.json()) as Told)
    return { ok: response.ok, told }
  }
  const why = ({ errors }: Told) => errors?.[0]?.message ?? unreachable
  return {
    open: async (token) => {
      try {
        const { told } = await ask({
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ token }),
        })
        return told.viewer ? { viewer: told.viewer, fault: null } : { viewer: null, fault: why(told) }
      } catch {
        return { viewer: null, fault: unreachable }
      }
    },
    close: async () => {
      try {
        const { ok, told } = await ask({ method: 'DELETE' })
        return ok ? null : why(told)
      } catch {
        return unreachable
      }
    },
  }
}
